"""The door of the magnifier: hand in a picture, get the lines that stand on it. Its word is checked."""

import importlib.util
import json
import logging
import math
import os
import stat
import subprocess
import sys
import tempfile
import threading
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

from lihua.base import text as rich

logger = logging.getLogger(__name__)

PROGRAM = "lihua.media.magnifier"
SECONDS = 90  # on the clock; the magnifier's own limit is of processor time
SURE = 0.6  # a line of which the reader is less sure is left out
SURE_OF_ONE = 0.9  # one single character: 茶 over a door, and half of all specks of dust
MAX_LINES = 200
MAX_LINE = 500
MAX_CHARACTERS = 5000

Box = tuple[float, float, float, float]

_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn"}
_magnifier = threading.BoundedSemaphore(1)


class Unreadable(Exception):
    """The magnifier ended without an answer."""


class Busy(Exception):
    """Another picture is being read."""


@dataclass(frozen=True)
class Line:
    """Words on a picture. `box` is left, top, width and height as fractions of it; None for what a person added."""

    text: str
    box: Box | None = None
    confidence: float = 1.0


@dataclass(frozen=True)
class Seen:
    engine: str
    lines: list[Line]


def is_on() -> bool:
    return bool(settings.OCR) and is_installed()


@cache
def is_installed() -> bool:
    """Whether the extra is there. Nothing of it is loaded in this process, now or later."""
    return all(importlib.util.find_spec(name) for name in ("rapidocr", "onnxruntime"))


def read(chunks: Iterable[bytes]) -> Seen:
    """The lines on a picture (WebP), in the order of reading. Raises Unreadable, or Busy: one at a time."""
    if not _magnifier.acquire(blocking=False):  # who waited here would keep the worker from making renditions
        raise Busy
    try:
        return _read(chunks)
    finally:
        _magnifier.release()


def _read(chunks: Iterable[bytes]) -> Seen:
    rooms = settings.DATA / "darkroom"  # what a crash leaves there is swept (sweeping.py)
    rooms.mkdir(mode=0o700, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=rooms) as folder:
        room = Path(folder).resolve()
        with open(room / "source", "wb") as source:
            source.writelines(chunks)
        _run(room)
        return _answer(room)


def _run(room: Path) -> None:
    environment = {
        "PATH": os.defpath,
        "LC_ALL": "C.UTF-8",
        "TMPDIR": str(room),
        "HOME": str(room),
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
    }
    try:
        done = subprocess.run(  # noqa: S603 - no shell, and no word in it comes from outside
            [sys.executable, "-I", "-m", PROGRAM, str(room)],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            timeout=SECONDS,
            start_new_session=True,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Unreadable("slow") from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        logger.warning(
            "the magnifier ended early", extra={"status": done.returncode, "said": said[-1][:200] if said else ""}
        )
        raise Unreadable(str(done.returncode))


def _answer(room: Path) -> Seen:
    path = room / "read.json"
    try:
        if not stat.S_ISREG(path.lstat().st_mode) or path.lstat().st_size > 4_000_000:
            raise ValueError("read.json")
        answer: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        lines = [Line(str(one["text"]), _box(one["box"]), float(one["confidence"])) for one in answer["lines"]]
        return Seen(str(answer["engine"])[:40], list(bounded(in_order(worth_reading(lines)))))
    except (OSError, ValueError, KeyError, TypeError) as problem:
        logger.warning("the magnifier's word cannot be taken", extra={"problem": type(problem).__name__})
        raise Unreadable("broken") from problem


def _box(numbers: list[Any]) -> Box:
    left, top, width, height = (float(number) for number in numbers)
    if not all(map(math.isfinite, (left, top, width, height))):
        raise ValueError(numbers)
    left, top = min(max(left, 0.0), 1.0), min(max(top, 0.0), 1.0)
    return round(left, 4), round(top, 4), round(max(0.0, min(width, 1 - left)), 4), round(min(height, 1 - top), 4)


def worth_reading(lines: Iterable[Line]) -> Iterator[Line]:
    """Without what the reader is unsure of, and without specks taken for letters."""
    for line in lines:
        words = plain(line.text)
        said = [character for character in words if character.isalnum()]
        if not said or line.confidence < SURE:
            continue
        if len(said) == 1 and not (_is_a_word(said[0]) and line.confidence >= SURE_OF_ONE):
            continue
        yield Line(words[:MAX_LINE], line.box, round(min(line.confidence, 1.0), 3))


def plain(words: str) -> str:
    """One line, without control characters and those that turn the order of letters round."""
    return rich.one_line("".join(c for c in words if unicodedata.category(c) not in _UNSEEN or c in "\t\n\u200d"))


def _is_a_word(character: str) -> bool:
    """Whether one character says something alone: a Chinese one does, a letter or a digit hardly."""
    return unicodedata.category(character) == "Lo"


def in_order(lines: Iterable[Line]) -> list[Line]:
    """Row by row, and in a row from the left: lines whose middles lie within half a height stand in one row."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: _middle(line)):
        last = rows[-1][0] if rows else None
        if last and abs(_middle(line) - _middle(last)) < 0.5 * min(_height(line), _height(last)):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [line for row in rows for line in sorted(row, key=lambda line: line.box[0] if line.box else 0)]


def _middle(line: Line) -> float:
    return line.box[1] + line.box[3] / 2 if line.box else 1.0


def _height(line: Line) -> float:
    return line.box[3] if line.box else 0.0


def bounded(lines: Iterable[Line]) -> Iterator[Line]:
    """No more lines and characters than are kept of one picture."""
    left = MAX_CHARACTERS
    for number, line in enumerate(lines):
        left -= len(line.text) + 1
        if number == MAX_LINES or left < 0:
            return
        yield line
