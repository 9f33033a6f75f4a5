"""`make bench-language [ONLY=detection]`: measure, and write the table of benchmarks/language/README.md."""

import argparse
import json
import os
import platform
import subprocess
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

from benchmarks.language import PARTS, Row

HERE = Path(__file__).parent
README = HERE / "README.md"
DATA = Path(os.environ.get("BENCH_DATA") or HERE.parent.parent / "var" / "bench") / "language"
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
HEAD = ["| part | what | measured | wanted | met | on |", "|---|---|---|---|---|---|"]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.language")
    parser.add_argument("--only", default=",".join(PARTS), help=", ".join(PARTS))
    parser.add_argument("--here", metavar="PART", help="measure one part in this process and print its rows as JSON")
    chosen = parser.parse_args()
    if chosen.here:
        print(json.dumps([asdict(row) for row in measured_here(chosen.here)]))
        return
    parts = chosen.only.split(",")
    if unknown := set(parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(unknown)} (there are {', '.join(PARTS)})")
    prepare()
    rows = {part: measured_apart(part) for part in parts}
    publish(rows)
    sys.exit(0 if all(row.is_met for of_part in rows.values() for row in of_part) else 1)


def prepare() -> None:
    """The data folder in which the parts run, with tables, dictionaries and caches, as `make up` makes it."""
    DATA.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "lihua.ops.cli", "prepare"]
    subprocess.run(command, env=environment(), check=True, stdout=sys.stderr)


def environment() -> dict[str, str]:
    return {**os.environ, "LIHUA_DATA": str(DATA), "DJANGO_SETTINGS_MODULE": "lihua.config.settings"}


def measured_apart(part: str) -> list[Row]:
    print(f"{part} ...", file=sys.stderr)
    command = [sys.executable, "-m", "benchmarks.language", "--here", part]
    done = subprocess.run(command, env=environment(), check=True, stdout=subprocess.PIPE, text=True)
    return [Row(**row) for row in json.loads(done.stdout.strip().splitlines()[-1])]


def measured_here(part: str) -> list[Row]:
    import django

    django.setup()
    rows: list[Row] = import_module(f"benchmarks.language.{part}").measure()
    return rows


def publish(rows: dict[str, list[Row]]) -> None:
    """Put the new rows in the place of the old ones of the same parts; the other parts keep theirs, with their date."""
    text = README.read_text()
    before, table = text.split(BEGIN)[0], text.split(BEGIN)[1].split(END)[0]
    after = text.split(END)[1]
    lines: dict[str, list[str]] = {part: [] for part in PARTS}
    for line in table.splitlines():
        part = line.strip("| ").split(" | ")[0]
        if part in lines and part not in rows:
            lines[part].append(line)
    today = datetime.now(UTC).date().isoformat()
    for part, found in rows.items():
        lines[part] = [_line(part, row, today) for row in found]
    table = "\n".join([*HEAD, *(line for of_part in lines.values() for line in of_part)])
    print(table)
    machine = f"Machine: {os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}."
    README.write_text(f"{before}{BEGIN}\n{machine}\n\n{table}\n{END}{after}")


def _line(part: str, row: Row, today: str) -> str:
    met = "-" if row.wanted == "-" else "yes" if row.is_met else "**no**"
    return f"| {part} | {row.what} | {row.measured} | {row.wanted} | {met} | {today} |"


if __name__ == "__main__":
    main()
