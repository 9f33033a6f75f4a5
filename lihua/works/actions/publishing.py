from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from lihua.base import text as rich
from lihua.base.events import announce
from lihua.base.ids import id_at, new_id
from lihua.media.models import Asset, AssetState
from lihua.notifications.actions import tell
from lihua.people.models import Person
from lihua.people.queries import is_blocked_between
from lihua.works import rules
from lihua.works.actions.asking import answer_asks, tell_those_addressed
from lihua.works.actions.counting import count_in
from lihua.works.actions.picturing import words_on
from lihua.works.actions.tagging import tag_work
from lihua.works.actions.wording import MAX_PICTURES, Wording, chosen_language_of, narrower, word
from lihua.works.events import WorkPublished
from lihua.works.models import CHANNELS, Draft, Mention, Picture, Visibility, Work, WorkKind

DRAFTS_WAIT = timedelta(hours=1)
MAX_PLACE = 80


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
    moment: datetime | None = None,
) -> Work | Draft:
    """Publish a work, or keep it as a draft until its pictures are ready. `key` makes a repeated call harmless.

    `moment` is when it was first published, for what is brought along from elsewhere; its pictures must be ready.
    Raises Unacceptable with a message for each field, NotAllowed when this person may not.
    """
    if key is not None:
        # One's own submissions wait for each other, so that two with one key cannot both be the first.
        Person.objects.select_for_update().filter(pk=author.pk).first()
        if before := _already_submitted(author, key):
            return before
    words = {
        "kind": WorkKind.REPLY if reply_to else kind,
        "title": title,
        "body": body,
        "warning": warning,
        "is_sensitive": is_sensitive,
        "asset_ids": list(asset_ids),
        "visibility": visibility,
        "language": chosen_language_of(language),
        "channel": channel,
        "place": rich.one_line(place),
        "reply_to": reply_to,
    }
    _require_known_choices(words)
    assets = _claim(author, words)
    if all(asset.is_ready for asset in assets):
        return _publish(author, words, assets, key=key, moment=moment)
    _prepare(author, words, assets)  # what is unacceptable is said now, not when the pictures are ready
    return Draft.objects.create(author=author, words=words, **({"key": key} if key else {}))


@transaction.atomic
def publish_if_ready(draft: Draft) -> Work | None:
    """Publish a draft whose pictures are all ready; None while one is not, or when it is published already.

    What can no longer be published stays a draft with its `problem`, and the author is told.
    """
    fresh = Draft.objects.select_for_update(of=("self",)).select_related("author__account").filter(pk=draft.pk).first()
    if fresh is None:
        return None
    try:
        with transaction.atomic():
            assets = _claim(fresh.author, fresh.words)
            if any(asset.state == AssetState.UPLOADED for asset in assets):
                return None
            refused = next((asset for asset in assets if asset.state == AssetState.REFUSED), None)
            if refused:
                raise rules.Unacceptable({"pictures": refused.problem or _("A picture could not be prepared.")})
            work = _publish(fresh.author, fresh.words, assets, key=fresh.key)
    except (rules.Unacceptable, rules.NotAllowed) as problem:
        report_problem(fresh, str(problem))
        return None
    fresh.delete()
    return work


def report_problem(draft: Draft, problem: str) -> None:
    """Say once what keeps a draft from being published."""
    if draft.problem:
        return
    draft.problem = problem[:300] or _("This could not be published.")
    draft.save(update_fields=["problem"])
    tell(draft.author, kind="draft", group=f"draft:{draft.key}", draft=str(draft.key))


def discard_draft(draft: Draft) -> None:
    """Let a draft go; its pictures are swept like everything that nobody claims."""
    Asset.objects.filter(owner=draft.author, pk__in=draft.words["asset_ids"], shown_on=None).update(is_claimed=False)
    draft.delete()


def _already_submitted(author: Person, key: UUID) -> Work | Draft | None:
    return (
        Work.objects.filter(author=author, draft_key=key).first()
        or Draft.objects.filter(author=author, key=key).first()
    )


def _require_known_choices(words: dict[str, Any]) -> None:
    problems: dict[str, str] = {}
    if words["kind"] not in MAX_PICTURES:
        problems["kind"] = _("Choose note or short.")
    if words["visibility"] not in Visibility.values:
        problems["visibility"] = _("Choose public, unlisted or followers.")
    if words["channel"] and words["channel"] not in dict(CHANNELS):
        problems["channel"] = _("There is no such channel.")
    if len(words["place"]) > MAX_PLACE:
        problems["place"] = _("The place has %(length)d characters; up to %(limit)d fit.") % {
            "length": len(words["place"]),
            "limit": MAX_PLACE,
        }
    if problems:
        raise rules.Unacceptable(problems)


def _claim(author: Person, words: dict[str, Any]) -> list[Asset]:
    """The author's own assets in the order given, marked as used."""
    ids = [int(pk) for pk in words["asset_ids"]]
    limit = MAX_PICTURES[words["kind"]]
    if len(ids) > limit:
        raise rules.Unacceptable(
            {"pictures": _("There are %(count)d pictures; up to %(limit)d fit.") % {"count": len(ids), "limit": limit}}
        )
    own = Asset.objects.filter(owner=author, pk__in=ids, shown_on=None).values("pk")
    found = Asset.objects.select_for_update().filter(pk__in=own).in_bulk()
    if len(found) != len(ids):
        raise rules.Unacceptable(
            {"pictures": _("One of these pictures is not yours, or stands on another note already.")}
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
        seen=words_on(assets),
        chosen_language=words["language"],
    )
    if not wording.body and not wording.title and not assets:
        raise rules.Unacceptable({"body": _("Write something, or add a picture.")})
    return wording, parent


def _parent(author: Person, reply_to: int | None) -> Work | None:
    if reply_to is None:
        return None
    parent = Work.objects.select_related("author", "repost_of__author", "thread__author").filter(pk=reply_to).first()
    if parent is None or not rules.can_open(author, parent):
        raise rules.NotAllowed(_("What you answer is not there any more."))
    parent = parent.itself
    head = parent.thread
    # Who was blocked by the person at the head of a thread cannot come back in under somebody else's answer.
    if head and head.author_id != author.pk and is_blocked_between(author, head.author):
        raise rules.NotAllowed(_("You cannot answer in this thread."))
    return parent


def _publish(
    author: Person,
    words: dict[str, Any],
    assets: Sequence[Asset],
    *,
    key: UUID | None,
    moment: datetime | None = None,
) -> Work:
    wording, parent = _prepare(author, words, assets)
    visibility = narrower(words["visibility"], parent.visibility) if parent else words["visibility"]
    shares_room = parent is not None and parent.visibility == Visibility.FOLLOWERS
    identifier = id_at(moment) if moment else new_id()
    moment = moment or now()
    work = Work.objects.create(
        id=identifier,
        kind=words["kind"],
        author=author,
        audience_id=parent.audience_id if parent and shares_room else author.pk,
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
    count_in(work)
    if parent:
        answer_asks(parent, by=work)
    else:
        Person.objects.filter(pk=author.pk).update(last_work_at=moment)
    tell_those_addressed(work, parent, wording.mentioned)
    announce(WorkPublished(work_id=work.pk))
    return work
