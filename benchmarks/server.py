"""A village that runs with `make up`'s own settings on a port of its own, and what it weighs."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def running(data: Path) -> Iterator[tuple[str, int]]:
    """Gives the address and the process id of `lihua up`; stops it afterwards."""
    port = _free_port()
    environment = {**os.environ, "LIHUA_DATA": str(data), "PORT": str(port)}
    process = subprocess.Popen(
        [sys.executable, "-m", "lihua.ops.cli", "up"], env=environment, stdout=subprocess.DEVNULL
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(address, process)
        yield address, process.pid
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(20)


def pss_mib(pid: int) -> float:
    """Proportional set size of a process and all below it, in MiB."""
    total = 0
    for each in _family(pid):
        try:
            lines = Path(f"/proc/{each}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 1024


def _family(pid: int) -> list[int]:
    found = [pid]
    for each in found:
        for task in Path(f"/proc/{each}/task").glob("*/children"):
            found += [int(child) for child in task.read_text().split()]
    return found


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(address: str, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(600):
        if process.poll() is not None:
            raise SystemExit("The village did not start; its last words stand above.")
        try:
            with urllib.request.urlopen(f"{address}/health", timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("The village was not ready within a minute.")
