"""Where the words of a text are, so that each can be tapped and read.

Chinese: the likeliest way through all words of the list (a sum of logarithms, as jieba does it), so that a word which
the dictionary has is not torn. Other scripts: what stands between spaces and punctuation.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection
from functools import lru_cache
from typing import NamedTuple

from lihua.base import text as rich
from lihua.language import japanese, tags
from lihua.language.signs import CODE, SHORTCODE
from lihua.language.wordlist import LONGEST, wordlist

HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_LEFT_ALONE = re.compile(rf"{CODE}|{SHORTCODE}(?!\w)")
_JAPANESE = re.compile(rf"[{HAN}\u30f6]+[\u3041-\u3096]{{0,3}}|[\u3041-\u3096]+|[\u30a1-\u30fa\u30fc-\u30ff]+|[^\W_]+")
"""Without a dictionary: a run of one script is a word, kanji take the kana behind them."""
_WORD = re.compile(r"[^\W_]+(?:['’\u02bc\-·.][^\W_]+)*" + "[\u0300-\u036f\u064b-\u065f\u0900-\u097f\u0e00-\u0e7f]*")
_ATOM = re.compile(rf"[{HAN}]|[^\W_{HAN}]+|.", re.DOTALL)
_HAS_HAN = re.compile(f"[{HAN}]")
_USER_WORD = 2.0
_LATIN_ATOM = 8.0
_NO_WORD = 18.0


class Word(NamedTuple):
    start: int
    end: int
    text: str


def words(text: str, tag: str, extra: Collection[str] = ()) -> list[Word]:
    """The words of a text in order, without what stands between them; `extra` are words that must stay whole.

    Links, mentions, code and :emoji: are no words.
    """
    found: list[Word] = []
    at = 0
    for start, end in _left_alone(text):
        found += _words_of(text, at, start, tag, extra)
        at = max(at, end)
    found += _words_of(text, at, len(text), tag, extra)
    return _joined(text, found, _by_first(frozenset(extra))) if extra else found


def _left_alone(text: str) -> list[tuple[int, int]]:
    spans = [one.span() for one in _LEFT_ALONE.finditer(text)] if ":" in text or "`" in text else []
    if "@" in text or "://" in text:
        spans += [(one.start, one.end) for one in rich.entities(text) if one.kind != "tag"]
    return sorted(spans)


def _joined(text: str, found: list[Word], extra: dict[str, list[str]]) -> list[Word]:
    """Words that are one together: no cap. Case does not matter."""
    joined: list[Word] = []
    at = 0
    for word in found:
        if word.start < at:
            continue
        whole = max(
            (one for one in extra.get(word.text[0].casefold(), ()) if _stands(text, word, one)), key=len, default=""
        )
        at = max(word.end, word.start + len(whole))
        joined.append(Word(word.start, at, text[word.start : at]))
    return joined


def _stands(text: str, word: Word, phrase: str) -> bool:
    end = word.start + len(phrase)
    if end <= word.end or text[word.start : end].casefold() != phrase.casefold():
        return False
    return _HAS_HAN.match(phrase[-1]) is not None or not text[end : end + 1].isalnum()


def _words_of(text: str, start: int, end: int, tag: str, extra: Collection[str]) -> list[Word]:
    if tags.base(tag) == "zh":
        return _chinese(text, start, end, extra)
    if tags.base(tag) == "ja" and japanese.is_installed():
        part = text[start:end]
        return [Word(start + one, start + other, part[one:other]) for one, other in japanese.spans(part)]
    pattern = _JAPANESE if tags.base(tag) == "ja" else _WORD
    return [Word(one.start(), one.end(), one.group()) for one in pattern.finditer(text, start, end)]


_RUN = re.compile(rf"[{HAN}A-Za-z0-9\u00c0-\u024f·]+")


def _chinese(text: str, start: int, end: int, extra: Collection[str]) -> list[Word]:
    found: list[Word] = []
    at = start
    for run in _RUN.finditer(text, start, end):
        if not _HAS_HAN.search(run.group()) and not extra:
            continue
        found += [Word(one.start(), one.end(), one.group()) for one in _WORD.finditer(text, at, run.start())]
        found += _cut(run.group(), run.start(), _by_first(frozenset(extra)))
        at = run.end()
    return found + [Word(one.start(), one.end(), one.group()) for one in _WORD.finditer(text, at, end)]


@lru_cache(maxsize=8)
def _by_first(extra: frozenset[str]) -> dict[str, list[str]]:
    """The words by their first character, in small letters: a glossary may hold thousands."""
    found: dict[str, list[str]] = {}
    for word in extra:
        if word:
            found.setdefault(word[0].casefold(), []).append(word)
    return found


def _cut(run: str, offset: int, extra: dict[str, list[str]]) -> list[Word]:
    """The cheapest way from the beginning to the end over the words that may stand in between.

    A word that ends inside a run of letters leads nowhere: nothing begins there.
    """
    known = wordlist()
    price_of, starting = known.cost, known.starting
    cheapest = [math.inf] * (len(run) + 1)
    back = [0] * (len(run) + 1)
    cheapest[0] = 0.0

    def reach(end: int, price: float) -> None:
        if price < cheapest[end]:
            cheapest[end], back[end] = price, at

    for atom in _ATOM.finditer(run):
        at, end = atom.span()
        so_far = cheapest[at]
        reach(end, so_far + (_NO_WORD if run[at] >= "\u3000" else _LATIN_ATOM))
        if end - at > LONGEST:
            continue
        for word in starting(run[at : at + LONGEST]):
            reach(at + len(word), so_far + price_of(word))
        if run[at] == run[at + 1 : at + 2] and is_doubled(run[at : at + 4]) and run[at] + run[at + 2] in known:
            reach(at + 4, so_far + price_of(run[at] + run[at + 2]))
        if extra:
            for word in extra.get(run[at].casefold(), ()):
                if run.startswith(word, at):
                    reach(at + len(word), so_far + _USER_WORD)
    return _way_back(run, back, offset)


def _way_back(run: str, back: list[int], offset: int) -> list[Word]:
    cuts: list[Word] = []
    end = len(run)
    while end > 0:
        start = back[end]
        word = run[start:end]
        if word.isalnum() or any(letter.isalnum() for letter in word):
            cuts.append(Word(offset + start, offset + end, word))
        end = start
    cuts.reverse()
    return cuts


def is_doubled(word: str) -> bool:
    """高高兴兴, 摇摇晃晃: both characters of a word twice."""
    return len(word) == 4 and word[0] == word[1] != word[2] == word[3]
