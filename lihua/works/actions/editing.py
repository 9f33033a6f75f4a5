from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Any

from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from lihua import language
from lihua.base.events import announce
from lihua.media.models import Asset
from lihua.people.models import Person
from lihua.works import rules
from lihua.works.actions.tagging import tag_work, untag_work
from lihua.works.actions.wording import word
from lihua.works.events import WorkEdited
from lihua.works.models import Mention, Picture, Translation, Version, Work


@transaction.atomic
def edit(
    work: Work,
    *,
    by: Person,
    title: str = "",
    body: str = "",
    warning: str = "",
    is_sensitive: bool = False,
    asset_ids: Sequence[int] | None = None,
    chosen_language: str = "",
    channel: str | None = None,
    place: str | None = None,
) -> Work:
    """Change what a work says. The version before is kept; translations stay where their sentence is unchanged.

    `asset_ids` None leaves the pictures as they are. Raises NotAllowed, Unacceptable or NotReady.
    """
    work = Work.objects.select_for_update().select_related("author").get(pk=work.pk)
    if not rules.can_edit(by, work):
        raise rules.NotAllowed(_("Only the author can change this."))
    before = _snapshot(work)
    assets = _arrange_pictures(work, by, asset_ids)
    wording = word(
        kind=work.kind,
        title=title,
        body=body,
        warning=warning,
        alts={asset.pk: asset.alt for asset in assets},
        author=work.author,
        chosen_language=chosen_language or (work.language if work.language_source == "author" else ""),
    )
    if not wording.body and not wording.title and not assets:
        raise rules.Unacceptable({"body": _("Write something, or add a picture.")})
    _carry_translations(work, wording.texts, {"title": wording.title, "body": wording.body, "warning": wording.warning})
    for name in ("title", "body", "warning", "html", "language", "language_source", "texts"):
        setattr(work, name, getattr(wording, name))
    work.is_sensitive = is_sensitive or bool(wording.warning)
    work.channel = work.channel if channel is None else channel
    work.place = work.place if place is None else place
    if _snapshot(work) == before and asset_ids is None:
        work.save(update_fields=["channel", "place", "texts"])
        return work
    Version.objects.create(work=work, revision=work.revision, **before)
    work.revision += 1
    work.edited_at = now()
    work.save()
    Mention.objects.filter(work=work).exclude(person__in=wording.mentioned).delete()
    Mention.objects.bulk_create(
        [Mention(work=work, person=person) for person in wording.mentioned], ignore_conflicts=True
    )
    untag_work(work)
    tag_work(work, wording.tags)
    announce(WorkEdited(work_id=work.pk))
    return work


def _snapshot(work: Work) -> dict[str, Any]:
    pictures = [
        {"asset": shown.asset_id, "alt": shown.asset.alt}
        for shown in work.pictures.select_related("asset").order_by("position")
    ]
    return {
        "title": work.title,
        "body": work.body,
        "warning": work.warning,
        "html": work.html,
        "is_sensitive": work.is_sensitive,
        "texts": work.texts,
        "pictures": pictures,
    }


def _arrange_pictures(work: Work, by: Person, asset_ids: Sequence[int] | None) -> list[Asset]:
    shown = {picture.asset_id: picture for picture in work.pictures.select_related("asset").order_by("position")}
    if asset_ids is None:
        return [picture.asset for picture in shown.values()]
    found = Asset.objects.filter(owner=by, pk__in=asset_ids).in_bulk()
    if len(found) != len(set(asset_ids)) or any(pk not in shown and hasattr(found[pk], "shown_on") for pk in asset_ids):
        raise rules.Unacceptable(
            {"pictures": _("One of these pictures is not yours, or stands on another note already.")}
        )
    if not all(asset.is_ready for asset in found.values()):
        raise rules.NotReady(_("A picture is still being prepared."))
    if list(shown) != list(asset_ids):
        work.pictures.all().delete()
        Picture.objects.bulk_create(
            Picture(work=work, asset=found[pk], position=position) for position, pk in enumerate(asset_ids)
        )
        Asset.objects.filter(pk__in=asset_ids).update(is_claimed=True)
        Asset.objects.filter(pk__in=[pk for pk in shown if pk not in found]).update(is_claimed=False)
    return [found[pk] for pk in asset_ids]


def _carry_translations(work: Work, fresh: dict[str, Any], words: dict[str, str]) -> None:
    """Give each text its revision, and move its translations to where their sentences stand now."""
    for field, text in fresh.items():
        old = work.texts.get(field)
        if old is None:
            continue
        new_words = words.get(field, work.text_of(field) if field.startswith("alt:") else "")
        old_digests = digests_of(work.text_of(field), old["cuts"])
        new_digests = digests_of(new_words, text["cuts"])
        text["revision"] = old["revision"] + (old_digests != new_digests)
        if text["revision"] != old["revision"]:
            _move(work, field, text["revision"], old_digests, new_digests)
    gone = set(work.texts) - set(fresh)
    work.translations.filter(field__in=gone, is_current=True).update(is_current=False)


def _move(work: Work, field: str, revision: int, before: list[str], after: list[str]) -> None:
    steps = SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes()
    place: dict[int, int] = {}
    for kind, old_start, old_end, new_start, new_end in steps:
        if kind in {"equal", "replace"}:
            for offset in range(min(old_end - old_start, new_end - new_start)):
                place[old_start + offset] = new_start + offset
    rows = list(work.translations.filter(field=field, is_current=True))
    for row in rows:
        ordinal = place.get(row.ordinal)
        row.is_current = ordinal is not None
        row.is_stale = ordinal is None or after[ordinal] != row.digest
        row.ordinal = row.ordinal if ordinal is None else ordinal
        row.revision = revision
    # Step aside first: two sentences may change places, and a place holds one current translation.
    Translation.objects.filter(pk__in=[row.pk for row in rows]).update(is_current=False)
    Translation.objects.bulk_update(rows, ["ordinal", "is_current", "is_stale", "revision"])


def digests_of(words: str, cuts: Sequence[Sequence[int]]) -> list[str]:
    return [language.digest(words[start:end]) for start, end in cuts]
