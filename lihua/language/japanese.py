"""Japanese words and how they are read, by SudachiPy: the optional extra `japanese`, some 200 MB."""

from __future__ import annotations

import re
from functools import cache
from importlib.util import find_spec
from typing import Any

HINT = "Install it: pip install 'lihua[japanese]' (some 200 MB), then start again."
_KANJI = re.compile("[\u3005\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_LONGEST = 10_000
"""Characters that are cut at once: Sudachi takes 49,149 bytes."""


@cache
def is_installed() -> bool:
    return find_spec("sudachipy") is not None and find_spec("sudachidict_core") is not None


@cache
def _tokenizer() -> Any:
    from sudachipy import Dictionary, SplitMode

    return Dictionary(dict="core").create(mode=SplitMode.C)


def spans(text: str) -> list[tuple[int, int]]:
    """Where the words are."""
    found: list[tuple[int, int]] = []
    for at in range(0, len(text), _LONGEST):
        found += [(at + one.begin(), at + one.end()) for one in _tokenizer().tokenize(text[at : at + _LONGEST])]
    return [(start, end) for start, end in found if any(letter.isalnum() for letter in text[start:end])]


def reading(word: str) -> str:
    """In hiragana, of a word that has kanji; empty otherwise."""
    if not _KANJI.search(word):
        return ""
    katakana = "".join(one.reading_form() or one.surface() for one in _tokenizer().tokenize(word[:_LONGEST]))
    return katakana.translate(_HIRAGANA)


def lemmas(word: str) -> list[str]:
    """The forms under which a dictionary has it: 食べました is 食べる."""
    first = next(iter(_tokenizer().tokenize(word[:_LONGEST])), None)
    return [one for one in (first.dictionary_form(), first.normalized_form()) if one != word] if first else []


_HIRAGANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}
