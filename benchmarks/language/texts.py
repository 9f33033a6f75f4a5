"""Chinese posts by real people: of the file of sentence pairs that BENCH_PAIRS names, else of the tests."""

import os
from pathlib import Path

EXCERPT = Path(__file__).parents[2] / "lihua" / "ops" / "tests" / "pairs.tsv"
MOST = 2_000


def chinese_posts() -> list[str]:
    """At most 2,000, spread over the whole file."""
    path = Path(os.environ.get("BENCH_PAIRS") or EXCERPT)
    posts = [line.split("\t")[1] for line in path.read_text(encoding="utf-8").splitlines() if "\t" in line]
    return posts[:: max(1, len(posts) // MOST)][:MOST]
