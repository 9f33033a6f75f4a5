"""The door of the darkroom: hand in a file, get clean ones back, or a reason. What is inside may crash; we do not."""

import contextlib
import json
import logging
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lihua.media.headers import Kind

logger = logging.getLogger(__name__)

PROGRAM = "lihua.media.darkroom"
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
    with tempfile.TemporaryDirectory(prefix="lihua-darkroom-") as folder:
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
    if done.returncode:
        logger.warning("the darkroom ended early", extra={"status": done.returncode, "said": _last_line(done.stderr)})
        raise Undevelopable("slow" if -done.returncode in {24, 9} else "broken")  # SIGXCPU, then SIGKILL


def _read(room: Path) -> Developed:
    made: dict[str, Any] = json.loads((room / "made.json").read_text(encoding="utf-8"))
    if "problem" in made:
        logger.info("a picture was refused", extra={"reason": made["problem"], "detail": made.get("detail", "")})
        raise Undevelopable(made["problem"])
    prints = [
        Print(room / Path(one["file"]).name, one["mime"], one["width"], one["height"], one.get("moving", False))
        for one in made["renditions"]
    ]
    return Developed(made["width"], made["height"], made["blurhash"], made["colour"], made["corners"], prints)


def _last_line(output: bytes) -> str:
    lines = output.decode("utf-8", "replace").strip().splitlines()
    return lines[-1][:200] if lines else ""
