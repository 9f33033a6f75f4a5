"""Packs that the owner asked for on the page: brought in by the worker, with their progress where the page looks."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path
from time import monotonic

from django.utils.timezone import now

from lihua.language import installing
from lihua.language.engines import packs
from lihua.language.engines.codes import tag_of
from lihua.language.models import PackJob

ALIVE = timedelta(minutes=2)
"""So long after its last sign of life a job is taken for one whose worker was killed."""

_BEAT_SECONDS = 1.0
State = PackJob.State


def do(job_id: int) -> None:
    """Bring one pack in. Safe to run twice: who comes while somebody is at it leaves it to them."""
    job = PackJob.objects.filter(pk=job_id).first()
    if job is None or not job.is_going_on or (job.beat_at and job.beat_at > now() - ALIVE):
        return
    mine = PackJob.objects.filter(pk=job_id)
    mine.update(state=State.WORKING, beat_at=now(), problem="")
    beaten = monotonic()

    def progress(done: int, total: int) -> None:
        nonlocal beaten
        if monotonic() - beaten >= _BEAT_SECONDS:
            beaten = monotonic()
            mine.update(done_bytes=done, total_bytes=total, beat_at=now())

    try:
        installing.add_from_index(job.source, job.target, progress=progress)
    except installing.PackRefused as refused:
        mine.update(state=State.FAILED, problem=f"{refused} {refused.hint}".strip()[:300])
        return
    except Exception:
        mine.update(state=State.FAILED, problem="")
        raise
    mine.update(state=State.DONE)


def forgotten() -> list[int]:
    quiet = PackJob.objects.filter(state__in=[State.WAITING, State.WORKING], created_at__lt=now() - ALIVE)
    return [job.pk for job in quiet if job.beat_at is None or job.beat_at < now() - ALIVE]


@dataclass(frozen=True)
class Index:
    """What it offered when it was last looked into, in its own codes, and what went wrong since."""

    pairs: tuple[tuple[str, str], ...] = ()
    problem: str = ""


def look_into_index() -> None:
    """Keep what the index offers beside the packs; a page never asks another machine."""
    try:
        found = {(one.source, one.target) for one in installing.offers() if one.links}
        _write(Index(tuple(sorted(found))))
    except installing.PackRefused as refused:
        _write(Index(_read().pairs, str(refused)))


def offered() -> tuple[list[tuple[str, str]], str]:
    """(our tags of source and target) of the packs in the index when it was last looked into, and what went wrong."""
    known = _read()
    return [(tag_of(source), tag_of(target)) for source, target in known.pairs], known.problem


def wanted(written: Sequence[str], read: Sequence[str]) -> list[tuple[str, str]]:
    """The pairs that would help people who write and read these languages, most wanted first."""
    there = {(tag_of(pack.source), tag_of(pack.target)) for pack in packs.installed()}
    pairs = [(source, target) for target in read for source in written if source != target]
    return [pair for pair in dict.fromkeys(pairs) if pair not in there]


def _file() -> Path:
    return installing._incoming() / "offered.json"


def _read() -> Index:
    try:
        known = json.loads(_file().read_text(encoding="utf-8"))
        return Index(tuple((str(source), str(target)) for source, target in known["pairs"]), str(known["problem"]))
    except (OSError, ValueError, KeyError, TypeError):
        return Index()


def _write(known: Index) -> None:
    fresh = _file().with_suffix(".new")
    fresh.write_text(json.dumps(asdict(known)), encoding="utf-8")
    fresh.replace(_file())
