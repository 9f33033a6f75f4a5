"""Reading aids: right readings of characters that have several, and how many posts are annotated in a second."""

import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks.language import Row
from benchmarks.language.texts import chinese_posts
from lihua import language
from lihua.language.pinyin import marked

SENTENCES = Path(__file__).parent / "polyphones.tsv"
_HAN = re.compile("[\u4e00-\u9fff]")


class Sentence(NamedTuple):
    text: str
    asked: str
    """The characters in question."""
    reading: list[str]
    is_held_out: bool


def measure() -> list[Row]:
    found = list(sentences())
    rows = [
        _row("all", found, wanted=0.96),
        _row("held out", [one for one in found if one.is_held_out]),
        _row("tune", [one for one in found if not one.is_held_out]),
    ]
    whole = sum(_read(one.text) == one.reading for one in found)
    rows.append(Row("whole sentences, every character as written there", f"{whole / len(found):.3f}", "-", is_met=True))
    posts = chinese_posts()
    many = max(_a_second(posts) for _ in range(5))
    length = sum(map(len, posts)) / len(posts)
    rows.append(
        Row(
            f"posts annotated in a second on one core ({len(posts):,} of {length:.0f} characters)",
            f"{many:,.0f}",
            ">= 2,000",
            many >= 2000,
        )
    )
    return rows


def sentences() -> Iterator[Sentence]:
    lines = [line for line in SENTENCES.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    for number, line in enumerate(lines):
        text, asked, reading = line.split("\t")
        yield Sentence(text, asked, [marked(one.replace("ü", "u:")) for one in reading.split()], number % 3 == 2)


def _row(what: str, chosen: list[Sentence], wanted: float = 0.0) -> Row:
    right = sum(_is_right(one) for one in chosen) / len(chosen)
    words = f"sentences whose characters of several readings are read right, {what} ({len(chosen)})"
    return Row(words, f"{right:.3f}", f">= {wanted:.2f}" if wanted else "-", right >= wanted)


def _is_right(sentence: Sentence) -> bool:
    characters = _HAN.findall(sentence.text)
    read = zip(characters, _read(sentence.text), sentence.reading, strict=True)
    return all(got == right for character, got, right in read if character in sentence.asked)


def _read(text: str) -> list[str]:
    """The syllable of each Chinese character."""
    read: list[str] = []
    for token in language.annotate(text, "zh-Hans", "pinyin"):
        syllables = token.reading.split() or [""] * len(token.text)
        read += [one for character, one in zip(token.text, syllables, strict=True) if _HAN.match(character)]
    return read


def _a_second(posts: list[str]) -> float:
    began = time.process_time()
    for post in posts:
        language.annotate(post, "zh-Hans", "pinyin")
    return len(posts) / (time.process_time() - began)
