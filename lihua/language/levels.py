"""How advanced a word is, and about how advanced a text: by lists that the operator brings in, else nothing."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Level:
    scale: str
    """`HSK 3.0` or `CEFR`."""
    label: str
    """What is shown: `HSK 5`, `HSK 7-9`, `B1`."""
    rank: int
    """1 is the lowest level of the scale."""
    licence: str
    source: str


@dataclass(frozen=True)
class Grade:
    """About the level that is needed to read a text. An estimate: nine of ten words are of this level or below."""

    level: Level
    known: float
    """The share of the words that the list has; below a half there is no grade."""


def level(word: str, tag: str) -> Level | None:  # noqa: ARG001 - lists come next
    return None


def grade(text: str, tag: str) -> Grade | None:  # noqa: ARG001 - lists come next
    return None
