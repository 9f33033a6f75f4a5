"""CC-CEDICT read the other way: for an English word the Chinese ones whose senses it is, the everyday ones first."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from lihua.language.cedict import CedictLine
from lihua.language.pinyin import marked
from lihua.language.search import fold
from lihua.language.wordlist import frequency_of, wordlist

if TYPE_CHECKING:
    from lihua.language.dictionaries import Explained

MOST = 12
"""Chinese words for one English one."""

_SKIPPED = re.compile(
    r"CL:|see |see also|variant of|old variant|erhua variant|surname |abbr\. |also written|also pr\.|Taiwan pr\."
    r"|used in|also called|same as|equivalent to|archaic|Japanese variant"
    r"|\(.*(?:archaic|old\)|literary|dialect|Tw\)).*\)|.*\|"
)
_ASIDE = re.compile(r"\([^()]*\)|\[[^\]]*\]")
_ARTICLE = re.compile(r"(?:to be |to |a |an |the |sb's |one's )+(?=\w)")
_LONGEST = 40
_EVERYDAY = 4.0
_AGE = re.compile(r"(?:older|elder|younger) (?=\w)")


def inverted(lines: Iterable[CedictLine]) -> Iterator[Explained]:
    from lihua.language.dictionaries import Explained

    found: dict[str, dict[CedictPlace, float]] = defaultdict(dict)
    for line in lines:
        place = (line.simplified, line.traditional, line.pinyin)
        weight = _weight(line)
        for key, penalty in _keys(line):
            scores = found[key]
            scores[place] = max(scores.get(place, -99.0), weight - penalty)
    for key, scores in found.items():
        best = sorted(scores, key=lambda place: -scores[place])[:MOST]
        yield Explained(key, tuple(dict.fromkeys(_sense(*place) for place in best)))


CedictPlace = tuple[str, str, str]


def _sense(simplified: str, traditional: str, pinyin: str) -> str:
    return f"{simplified}\t{traditional if traditional != simplified else ''}\t{marked(pinyin)}"


_LONG_WORD = math.log(300)
"""No longer word counts as more frequent: where rjieba does not know one, its parts are what is counted."""


def _weight(line: CedictLine) -> float:
    known = wordlist().get(line.simplified)
    frequency = frequency_of(known.cost) if known else 0.0
    if len(line.simplified) > 2:
        frequency = min(frequency, _LONG_WORD)
    return frequency - 6.0 * line.pinyin[:1].isupper() + _EVERYDAY * (line.simplified in _everyday())


@cache
def _everyday() -> frozenset[str]:
    text = (files("lihua.language") / "data" / "everyday.txt").read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())


def _keys(line: CedictLine) -> Iterator[tuple[str, float]]:
    """English words that this line explains, and how far each is from being its first meaning."""
    for at, sense in enumerate(line.senses):
        if _SKIPPED.match(sense):
            continue
        for nth, part in enumerate(re.split(r"[;,] ", sense)):
            plain = " ".join(_ASIDE.sub(" ", part).split()).strip(" .!?~…")
            bare = _ARTICLE.sub("", plain) if plain[:2].islower() else plain
            if bare and len(bare) <= _LONGEST and fold(bare):
                aside = 1.5 if "(" in part else 0.0
                penalty = 1.6 * min(at, 4) + 0.5 * min(nth, 4) + aside
                yield bare, penalty
                if _AGE.match(bare):  # 姐姐 is an older sister: English says sister
                    yield _AGE.sub("", bare), penalty + 1.0
