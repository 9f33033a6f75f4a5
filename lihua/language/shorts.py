"""Short texts that stand in no work (who somebody is, what a board is called, a tag) as a reader has them.

Nothing is stored for them: they are cut where they are read, and what machines made of their sentences is in the cache
that works use too. Public texts only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from lihua.language import tags
from lihua.language.detection import detect
from lihua.language.digests import digest
from lihua.language.models import PEOPLE
from lihua.language.sentences import cut

MOST = 60
"""Texts that one page may have translated. What is beyond stays as it was written."""
LONGEST = 2_000


@dataclass(frozen=True)
class Short:
    """A text and what is known of its language: a tag, or only what its author writes."""

    text: str
    language: str = ""
    prior: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReadShort:
    text: str
    language: str
    translation: str = ""
    """The whole of it, with the original of the sentences that nobody translated; empty where none was."""
    translated_into: str = ""
    engines: tuple[str, ...] = ()
    is_rough: bool = False
    misses: bool = False
    """Whether something in it is foreign to the reader and has no translation."""

    @property
    def is_translated(self) -> bool:
        return bool(self.translation)

    @property
    def is_by_machine(self) -> bool:
        """Whether any of it is a machine's, and not only words that people found for the same sentences."""
        return any(engine != PEOPLE for engine in self.engines)


def language_of(short: Short) -> str:
    return short.language or _detected(short.text, short.prior)


@lru_cache(maxsize=4096)
def _detected(text: str, prior: tuple[str, ...]) -> str:
    return detect(text, prior).language


def sentences_of(text: str, language: str) -> Iterator[tuple[int, int, str]]:
    """Those that say something, with their places."""
    for start, end in _cut(text[:LONGEST], language):
        if any(map(str.isalpha, text[start:end])):
            yield start, end, text[start:end]


@lru_cache(maxsize=4096)
def _cut(text: str, language: str) -> tuple[tuple[int, int], ...]:
    return tuple((start, end) for start, end in cut(text, language))


def is_foreign(language: str, reads: Sequence[str]) -> bool:
    return bool(reads) and language not in {tags.UNDETERMINED, "zxx", *reads}


def names_of(shorts: Iterable[Short], reads: Sequence[str]) -> set[tuple[str, str]]:
    """(digest, language) of each sentence that this reader does not read."""
    return {
        (digest(sentence), language)
        for short in shorts
        if is_foreign(language := language_of(short), reads)
        for _start, _end, sentence in sentences_of(short.text, language)
    }
