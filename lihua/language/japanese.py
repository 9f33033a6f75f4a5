"""Japanese words and how they are read, by SudachiPy: the optional extra `japanese`, some 200 MB."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.util import find_spec
from typing import Any, NamedTuple

HINT = "Install it: pip install 'lihua[japanese]' (some 200 MB), then start again."
_KANJI = re.compile("[\u3005\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_LONGEST = 10_000
"""Characters that are cut at once: Sudachi takes 49,149 bytes."""


@cache
def is_installed() -> bool:
    return find_spec("sudachipy") is not None and find_spec("sudachidict_core") is not None


_one_at_a_time = threading.Lock()


def _tokenize(text: str) -> list[Any]:
    """One thread at a time: a tokenizer that is lent to one refuses the other."""
    with _one_at_a_time:
        return list(_tokenizer().tokenize(text))


@cache
def _tokenizer() -> Any:
    from sudachipy import Dictionary, SplitMode

    return Dictionary(dict="core").tokenizer(SplitMode.C)


class _Piece(NamedTuple):
    start: int
    end: int
    reading: str


def spans(text: str) -> list[tuple[int, int]]:
    """Where the words are; a verb has its endings with it (食べました)."""
    return [(one.start, one.end) for one in _pieces(text) if any(map(str.isalnum, text[one.start : one.end]))]


def readings(text: str, found: Iterable[tuple[int, int, str]]) -> list[str]:
    """In hiragana, of each word that has kanji, as it is read in this text; empty for the others."""
    read = {(one.start, one.end): one.reading for one in _pieces(text)}
    return [
        (read.get((start, end)) or "".join(one.reading for one in _pieces(word))) if _KANJI.search(word) else ""
        for start, end, word in found
    ]


@lru_cache(maxsize=32)
def _pieces(text: str) -> tuple[_Piece, ...]:
    pieces: list[_Piece] = []
    for at in range(0, len(text), _LONGEST):
        has_endings = False
        for one in _tokenize(text[at : at + _LONGEST]):
            kind = one.part_of_speech()[0]
            surface = one.surface()
            reading = _READINGS.get(surface) or (one.reading_form() or surface).translate(_HIRAGANA)
            piece = _Piece(at + one.begin(), at + one.end(), reading)
            if kind == "助動詞" and has_endings and pieces and pieces[-1].end == piece.start:
                pieces[-1] = _Piece(pieces[-1].start, piece.end, pieces[-1].reading + reading)
                continue
            has_endings = kind in ("動詞", "形容詞")
            pieces.append(piece)
    return tuple(pieces)


def lemmas(word: str) -> list[str]:
    """The forms under which a dictionary has it: 食べました is 食べる."""
    first = next(iter(_tokenize(word[:_LONGEST])), None)
    return [one for one in (first.dictionary_form(), first.normalized_form()) if one != word] if first else []


_READINGS = {"私": "わたし", "明日": "あした"}
"""As learners are taught it, where Sudachi is formal."""
_HIRAGANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}
