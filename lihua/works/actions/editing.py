from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from lihua.base import text as rich
from lihua.base.events import announce
from lihua.media.models import Asset
from lihua.people.actions import remember_language
from lihua.people.models import Person
from lihua.people.queries import usual_languages
from lihua.works import rules
from lihua.works.actions.asking import keep_asks_true, tell_those_addressed
from lihua.works.actions.counting import count_tags
from lihua.works.actions.moving import digests_of, move_translations
from lihua.works.actions.picturing import words_on
from lihua.works.actions.publishing import MAX_PLACE
from lihua.works.actions.tagging import tag_work
from lihua.works.actions.wording import MAX_PICTURES, Wording, chosen_language_of, cut_texts, word
from lihua.works.events import WorkEdited
from lihua.works.models import CHANNELS, Mention, Picture, Suggestion, Version, Work, WorkState

_LANGUAGE = ["language", "language_source", "texts"]
_WORDS = ("title", "body", "warning", "html", "language", "language_source", "texts")


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
    work = Work.objects.select_for_update(of=("self",)).select_related("author__account").get(pk=work.pk)
    if not rules.can_edit(by, work) or not rules.can_publish(by):
        raise rules.NotAllowed(_("Only the author can change this."))
    _require_known_choices(channel, place)
    before = _snapshot(work, _shown(work))
    assets = _arrange_pictures(work, by, asset_ids)
    wording = word(
        kind=work.kind,
        title=title,
        body=body,
        warning=warning,
        alts={asset.pk: asset.alt for asset in assets},
        author=work.author,
        seen=words_on(assets),
        chosen_language=chosen_language_of(chosen_language)
        or (work.language if work.language_source == "author" else ""),
    )
    if not wording.body and not wording.title and not assets:
        raise rules.Unacceptable({"body": _("Write something, or add a picture.")})
    chosen = chosen_language_of(chosen_language)
    if chosen and chosen != work.language:
        remember_language(by, chosen)
        if _says_the_same(work, wording, before, is_sensitive=is_sensitive):
            _say(work, chosen)
            work.channel = work.channel if channel is None else channel
            work.place = work.place if place is None else rich.one_line(place)
            work.save(update_fields=[*_LANGUAGE, "channel", "place"])
            return work
    _carry_translations(work, wording.texts, wording.fields)
    for name in _WORDS:
        setattr(work, name, getattr(wording, name))
    work.is_sensitive = is_sensitive or bool(wording.warning)
    work.channel = work.channel if channel is None else channel
    work.place = work.place if place is None else rich.one_line(place)
    if _snapshot(work, assets) == before:
        work.save(update_fields=["channel", "place"])
        return work
    Version.objects.create(work=work, revision=work.revision, **before)
    work.revision += 1
    work.edited_at = now()
    work.save()
    _point_anew(work, wording)
    _let_go_of_suggestions(work)
    announce(WorkEdited(work_id=work.pk))
    return work


@transaction.atomic
def say_language(work: Work, *, by: Person, tag: str) -> Work:
    """The author says which language a work is in. Its words are the same, so it is no new version.

    It is remembered for what they write next. Sentences are cut again where that language is cut otherwise;
    translations stay with theirs. Raises NotAllowed or Unacceptable.
    """
    work = Work.objects.select_for_update(of=("self",)).select_related("author__account").get(pk=work.pk)
    if not rules.can_edit(by, work):
        raise rules.NotAllowed(_("Only the author can change this."))
    chosen = chosen_language_of(tag)
    if not chosen:
        raise rules.Unacceptable({"language": _("Say which language this is.")})
    if chosen != work.language:
        remember_language(by, chosen)
    if (chosen, "author") != (work.language, work.language_source):
        _say(work, chosen)
        work.save(update_fields=_LANGUAGE)
    return work


def _say(work: Work, tag: str) -> None:
    written = [field for field in work.texts if not field.startswith("pic:")]
    fields = {"body": "", "title": ""} | {field: work.text_of(field) for field in written}
    texts = cut_texts(fields, tag, usual_languages(work.author), is_said=True)
    for field, text in texts.items():
        text["entities"] = work.texts[field]["entities"]
    for field in work.texts.keys() - texts.keys():  # what stands on a picture is not in their words
        texts[field], fields[field] = work.texts[field], work.text_of(field)
    _carry_translations(work, texts, fields)
    work.texts, work.language, work.language_source = texts, tag, "author"
    keep_asks_true(work)
    announce(WorkEdited(work_id=work.pk))


def _says_the_same(work: Work, wording: Wording, before: dict[str, Any], *, is_sensitive: bool) -> bool:
    alts = {f"alt:{picture['asset']}": picture["alt"] for picture in before["pictures"]}
    now_alts = {field: text["text"] for field, text in wording.texts.items() if field.startswith("alt:")}
    return (
        all(getattr(work, name) == getattr(wording, name) for name in ("title", "body", "warning"))
        and work.is_sensitive == (is_sensitive or bool(wording.warning))
        and [picture["asset"] for picture in before["pictures"]] == [asset.pk for asset in _shown(work)]
        and {field: alt for field, alt in alts.items() if alt} == now_alts
    )


def _require_known_choices(channel: str | None, place: str | None) -> None:
    if channel and channel not in dict(CHANNELS):
        raise rules.Unacceptable({"channel": _("There is no such channel.")})
    if place and len(rich.one_line(place)) > MAX_PLACE:
        raise rules.Unacceptable(
            {
                "place": _("The place has %(length)d characters; up to %(limit)d fit.")
                % {"length": len(rich.one_line(place)), "limit": MAX_PLACE}
            }
        )


def _shown(work: Work) -> list[Asset]:
    return [picture.asset for picture in work.pictures.select_related("asset").order_by("position")]


def _snapshot(work: Work, assets: Sequence[Asset]) -> dict[str, Any]:
    return {
        "title": work.title,
        "body": work.body,
        "warning": work.warning,
        "html": work.html,
        "is_sensitive": work.is_sensitive,
        "texts": work.texts,
        "pictures": [{"asset": asset.pk, "alt": work.text_of(f"alt:{asset.pk}")} for asset in assets],
    }


def _arrange_pictures(work: Work, by: Person, asset_ids: Sequence[int] | None) -> list[Asset]:
    shown = {picture.asset_id: picture for picture in work.pictures.select_related("asset").order_by("position")}
    if asset_ids is None:
        return [picture.asset for picture in shown.values()]
    ids = [int(pk) for pk in asset_ids]
    if len(ids) > MAX_PICTURES[work.kind]:
        raise rules.Unacceptable(
            {
                "pictures": _("There are %(count)d pictures; up to %(limit)d fit.")
                % {"count": len(ids), "limit": MAX_PICTURES[work.kind]}
            }
        )
    found = Asset.objects.select_related("shown_on").filter(owner=by, pk__in=ids).in_bulk()
    if len(found) != len(ids) or any(pk not in shown and hasattr(found[pk], "shown_on") for pk in ids):
        raise rules.Unacceptable(
            {"pictures": _("One of these pictures is not yours, or stands on another note already.")}
        )
    if not all(asset.is_ready for asset in found.values()):
        raise rules.NotReady(_("A picture is still being prepared."))
    if list(shown) != ids:
        work.pictures.all().delete()
        Picture.objects.bulk_create(
            Picture(work=work, asset=found[pk], position=position) for position, pk in enumerate(ids)
        )
        Asset.objects.filter(pk__in=ids).update(is_claimed=True)
        Asset.objects.filter(pk__in=[pk for pk in shown if pk not in found]).update(is_claimed=False)
    return [found[pk] for pk in ids]


def _point_anew(work: Work, wording: Wording) -> None:
    """Mentions and tags follow the words; who is named for the first time is told."""
    known = set(work.mentions.values_list("person_id", flat=True))
    fresh = [person for person in wording.mentioned if person.pk not in known]
    work.mentions.exclude(person__in=wording.mentioned).delete()
    Mention.objects.bulk_create(Mention(work=work, person=person) for person in fresh)
    is_seen = work.state == WorkState.PUBLISHED
    if is_seen:
        count_tags(work, -1)
    work.tags.all().delete()
    tag_work(work, wording.tags)
    if is_seen:
        count_tags(work, 1)
        tell_those_addressed(work, None, fresh)


def _carry_translations(work: Work, texts: dict[str, Any], fields: dict[str, str]) -> None:
    """Give each text its revision, and move its translations to where their sentences stand now.

    `fields` holds the words that `texts` were cut from.
    """
    for field, text in texts.items():
        old = work.texts.get(field)
        is_same = old is not None and work.text_of(field) == fields[field]
        if is_same and old["language"] == text["language"] and text["cuts"] != old["cuts"]:
            # The same words keep their cut, whatever a newer cutter would make of them.
            text["cuts"] = old["cuts"]
            text.pop("languages", None)
            text.update({"languages": old["languages"]} if "languages" in old else {})
        if is_same and text["cuts"] == old["cuts"]:
            text["revision"] = old["revision"]
            continue
        text["revision"] = work.revision + 1
        if old is not None:
            before = digests_of(work.text_of(field), old["cuts"])
            move_translations(work, field, text["revision"], before, digests_of(fields[field], text["cuts"]))
    gone = set(work.texts) - set(texts)
    work.translations.filter(field__in=gone, is_current=True).update(is_current=False)


def _let_go_of_suggestions(work: Work) -> None:
    """What was suggested for a sentence that changed is not waited for any more."""
    for one in work.suggestions.filter(state=Suggestion.State.OPEN):
        text = work.texts.get(one.field)
        now_there = digests_of(work.text_of(one.field), text["cuts"]) if text else []
        if one.ordinal >= len(now_there) or now_there[one.ordinal] != one.digest:
            work.suggestions.filter(pk=one.pk).update(state=Suggestion.State.OUTDATED, decided_at=now())
