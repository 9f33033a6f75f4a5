"""dictd, the format of FreeDict: .index says where each word stands in .dict, in numbers of base 64."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lihua.language.bundles import Bundle, FileRefused
from lihua.language.dictionaries import Explained
from lihua.language.plaintext import lines_of

_DIGITS = {ord(digit): value for value, digit in enumerate(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
)}  # fmt: skip
_READING = re.compile(r"/([^/\n]{1,100})/")


def about(bundle: Bundle) -> tuple[str, str]:
    """The short name that it gives itself, and all that it says of itself."""
    told = dict.fromkeys(("00databaseshort", "00databaseinfo"), "")
    for word, text in _articles(bundle):
        key = word.replace("-", "").lower()
        if key in told:
            told[key] = text.partition("\n")[2] or text
    return told["00databaseshort"].strip(), told["00databaseinfo"].strip()


def entries(bundle: Bundle) -> Iterator[Explained]:
    for word, text in _articles(bundle):
        if word.replace("-", "").startswith("00database"):
            continue
        lines = lines_of(text)
        reading = ""
        if lines and lines[0].casefold().startswith(word.casefold()):
            found = _READING.search(lines[0])
            reading = found.group(1) if found else ""
            rest = _READING.sub("", lines[0][len(word) :]).strip()
            lines = ([rest] if rest else []) + lines[1:]
        yield Explained(word, tuple(lines), reading)


def _articles(bundle: Bundle) -> Iterator[tuple[str, str]]:
    index = next(data for name, data in bundle.items() if name.endswith(".index"))
    data = next((data for name, data in bundle.items() if name.endswith(".dict")), None)
    if data is None:
        raise FileRefused("There is no .dict beside the .index.", "Keep both together, or in one archive.")
    for number, line in enumerate(index.decode("utf-8", "replace").split("\n"), start=1):
        if not line.strip():
            continue
        try:
            word, start, size = line.split("\t")[:3]
            at, length = _number(start), _number(size)
        except (ValueError, KeyError) as problem:
            raise FileRefused(f"The .index is damaged in line {number}.", "Fetch it again.") from problem
        if at + length > len(data):
            raise FileRefused(f"The .index points outside of the .dict, in line {number}.", "Fetch it again.")
        yield word.strip(), data[at : at + length].decode("utf-8", "replace")


def _number(digits: str) -> int:
    if not 0 < len(digits) <= 8:
        raise ValueError(digits)
    value = 0
    for digit in digits:
        value = value * 64 + _DIGITS[ord(digit)]
    return value
