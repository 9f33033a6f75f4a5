"""How many database queries a page costs: the same for 10 and 30 cards, and for a small and a large village."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

PAGES = {"Explore": "/", "Home timeline": "/api/v1/timelines/home", "A work's page": "work"}


def compare(small: Path, large: Path) -> list[tuple[str, str, str, bool]]:
    counts = [_count(data, cards) for data in (small, large) for cards in (10, 30)]
    rows = []
    for name in PAGES:
        numbers = [count[name] for count in counts]
        what = f"{name}: queries (1,000 works with 10, 30 cards; 100,000 with 10, 30)"
        rows.append((what, ", ".join(map(str, numbers)), "all the same", len(set(numbers)) == 1))
    return rows


def _count(data: Path, cards: int) -> dict[str, int]:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.queries", str(data / "doors.json"), str(cards)],
        env={**os.environ, "LIHUA_DATA": str(data)},
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    counts: dict[str, int] = json.loads(done.stdout.strip().splitlines()[-1])
    return counts


def main(doors: Path, cards: int) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lihua.config.settings")
    import django

    django.setup()
    from django.test import Client

    from lihua.discovery.queries import explore

    explore.__kwdefaults__["limit"] = cards  # what the page asks for when nobody says otherwise
    known = json.loads(doors.read_text())
    found = {}
    for name, page in PAGES.items():
        paths = [f"/works/{pk}" for pk in known["works"][:10]] if page == "work" else [page]
        is_api = page.startswith("/api")
        headers = {"Authorization": f"Bearer {known['tokens'][0]}"} if is_api else {"Cookie": known["sessions"][0]}
        client = Client(headers={**headers, "Host": "localhost"})
        # The most of several: a work in the reader's own language asks for no translation.
        found[name] = max(_queries(client, f"{path}?limit={cards}") for path in paths)
    print(json.dumps(found))


def _queries(client: Any, url: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(url)  # what is remembered between requests
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(url)
    if answer.status_code != 200:
        raise SystemExit(f"{url} answered {answer.status_code}")
    return len(queries)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
