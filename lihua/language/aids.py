"""Reading aids: a text in pieces, each with how it is read. No engine is needed."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Literal, NamedTuple

from lihua.language import tags
from lihua.language.pinyin import marked
from lihua.language.segmentation import Word, words
from lihua.language.wordlist import wordlist

Aid = Literal["pinyin", "furigana", "romaja", "latin", "none"]


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
    for word, reading in zip(found, _readings(found, tag, aid), strict=True):
        if word.start > at:
            tokens.append(Token(text[at : word.start], "", at, word.start))
        tokens.append(Token(word.text, reading, word.start, word.end))
        at = word.end
    if at < len(text):
        tokens.append(Token(text[at:], "", at, len(text)))
    return tokens


def _readings(found: list[Word], tag: str, aid: Aid) -> list[str]:
    read: Callable[[list[Word], str], list[str]] | None = {"pinyin": _pinyin}.get(aid)
    if read is None or not found:
        return [""] * len(found)
    return read(found, tag)


def _pinyin(found: list[Word], tag: str) -> list[str]:
    if tags.base(tag) != "zh":
        return [""] * len(found)
    is_traditional = tag == "zh-Hant"
    readings = []
    for word in found:
        known = wordlist().get(word.text)
        numbered = "" if known is None else known.pinyin_traditional if is_traditional else known.pinyin
        readings.append(marked(numbered))
    return readings
