"""Where the words asked for stand in a text, so that a page can mark them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from lihua.language import analyze
from lihua.works.queries import ReadText

# A word in letters, or one character of a script that is indexed character by character.
_WORD = re.compile(r"[^\W_]+")
_LONGEST = 160


@dataclass(frozen=True)
class Piece:
    text: str
    is_marked: bool = False


@dataclass(frozen=True)
class Line:
    pieces: list[Piece]
    language: str
    is_original: bool = False


def pieces(text: str, phrases: Sequence[Sequence[str]]) -> list[Piece]:
    """The text in pieces; joined they are the text again."""
    spans = _spans(text, phrases)
    found: list[Piece] = []
    at = 0
    for start, end in spans:
        if start > at:
            found.append(Piece(text[at:start]))
        found.append(Piece(text[start:end], is_marked=True))
        at = end
    if at < len(text):
        found.append(Piece(text[at:]))
    return found


def excerpt(text: ReadText, phrases: Sequence[Sequence[str]]) -> list[Line]:
    """The first sentence that holds a word asked for, in its translation and as it was written; else nothing."""
    for sentence in text.sentences:
        translated = pieces(_shortened(sentence.translation.text), phrases) if sentence.translation else []
        written = pieces(_shortened(sentence.text), phrases)
        if not any(piece.is_marked for piece in (*translated, *written)):
            continue
        lines = [Line(translated, sentence.translation.language)] if sentence.translation else []
        return [*lines, Line(written, sentence.language, is_original=bool(lines))]
    return []


def _spans(text: str, phrases: Sequence[Sequence[str]]) -> list[tuple[int, int]]:
    """Spans of `text` that hold a phrase, merged where they touch, in order."""
    tokens = [(token, start, end) for start, end in _words(text) for token in _tokens(text[start:end])]
    spans: list[tuple[int, int]] = []
    for phrase in phrases:
        size = len(phrase)
        for first in range(len(tokens) - size + 1):
            if all(tokens[first + step][0] == phrase[step] for step in range(size)):
                spans.append((tokens[first][1], tokens[first + size - 1][2]))
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _words(text: str) -> list[tuple[int, int]]:
    """Spans of words; a run whose characters are tokens of their own is parted into them."""
    found: list[tuple[int, int]] = []
    for match in _WORD.finditer(text):
        start, end = match.span()
        if len(_tokens(text[start:end])) == 1:
            found.append((start, end))
        else:
            found += [(at, at + 1) for at in range(start, end)]
    return found


@lru_cache(maxsize=20_000)
def _tokens(word: str) -> tuple[str, ...]:
    return tuple(analyze(word))


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"
