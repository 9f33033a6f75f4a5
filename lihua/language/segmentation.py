"""Where the words of a text are, so that each can be tapped and read.

Chinese: the likeliest way through all words of the list (a sum of logarithms, as jieba does it), so that a word which
the dictionary has is not torn. Other scripts: what stands between spaces and punctuation.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache
from typing import NamedTuple

from lihua.base import text as rich
from lihua.language import japanese, tags
from lihua.language.signs import CODE, SHORTCODE
from lihua.language.wordlist import LONGEST, Wordlist, wordlist

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
    """The cheapest way from the beginning to the end over words that begin and end between atoms."""
    known = wordlist()
    starts = [one.start() for one in _ATOM.finditer(run)]
    borders = {*starts, len(run)}
    best: dict[int, tuple[float, int]] = {0: (0.0, 0)}
    ends = dict(zip(starts, [*starts[1:], len(run)], strict=True))
    for at in starts:
        so_far = best[at][0]
        for end, price in _steps(run, at, ends[at], known, extra):
            if end in borders and (end not in best or so_far + price < best[end][0]):
                best[end] = (so_far + price, at)
    cuts: list[Word] = []
    end = len(run)
    while end > 0:
        start = best[end][1]
        cuts.append(Word(offset + start, offset + end, run[start:end]))
        end = start
    return [word for word in reversed(cuts) if any(letter.isalnum() for letter in word.text)]


def _steps(run: str, at: int, next_atom: int, known: Wordlist, extra: dict[str, list[str]]) -> list[tuple[int, float]]:
    """Where the words that begin here end, and their price."""
    atom = run[at:next_atom]
    steps = [(next_atom, _NO_WORD if _HAS_HAN.match(atom) else _LATIN_ATOM)]
    if len(atom) > LONGEST:
        return steps
    steps += [(at + len(one), known.cost(one)) for one in known.prefixes(run[at : at + LONGEST])]
    if is_doubled(run[at : at + 4]) and run[at] + run[at + 2] in known:
        steps.append((at + 4, known.cost(run[at] + run[at + 2])))
    steps += [(at + len(one), _USER_WORD) for one in extra.get(run[at].casefold(), ()) if run.startswith(one, at)]
    return steps


def is_doubled(word: str) -> bool:
    """高高兴兴, 摇摇晃晃: both characters of a word twice."""
    return len(word) == 4 and word[0] == word[1] != word[2] == word[3]
