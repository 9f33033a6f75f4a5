"""The search index: what is written into it and how it answers, on whichever database the village has.

A document is four texts cut into tokens by `language.analyze`; what is asked is cut by the same analyzer into phrases
that must all be found. The index knows nothing of privacy: `queries.finding` passes all that it finds through the gate.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Protocol

from django.db import connection

Phrase = Sequence[str]


@dataclass(frozen=True)
class Document:
    """What is known of one thing that can be found, as tokens, in the order of their weight."""

    id: int
    title: Sequence[str] = ()
    names: Sequence[str] = ()  # tags, author, place
    body: Sequence[str] = ()
    also: Sequence[str] = ()  # people's translations, descriptions of pictures, the warning


@dataclass(frozen=True)
class Asked:
    """Phrases that must all be found. `is_open` lets the last one go on: somebody may still be typing it."""

    phrases: Sequence[Phrase] = field(default_factory=list)
    is_open: bool = False


class Index(Protocol):
    """One kind of thing that can be found: works, people or tags."""

    def create(self) -> list[str]: ...

    def write(self, documents: Iterable[Document]) -> None:
        """Put these documents in the place of what was known of the same ids."""

    def remove(self, ids: Sequence[int]) -> None: ...

    def newest(self, asked: Asked, *, before: int, limit: int) -> list[int]:
        """Ids below `before` of all that match, highest first."""

    def scores(self, asked: Asked, *, limit: int) -> dict[int, float]:
        """How well each match fits, higher is better, for up to `limit` of the newest matches."""


WORKS, PEOPLE, TAGS = "discovery_search_works", "discovery_search_people", "discovery_search_tags"
TABLES = (WORKS, PEOPLE, TAGS)


def index(table: str) -> Index:
    return _index(table, connection.vendor)


@cache
def _index(table: str, vendor: str) -> Index:
    if vendor == "postgresql":
        from lihua.discovery.search.postgresql import VectorIndex

        return VectorIndex(table)
    from lihua.discovery.search.sqlite import FullTextIndex

    return FullTextIndex(table)
