"""Reading aids: a text in pieces, each with how it is read. No engine is needed."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Literal, NamedTuple

from lihua.language import cyrillic, japanese, korean, polyphones, tags
from lihua.language.pinyin import marked_syllable
from lihua.language.segmentation import HAN, Word, words

_HAS_HAN = re.compile(f"[{HAN}]")
Aid = Literal["pinyin", "furigana", "romaja", "latin", "none"]


class AidMissing(Exception):
    """What an aid needs is not installed here. `hint` says how to get it."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


class Token(NamedTuple):
    text: str
    reading: str
    """Empty where there is none. Of a Chinese word: one syllable for each character, a space between."""
    start: int
    end: int


def annotate(text: str, tag: str, aid: Aid, extra: Collection[str] = ()) -> list[Token]:
    """The whole text in pieces: words, and what stands between them. Their texts put together are the text."""
    tokens: list[Token] = []
    at = 0
    found = words(text, tag, extra)
    for word, reading in zip(found, _readings(text, found, tag, aid), strict=True):
        if word.start > at:
            tokens.append(Token(text[at : word.start], "", at, word.start))
        tokens.append(Token(word.text, reading, word.start, word.end))
        at = word.end
    if at < len(text):
        tokens.append(Token(text[at:], "", at, len(text)))
    return tokens


_USUAL: dict[str, Aid] = {"zh": "pinyin", "ja": "furigana", "ko": "romaja"}


def usual_aid(tag: str) -> Aid:
    """What helps to read this language; `none` where its letters need no help."""
    base = tags.base(tag)
    return _USUAL.get(base, "latin" if base in cyrillic.LANGUAGES else "none")


def _readings(text: str, found: list[Word], tag: str, aid: Aid) -> list[str]:
    base = tags.base(tag)
    if aid == "pinyin" and base == "zh":
        return _pinyin(text, found, tag)
    if aid == "furigana" and base == "ja":
        if not japanese.is_installed():
            raise AidMissing("How Japanese is read needs SudachiPy, which is not installed here.", japanese.HINT)
        return japanese.readings(text, found)
    if aid == "romaja" and base == "ko":
        return [korean.romanize(word.text) for word in found]
    if aid == "latin" and base in cyrillic.LANGUAGES:
        return [cyrillic.romanize(word.text, base) for word in found]
    return [""] * len(found)


def _pinyin(text: str, found: list[Word], tag: str) -> list[str]:
    read = polyphones.readings(text, found, is_traditional=tag == "zh-Hant")
    return [
        " ".join(map(_syllable, word.text, syllables)) if _HAS_HAN.search(word.text) else ""
        for word, syllables in zip(found, read, strict=True)
    ]


def _syllable(character: str, numbered: str) -> str:
    """Letters and numbers inside a Chinese word (卡拉OK) stay what they are."""
    return character if character.isascii() else marked_syllable(numbered)
