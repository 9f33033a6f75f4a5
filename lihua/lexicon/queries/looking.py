"""What opens when a word is tapped: the village's own words first, then what dictionaries say.

A tap is a text and a place in it. The word is the glossary's longest one over that place, else the one that the cutter
finds there, else the longest headword that begins there.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from lihua import language
from lihua.language import queries as dictionaries
from lihua.lexicon.models import KeptWord
from lihua.lexicon.queries.glossary import KnownEntry, known_entries
from lihua.lexicon.queries.kept import my_word
from lihua.lexicon.queries.matching import known_in
from lihua.people.models import Person

MOST_OTHERS = 12
MOST_LISTED = 400
"""Words of one text that are listed word by word."""


@dataclass(frozen=True)
class Headword:
    """One headword of the dictionaries with all that they say of it."""

    word: str
    entries: list[Any]  # language.queries.DictEntry

    @property
    def reading(self) -> str:
        return next((entry.reading for entry in self.entries if entry.reading), "")

    @property
    def traditional(self) -> str:
        return next((entry.traditional for entry in self.entries if entry.traditional), "")

    @property
    def lemma(self) -> str:
        return next((entry.lemma for entry in self.entries if entry.lemma), "")

    @property
    def first_sense(self) -> str:
        return next((sense for entry in self.entries for sense in entry.senses), "")


@dataclass(frozen=True)
class Look:
    """What is known of the word at a place of a text."""

    text: str
    at: int
    source: str
    targets: tuple[str, ...]
    word: str = ""
    start: int = 0
    end: int = 0
    main: Headword | None = None
    others: list[Headword] = field(default_factory=list)
    glossary: list[KnownEntry] = field(default_factory=list)
    level: Any = None
    kept: KeptWord | None = None

    @property
    def reading(self) -> str:
        own = next((known.entry.reading for known in self.glossary if known.entry.reading), "")
        return (self.main.reading if self.main else "") or own

    @property
    def meaning(self) -> str:
        """In a few words, to be kept with it: the village's first."""
        for known in self.glossary:
            if known.explanation:
                return known.explanation.equivalent or known.explanation.text[:300]
        return self.main.first_sense if self.main else ""

    @property
    def meaning_language(self) -> str:
        for known in self.glossary:
            if known.explanation:
                return known.explanation.language
        return self.main.entries[0].language if self.main and self.main.entries else ""

    @property
    def is_empty(self) -> bool:
        return not (self.main or self.glossary or self.others)

    @property
    def forms(self) -> list[tuple[str, str]]:
        """(which form, the word): its lemma where it is inflected, and how the other script writes it."""
        if self.main is None:
            return []
        shown = {language.fold(self.word)} if language.tags.base(self.source) != "zh" else {self.word}
        found = [("lemma", self.main.lemma)] if self.main.lemma and language.fold(self.main.lemma) not in shown else []
        if language.tags.base(self.source) == "zh":
            pair = (("simplified", self.main.word), ("traditional", self.main.traditional or self.main.word))
            found += [(name, form) for name, form in pair if form and form != self.word]
        return found

    @property
    def dictionaries(self) -> list[Any]:
        """Every source that something shown here comes from, once."""
        headwords = [*([self.main] if self.main else []), *self.others]
        found = {entry.dictionary.name: entry.dictionary for one in headwords for entry in one.entries}
        return list(found.values())


@dataclass(frozen=True)
class ListedWord:
    """A word of a text read word by word."""

    text: str
    at: int
    reading: str
    sense: str
    sense_language: str
    is_own: bool = False  # from the village's glossary


def targets_for(source: str, reads: Sequence[str]) -> tuple[str, ...]:
    """Into which languages a word is explained: those that are read, but not the word's own."""
    others = tuple(tag for tag in reads if language.tags.base(tag) != language.tags.base(source))
    return others or (("zh-Hans",) if language.tags.base(source) == "en" else ("en",))


def look(text: str, at: int, *, source: str, targets: Sequence[str], viewer: Person | None) -> Look:
    """The word at the code point `at` of a text in the language `source`, explained in `targets`."""
    own = [match for match in known_in([text], source)[0] if match.start <= at < match.end]
    cut = next((word for word in _words(text, source) if word.start <= at < word.end), None)
    headwords = _headwords(_look_up_at(text, at, source, targets))
    start, end = (own[0].start, own[0].end) if own else (cut.start, cut.end) if cut else (at, at)
    if start == end and headwords:
        end = start + len(headwords[0].word)
    word = text[start:end]
    main = _main(headwords, word)
    if main is None and headwords and not own:
        main = headwords[0]
        word, start, end = _as_written(text, at, main) or (word, start, end)
    others = [one for one in headwords if one is not main][:MOST_OTHERS]
    return Look(
        text=text,
        at=at,
        source=source,
        targets=tuple(targets),
        word=word,
        start=start,
        end=end,
        main=main,
        others=others,
        glossary=known_entries([match.entry_id for match in own], reads=(*targets, source), viewer=viewer),
        level=_level(word, main, source),
        kept=my_word(viewer, word, source),
    )


def word_list(text: str, *, source: str, targets: Sequence[str], viewer: Person | None) -> list[ListedWord]:
    """Each word of a text once, in its order, with how it is read and what it means first."""
    found: dict[str, int] = {}
    for word in _words(text, source):
        found.setdefault(word.text, word.start)
    listed = dict(list(found.items())[:MOST_LISTED])
    own = {text[match.start : match.end]: match for match in known_in([text], source)[0]}
    known = {
        one.entry.pk: one for one in known_entries([m.entry_id for m in own.values()], reads=targets, viewer=viewer)
    }
    senses = _look_up_many(list(listed), source, targets)
    rows = [_listed(word, at, senses.get(word, [])) for word, at in listed.items() if word not in own]
    for word, match in own.items():
        if match.entry_id in known:
            rows.append(_own_row(word, match.start, known[match.entry_id]))
    return sorted(rows, key=lambda row: row.at)


def _listed(word: str, at: int, entries: list[Any]) -> ListedWord:
    first = entries[0] if entries else None
    sense = first.senses[0] if first and first.senses else ""
    return ListedWord(word, at, first.reading if first else "", sense, first.language if first else "")


def _own_row(word: str, at: int, known: KnownEntry) -> ListedWord:
    said = known.explanation
    sense = (said.equivalent or said.text) if said else ""
    return ListedWord(word, at, known.entry.reading, sense, said.language if said else "", is_own=True)


def _headwords(entries: Sequence[Any]) -> list[Headword]:
    """Entries of one word put together, in the order in which the words come."""
    found: dict[str, list[Any]] = {}
    for entry in entries:
        found.setdefault(entry.headword, []).append(entry)
    return [Headword(word, said) for word, said in found.items()]


def _main(headwords: Sequence[Headword], word: str) -> Headword | None:
    """The one that the word at hand is: written so, or an inflected form of it."""
    if not word:
        return None
    wanted = language.fold(word)
    for one in headwords:
        if wanted in {language.fold(one.word), language.fold(one.traditional)}:
            return one
    return next((one for one in headwords if one.lemma and language.fold(one.lemma) == language.fold(one.word)), None)


def _as_written(text: str, at: int, headword: Headword) -> tuple[str, int, int] | None:
    for form in (headword.word, headword.traditional):
        if form and language.fold(text[at : at + len(form)]) == language.fold(form):
            return text[at : at + len(form)], at, at + len(form)
    return None


def _level(word: str, main: Headword | None, source: str) -> Any:
    level = getattr(language, "level", None)
    if level is None or not word:
        return None
    return level(word, source) or (level(main.word, source) if main and main.word != word else None)


def _words(text: str, source: str) -> Sequence[Any]:
    words = getattr(language, "words", None)
    found: Sequence[Any] = words(text, source) if words else ()
    return found


def _look_up_at(text: str, at: int, source: str, targets: Sequence[str]) -> Sequence[Any]:
    look_up_at = getattr(dictionaries, "look_up_at", None)
    found: Sequence[Any] = look_up_at(text, at, source=source, targets=tuple(targets)) if look_up_at else ()
    return found


def _look_up_many(words: Sequence[str], source: str, targets: Sequence[str]) -> dict[str, list[Any]]:
    look_up = getattr(dictionaries, "look_up", None)
    if look_up is None:
        return {}
    return {word: list(look_up(word, source=source, targets=tuple(targets))) for word in words}
