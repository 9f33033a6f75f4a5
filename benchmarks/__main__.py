"""`make bench [PAIRS=FILE] [ONLY=reading,writing]`: measure, and write the table of benchmarks/README.md."""

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks import lighthouse, load, queries, server, weight

HERE = Path(__file__).parent
VILLAGES = Path(os.environ.get("BENCH_DATA") or HERE.parent / "var" / "bench")
LARGE, SMALL = 100_000, 1_000
PARTS = ("reading", "writing", "weight", "queries", "lighthouse")
PAGES = {  # and the share of the baseline's rate that is wanted
    "constant": ("", 0),
    "home": ("Home timeline JSON (20 statuses)", 20),
    "explore": ("Explore HTML (30 cards)", 50),
    "work": ("A work's page", 30),
}
ROUNDS = 5
WARMING = 3  # seconds
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"


@dataclass(frozen=True)
class Row:
    what: str
    measured: str
    wanted: str
    is_met: bool

    @property
    def line(self) -> str:
        return f"| {self.what} | {self.measured} | {self.wanted} | {'yes' if self.is_met else '**no**'} |"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("--pairs", default="", help="a file of sentence pairs for the large village")
    parser.add_argument("--only", default=",".join(PARTS), help=", ".join(PARTS))
    parser.add_argument("--fresh", action="store_true", help="make the villages anew")
    chosen = parser.parse_args()
    parts = chosen.only.split(",")
    load.require_wrk()
    if chosen.fresh:
        shutil.rmtree(VILLAGES, ignore_errors=True)
    rows = measure(parts, village("small", SMALL, 200, ""), village("large", LARGE, 1000, chosen.pairs))
    table = "\n".join(["| what | measured | wanted | met |", "|---|---|---|---|", *(row.line for row in rows)])
    print(table)
    if set(parts) == set(PARTS):
        publish(table)
    sys.exit(0 if all(row.is_met for row in rows) else 1)


def measure(parts: list[str], small: Path, large: Path) -> list[Row]:
    rows: list[Row] = []
    with copy_of(large) as copy, server.running(copy) as (address, pid):
        if "reading" in parts:
            with server.running(small) as (other, _pid):
                rows += reading(rounds({"large": (address, large), "small": (other, small)}))
        if "weight" in parts:
            size = weight.first_visit_kb(address)
            rows.append(
                Row("First visit to Explore, compressed, no pictures", f"{size:.0f} KB", "<= 120 KB", size <= 120)
            )
        if "lighthouse" in parts:
            rows += [Row(*row) for row in lighthouse.measure(address)]
        if "writing" in parts:
            rows += writing(address, doors(large)["tokens"])
        pss = server.pss_mib(pid)
        rows.append(Row("Memory of all processes after the run (PSS)", f"{pss:.0f} MiB", "<= 600 MiB", pss <= 600))
    if "queries" in parts:
        rows += [Row(*row) for row in queries.compare(small, large)]
    return rows


def village(name: str, works: int, people: int, pairs: str) -> Path:
    """The data folder of a village of that size, made once and kept."""
    data = VILLAGES / name
    if not (data / "doors.json").exists():
        shutil.rmtree(data, ignore_errors=True)
        data.mkdir(parents=True)
    environment = {**os.environ, "LIHUA_DATA": str(data)}
    prepare = [sys.executable, "-m", "lihua.ops.cli", "prepare"]
    subprocess.run(prepare, env=environment, check=True, stdout=sys.stderr)
    if not (data / "doors.json").exists():
        build = [sys.executable, "-m", "benchmarks.village", str(works), str(people), *([pairs] if pairs else [])]
        done = subprocess.run(build, env=environment, check=True, stdout=subprocess.PIPE, text=True)
        (data / "doors.json").write_text(done.stdout.strip().splitlines()[-1])
    return data


@contextmanager
def copy_of(data: Path) -> Iterator[Path]:
    """A village that may be written to: the next run reads what this one read."""
    with tempfile.TemporaryDirectory(dir=VILLAGES) as folder:
        yield Path(shutil.copytree(data, Path(folder) / "copy"))


def doors(data: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((data / "doors.json").read_text())
    return found


Round = dict[tuple[str, str], load.Reading]  # by village and page


def rounds(villages: dict[str, tuple[str, Path]]) -> list[Round]:
    """Every page of every village in turn, again and again: what else the machine does then falls on all alike."""
    visits = {name: visits_of(doors(data)) for name, (_address, data) in villages.items()}
    found: list[Round] = []
    for number in range(ROUNDS + 1):
        found.append({})
        for page in PAGES:
            for name, (address, _data) in villages.items():
                seconds = load.SECONDS if number else WARMING
                found[-1][name, page] = read = load.read(address, *visits[name][page], seconds=seconds)
                print(f"{number} {name} {page}: {read}", file=sys.stderr)
    return found[1:]  # the first only warmed


def visits_of(known: dict[str, Any]) -> dict[str, tuple[list[str], str, list[str]]]:
    """Per page: addresses, and the header by which every request is another signed-in reader's."""
    cookies, tokens = known["sessions"], [f"Bearer {token}" for token in known["tokens"]]
    return {
        "constant": (["/health/constant"], "Cookie", cookies),
        "home": (["/api/v1/timelines/home?limit=20"], "Authorization", tokens),
        "explore": (["/"], "Cookie", cookies),
        "work": ([f"/works/{pk}" for pk in known["works"]], "Cookie", cookies),
    }


def reading(found: list[Round]) -> list[Row]:
    """Each figure is the median over the rounds; each ratio is taken within its round."""

    def middle(figure: Callable[[Round], float]) -> float:
        return statistics.median(map(figure, found))

    errors = {page: sum(each[name, page].errors for each in found for name in ("large", "small")) for page in PAGES}
    rate, p50 = (
        middle(lambda each: each["large", "constant"].rate),
        middle(lambda each: each["large", "constant"].p50_ms),
    )
    what = "Baseline: a constant through the whole middleware, signed in"
    rows = [Row(what, f"{rate:.0f}/s, p50 {p50:.1f} ms", "-", not errors["constant"])]
    for page, (title, share) in PAGES.items():
        if not share:
            continue
        rate = middle(lambda each, page=page: each["large", page].rate)
        ratio = middle(lambda each, page=page: each["large", "constant"].rate / each["large", page].rate)
        p50 = middle(lambda each, page=page: each["large", page].p50_ms)
        p99 = middle(lambda each, page=page: each["large", page].p99_ms)
        tail = middle(lambda each, page=page: each["large", page].p99_ms / each["large", page].p50_ms)
        growth = middle(lambda each, page=page: each["large", page].p50_ms / each["small", page].p50_ms)
        is_fast = ratio <= share and not errors[page]
        rows += [
            Row(f"{title}: rate", f"{rate:.0f}/s = 1/{ratio:.1f} of the baseline", f">= 1/{share}", is_fast),
            Row(f"{title}: p99 / p50", f"{p99:.0f} / {p50:.0f} ms = {tail:.1f}", "<= 4", tail <= 4),
            Row(f"{title}: p50 at 100,000 works / at 1,000", f"{growth:.2f}", "<= 1.2", growth <= 1.2),
        ]
    return rows


def writing(address: str, tokens: list[str]) -> list[Row]:
    load.write(address, tokens, writers=1, seconds=2)  # warm
    one = load.write(address, tokens, writers=1)
    many = load.write(address, tokens, writers=16)
    share, tail = many.rate / one.rate, many.p95_ms / one.p95_ms
    return [
        Row("One writer in a closed loop", f"{one.rate:.0f}/s, p95 {one.p95_ms:.0f} ms", "-", one.errors == 0),
        Row("16 writers: errors", str(many.errors), "0", many.errors == 0),
        Row("16 writers: throughput / one writer's", f"{many.rate:.0f}/s = {share:.2f}", ">= 0.9", share >= 0.9),
        Row("16 writers: p95 / one writer's", f"{many.p95_ms:.0f} ms = {tail:.1f}", "<= 25", tail <= 25),
    ]


def publish(table: str) -> None:
    page = HERE / "README.md"
    before, _begin, rest = page.read_text().partition(BEGIN)
    machine = f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"
    head = f"Measured on {datetime.now(UTC):%Y-%m-%d}: {machine}."
    page.write_text(f"{before}{BEGIN}\n{head}\n\n{table}\n{END}{rest.partition(END)[2]}")


if __name__ == "__main__":
    main()
