"""Load from the same machine: wrk for reading, threads of our own for writing. Only loopback, only a few seconds."""

import http.client
import json
import re
import shutil
import statistics
import subprocess
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

SECONDS = 4
CONNECTIONS = 8
_SCRIPT = """
local paths, values = {PATHS}, {VALUES}
local turn = 0
request = function()
  turn = turn + 1
  local headers = {["Accept-Language"] = "en"}
  headers[NAME] = values[turn % #values + 1]
  return wrk.format("GET", paths[turn % #paths + 1], headers)
end
done = function(summary, latency, requests)
  local errors = summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout
  io.write(string.format("RESULT %d %d %d %f %f %f\\n", summary.requests, summary.duration, errors,
    latency:percentile(50), latency:percentile(95), latency:percentile(99)))
end
"""


@dataclass(frozen=True)
class Reading:
    """What a page gave: requests a second, and how long they took in milliseconds."""

    rate: float
    p50_ms: float
    p95_ms: float
    p99_ms: float
    errors: int


def require_wrk() -> None:
    if not shutil.which("wrk"):
        subprocess.run(["apt-get", "install", "-y", "-qq", "wrk"], check=False, stdout=subprocess.DEVNULL)
    if not shutil.which("wrk"):
        raise SystemExit("The load comes from wrk: install it (Debian: apt-get install wrk) and try again.")


def read(address: str, paths: list[str], header: str, values: list[str], *, seconds: int = SECONDS) -> Reading:
    """A closed loop over `paths`, each request as another reader."""
    text = _SCRIPT.replace("PATHS", _lua(paths)).replace("VALUES", _lua(values)).replace("NAME", json.dumps(header))
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "load.lua"
        script.write_text(text)
        command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "20s", "-s", str(script), address]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    found = re.search(r"RESULT (\d+) (\d+) (\d+) ([\d.]+) ([\d.]+) ([\d.]+)", done.stdout)
    if not found:
        raise SystemExit(f"wrk said nothing that we understand:\n{done.stdout}{done.stderr}")
    requests, micros, errors = int(found[1]), int(found[2]), int(found[3])
    return Reading(requests / micros * 1e6, *(float(found[n]) / 1000 for n in (4, 5, 6)), errors=errors)


def _lua(values: list[str]) -> str:
    return ",".join(json.dumps(value) for value in values)


@dataclass(frozen=True)
class Writing:
    rate: float
    p50_ms: float
    p95_ms: float
    errors: int


def write(address: str, tokens: list[str], *, writers: int, seconds: int = SECONDS) -> Writing:
    """So many writers, each posting the next short post when the last was answered."""
    times: list[float] = []
    errors = [0]
    started = time.monotonic()
    until = started + seconds
    threads = [
        threading.Thread(target=_write, args=(address, tokens[number::writers], until, times, errors))
        for number in range(writers)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    spent = time.monotonic() - started
    ordered = sorted(times) or [0.0]
    p95 = ordered[int(len(ordered) * 0.95)]
    return Writing(len(times) / spent, statistics.median(ordered) * 1000, p95 * 1000, errors[0])


def _write(address: str, tokens: list[str], until: float, times: list[float], errors: list[int]) -> None:
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=60)
    turn = 0
    while time.monotonic() < until:
        token = tokens[turn % len(tokens)]
        turn += 1
        body = json.dumps({"status": f"A short post about the weather, number {turn}. It may rain."})
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        started = time.monotonic()
        try:
            connection.request("POST", "/api/v1/statuses", body, headers)
            answer = connection.getresponse()
            answer.read()
        except OSError:
            errors[0] += 1
            connection.close()
            continue
        if answer.status == 200:
            times.append(time.monotonic() - started)
        else:
            errors[0] += 1
