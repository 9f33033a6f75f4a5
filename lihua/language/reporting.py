"""What the owner and the command line are told about engines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils.timezone import now

from lihua.language import engines
from lihua.language.digests import digest
from lihua.language.engines import Chosen, packs, watching
from lihua.language.engines.codes import tag_of
from lihua.language.models import EngineChoice, EngineState, SentAway

MAX_ASKED = 2000


@dataclass(frozen=True)
class PackReport:
    pair: str
    source: str
    target: str
    version: str
    size_bytes: int


@dataclass(frozen=True)
class EngineReport:
    key: str
    name: str
    kind: str
    address: str
    is_on: bool
    stays_here: bool
    state: str
    """working, failing, resting, quota, off, untried"""
    reason: str
    rests_until: datetime | None
    worked_at: datetime | None
    characters_today: int
    characters_this_month: int
    sentences_sent_away: int
    private_sentences_sent: int
    cost_this_month: Decimal
    choice: EngineChoice
    resting_pairs: tuple[str, ...] = ()


def engine_reports() -> list[EngineReport]:
    watching.look_again()
    return [_report(chosen) for chosen in engines.every_engine()]


def pack_reports() -> list[PackReport]:
    """The packs that are installed, with our tags."""
    return [
        PackReport(pack.pair, tag_of(pack.source), tag_of(pack.target), pack.version, pack.size_bytes)
        for pack in packs.installed()
    ]


def seen_by(sentences: Iterable[str]) -> dict[str, list[str]]:
    """Sentence -> the names of the engines outside this village that it was sent to, of those that were sent at all."""
    digests = {digest(one): one for one in sentences}
    rows = SentAway.objects.filter(digest__in=list(digests)[:MAX_ASKED]).order_by("key").values_list("digest", "key")
    found: dict[str, list[str]] = {}
    for key, engine in rows:
        found.setdefault(digests[key], []).append(engines.NAMES.get(engine, engine))
    return found


def _report(chosen: Chosen) -> EngineReport:
    known = {pair: state for (key, pair), state in watching.states().items() if key == chosen.key}
    own = known.get("")
    today, month = watching.used(chosen.key)
    sent = SentAway.objects.filter(key=chosen.key)
    rests_until = own.rests_until if own and own.rests_until and own.rests_until > now() else None
    newest = max(
        (state for state in known.values() if state.failed_at), key=lambda state: state.failed_at or now(), default=None
    )
    return EngineReport(
        key=chosen.key,
        name=chosen.engine.name,
        kind=chosen.engine.kind,
        address=chosen.engine.address,
        is_on=chosen.choice.is_on,
        stays_here=chosen.stays_here,
        state=_state(chosen, rests_until, own),
        reason=newest.reason if newest and newest.failures else "",
        rests_until=rests_until,
        worked_at=own.worked_at if own else None,
        characters_today=today,
        characters_this_month=month,
        sentences_sent_away=sent.count(),
        private_sentences_sent=sent.filter(is_private=True).count(),
        cost_this_month=(chosen.choice.price_a_million * month / 1_000_000).quantize(Decimal("0.01"))
        if chosen.choice.price_a_million
        else Decimal(0),
        choice=chosen.choice,
        resting_pairs=tuple(
            sorted(pair for pair, one in known.items() if pair and one.rests_until and one.rests_until > now())
        ),
    )


def _state(chosen: Chosen, rests_until: datetime | None, own: EngineState | None) -> str:
    if not chosen.choice.is_on:
        return "off"
    if rests_until:
        return "resting"
    if not watching.has_quota(chosen.choice):
        return "quota"
    if own is None:
        return "untried"
    return "failing" if own.failures else "working"
