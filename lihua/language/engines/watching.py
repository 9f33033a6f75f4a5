"""How engines fare and what they were given, kept in the database: several processes ask the same ones."""

from __future__ import annotations

import logging
from collections.abc import Collection, Sequence
from datetime import timedelta

from django.core.cache import caches
from django.db.models import F, Sum
from django.utils.timezone import now

from lihua.language.digests import digest
from lihua.language.engines.contract import Engine, EngineFailed, Made
from lihua.language.models import EngineChoice, EngineState, EngineUse, SentAway

logger = logging.getLogger(__name__)

FAILURES_BEFORE_REST = 3
SHORTEST_REST = 30.0
LONGEST_REST = 900.0
PAIR_RESTS = 600.0
LOOKED_AT_FOR = 5
"""Seconds in which a process believes what it read about the engines."""


def states() -> dict[tuple[str, str], EngineState]:
    """(engine, pair) -> how it fares; an empty pair is the engine itself."""
    known: dict[tuple[str, str], EngineState] | None = caches["local"].get("language.engine-states")
    if known is None:
        known = {(row.key, row.pair): row for row in EngineState.objects.all()}
        caches["local"].set("language.engine-states", known, LOOKED_AT_FOR)
    return known


def choices() -> dict[str, EngineChoice]:
    known: dict[str, EngineChoice] | None = caches["local"].get("language.engine-choices")
    if known is None:
        known = {row.key: row for row in EngineChoice.objects.all()}
        caches["local"].set("language.engine-choices", known, LOOKED_AT_FOR)
    return known


def look_again() -> None:
    caches["local"].delete_many(["language.engine-states", "language.engine-choices", "language.engine-quotas"])


def rests(key: str, pair: str) -> bool:
    """Whether the engine is left alone at the moment, all of it or in this pair."""
    known = states()
    return any(
        (state := known.get((key, one))) is not None and state.rests_until is not None and state.rests_until > now()
        for one in ("", pair)
    )


def note_success(key: str, pair: str) -> None:
    known = states()
    for one in ("", pair):
        state = known.get((key, one))
        if one and state is None:
            continue
        fresh = {"failures": 0, "rests_until": None, "worked_at": now()}
        if state is None or state.failures or state.rests_until or _is_old(state):
            EngineState.objects.update_or_create(key=key, pair=one, defaults=fresh)
            look_again()


def _is_old(state: EngineState) -> bool:
    return state.worked_at is None or state.worked_at < now() - timedelta(minutes=1)


def note_failure(key: str, pair: str, failure: EngineFailed) -> None:
    """After a few failures in a row an engine is left alone for a while, twice as long each time."""
    state, _made = EngineState.objects.get_or_create(key=key, pair=pair if failure.is_pair else "")
    EngineState.objects.filter(pk=state.pk).update(failures=F("failures") + 1)
    state.refresh_from_db()
    rest = failure.rest
    if failure.is_pair:
        rest = max(rest, PAIR_RESTS if state.failures >= FAILURES_BEFORE_REST else 0.0)
    elif state.failures >= FAILURES_BEFORE_REST:
        rest = max(rest, SHORTEST_REST * 2 ** min(state.failures - FAILURES_BEFORE_REST, 10))
    state.reason, state.failed_at = failure.reason[:120], now()
    if rest:
        state.rests_until = now() + timedelta(seconds=min(rest, LONGEST_REST))
    state.save(update_fields=["reason", "failed_at", "rests_until"])
    look_again()
    logger.warning("A translation engine failed", extra={"engine": key, "reason": failure.reason})


def count(key: str, pair: str, **amounts: int) -> None:
    row = {"key": key, "day": now().date(), "pair": pair}
    add = {name: F(name) + amount for name, amount in amounts.items()}
    if not EngineUse.objects.filter(**row).update(**add):
        EngineUse.objects.bulk_create([EngineUse(**row)], ignore_conflicts=True)
        EngineUse.objects.filter(**row).update(**add)


def note_sent(key: str, sentences: Collection[str], *, is_private: bool) -> None:
    rows = [SentAway(digest=digest(one), key=key, is_private=is_private) for one in sentences]
    SentAway.objects.bulk_create(rows, ignore_conflicts=True)


def used(key: str) -> tuple[int, int]:
    """Characters of today and of this month."""
    today = now().date()
    rows = EngineUse.objects.filter(key=key, day__gte=today.replace(day=1))
    month = rows.aggregate(sum=Sum("characters"))["sum"] or 0
    return rows.filter(day=today).aggregate(sum=Sum("characters"))["sum"] or 0, month


def has_quota(choice: EngineChoice | None, characters: int = 0) -> bool:
    """Whether what the owner allows a day and a month is not used up."""
    if choice is None or (choice.characters_a_day is None and choice.characters_a_month is None):
        return True
    day, month = used(choice.key)
    return not (
        (choice.characters_a_day is not None and day + characters > choice.characters_a_day)
        or (choice.characters_a_month is not None and month + characters > choice.characters_a_month)
    )


def ask(engine: Engine, texts: Sequence[str], *, source: str, target: str) -> list[Made]:
    """Have an engine translate, and remember how it went."""
    pair = f"{source}>{target}"
    characters = sum(map(len, texts))
    try:
        made = engine.translate(texts, source=source, target=target)
    except EngineFailed as failure:
        count(engine.key, pair, requests=1, failures=1, characters=characters if engine.address else 0)
        note_failure(engine.key, pair, failure)
        raise
    count(engine.key, pair, requests=1, sentences=len(texts), characters=characters)
    note_success(engine.key, pair)
    return made
