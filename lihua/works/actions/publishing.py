from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.timezone import now
from django.utils.translation import gettext as _

from lihua.base.events import announce
from lihua.base.ids import new_id
from lihua.media.models import Asset, AssetState
from lihua.notifications.actions import tell
from lihua.people.models import Person
from lihua.works import rules
from lihua.works.actions.asking import answer_asks, ask_of_people
from lihua.works.actions.tagging import tag_work
from lihua.works.actions.wording import MAX_PICTURES, Wording, narrower, word
from lihua.works.events import WorkPublished
from lihua.works.models import Draft, Mention, Picture, Visibility, Work, WorkKind

DRAFTS_WAIT = timedelta(days=1)


@transaction.atomic
def submit(
    author: Person,
    *,
    kind: str = WorkKind.NOTE,
    title: str = "",
    body: str = "",
    warning: str = "",
    is_sensitive: bool = False,
    asset_ids: Sequence[int] = (),
    visibility: str = Visibility.PUBLIC,
    language: str = "",
    channel: str = "",
    place: str = "",
    reply_to: int | None = None,
    key: UUID | None = None,
) -> Work | Draft:
    """Publish a work, or keep it as a draft until its pictures are ready. `key` makes a repeated call harmless.

    Raises Unacceptable with a message for each field, NotAllowed when this person may not.
    """
    if key is not None and (before := _already_submitted(author, key)):
        return before
    words = {
        "kind": WorkKind.REPLY if reply_to else kind,
        "title": title,
        "body": body,
        "warning": warning,
        "is_sensitive": is_sensitive,
        "asset_ids": list(asset_ids),
        "visibility": visibility,
        "language": language,
        "channel": channel,
        "place": place,
        "reply_to": reply_to,
    }
    assets = _claim(author, words)
    if all(asset.is_ready for asset in assets):
        return _publish(author, words, assets, key=key)
    _prepare(author, words, assets)  # what is unacceptable is said now, not when the pictures are ready
    return Draft.objects.create(author=author, words=words, **({"key": key} if key else {}))


@transaction.atomic
def publish_if_ready(key: UUID) -> Work | None:
    """Publish a draft whose pictures are all ready; None while one is not, or when it is published already."""
    draft = Draft.objects.select_for_update().select_related("author").filter(pk=key).first()
    if draft is None:
        return None
    assets = _claim(draft.author, draft.words)
    if any(asset.state == AssetState.UPLOADED for asset in assets):
        return None
    refused = next((asset for asset in assets if asset.state == AssetState.REFUSED), None)
    if refused:
        Draft.objects.filter(pk=key).update(problem=refused.problem)
        return None
    work = _publish(draft.author, draft.words, assets, key=draft.key)
    draft.delete()
    return work


def _already_submitted(author: Person, key: UUID) -> Work | Draft | None:
    return (
        Work.objects.filter(author=author, draft_key=key).first()
        or Draft.objects.filter(author=author, key=key).first()
    )


def _claim(author: Person, words: dict[str, Any]) -> list[Asset]:
    """The author's own assets in the order given, marked as used."""
    ids = [int(pk) for pk in words["asset_ids"]]
    found = Asset.objects.select_for_update().filter(owner=author, pk__in=ids, shown_on=None).in_bulk()
    if len(found) != len(ids):
        raise rules.Unacceptable(
            {"pictures": _("One of these pictures is not yours, or stands on another note already.")}
        )
    limit = MAX_PICTURES[words["kind"]]
    if len(ids) > limit:
        raise rules.Unacceptable(
            {"pictures": _("There are %(count)d pictures; up to %(limit)d fit.") % {"count": len(ids), "limit": limit}}
        )
    Asset.objects.filter(pk__in=ids, is_claimed=False).update(is_claimed=True)
    return [found[pk] for pk in ids]


def _prepare(author: Person, words: dict[str, Any], assets: Sequence[Asset]) -> tuple[Wording, Work | None]:
    if not rules.can_publish(author):
        raise rules.NotAllowed(_("This account cannot publish at the moment."))
    parent = _parent(author, words["reply_to"])
    wording = word(
        kind=words["kind"],
        title=words["title"],
        body=words["body"],
        warning=words["warning"],
        alts={asset.pk: asset.alt for asset in assets},
        author=author,
        chosen_language=words["language"],
    )
    if not wording.body and not wording.title and not assets:
        raise rules.Unacceptable({"body": _("Write something, or add a picture.")})
    return wording, parent


def _parent(author: Person, reply_to: int | None) -> Work | None:
    if reply_to is None:
        return None
    parent = Work.objects.select_related("author").filter(pk=reply_to).first()
    if parent is None or not rules.can_open(author, parent):
        raise rules.NotAllowed(_("What you answer is not there any more."))
    return parent.itself


def _publish(author: Person, words: dict[str, Any], assets: Sequence[Asset], *, key: UUID | None) -> Work:
    wording, parent = _prepare(author, words, assets)
    visibility = narrower(words["visibility"], parent.visibility) if parent else words["visibility"]
    moment = now()
    work = Work.objects.create(
        id=new_id(),
        kind=words["kind"],
        author=author,
        reply_to=parent,
        thread_id=(parent.thread_id or parent.pk) if parent else None,
        title=wording.title,
        body=wording.body,
        warning=wording.warning,
        html=wording.html,
        language=wording.language,
        language_source=wording.language_source,
        texts=wording.texts,
        visibility=visibility,
        is_sensitive=words["is_sensitive"] or bool(wording.warning),
        channel=words["channel"],
        place=words["place"],
        draft_key=key,
        published_at=moment,
    )
    Picture.objects.bulk_create(
        Picture(work=work, asset=asset, position=position) for position, asset in enumerate(assets)
    )
    Mention.objects.bulk_create(Mention(work=work, person=person) for person in wording.mentioned)
    tag_work(work, wording.tags)
    if parent:
        Work.objects.filter(pk=parent.pk).update(replies_count=F("replies_count") + 1)
        answer_asks(parent, by=work)
    if work.kind != WorkKind.REPLY:
        Person.objects.filter(pk=author.pk).update(works_count=F("works_count") + 1, last_work_at=moment)
    _tell_those_addressed(work, parent, wording.mentioned)
    announce(WorkPublished(work_id=work.pk))
    return work


def _tell_those_addressed(work: Work, parent: Work | None, mentioned: Sequence[Person]) -> None:
    """Those who can open it are told once each, and it waits for their answer."""
    addressed = {person.pk: (person, "mention") for person in mentioned}
    if parent:
        addressed[parent.author_id] = (parent.author, "reply")
    for person, kind in addressed.values():
        if person.pk != work.author_id and rules.can_open(person, work):
            tell(person, kind=kind, group=f"{kind}:{work.pk}", actor=work.author, work_id=work.pk)
            ask_of_people(work, person, kind=kind)
