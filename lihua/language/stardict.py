"""StarDict: .ifo says what it is, .idx where each word stands in .dict, .syn by which other words it is found."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from lihua.language.bundles import Bundle, FileRefused
from lihua.language.dictionaries import Explained
from lihua.language.plaintext import lines_of

_TEXT = "mtyhgxkwl"
"""Kinds of data that are text; capital letters are sounds and pictures."""


def facts(bundle: Bundle) -> dict[str, str]:
    ifo = next(data for name, data in bundle.items() if name.endswith(".ifo"))
    lines = ifo.decode("utf-8-sig", "replace").splitlines()
    if not lines or not lines[0].startswith("StarDict's dict ifo file"):
        raise FileRefused("The .ifo is none of StarDict's.", "It begins with: StarDict's dict ifo file")
    pairs = (line.partition("=") for line in lines[1:])
    return {key.strip(): value.strip() for key, sign, value in pairs if sign}


def entries(bundle: Bundle) -> Iterator[Explained]:
    of_file = facts(bundle)
    index, data = _part(bundle, ".idx"), _part(bundle, ".dict")
    kinds = of_file.get("sametypesequence", "")
    where = struct.Struct(">QI" if of_file.get("idxoffsetbits") == "64" else ">II")
    synonyms = _synonyms(bundle)
    for number, (word, start, size) in enumerate(_index(index, where)):
        if start + size > len(data):
            raise FileRefused(f"The .idx points outside of the .dict, at word {number + 1}.", "Fetch it again.")
        reading, senses = _article(data[start : start + size], kinds)
        for one in (word, *synonyms.get(number, ())):
            yield Explained(one, tuple(senses), reading)


def _part(bundle: Bundle, ending: str) -> bytes:
    for name, data in bundle.items():
        if name.endswith(ending):
            return data
    raise FileRefused(f"There is no {ending} beside the .ifo.", "Keep .ifo, .idx and .dict.dz together, or in one zip.")


def _index(index: bytes, where: struct.Struct) -> Iterator[tuple[str, int, int]]:
    at = 0
    while at < len(index):
        end = index.find(b"\0", at, at + 1024)
        if end < 0 or end + 1 + where.size > len(index):
            raise FileRefused("The .idx is damaged.", "Fetch it again.")
        start, size = where.unpack_from(index, end + 1)
        yield index[at:end].decode("utf-8", "replace"), start, size
        at = end + 1 + where.size


def _synonyms(bundle: Bundle) -> dict[int, list[str]]:
    synonyms: dict[int, list[str]] = {}
    data = next((data for name, data in bundle.items() if name.endswith(".syn")), b"")
    at = 0
    while at < len(data):
        end = data.find(b"\0", at, at + 1024)
        if end < 0 or end + 5 > len(data):
            raise FileRefused("The .syn is damaged.", "Fetch it again.")
        number = int.from_bytes(data[end + 1 : end + 5], "big")
        synonyms.setdefault(number, []).append(data[at:end].decode("utf-8", "replace"))
        at = end + 5
    return synonyms


def _article(data: bytes, kinds: str) -> tuple[str, list[str]]:
    """Reading and senses of one word."""
    reading, senses = "", []
    for kind, text in _fields(data, kinds):
        if kind in "ty":
            reading = reading or text.strip()
        elif kind in _TEXT:
            senses += lines_of(text, is_markup=kind in "hgx")
    return reading, senses


def _fields(data: bytes, kinds: str) -> Iterator[tuple[str, str]]:
    at, number = 0, 0
    while at < len(data):
        if kinds:
            kind, is_last = kinds[number], number == len(kinds) - 1
        else:
            kind, is_last = chr(data[at]), False
            at += 1
        number += 1
        if kind.isupper():
            size = len(data) - at if is_last else int.from_bytes(data[at : at + 4], "big") + 4
            at += size
        else:
            end = len(data) if is_last else data.find(b"\0", at)
            end = len(data) if end < 0 else end
            yield kind, data[at:end].decode("utf-8", "replace")
            at = end + 1
        if kinds and is_last:
            return
