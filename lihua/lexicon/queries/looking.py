"""What opens when a word is tapped: the village's own words first, then what dictionaries say.

A tap is a text and a place in it. The word is the glossary's longest one over that place, else the one that the cutter
finds there, else the longest headword that begins there.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from lihua import language
from lihua.language import Level
from lihua.language.queries import DictEntry, DictionarySource, look_up_at, look_up_many
from lihua.lexicon.models import KeptWord
from lihua.lexicon.queries.glossary import KnownEntry, known_entries
from lihua.lexicon.queries.kept import my_word
from lihua.lexicon.queries.matching import known_in
from lihua.people.models import Person

MOST_OTHERS = 12
MOST_LISTED = 400
AROUND = 150
"""Words of one text that are listed word by word."""


@dataclass(frozen=True)
class Headword:
    """One headword of the dictionaries with all that they say of it."""

    word: str
    start: int
    end: int
    entries: list[DictEntry]

    @property
    def reading(self) -> str:
        return next((entry.reading for entry in self.entries if entry.reading), "")

    @property
    def traditional(self) -> str:
        return next((entry.traditional for entry in self.entries if entry.traditional), "")

    @property
    def is_lemma(self) -> bool:
        return any(entry.lemma for entry in self.entries)

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
    level: Level | None = None
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
        return self.main.entries[0].target if self.main else ""

    @property
    def is_empty(self) -> bool:
        return not (self.main or self.glossary or self.others)

    @property
    def forms(self) -> list[tuple[str, str]]:
        """(which form, the word): its lemma where it is inflected, and how the other script writes it."""
        if self.main is None:
            return []
        if self.main.is_lemma:
            return [("lemma", self.main.word)]
        if language.tags.base(self.source) != "zh":
            return []
        pair = (("simplified", self.main.word), ("traditional", self.main.traditional or self.main.word))
        return [(name, form) for name, form in pair if form != self.word]

    @property
    def dictionaries(self) -> list[DictionarySource]:
        """Every source that something shown here comes from, once."""
        shown = [*([self.main] if self.main else []), *self.others]
        sources = list(dict.fromkeys(entry.dictionary for one in shown for entry in one.entries))
        if self.level is not None and self.level.source not in {source.name for source in sources}:
            sources.append(DictionarySource(self.level.source, self.level.licence, ""))
        return sources


@dataclass(frozen=True)
class ListedWord:
    """A word of a text read word by word."""

    text: str
    at: int
    reading: str
    sense: str
    sense_language: str
    around: str  # of the text, enough to tap the word in: `[before:]` is the word
    before: int
    is_own: bool = False  # from the village's glossary


def targets_for(source: str, reads: Sequence[str]) -> tuple[str, ...]:
    """Into which languages a word is explained: those that are read, but not the word's own."""
    others = tuple(tag for tag in reads if language.tags.base(tag) != language.tags.base(source))
    return others or (("zh-Hans",) if language.tags.base(source) == "en" else ("en",))


def look(text: str, at: int, *, source: str, targets: Sequence[str], viewer: Person | None) -> Look:
    """The word at the code point `at` of a text in the language `source`, explained in `targets`."""
    own = [match for match in known_in([text], source)[0] if match.start <= at < match.end]
    cut = next((word for word in language.words(text, source) if word.start <= at < word.end), None)
    headwords = _headwords(look_up_at(text, at, source=source, targets=tuple(targets)))
    start, end = (own[0].start, own[0].end) if own else (cut.start, cut.end) if cut else (at, at)
    main = next((one for one in headwords if (one.start, one.end) == (start, end)), None)
    if main is None and headwords and not own:
        main = headwords[0]
        start, end = main.start, main.end
    word = text[start:end]
    others = [one for one in headwords if one is not main][:MOST_OTHERS]
    if main is not None:
        main = _as_read(main, text, source)
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
    own = {text[match.start : match.end]: match for match in known_in([text], source)[0]}
    covered = [range(match.start, match.end) for match in own.values()]
    found: dict[str, int] = {}
    for word in language.words(text, source):
        if not any(word.start in span for span in covered):
            found.setdefault(word.text, word.start)
    listed = dict(list(found.items())[:MOST_LISTED])
    ids = [match.entry_id for match in own.values()]
    known = {one.entry.pk: one for one in known_entries(ids, reads=(*targets, source), viewer=viewer)}
    senses = look_up_many(listed, source=source, targets=tuple(targets))
    rows = [_listed(text, word, at, senses.get(word, [])) for word, at in listed.items()]
    rows += [
        _own_row(text, word, match.start, known[match.entry_id])
        for word, match in own.items()
        if match.entry_id in known
    ]
    return sorted(rows, key=lambda row: row.at)


def _listed(text: str, word: str, at: int, entries: list[DictEntry]) -> ListedWord:
    first = entries[0] if entries else None
    sense = "; ".join(first.senses[:2]) if first else ""
    reading, target = (first.reading, first.target) if first else ("", "")
    return ListedWord(word, at, reading, sense, target, *_around(text, at))


def _around(text: str, at: int) -> tuple[str, int]:
    """The lines round a place, as far as an address has room, and where the place is in them."""
    start = max(text.rfind("\n", 0, at) + 1, at - AROUND, 0)
    return text[start : at + AROUND].partition("\n")[0], at - start


def _own_row(text: str, word: str, at: int, known: KnownEntry) -> ListedWord:
    said = known.explanation
    sense = (said.equivalent or said.text) if said else ""
    tag = said.language if said else ""
    return ListedWord(word, at, known.entry.reading, sense, tag, *_around(text, at), is_own=True)


def _headwords(entries: Sequence[DictEntry]) -> list[Headword]:
    """Entries of one word put together, in the order in which the words come."""
    found: dict[tuple[int, int, str], list[DictEntry]] = {}
    for entry in entries:
        found.setdefault((entry.start, entry.end, entry.headword), []).append(entry)
    return [Headword(word, start, end, said) for (start, end, word), said in found.items()]


def _as_read(headword: Headword, text: str, source: str) -> Headword:
    """With what is meant by the reading that the text shows above it first: 数 shǔ before shù where one counts."""
    readings = {entry.reading for entry in headword.entries}
    if len(readings) < 2 or language.tags.base(source) != "zh":
        return headword
    tokens = language.annotate(text, source, "pinyin")
    shown = next((token.reading for token in tokens if (token.start, token.end) == (headword.start, headword.end)), "")
    return replace(headword, entries=sorted(headword.entries, key=lambda entry: entry.reading != shown))


def _level(word: str, main: Headword | None, source: str) -> Level | None:
    if not word:
        return None
    return language.level(word, source) or (language.level(main.word, source) if main and main.word != word else None)
