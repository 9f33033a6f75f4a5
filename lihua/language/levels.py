"""How advanced a word is, and about how advanced a text: by lists that the operator brings in, else nothing.

No list is shipped: each has its own terms. Words are kept in the tables; all processes map one file made of them.
"""

from __future__ import annotations

import contextlib
import math
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

from django.conf import settings

from lihua.language import lemmas, tags
from lihua.language.segmentation import words
from lihua.language.wordlist import LONGEST

if TYPE_CHECKING:
    from lihua.language.models import LevelList

HSK, CEFR = "HSK 3.0", "CEFR"
_CEFR_LABELS = ("", "A1", "A2", "B1", "B2", "C1", "C2")
_LOOK_AGAIN = 30.0
"""Seconds until a process learns of a list that another one brought in."""
_LEAST_CHARACTERS = 3
_LEAST_KNOWN = 0.5
_MOST_CHARACTERS = 20_000
_HAN = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]")


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
    """The name of the list."""


@dataclass(frozen=True)
class Grade:
    """About the level that is needed to read a text. An estimate: nine of ten words are of this level or below."""

    level: Level
    known: float
    """The share of the words that the lists have, whole or in parts."""


def level(word: str, tag: str) -> Level | None:
    """The level of a word or of the word that it is a form of; None where no list has it."""
    lists = _lists(tags.base(tag))
    return lists.level(word) if lists else None


def grade(text: str, tag: str) -> Grade | None:
    """The level at which nine of ten words are known; None without a list, or where the lists know too few words."""
    lists = _lists(tags.base(tag))
    if lists is None:
        return None
    found = [word.text for word in words(text[:_MOST_CHARACTERS], tag)]
    if tags.base(tag) == "zh":
        found = [word for word in found if _HAN.search(word)]
    if sum(map(len, found)) < _LEAST_CHARACTERS:
        return None
    levels = [lists.level(word) or lists.level_of_parts(word) for word in found]
    known = sorted((one for one in levels if one), key=lambda one: one.rank)
    if len(known) < _LEAST_KNOWN * len(found):
        return None
    return Grade(known[math.ceil(0.9 * len(known)) - 1], len(known) / len(found))


def scales() -> dict[str, str]:
    """The languages for which lists were brought in, with their scale; one query, repeated after half a minute."""
    global _scales
    if monotonic() >= _scales[0]:
        from lihua.language.models import LevelList

        found = dict(LevelList.objects.order_by("-pk").values_list("language", "scale"))
        _scales = (monotonic() + _LOOK_AGAIN, dict(sorted(found.items(), reverse=True)))
    return _scales[1]


def ranks(scale: str) -> range:
    """The levels of a scale, the lowest first; `label` names them."""
    return range(1, 8 if scale == HSK else len(_CEFR_LABELS))


def fingerprint() -> str:
    """Changes when a list comes or goes: what was graded before is then graded anew. Empty without any list."""
    from lihua.language.models import LevelList

    found = LevelList.objects.order_by("pk").values_list("pk", "created_at")
    names = ",".join(f"{pk}-{created_at.timestamp():.6f}" for pk, created_at in found)
    return sha256(names.encode()).hexdigest()[:32] if names else ""


def forget() -> None:
    """Look at the tables anew."""
    global _scales
    _seen.clear()
    _scales = (0.0, {})


class _Lists:
    """The lists of one language: several may be in, as CEFR-J (A1 to B2) and Octanove (C1, C2)."""

    def __init__(self, lists: list[LevelList], trie: Any) -> None:
        self._lists = lists
        self._trie = trie
        self._base = lists[0].language

    def level(self, word: str) -> Level | None:
        found = self._level(word)
        if found is None and self._base == "en":
            guesses = ((self._level(one), place) for one, place in lemmas.english(word))
            found = min((pair for pair in guesses if pair[0]), key=lambda pair: pair[1], default=(None, 0))[0]
        elif found is None:
            found = next((one for one in map(self._level, lemmas.chinese(word)) if one), None)
        return found

    def level_of_parts(self, word: str) -> Level | None:
        """Of a Chinese word that no list has: of the hardest of the listed words and characters it is made of."""
        if self._base != "zh":
            return None
        hardest: Level | None = None
        at = 0
        while at < len(word):
            part = max(self._trie.prefixes(word[at : at + LONGEST]), key=len, default="")
            found = self._level(part)
            if found is None:
                return None
            hardest = found if hardest is None or found.rank > hardest.rank else hardest
            at += len(part)
        return hardest

    def _level(self, word: str) -> Level | None:
        found = self._trie.get(word)
        if not found:
            return None
        rank, place = min(found)
        of = self._lists[place]
        return Level(of.scale, label(of.scale, rank), rank, of.licence, of.name)


@lru_cache(maxsize=64)
def label(scale: str, rank: int) -> str:
    if scale == CEFR:
        return _CEFR_LABELS[rank]
    return f"HSK {rank}" if rank < 7 else "HSK 7-9"


_scales: tuple[float, dict[str, str]] = (0.0, {})
_seen: dict[str, tuple[float, tuple[str, ...], _Lists | None]] = {}


def _lists(language: str) -> _Lists | None:
    from lihua.language.models import LevelList

    seen = _seen.get(language)
    if seen and monotonic() < seen[0]:
        return seen[2]
    found = list(LevelList.objects.filter(language=language).order_by("pk"))
    names = tuple(f"{one.pk}-{one.created_at.timestamp():.6f}" for one in found)
    lists = seen[2] if seen and seen[1] == names else _Lists(found, _trie(language, found, names)) if found else None
    _seen[language] = (monotonic() + _LOOK_AGAIN, names, lists)
    return lists


def _trie(language: str, lists: list[LevelList], names: Iterable[str]) -> Any:
    import marisa_trie

    from lihua.language.models import LevelledWord

    path = Path(settings.DATA) / "cache" / f"levels-{language}-{'-'.join(names)}.marisa"
    with contextlib.suppress(OSError, RuntimeError):
        return marisa_trie.RecordTrie("<BB").mmap(str(path))
    rows = LevelledWord.objects.filter(level_list__in=lists).values_list("word", "rank", "level_list_id")
    places = {one.pk: place for place, one in enumerate(lists)}
    made = marisa_trie.RecordTrie("<BB", ((word, (rank, places[of])) for word, rank, of in rows.iterator()))
    with contextlib.suppress(OSError):  # a data folder that cannot be written costs memory, not the feature
        for old in path.parent.glob(f"levels-{language}-*"):
            old.unlink(missing_ok=True)
        fresh = path.with_suffix(f".{os.getpid()}")
        path.parent.mkdir(parents=True, exist_ok=True)
        made.save(str(fresh))
        fresh.replace(path)
        return marisa_trie.RecordTrie("<BB").mmap(str(path))
    return made
