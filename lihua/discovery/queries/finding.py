"""Searching works, people and tags. The index says what matches; the gate says what of it this viewer may see."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Generic, TypeVar

from django.db.models import Model
from django.utils.timezone import now

from lihua.base.ids import moment_of
from lihua.discovery import search
from lihua.discovery.queries.levels import UpTo
from lihua.discovery.queries.pages import Row, load, mutes_of, visible_rows, without_limited
from lihua.discovery.queries.spans import MAX_ID
from lihua.discovery.search import Asked
from lihua.language import query_terms
from lihua.people.models import Block, Person
from lihua.works.models import Concept, Work

LONGEST_QUERY = 200
MOST_PHRASES = 24
# Up to so many matches are weighed; beyond that a search says little, and the newest come first.
WEIGHED = 1500
# Counts above this are told as "1,000+": nobody reads further, and the gate is asked about each.
COUNTED = 1000
CHUNK = 200

Found = TypeVar("Found", bound=Model)


class QueryRefused(Exception):
    """More was asked than is searched for at once."""


@dataclass(frozen=True)
class Results(Generic[Found]):
    """A page of what was found. `after` is where the next page begins, empty at the end."""

    items: list[Found] = field(default_factory=list)
    after: str = ""
    phrases: list[list[str]] = field(default_factory=list)
    is_weighed: bool = True
    muted: int = 0


def ask(text: str, *, is_open: bool = False) -> Asked:
    """What was typed as phrases. Every sign in it is either part of a word or nothing: there are no operators."""
    if len(text) > LONGEST_QUERY:
        raise QueryRefused
    phrases = query_terms(text)
    if len(phrases) > MOST_PHRASES:
        raise QueryRefused
    return Asked(phrases, is_open=is_open and bool(phrases) and text[-1:].isalnum())


def find_works(
    viewer: Person | None,
    text: str,
    *,
    after: str = "",
    skip: int = 0,
    limit: int = 20,
    author_id: int | None = None,
    level: UpTo | None = None,
) -> Results[Work]:
    """Works that hold every word asked for, in any language and in what people translated; the best fitting first.

    Paging to the end gives every match that the viewer may see, each once, by `after` or, for apps that count, by
    `skip`; what is skipped is not loaded. Raises QueryRefused.
    """
    asked = ask(text)
    if not asked.phrases:
        return Results()
    order, is_weighed = _ordered(search.WORKS, asked, after)
    muted = mutes_of(viewer)
    rows: list[Row] = []
    hidden = 0
    for row in _visible(order, viewer, level):
        if author_id is not None and row.author_id != author_id:
            continue
        if row.author_id in muted:
            hidden += 1
            continue
        rows.append(row)
        if len(rows) > skip + limit:
            break
    page = rows[skip : skip + limit]
    goes_on = str(page[-1].id) if len(rows) > skip + limit else ""
    return Results(load(page), goes_on, [list(phrase) for phrase in asked.phrases], is_weighed, hidden)


def count_works(viewer: Person | None, text: str, *, level: UpTo | None = None) -> int:
    """How many works `find_works` would give in all; COUNTED + 1 stands for more than can be said."""
    asked = ask(text)
    if not asked.phrases:
        return 0
    muted = mutes_of(viewer)
    ids = search.index(search.WORKS).newest(asked, before=MAX_ID, limit=COUNTED + COUNTED // 4)
    ids = _up_to(level, ids)
    rows = without_limited(visible_rows(ids, viewer), viewer)
    return min(sum(row.author_id not in muted for row in rows), COUNTED + 1)


def find_people(viewer: Person | None, text: str, *, after: str = "", limit: int = 20) -> Results[Person]:
    """People by name, handle, place and what they say of themselves; the last word may be unfinished."""
    asked = ask(text.strip().removeprefix("@"), is_open=True)
    if not asked.phrases:
        return Results()
    people = Person.objects.recommended().prefetch_related("languages")
    if viewer:
        people = people.exclude(pk__in=Block.objects.filter(blocker=viewer).values("blocked"))
        people = people.exclude(pk__in=Block.objects.filter(blocked=viewer).values("blocker"))
    found: list[Person] = []
    for chunk in _ordered(search.PEOPLE, asked, after)[0]:
        known = people.in_bulk(chunk)
        found += [known[pk] for pk in chunk if pk in known]
        if len(found) > limit:
            break
    return _page(found, asked, limit)


def find_tags(text: str, *, after: str = "", limit: int = 20) -> Results[Concept]:
    """Tags by any of their names; the last word may be unfinished."""
    asked = ask(text.strip().lstrip("#＃"), is_open=True)
    if not asked.phrases:
        return Results()
    concepts = Concept.objects.filter(merged_into=None, works_count__gt=0).prefetch_related("labels")
    found: list[Concept] = []
    for chunk in _ordered(search.TAGS, asked, after)[0]:
        known = concepts.in_bulk(chunk)
        found += [known[pk] for pk in chunk if pk in known]
        if len(found) > limit:
            break
    return _page(found, asked, limit)


def _page(found: list[Found], asked: Asked, limit: int) -> Results[Found]:
    goes_on = str(found[limit - 1].pk) if len(found) > limit else ""
    return Results(found[:limit], goes_on, [list(phrase) for phrase in asked.phrases])


def _up_to(level: UpTo | None, ids: list[int]) -> list[int]:
    if level is None:
        return ids
    kept: list[int] = []
    for start in range(0, len(ids), CHUNK):
        chunk = ids[start : start + CHUNK]
        within = level.of(chunk)
        kept += [pk for pk in chunk if pk in within]
    return kept


def _visible(chunks: Iterator[list[int]], viewer: Person | None, level: UpTo | None) -> Iterator[Row]:
    for chunk in chunks:
        for start in range(0, len(chunk), CHUNK):
            ids = _up_to(level, chunk[start : start + CHUNK])
            yield from without_limited(visible_rows(ids, viewer), viewer)


def _ordered(table: str, asked: Asked, after: str) -> tuple[Iterator[list[int]], bool]:
    """Chunks of all matches in the order in which they are shown, from behind the one named `after`."""
    index = search.index(table)
    before = int(after) if after.isdecimal() and int(after) < MAX_ID else 0
    first = index.newest(asked, before=MAX_ID, limit=WEIGHED + 1)
    if len(first) > WEIGHED:
        return _by_age(table, asked, before or MAX_ID), False
    scores = index.scores(asked, limit=WEIGHED)
    today = now()
    order = sorted(first, key=lambda pk: (-_weight(scores.get(pk, 0), pk, today), -pk))
    if before:
        order = order[order.index(before) + 1 :] if before in order else [pk for pk in order if pk < before]
    return iter([order[start : start + CHUNK] for start in range(0, len(order), CHUNK)]), True


def _by_age(table: str, asked: Asked, before: int) -> Iterator[list[int]]:
    index = search.index(table)
    while ids := index.newest(asked, before=before, limit=CHUNK):
        yield ids
        before = ids[-1]


def _weight(score: float, pk: int, today: datetime) -> float:
    """How well it fits, halved for what is a year old: whole days, so that an order holds while somebody reads on."""
    return score / (1 + max(0, (today - moment_of(pk)).days) / 365)
