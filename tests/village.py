"""A whole Li Hua on loopback, started as a person starts it: for tests of what only a running one can show."""

import hashlib
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import httpx

ROOT = Path(__file__).parent.parent


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(data: Path, **more: str) -> dict[str, str]:
    """This process's environment without what the test suite set for itself.

    Words on pictures are not read: that takes seconds for each, and no test of a running village is about them.
    """
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LIHUA_", "PYTEST_", "DJANGO_"))}
    if server := os.environ.get("LIHUA_DATABASE_URL"):
        kept["LIHUA_DATABASE_URL"] = database_of(data, server)
    return {**kept, "LIHUA_DATA": str(data), "LIHUA_OCR": "no", **more}


def database_of(data: Path, server: str) -> str:
    """On PostgreSQL each data folder has a database of its own, made when first asked for."""
    import psycopg

    name = f"village_{hashlib.sha256(str(data).encode()).hexdigest()[:16]}"
    with psycopg.connect(server, autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            connection.execute(f'CREATE DATABASE "{name}"')
    return f"{server.rpartition('/')[0]}/{name}"


def lihua(data: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run one command line to its end."""
    return subprocess.run(
        [sys.executable, "-m", "lihua.ops.cli", *arguments],
        env=environment(data, **more),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def answer_of(done: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    """The JSON object on the last line of standard output."""
    assert done.returncode == 0, f"{done.args} ended with {done.returncode}:\n{done.stderr[-3000:]}"
    answer: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return answer


class Village:
    """`with Village(folder) as village:` — ready when the block begins, stopped when it ends."""

    def __init__(self, data: Path, **settings: str) -> None:
        self.data = data
        self.settings = settings
        self.port = free_port()
        self.url = f"http://localhost:{self.port}"
        self.said: list[str] = []

    def __enter__(self) -> "Village":
        self.start()
        return self

    def __exit__(self, *_trouble: object) -> None:
        self.stop()

    def start(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "lihua.ops.cli", "up"],
            env=environment(self.data, PORT=str(self.port), **self.settings),
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert self.process.stderr
        self.listener = threading.Thread(target=self._listen, args=(self.process.stderr,), daemon=True)
        self.listener.start()
        assert self.process.stdout
        first = self.process.stdout.readline()  # printed when it is ready
        assert first, "it did not start:\n" + "".join(self.said)
        self.ready = json.loads(first)

    def _listen(self, stream: Any) -> None:
        for line in stream:
            self.said.append(line)

    def stop(self, how: signal.Signals = signal.SIGINT) -> float:
        """Stop it; returns the seconds that took."""
        began = time.monotonic()
        if self.process.poll() is None:
            self.process.send_signal(how)
        self.process.wait(30)
        took = time.monotonic() - began
        self.listener.join(5)
        for stream in (self.process.stdout, self.process.stderr):
            assert stream
            stream.close()
        return took

    def lihua(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """A command on the same data, while it runs."""
        return lihua(self.data, *arguments, PORT=str(self.port), **self.settings)

    def get(self, path: str, **how: Any) -> httpx.Response:
        return httpx.get(f"http://127.0.0.1:{self.port}{path}", timeout=20, **how)

    def child(self, name: str, *, within: float = 30) -> int:
        """Its process id, once it is there: after a blow `up` waits a moment before it starts it again."""
        until = time.monotonic() + within
        while time.monotonic() < until:
            if found := self.children().get(name):
                return found
            time.sleep(0.05)
        raise AssertionError(f"no {name} process within {within} s")

    def children(self) -> dict[str, int]:
        """The process ids of what `up` started, by name."""
        found = {}
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                facts = (folder / "stat").read_text().rpartition(")")[2].split()
                words = (folder / "cmdline").read_text().split("\0")
            except (FileNotFoundError, ProcessLookupError):
                continue
            if int(facts[1]) == self.process.pid and "lihua.ops.cli" in words:
                found[words[words.index("lihua.ops.cli") + 1]] = int(folder.name)
        return found
