"""The words that stand on a picture: read by machine, corrected by whose picture it is."""

import logging
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from lihua import language
from lihua.base import live
from lihua.base import text as rich
from lihua.base.events import announce
from lihua.base.models import OutboxEntry
from lihua.base.tasks import defer
from lihua.media import reading, rules
from lihua.media.events import PictureRead
from lihua.media.models import Asset, AssetState, PictureText, Purpose
from lihua.people.models import Person
from lihua.people.queries import usual_languages

logger = logging.getLogger(__name__)

NEW = timedelta(hours=1)

Writes = Callable[[], None]


def have_words_read(asset: Asset) -> None:
    from lihua.media.tasks import read_words

    defer(read_words, asset_id=asset.pk)


def read(asset_id: int) -> Writes | None:
    """Read the words on a picture; returns what to write. What was read or corrected stays. Safe twice."""
    waiting = Asset.objects.filter(pk=asset_id, state=AssetState.READY, purpose=Purpose.WORK, words=None)
    asset = waiting.select_related("owner").first()
    if asset is None or not reading.is_on() or asset.largest is None:
        return None
    try:
        with default_storage.open(asset.largest.key) as picture:
            seen = reading.read(picture.chunks())
    except (FileNotFoundError, reading.Unreadable):  # a picture without known words is a picture like any other
        seen = reading.Seen("", [])
    except reading.Busy:  # who holds it goes on with this one afterwards
        return None
    return lambda: _keep(asset, seen)


def _keep(asset: Asset, seen: reading.Seen) -> None:
    # Whoever publishes it holds this lock too: either they see the words, or the work is there when they are told.
    fresh = Asset.objects.select_for_update(of=("self",)).select_related("owner").filter(pk=asset.pk).first()
    _go_on(asset)
    if fresh is None or PictureText.objects.filter(asset=fresh).exists():
        return
    lines = [{"text": line.text, "box": line.box, "confidence": line.confidence} for line in seen.lines]
    PictureText.objects.create(asset=fresh, lines=lines, language=_language_of(lines, fresh.owner), engine=seen.engine)
    _announce(fresh)


def _go_on(done: Asset) -> None:
    """Have the next new picture read that found the magnifier taken."""
    from lihua.media.tasks import read_words

    name = f"{read_words.__module__}.{read_words.__qualname__}"
    planned = {entry.facts.get("asset_id") for entry in OutboxEntry.objects.filter(task=name)}
    new = Asset.objects.filter(state=AssetState.READY, purpose=Purpose.WORK, words=None, created_at__gt=now() - NEW)
    waiting = new.exclude(pk=done.pk).order_by("pk").values_list("pk", flat=True)[:100]
    if (next_one := next((pk for pk in waiting if pk not in planned), None)) is not None:
        defer(read_words, asset_id=next_one)


@transaction.atomic
def correct_words(asset: Asset, *, by: Person, texts: Sequence[str]) -> PictureText:
    """Say what stands on a picture: `texts[n]` is the line n that is known, empty takes it out; further ones are added.

    Raises NotYours, or Refused with words for the person.
    """
    fresh, words = _own(asset, by)
    lines: list[dict[str, Any]] = []
    for number, typed in enumerate(texts[: 2 * reading.MAX_LINES]):
        _require_plain(typed)
        text = rich.one_line(typed)
        known = words.lines[number] if number < len(words.lines) else {"text": "", "box": None}
        if text == known["text"] and text:
            lines.append(known)
        elif text:
            lines.append({"text": text, "box": known["box"], "confidence": 1.0})
    if len(lines) > reading.MAX_LINES or sum(len(line["text"]) + 1 for line in lines) > reading.MAX_CHARACTERS:
        raise rules.Refused(
            _("Up to %(lines)d lines and %(characters)d characters are kept of one picture.")
            % {"lines": reading.MAX_LINES, "characters": reading.MAX_CHARACTERS}
        )
    return _correct(fresh, words, lines, is_refused=False)


@transaction.atomic
def refuse_words(asset: Asset, *, by: Person) -> PictureText:
    """What was read there is no text. Raises NotYours."""
    fresh, words = _own(asset, by)
    return _correct(fresh, words, [], is_refused=True)


def _own(asset: Asset, by: Person) -> tuple[Asset, PictureText]:
    fresh = Asset.objects.select_for_update(of=("self",)).select_related("owner").get(pk=asset.pk)
    if fresh.owner_id != by.pk:
        raise rules.NotYours(_("This picture is somebody else's."))
    if fresh.purpose != Purpose.WORK or not fresh.is_ready:
        raise rules.Refused(_("This picture is still being prepared."))
    return fresh, PictureText.objects.filter(asset=fresh).first() or PictureText(asset=fresh, version=0)


def _correct(asset: Asset, words: PictureText, lines: list[dict[str, Any]], *, is_refused: bool) -> PictureText:
    if words.version and (words.lines, words.is_refused) == (lines, is_refused):
        return words
    words.lines, words.is_refused = lines, is_refused
    words.language = _language_of(lines, asset.owner)
    words.source = PictureText.Source.AUTHOR
    words.version += 1
    words.read_at = now()
    words.save()
    _announce(asset)
    return words


def _require_plain(text: str) -> None:
    if "\0" in text or rich.is_turned(text) or rich.is_piled_up(text):
        raise rules.Refused(_("A line holds what no picture shows: null bytes, turned letters, piled marks."))
    if len(text) > reading.MAX_LINE:
        raise rules.Refused(_("A line has up to %(limit)d characters.") % {"limit": reading.MAX_LINE})


def _language_of(lines: Sequence[dict[str, Any]], owner: Person) -> str:
    words = "\n".join(line["text"] for line in lines)
    return language.detect(words, prior=usual_languages(owner)).language if words else language.tags.UNDETERMINED


def _announce(asset: Asset) -> None:
    announce(PictureRead(asset_id=asset.pk))
    live.publish(live.person_channel(asset.owner_id), "asset", id=str(asset.pk), state=asset.state)
