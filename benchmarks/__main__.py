"""`make bench [PAIRS=FILE] [ONLY=reading,writing]`: measure, and write the table of benchmarks/README.md."""

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks import lighthouse, load, queries, server, weight

HERE = Path(__file__).parent
VILLAGES = Path(os.environ.get("BENCH_DATA") or HERE.parent / "var" / "bench")
LARGE, SMALL = 100_000, 1_000
PARTS = ("reading", "writing", "weight", "queries", "lighthouse")
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
    small_pages: dict[str, load.Reading] = {}
    if "reading" in parts:
        with server.running(small) as (address, _pid):
            small_pages = pages(address, small)
    with server.running(large) as (address, pid):
        if "reading" in parts:
            rows += reading(pages(address, large), small_pages)
        if "writing" in parts:
            rows += writing(address, doors(large)["tokens"])
        pss = server.pss_mib(pid)
        rows.append(Row("Memory of all processes after the run (PSS)", f"{pss:.0f} MiB", "<= 600 MiB", pss <= 600))
        if "weight" in parts:
            size = weight.first_visit_kb(address)
            rows.append(
                Row("First visit to Explore, compressed, no pictures", f"{size:.0f} KB", "<= 120 KB", size <= 120)
            )
        if "lighthouse" in parts:
            rows += [Row(*row) for row in lighthouse.measure(address)]
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
        build = [sys.executable, "-m", "benchmarks.village", str(works), str(people), *([pairs] if pairs else [])]
        done = subprocess.run(build, env=environment, check=True, stdout=subprocess.PIPE, text=True)
        (data / "doors.json").write_text(done.stdout.strip().splitlines()[-1])
    return data


def doors(data: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((data / "doors.json").read_text())
    return found


def pages(address: str, data: Path) -> dict[str, load.Reading]:
    """The constant view, then each page, every request as another signed-in reader."""
    known = doors(data)
    cookies, tokens = known["sessions"], [f"Bearer {token}" for token in known["tokens"]]
    plan: dict[str, tuple[list[str], str, list[str]]] = {
        "constant": (["/health/constant"], "Cookie", cookies),
        "home": (["/api/v1/timelines/home?limit=20"], "Authorization", tokens),
        "explore": (["/"], "Cookie", cookies),
        "work": ([f"/works/{pk}" for pk in known["works"]], "Cookie", cookies),
    }
    found = {}
    for name, (paths, header, values) in plan.items():
        load.read(address, paths, header=header, values=values, seconds=2)  # warm
        found[name] = load.read(address, paths, header=header, values=values)
        print(f"{name}: {found[name]}", file=sys.stderr)
    return found


def reading(large: dict[str, load.Reading], small: dict[str, load.Reading]) -> list[Row]:
    base = large["constant"]
    what = "Baseline: a constant through the whole middleware, signed in"
    rows = [Row(what, f"{base.rate:.0f}/s, p50 {base.p50_ms:.1f} ms", "-", base.errors == 0)]
    for name, title, share in (
        ("home", "Home timeline JSON (20 statuses)", 20),
        ("explore", "Explore HTML (30 cards)", 50),
        ("work", "A work's page", 30),
    ):
        page, ratio = large[name], base.rate / large[name].rate
        tail, growth = page.p99_ms / page.p50_ms, page.p50_ms / small[name].p50_ms
        rate = f"{page.rate:.0f}/s = 1/{ratio:.1f} of the baseline"
        rows.append(Row(f"{title}: rate", rate, f">= 1/{share}", ratio <= share and page.errors == 0))
        rows.append(
            Row(f"{title}: p99 / p50", f"{page.p99_ms:.0f} / {page.p50_ms:.0f} ms = {tail:.1f}", "<= 4", tail <= 4)
        )
        rows.append(Row(f"{title}: p50 at 100,000 works / at 1,000", f"{growth:.2f}", "<= 1.2", growth <= 1.2))
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
