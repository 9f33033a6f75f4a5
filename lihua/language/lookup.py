"""What a word means: from all dictionaries that are in, in one query."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from lihua.language import japanese, lemmas, tags
from lihua.language.models import DictionaryEntry
from lihua.language.pinyin import marked
from lihua.language.search import fold
from lihua.language.segmentation import words

MOST_ENTRIES = 40
LONGEST = 12
"""Characters of the longest headword that is looked for inside a text without spaces."""
_MOST_WORDS = 4
_NO_SPACES = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)


@dataclass(frozen=True)
class DictionarySource:
    name: str
    licence: str
    url: str


@dataclass(frozen=True)
class DictEntry:
    """A headword and what it means. All of it is plain text."""

    headword: str
    traditional: str
    """The headword in traditional characters, where they differ."""
    reading: str
    senses: tuple[str, ...]
    language: str
    """Of the headword; `target` is that of the senses."""
    target: str
    dictionary: DictionarySource
    lemma: str = ""
    """The headword, where what was looked up is a form of it (mice: mouse)."""
    start: int = 0
    """Where in the text the looked-up word stands: [start, end)."""
    end: int = 0


@dataclass(frozen=True)
class _Wanted:
    word: str
    start: int
    end: int
    guess: int = 0
    """0 the word itself; else a word that it may be a form of: the lower, the likelier."""


def look_up(word: str, *, source: str, targets: Sequence[str] = ()) -> list[DictEntry]:
    """The entries of a word or one of its forms, best first. Without targets: in whatever language it is explained."""
    word = unicodedata.normalize("NFC", word.strip())
    return _entries(_with_lemmas(word, 0, source), source, targets) if word else []


def look_up_many(asked: Collection[str], *, source: str, targets: Sequence[str] = ()) -> dict[str, list[DictEntry]]:
    """The entries of each of these words or one of its forms, best first; one query for all of them."""
    wanted = {word: _with_lemmas(unicodedata.normalize("NFC", word), 0, source) for word in asked if word.strip()}
    rows: dict[str, list[DictionaryEntry]] = {}
    for row in _rows([one for forms in wanted.values() for one in forms], source, targets):
        rows.setdefault(row.key, []).append(row)
    return {
        word: _arranged(
            [row for key in {fold(one.word) for one in forms} for row in rows.get(key, ())], forms, source, targets
        )
        for word, forms in wanted.items()
    }


def look_up_at(text: str, offset: int, *, source: str, targets: Sequence[str] = ()) -> list[DictEntry]:
    """All headwords that begin at this place, and the word of the text that covers it; the longest first."""
    if not 0 <= offset < len(text):
        return []
    wanted: list[_Wanted] = []
    covering = next((one for one in words(text, source) if one.start <= offset < one.end), None)
    if covering is not None:
        wanted += _with_lemmas(covering.text, covering.start, source)
    if _NO_SPACES.match(text, offset):
        wanted += [
            _Wanted(text[offset:end], offset, end) for end in range(offset + 1, min(len(text), offset + LONGEST) + 1)
        ]
    elif covering is not None:
        wanted += _phrases(text, covering.start, source)
    return _entries(wanted, source, targets)


def _with_lemmas(word: str, start: int, source: str) -> list[_Wanted]:
    end = start + len(word)
    base = tags.base(source)
    forms: list[tuple[str, int]] = []
    if base == "en":
        forms = lemmas.english(word)
    elif base == "zh":
        forms = [(one, 1) for one in lemmas.chinese(word)]
    elif base == "ja" and japanese.is_installed():
        forms = [(one, 1) for one in japanese.lemmas(word)]
    return [_Wanted(word, start, end), *(_Wanted(one, start, end, guess) for one, guess in forms)]


def _phrases(text: str, start: int, source: str) -> list[_Wanted]:
    """Runs of two to four words: take care of, hot dog."""
    following = words(text[start : start + 200], source)[:_MOST_WORDS]
    return [_Wanted(text[start : start + one.end], start, start + one.end) for one in following[1:]]


def _entries(wanted: Sequence[_Wanted], source: str, targets: Sequence[str]) -> list[DictEntry]:
    return _arranged(_rows(wanted, source, targets), wanted, source, targets)


def _rows(wanted: Sequence[_Wanted], source: str, targets: Sequence[str]) -> Iterable[DictionaryEntry]:
    rows = DictionaryEntry.objects.filter(
        key__in=list({fold(one.word): None for one in wanted}),
        dictionary__is_ready=True,
        dictionary__source=tags.base(source),
    ).select_related("dictionary")
    return rows.filter(dictionary__target__in=[tags.base(one) for one in targets]) if targets else rows


def _arranged(
    rows: Iterable[DictionaryEntry], wanted: Sequence[_Wanted], source: str, targets: Sequence[str]
) -> list[DictEntry]:
    """What of these rows answers what was wanted, best first, each once."""
    by_key: dict[str, list[_Wanted]] = {}
    for one in wanted:
        by_key.setdefault(fold(one.word), []).append(one)
    bases = [tags.base(one) for one in targets]
    found = [
        (_place(row, one, bases), _entry(row, one, source, targets)) for row in rows for one in by_key.get(row.key, ())
    ]
    found = sorted(_closest(found), key=lambda pair: pair[0])
    once = {(entry.headword, entry.traditional, entry.reading, entry.senses, entry.start): entry for _, entry in found}
    return list(once.values())[:MOST_ENTRIES]


class _Place(NamedTuple):
    """Where an entry stands among the others: the lower, the earlier."""

    shortness: int
    guess: int
    unlikeness: int
    """0 written the same, 1 the same but for case, 2 the same once folded."""
    unimportance: int
    target: int
    rank: int
    pk: int


def _place(row: DictionaryEntry, wanted: _Wanted, bases: Sequence[str]) -> _Place:
    if wanted.word in (row.headword, row.traditional):
        unlikeness = 0
    else:
        unlikeness = 1 if wanted.word.casefold() == row.headword.casefold() else 2
    target = bases.index(row.dictionary.target) if bases else 0
    shortness = wanted.start - wanted.end
    return _Place(shortness, wanted.guess, unlikeness, -row.dictionary.priority, target, row.rank, row.pk)


def _closest(found: list[tuple[_Place, DictEntry]]) -> list[tuple[_Place, DictEntry]]:
    """Without what is merely written alike where something is written the same (año is not ano), and with the likeliest
    guess alone of what a word may be a form of (using is of use, not of us)."""
    exact = {(entry.start, entry.end, place.guess) for place, entry in found if place.unlikeness < 2}
    likeliest: dict[tuple[int, int], int] = {}
    for place, entry in found:
        if place.guess:
            span = entry.start, entry.end
            likeliest[span] = min(place.guess, likeliest.get(span, place.guess))
    return [
        (place, entry)
        for place, entry in found
        if (place.unlikeness < 2 or (entry.start, entry.end, place.guess) not in exact)
        and place.guess in (0, likeliest.get((entry.start, entry.end)))
    ]


def _entry(row: DictionaryEntry, wanted: _Wanted, source: str, targets: Sequence[str]) -> DictEntry:
    dictionary = row.dictionary
    is_traditional = "zh-Hant" in (source, *targets)
    return DictEntry(
        headword=row.headword,
        traditional=row.traditional,
        reading=row.reading,
        senses=tuple(_sense(one, is_traditional) for one in row.senses.split("\n")),
        language=dictionary.source,
        target=dictionary.target,
        dictionary=DictionarySource(dictionary.name, dictionary.licence, dictionary.url),
        lemma=row.headword if wanted.guess else "",
        start=wanted.start,
        end=wanted.end,
    )


_REFERENCE = re.compile(r"([^\s\[\]|(),:]+)(?:\|([^\s\[\]|(),:]+))?\[([A-Za-z0-9: ]+)\]")


def _sense(stored: str, is_traditional: bool) -> str:
    """As it is shown: of a Chinese sense the script that is read, of a reference its reading with tone marks."""
    if "\t" in stored:
        simplified, traditional, reading = [*stored.split("\t"), "", ""][:3]
        return f"{(is_traditional and traditional) or simplified} {reading}".strip()
    if "[" not in stored:
        return stored

    def shown(found: re.Match[str]) -> str:
        traditional, simplified, reading = found.groups()
        return f"{traditional if is_traditional or not simplified else simplified} {marked(reading)}"

    return _REFERENCE.sub(shown, stored)
