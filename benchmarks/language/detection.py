"""Which language: right answers on our labelled set, time for a post, memory of a process that detects."""

import resource
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.language import Row
from lihua import language

POSTS = Path(__file__).parent / "detection.tsv"


def measure() -> list[Row]:
    labelled = list(posts())
    rows = []
    for half in ("held out", "tune"):
        chosen = [(text, tag) for text, tag, of_half in labelled if of_half == half]
        right = sum(language.detect(text).language == tag for text, tag in chosen)
        share = right / len(chosen)
        rows.append(Row(f"right language, {half} ({len(chosen)} posts)", f"{share:.3f}", ">= .97", share >= 0.97))
    found, wanted = stretches()
    rows.append(Row("stretches in another language found with theirs", f"{found} of {wanted} mixed posts", "-", True))
    microseconds = min(_seconds(labelled) for _ in range(7)) / len(labelled) * 1e6
    rows.append(
        Row("one post, on average (processor time)", f"{microseconds:.0f} µs", "<= 100 µs", microseconds <= 100)
    )
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    rows.append(
        Row("memory of the process, Django included (peak)", f"{megabytes:.0f} MiB", "<= 200 MiB", megabytes <= 200)
    )
    return rows


def posts() -> Iterator[tuple[str, str, str]]:
    """Text, language, and which half it is in: every second post of each language was never looked at while tuning."""
    seen: dict[str, int] = {}
    for tag, text, *_parts in _lines():
        seen[tag] = seen.get(tag, 0) + 1
        yield text, tag, "held out" if seen[tag] % 2 == 0 else "tune"


def stretches() -> tuple[int, int]:
    """Of how many mixed posts everything that is labelled inside was found in its language (zh: any script)."""
    mixed = [(text, inside[0].split("|")) for _tag, text, *inside in _lines() if inside]
    return sum(all(_is_found(text, *stretch.split("=", 1)) for stretch in inside) for text, inside in mixed), len(mixed)


def _is_found(text: str, tag: str, words: str) -> bool:
    parts = language.detect(text).parts
    return any(words in text[part.start : part.end] and part.language.startswith(tag) for part in parts)


def _lines() -> Iterator[list[str]]:
    for line in POSTS.read_text(encoding="utf-8").splitlines():
        if not line.startswith("# "):
            yield line.split("\t")


def _seconds(labelled: list[tuple[str, str, str]]) -> float:
    began = time.process_time()
    for text, _tag, _half in labelled:
        language.detect(text)
    return time.process_time() - began
