"""The door of the darkroom: hand in a file, get clean ones back, or a reason. What is inside may crash; we do not."""

import contextlib
import errno
import json
import logging
import os
import re
import stat
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from lihua.media.darkroom import TRY_AGAIN
from lihua.media.headers import Kind

logger = logging.getLogger(__name__)

PROGRAM = "lihua.media.darkroom"
MADE = {"image/avif", "image/webp"}
SECONDS = 60  # on the clock; the darkroom's own limit is of processor time
MAX_PIXELS = 64_000_000
# A JPEG is read at half, a quarter or an eighth of its size: phones make 108 and 200 million pixels.
MAX_JPEG_PIXELS = 220_000_000

_rooms = threading.BoundedSemaphore(2)


class Undevelopable(Exception):
    """No picture came out; `reason` is broken, large, heavy or slow."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Print:
    """One clean file."""

    path: Path
    mime_type: str
    width: int
    height: int
    is_moving: bool


@dataclass(frozen=True)
class Developed:
    width: int
    height: int
    blurhash: str
    colour: str
    corners: str
    prints: list[Print]


def max_pixels(kind: Kind) -> int:
    return MAX_JPEG_PIXELS if kind == Kind.JPEG else MAX_PIXELS


@contextlib.contextmanager
def develop(chunks: Iterator[bytes], kind: Kind, purpose: str) -> Iterator[Developed]:
    """Develop a file; what comes out is gone when the block is left. Raises Undevelopable."""
    rooms = settings.DATA / "darkroom"  # not the system's: what a crash leaves there is swept (sweeping.py)
    rooms.mkdir(mode=0o700, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=rooms) as folder:
        room = Path(folder).resolve()
        with open(room / "source", "wb") as source:
            source.writelines(chunks)
        with _rooms:
            _run(room, kind, purpose)
        yield _read(room)


def _run(room: Path, kind: Kind, purpose: str) -> None:
    command = [
        sys.executable,
        "-I",
        "-m",
        PROGRAM,
        str(room),
        kind.value,
        purpose,
        str(max_pixels(kind)),
    ]
    environment = {
        "PATH": os.defpath,
        "LC_ALL": "C.UTF-8",
        "TMPDIR": str(room),
        "HOME": str(room),
        "OMP_NUM_THREADS": "1",
    }
    try:
        # A session of its own: Ctrl-C in the terminal is meant for us, and we finish what we began.
        done = subprocess.run(  # noqa: S603 - no shell, and no word in it comes from outside
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            timeout=SECONDS,
            start_new_session=True,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Undevelopable("slow") from None
    if done.returncode == TRY_AGAIN:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    if done.returncode:
        logger.warning("the darkroom ended early", extra={"status": done.returncode, "said": _last_line(done.stderr)})
        raise Undevelopable("slow" if -done.returncode in {24, 9} else "broken")  # SIGXCPU, then SIGKILL


def _read(room: Path) -> Developed:
    """What the darkroom says it made. It read a stranger's file, so its word is checked like a stranger's."""
    try:
        made: dict[str, Any] = json.loads(_own(room, "made.json").read_text(encoding="utf-8"))
        if "problem" in made:
            logger.info("a picture was refused", extra={"reason": made["problem"], "detail": made.get("detail", "")})
            raise Undevelopable(str(made["problem"]))
        return Developed(
            width=int(made["width"]),
            height=int(made["height"]),
            blurhash=str(made["blurhash"])[:64],
            colour=_colours(made["colour"], count=1),
            corners=_colours(made["corners"], count=4),
            prints=[_print(room, one) for one in made["renditions"]],
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as problem:
        logger.warning("the darkroom's word cannot be taken", extra={"problem": type(problem).__name__})
        raise Undevelopable("broken") from problem


def _print(room: Path, one: dict[str, Any]) -> Print:
    if one["mime"] not in MADE:
        raise ValueError(one["mime"])
    path = _own(room, one["file"])
    return Print(path, one["mime"], int(one["width"]), int(one["height"]), bool(one.get("moving", False)))


def _own(room: Path, name: str) -> Path:
    """A plain file in the room: a link would lead us to hand out what the darkroom itself cannot reach."""
    path = room / Path(name).name
    if not stat.S_ISREG(path.lstat().st_mode):
        raise ValueError(name)
    return path


def _colours(text: str, *, count: int) -> str:
    """They end up in a style attribute."""
    if not re.fullmatch(r"#[0-9a-f]{6}( #[0-9a-f]{6})*", text) or text.count("#") != count:
        raise ValueError(text)
    return text


def _last_line(output: bytes) -> str:
    lines = output.decode("utf-8", "replace").strip().splitlines()
    return lines[-1][:200] if lines else ""
