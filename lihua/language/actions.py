"""Having sentences translated by machine: from the cache, else by the engine, checked, and kept."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from time import monotonic, sleep
from typing import Literal

from django.utils.timezone import now

from lihua.base.tasks import defer
from lihua.language import claims, dictionaries, engines, langid, masking, tags, wordlist
from lihua.language.checks import BadTranslation, clean, require_translation
from lihua.language.digests import digest
from lihua.language.models import MachineSentence
from lihua.language.tasks import load_dictionary

logger = logging.getLogger(__name__)

Privacy = Literal["public", "private"]
Status = Literal["translated", "nothing", "refused", "failed"]

MAX_SENTENCES = 500
MAX_CHARACTERS = 20_000
"""Of one call. What is beyond waits for another: one reader's wish does not keep the engine from the others."""

BATCH_SENTENCES = 40
BATCH_CHARACTERS = 4_000
REFUSAL_KEPT = timedelta(days=7)
"""So long a sentence that came back as junk is not paid for again."""

_one_at_a_time = threading.Lock()
_PATIENCE = 60.0
_LOOK_AGAIN = 0.2


@dataclass(frozen=True)
class Translated:
    """One sentence's fate. `text` is the translation, or the sentence itself wherever there is none to show."""

    sentence: str
    text: str
    status: Status
    engine: str = ""
    reason: str = ""
    """A constant phrase for logs and tests; a page says only that it could not be translated."""


def translate(sentences: Sequence[str], *, source: str, target: str, privacy: Privacy = "public") -> list[Translated]:
    """Each sentence from `source` into `target`, in order. Never raises for what an engine does.

    Call it outside a transaction: it may wait for the engine, then writes what it got. Texts that are not public are
    refused, never sent.
    """
    if privacy != "public":
        return [_untouched(one, "refused", "private") for one in sentences]
    if tags.UNDETERMINED in (source, target) or source == target:
        return [_untouched(one, "refused", "languages") for one in sentences]
    wanted = {digest(one): one for one in sentences}
    known = {key: _untouched(one, "nothing") for key, one in wanted.items() if not masking.mask(one).says_something}
    known |= _remembered({key: one for key, one in wanted.items() if key not in known}, source, target)
    missing = {key: one for key, one in wanted.items() if key not in known}
    if missing:
        known |= _by_engine(missing, source, target)
    return [known[digest(one)] for one in sentences]


def unpack_model() -> bool:
    """Unpack what tells languages apart, so that no request has to; whether there was anything to do."""
    return langid.unpack()


def want_dictionary() -> None:
    """Have the worker bring in the dictionary that came along, unless it is in; until then words have no entries."""
    if not dictionaries.has_cedict():
        defer(load_dictionary)


def unpack_words() -> bool:
    """Make the list of Chinese words that all processes share; whether there was anything to do."""
    return wordlist.unpack()


def _untouched(sentence: str, status: Status, reason: str = "", engine: str = "") -> Translated:
    return Translated(sentence, sentence, status, engine, reason)


def _remembered(wanted: dict[str, str], source: str, target: str) -> dict[str, Translated]:
    """What is in the cache, refusals included: an empty text is one."""
    rows = MachineSentence.objects.filter(digest__in=list(wanted), source=source, target=target).order_by("pk")
    known: dict[str, Translated] = {}
    for row in rows:
        sentence = wanted[row.digest]
        if row.text:
            known[row.digest] = Translated(sentence, row.text, "translated", row.engine)
        elif row.digest not in known and row.created_at > now() - REFUSAL_KEPT:
            known[row.digest] = _untouched(sentence, "refused", "refused before", row.engine)
    return known


def _by_engine(missing: dict[str, str], source: str, target: str) -> dict[str, Translated]:
    engine = engines.engine()
    if engine is None:
        return {key: _untouched(one, "failed", "no engine") for key, one in missing.items()}
    ends = monotonic() + _PATIENCE
    done: dict[str, Translated] = {}
    while missing:
        if not _one_at_a_time.acquire(timeout=max(0.0, ends - monotonic())):
            break
        try:
            done |= _pay(engine, missing, source, target)
        finally:
            _one_at_a_time.release()
        missing = {key: one for key, one in missing.items() if key not in done}
        if missing and monotonic() >= ends:
            break
        if missing:  # another process is having them translated
            sleep(_LOOK_AGAIN)
    return done | {key: _untouched(one, "failed", "busy", engine.name) for key, one in missing.items()}


def _pay(engine: engines.WatchedEngine, missing: dict[str, str], source: str, target: str) -> dict[str, Translated]:
    """What became of the sentences, without those that somebody else is having translated at this moment."""
    done = _remembered(missing, source, target)  # somebody may have asked for the same while we waited
    within, beyond = _within_budget({key: one for key, one in missing.items() if key not in done})
    done |= {key: _untouched(one, "failed", "budget", engine.name) for key, one in beyond.items()}
    for batch in _batches(within):
        with claims.claimed(batch, source=source, target=target, engine=engine.name) as ours:
            done |= _remembered(batch, source, target)
            mine = {key: one for key, one in batch.items() if key in ours and key not in done}
            if mine:
                fresh = _batch(engine, mine, source, target)
                _remember(fresh, source, target)
                done |= fresh
    return done


def _within_budget(wanted: dict[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    within: dict[str, str] = {}
    characters = 0
    for key, sentence in wanted.items():
        characters += len(sentence)
        if characters > MAX_CHARACTERS or len(within) >= MAX_SENTENCES:
            break
        within[key] = sentence
    return within, {key: sentence for key, sentence in wanted.items() if key not in within}


def _batches(wanted: dict[str, str]) -> Iterator[dict[str, str]]:
    batch: dict[str, str] = {}
    characters = 0
    for key, sentence in wanted.items():
        if batch and (len(batch) >= BATCH_SENTENCES or characters + len(sentence) > BATCH_CHARACTERS):
            yield batch
            batch, characters = {}, 0
        batch[key] = sentence
        characters += len(sentence)
    if batch:
        yield batch


def _batch(engine: engines.WatchedEngine, batch: dict[str, str], source: str, target: str) -> dict[str, Translated]:
    masked = {key: masking.mask(one) for key, one in batch.items()}
    try:
        outputs = engine.translate([one.text for one in masked.values()], source=source, target=target)
    except engines.EngineFailed as failure:
        return {key: _untouched(one, "failed", failure.reason, engine.name) for key, one in batch.items()}
    done: dict[str, Translated] = {}
    for (key, sentence), output in zip(batch.items(), outputs, strict=True):
        try:
            text = _unmasked(engine, clean(output), masked[key], source, target)
            require_translation(sentence, text, target=target)
            done[key] = Translated(sentence, text, "translated", engine.name)
        except BadTranslation as bad:
            done[key] = _untouched(sentence, "refused", bad.reason, engine.name)
        except engines.EngineFailed as failure:
            done[key] = _untouched(sentence, "failed", failure.reason, engine.name)
    return done


def _unmasked(engine: engines.WatchedEngine, output: str, masked: masking.Masked, source: str, target: str) -> str:
    """Put back what was kept. If the engine lost some of it, ask for the words in between, piece by piece."""
    try:
        return clean(masking.unmask(output, masked.kept))
    except masking.PlaceholderLost:
        pass
    pieces = masking.pieces(masked)
    asked = [piece for piece in pieces if any(character.isalpha() for character in piece)]
    answers = iter(engine.translate([piece.strip() for piece in asked], source=source, target=target))
    given = [_in_its_spaces(piece, next(answers)) if piece in asked else piece for piece in pieces]
    if any(masking.has_placeholder(piece) for piece in given):
        raise BadTranslation("placeholder")
    return clean(masking.join_pieces(given, masked))


def _in_its_spaces(piece: str, answer: str) -> str:
    before = " " if piece[:1].isspace() else ""
    after = " " if piece[-1:].isspace() else ""
    return before + clean(answer) + after


def _remember(fresh: dict[str, Translated], source: str, target: str) -> None:
    """Keep what was paid for, junk too (as an empty text). A failure is not kept: next time it may work."""
    rows = [
        MachineSentence(
            digest=key,
            source=source,
            target=target,
            engine=one.engine,
            text=one.text if one.status == "translated" else "",
        )
        for key, one in fresh.items()
        if one.status in ("translated", "refused")
    ]
    MachineSentence.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["digest", "source", "target", "engine"],
        update_fields=["text", "created_at"],
    )
    refused = sum(one.status == "refused" for one in fresh.values())
    if refused:
        logger.info("Translations were refused", extra={"refused": refused, "source": source, "target": target})
