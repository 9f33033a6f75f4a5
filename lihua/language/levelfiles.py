"""Lists of levels as their authors give them away, told apart by the names of their columns."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from lihua.language.bundles import FileRefused
from lihua.language.levelling import Listing
from lihua.language.levels import CEFR, HSK

MAX_BYTES = 20_000_000
MAX_WORDS = 200_000
_LONGEST_WORD = 80


Row = dict[str, str]
Pair = tuple[str, int]

_HINT = (
    "Known are hsk30.csv and hsk30-chars.csv (HSK 3.0), the CEFR-J vocabulary profile and Octanove's, as CSV in UTF-8."
)


def read(path: Path, *, name: str = "", licence: str = "") -> Listing:
    """Raises FileRefused for what is none of the known lists."""
    if path.stat().st_size > MAX_BYTES:
        raise FileRefused(f"{path.name} is larger than {MAX_BYTES // 1_000_000} MB.", _HINT)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as problem:
        raise FileRefused(f"{path.name} is not UTF-8: {problem.reason} at byte {problem.start}.", _HINT) from problem
    rows = csv.DictReader(io.StringIO(text, newline=""))
    try:
        listing, read_rows = _known(tuple(rows.fieldnames or ()))
        words = _lowest(read_rows(_whole(rows)))
    except csv.Error as problem:
        raise FileRefused(f"{path.name} is no CSV: {problem}, line {rows.line_num}.", _HINT) from problem
    except LookupError as problem:
        raise FileRefused(f"{path.name} is none of the known lists.", _HINT) from problem
    except ValueError as problem:
        raise FileRefused(f"{path.name}, line {rows.line_num}: {problem}.", _HINT) from problem
    if not words:
        raise FileRefused(f"{path.name} holds no words.", _HINT)
    return replace(listing, words=words, name=name or listing.name, licence=licence or listing.licence)


def _whole(rows: Iterable[dict[str | None, str | None]]) -> Iterator[Row]:
    for row in rows:
        yield {key: value or "" for key, value in row.items() if key and isinstance(value, str)}


def _lowest(pairs: Iterable[Pair]) -> dict[str, int]:
    """A word that stands at several levels (as noun and as verb) has the lowest."""
    words: dict[str, int] = {}
    for word, rank in pairs:
        if 0 < len(word) <= _LONGEST_WORD:
            words[word] = min(rank, words.get(word, rank))
            if len(words) > MAX_WORDS:
                raise ValueError(f"more than {MAX_WORDS} words")
    return words


def _known(columns: tuple[str, ...]) -> tuple[Listing, Callable[[Iterable[Row]], Iterator[Pair]]]:
    if {"Simplified", "Traditional", "Level"} <= set(columns):
        return _HSK_WORDS, _hsk_words
    if {"Hanzi", "Level"} <= set(columns):
        return _HSK_CHARACTERS, _hsk_characters
    if {"headword", "CEFR", "CoreInventory 1"} <= set(columns):
        return _CEFR_J, _cefr
    if {"headword", "CEFR", "notes"} <= set(columns):
        return _OCTANOVE, _cefr
    raise LookupError


_HSK_WORDS = Listing(
    "HSK 3.0 words", "zh", HSK, "MIT (compiled by Ivan Krasilnikov)", "https://github.com/ivankra/hsk30", {}
)
_HSK_CHARACTERS = replace(_HSK_WORDS, name="HSK 3.0 characters")
_CEFR_J = Listing(
    "CEFR-J Vocabulary Profile",
    "en",
    CEFR,
    "Free if cited: the CEFR-J Wordlist, compiled by Yukio Tono, Tokyo University of Foreign Studies",
    "https://cefr-j.org/",
    {},
)
_OCTANOVE = Listing(
    "Octanove Vocabulary Profile C1/C2",
    "en",
    CEFR,
    "CC BY-SA 4.0 (Octanove Labs)",
    "https://github.com/openlanguageprofiles/olp-en-cefrj",
    {},
)


def _hsk_words(rows: Iterable[Row]) -> Iterator[Pair]:
    for row in rows:
        rank = _hsk_rank(row["Level"])
        variants = [one for one in json.loads(row.get("Variants") or "[]") if not one.get("Example")]
        for simplified, traditional in [(one.get("Simplified"), one.get("Traditional")) for one in variants] or [
            (row["Simplified"], row["Traditional"])
        ]:
            for word in {*_spelt(str(simplified)), *_spelt(str(traditional))}:
                yield word, rank


def _spelt(written: str) -> list[str]:
    """爸爸|爸 are two; of 第（第二） the brackets are an example."""
    return [re.sub(r"[（(][^（）()]*[）)]", "", one).strip() for one in re.split(r"[|｜]", written)]


def _hsk_characters(rows: Iterable[Row]) -> Iterator[Pair]:
    for row in rows:
        for character in {*_spelt(row["Hanzi"]), *_spelt(row.get("Traditional", ""))}:
            yield character, _hsk_rank(row["Level"])


def _hsk_rank(level: str) -> int:
    rank = int(level.strip()[:1] or 0)
    if not 1 <= rank <= 9:
        raise ValueError(f"no level of HSK: {level[:20]}")
    return min(rank, 7)


def _cefr(rows: Iterable[Row]) -> Iterator[Pair]:
    for row in rows:
        rank = ["A1", "A2", "B1", "B2", "C1", "C2"].index(row["CEFR"].strip()) + 1
        for word in row["headword"].split("/"):
            yield word.strip(), rank
