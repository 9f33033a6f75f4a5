"""Chinese characters: folded for matching, told apart by script. The table is `data/han.tsv`."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import NamedTuple


class HanTable(NamedTuple):
    fold: dict[int, str]
    """Traditional and Japanese forms to simplified, for `str.translate`. To match only: it is not one-to-one."""
    simplified: frozenset[str]
    traditional: frozenset[str]
    japanese: frozenset[str]


@cache
def han_table() -> HanTable:
    fold: dict[int, str] = {}
    marked: dict[str, set[str]] = {"s": set(), "t": set(), "j": set()}
    for line in files("lihua.language").joinpath("data/han.tsv").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        character, folded, marks = line.split("\t")
        if character != folded:
            fold[ord(character)] = folded
        for mark in marks:
            marked[mark].add(character)
    return HanTable(fold, frozenset(marked["s"]), frozenset(marked["t"]), frozenset(marked["j"]))
