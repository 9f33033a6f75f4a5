"""`lihua up`: watches over two children, the web server and the worker, until it is told to stop.

The web server prepares before it serves: it has loaded what that takes, and a second start has nothing to do.

This process imports neither Django nor any room: it lives as long as the village and should weigh nothing.
"""

import argparse
import ctypes
import json
import os
import select
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from types import FrameType
from typing import BinaryIO

from lihua.ops.cli import Answer, say
from lihua.ops.refusals import Refused

# The reading end of a pipe that closes when `up` stops or dies: open streams end themselves by it.
BELL = "LIHUA_BELL_FD"
READY_WITHIN = 90.0
STOP_WITHIN = 8.0
STREAMS_NEED = 0.3  # seconds to say goodbye before the server is asked to stop
QUICK_DEATH = 20.0
MOST_QUICK_DEATHS = 5


def up(_chosen: argparse.Namespace) -> Answer | None:
    port = _port()
    _require_free(port)
    wishes = Wishes()
    village = Village(port)
    try:
        ready = village.start(wishes)
        if ready is None or not village.wait_until_ready(wishes):
            return None
        _announce(port, ready)
        village.watch(wishes)
    finally:
        village.stop()
    return None


class Wishes:
    """Whether somebody asked us to stop: Ctrl-C or SIGTERM."""

    def __init__(self) -> None:
        self.stop = False
        for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(name, self._hear)

    def _hear(self, _signal: int, _frame: FrameType | None) -> None:
        self.stop = True


class Child:
    """One process that is started again when it dies, a little later each time."""

    def __init__(
        self,
        name: str,
        *arguments: str,
        stop_by: signal.Signals,
        bell: int | None = None,
        stdout: int | None = None,
    ) -> None:
        """Arguments and `stdout` are for the first start only."""
        self.name = name
        self.stop_by = stop_by
        self.bell = bell
        self.quick_deaths = 0
        self.again_at = 0.0
        self.start(*arguments, stdout=stdout)

    def start(self, *arguments: str, stdout: int | None = None) -> None:
        environment = dict(os.environ)
        if self.bell is not None:
            environment[BELL] = str(self.bell)
        self.started_at = time.monotonic()
        self.process = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-m", "lihua.ops.cli", self.name, *arguments],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=sys.stderr.fileno() if stdout is None else stdout,
            pass_fds=() if self.bell is None else (self.bell,),
            start_new_session=True,  # Ctrl-C is for us; we tell the children when it is their turn
            preexec_fn=die_with_parent,
        )

    def look_after(self) -> None:
        if self.process.poll() is None:
            return
        now = time.monotonic()
        if not self.again_at:
            is_quick = now - self.started_at < QUICK_DEATH
            self.quick_deaths = self.quick_deaths + 1 if is_quick else 1
            if self.quick_deaths > MOST_QUICK_DEATHS:
                raise Refused(f"The {self.name} process does not stay up.", "Its last words stand above.")
            say(f"The {self.name} process ended ({self.process.returncode}); starting it again")
            self.again_at = now + 0.2 * 2**self.quick_deaths
        elif now >= self.again_at:
            self.again_at = 0.0
            self.start()

    def ask_to_stop(self) -> None:
        if self.process.poll() is None:
            self.process.send_signal(self.stop_by)

    def end(self, until: float) -> None:
        """Wait for it until that moment; then it and whatever it started end at once."""
        try:
            self.process.wait(max(0.0, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


class Village:
    def __init__(self, port: int) -> None:
        self.port = port
        self.children: list[Child] = []
        self.bell_reader, self.bell = os.pipe()

    def start(self, wishes: Wishes) -> dict[str, str | None] | None:
        """What was prepared; None when we were asked to stop meanwhile. The worker waits until the tables are there."""
        reader, writer = os.pipe()
        web = Child("web", "--prepare", stop_by=signal.SIGTERM, bell=self.bell_reader, stdout=writer)
        os.close(writer)
        self.children = [web]
        with open(reader, "rb") as answer:
            said = _read_until(answer, wishes)
        if wishes.stop:
            return None
        prepared = _understood(said)
        self.children.append(Child("worker", stop_by=signal.SIGINT))
        return prepared

    def wait_until_ready(self, wishes: Wishes) -> bool:
        deadline = time.monotonic() + READY_WITHIN
        while not wishes.stop:
            self.look_after()
            if _is_healthy(self.port):
                return True
            if time.monotonic() > deadline:
                raise Refused("The pages do not answer.", "The last lines above say what is wrong; try lihua doctor.")
            time.sleep(0.05)
        return False

    def watch(self, wishes: Wishes) -> None:
        while not wishes.stop:
            self.look_after()
            time.sleep(0.2)

    def look_after(self) -> None:
        for child in self.children:
            child.look_after()

    def stop(self) -> None:
        say("Stopping")
        os.close(self.bell)  # open streams say goodbye
        until = time.monotonic() + STOP_WITHIN
        time.sleep(STREAMS_NEED if self.children else 0)
        for child in self.children:
            child.ask_to_stop()
        for child in self.children:
            child.end(until)
        os.close(self.bell_reader)


def _port() -> int:
    given = os.environ.get("PORT", "").strip() or "8000"
    if not given.isascii() or not given.isdigit() or not 0 < int(given) < 65536:
        raise Refused(f"PORT is {given!r}.", "Choose a number from 1 to 65535, such as PORT=8000.")
    return int(given)


def _require_free(port: int) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError:
            raise Refused(f"Port {port} is kept for the system.", "Choose a port above 1023: PORT=8000.") from None
        except OSError:
            raise Refused(
                f"Port {port} is in use on this machine.",
                "Stop what runs there, perhaps another Li Hua, or choose another: make up PORT=8001",
            ) from None


def _read_until(pipe: BinaryIO, wishes: Wishes) -> bytes:
    """All that comes until the other end is closed, or until somebody asks us to stop."""
    said = b""
    while not wishes.stop:
        if select.select([pipe], [], [], 0.2)[0]:
            more = os.read(pipe.fileno(), 65_536)
            if not more:
                break
            said += more
    return said


def _understood(said: bytes) -> dict[str, str | None]:
    lines = said.decode().strip().splitlines()
    answer: dict[str, str | None] = json.loads(lines[-1]) if lines else {}
    if answer.get("error"):
        raise Refused(answer["error"] or "", answer.get("hint") or "", is_said=True)
    if not answer:
        raise Refused("Li Hua could not be made ready.", "The lines above say why; lihua doctor may know more.")
    return answer


def _is_healthy(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=2) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _announce(port: int, ready: dict[str, str | None]) -> None:
    address = os.environ.get("LIHUA_URL", "").strip().rstrip("/") or f"http://localhost:{port}"
    say("", f"  Li Hua is open: {address}")
    if ready.get("owner_link"):
        say("", "  It has no owner yet. This link makes whoever opens it first the owner (24 hours, once):")
        say(f"  {ready['owner_link']}")
    say("", "  Ctrl-C stops it.", "")
    print(json.dumps({"url": address, "owner_link": ready.get("owner_link")}), flush=True)


def die_with_parent() -> None:
    """Have the kernel end a child whose `up` was killed: nobody would be left to look after it."""
    if sys.platform == "linux":
        _prctl(1, signal.SIGTERM)  # PR_SET_PDEATHSIG


_prctl: Callable[..., int] = ctypes.CDLL(None).prctl if sys.platform == "linux" else lambda *_ignored: 0
