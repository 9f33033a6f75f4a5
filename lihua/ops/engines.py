"""Translation engines, from the command line."""

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings

from lihua.language import actions, queries
from lihua.ops.cli import Answer, say
from lihua.ops.refusals import Refused

SAMPLES = {"zh-Hans": "你好。", "zh-Hant": "你好。", "en": "Hello.", "es": "Hola.", "fr": "Bonjour.", "de": "Hallo."}


def list_engines(chosen: argparse.Namespace) -> Answer:
    """The engines in their order, and the packs; `--offered` asks the index too."""
    found: dict[str, Any] = {
        "engines": [_row(report) for report in queries.engine_reports()],
        "packs": [_pack(report) for report in queries.pack_reports()],
    }
    for row in found["engines"]:
        say(f"{row['name']}: {row['state']}, {'stays here' if row['stays_here'] else 'leaves'}")
    for row in found["packs"]:
        say(f"  pack {row['pair']} {row['version']}, {row['size_bytes'] // 1_000_000} MB")
    if chosen.offered:
        with _refusals():
            offered = actions.offers(chosen.index, allow_private=chosen.allow_private)
        found["offered"] = [{"pair": one.pair, "version": one.version} for one in offered]
        say("The index offers: " + " ".join(sorted({one.pair for one in offered})))
    if not found["engines"]:
        say("There is no engine. Add a pack: lihua engine add zh-en")
    return found


def status(_chosen: argparse.Namespace) -> Answer:
    """How each engine fares and how much it was given."""
    reports = queries.engine_reports()
    for one in reports:
        say(
            f"{one.name}: {one.state}{f' ({one.reason})' if one.reason else ''}; characters: {one.characters_today:,} "
            f"today, {one.characters_this_month:,} this month"
        )
    return {"engines": [_row(report) | _figures(report) for report in reports]}


def test(chosen: argparse.Namespace) -> Answer:
    """Have every engine, or one, say hello in another language; refused if one of them does not."""
    reports = queries.engine_reports()
    if chosen.name:
        reports = [one for one in reports if chosen.name.casefold() in (one.key, one.name.casefold())]
    if not reports:
        raise Refused(
            f"There is no engine {chosen.name}." if chosen.name else "There is no engine.", "lihua engine list"
        )
    results = []
    for report in reports:
        source, target = _pair_to_try(report.key)
        began = time.monotonic()
        result = actions.try_engine(report.key, SAMPLES.get(source, "1, 2, 3."), source=source, target=target)
        works = not result.reason
        results.append(
            {
                "name": report.name,
                "ok": works,
                "from": source,
                "to": target,
                "translation": result.text if works else "",
                "reason": result.reason,
                "ms": round(1000 * (time.monotonic() - began)),
            }
        )
        say(f"{report.name}: {source} to {target}: {result.text if works else result.reason}")
    failed = [row for row in results if not row["ok"]]
    if failed:
        raise Refused(
            "; ".join(f"{row['name']} does not work: {row['reason']}" for row in failed), "lihua engine status"
        )
    return {"engines": results}


def add(chosen: argparse.Namespace) -> Answer:
    """Bring in the pack of a pair, from the index or from a file."""
    with _refusals():
        source, target = actions.pair_of(chosen.pair)
        if chosen.file:
            say(f"Looking through {chosen.file}")
            pack = actions.add_from_file(Path(chosen.file), wanted=(source, target))
        else:
            with _bar(f"{source}-{target}") as progress:
                pack = actions.add_from_index(
                    source, target, index=chosen.index, allow_private=chosen.allow_private, progress=progress
                )
    say(f"Installed: {pack.source} to {pack.target}, version {pack.version}. A village that runs uses it at once.")
    return {"pair": pack.pair, "version": pack.version, "size_bytes": pack.size_bytes, "installed": True}


def remove(chosen: argparse.Namespace) -> Answer:
    """Take a pack away."""
    with _refusals():
        pack = actions.remove(*actions.pair_of(chosen.pair))
    say(f"Removed: {pack.source} to {pack.target}.")
    return {"pair": pack.pair, "removed": True}


@contextmanager
def _refusals() -> Iterator[None]:
    try:
        yield
    except actions.PackRefused as problem:
        raise Refused(str(problem), problem.hint) from problem


@contextmanager
def _bar(title: str) -> Iterator[Callable[[int, int], None]]:
    """A progress bar on standard error; it goes on where an earlier attempt stopped."""
    from tqdm import tqdm

    with tqdm(desc=title, unit="B", unit_scale=True, file=sys.stderr, disable=None) as bar:

        def progress(done: int, total: int) -> None:
            bar.total = total or None
            bar.update(done - bar.n)

        yield progress


def _pair_to_try(key: str) -> tuple[str, str]:
    packs = queries.pack_reports()
    return (packs[0].source, packs[0].target) if key == "local" and packs else ("en", "zh-Hans")


def _row(report: queries.EngineReport) -> dict[str, Any]:
    return {
        "name": report.name,
        "key": report.key,
        "kind": report.kind,
        "state": report.state,
        "is_on": report.is_on,
        "stays_here": report.stays_here,
        "pairs": _pairs(report),
    }


def _pairs(report: queries.EngineReport) -> list[str]:
    if report.choice.pairs:
        return list(report.choice.pairs)
    return [pack.pair for pack in queries.pack_reports()] if report.key == "local" else []


def _pack(report: queries.PackReport) -> dict[str, Any]:
    return {
        "pair": report.pair,
        "from": report.source,
        "to": report.target,
        "version": report.version,
        "size_bytes": report.size_bytes,
    }


def _figures(report: queries.EngineReport) -> dict[str, Any]:
    return {
        "reason": report.reason,
        "rests_until": report.rests_until.isoformat() if report.rests_until else None,
        "worked_at": report.worked_at.isoformat() if report.worked_at else None,
        "resting_pairs": list(report.resting_pairs),
        "characters_today": report.characters_today,
        "characters_this_month": report.characters_this_month,
        "quota_a_day": report.choice.characters_a_day,
        "quota_a_month": report.choice.characters_a_month,
        "cost_this_month": str(report.cost_this_month),
        "sentences_sent_away": report.sentences_sent_away,
        "data": str(settings.DATA),
    }
