"""The glossary as somebody sees it.

A word belongs to the village and is shown to everybody. What is said about it is somebody's: between people who parted
ways it is not shown, and the page says how many were left out. Who was suspended is not heard.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Literal

from django.db.models import Count, Q, QuerySet

from lihua import language
from lihua.lexicon.models import Explanation, GlossaryEntry, Kind, Revision, State, Vote
from lihua.lexicon.rules import Said
from lihua.people.models import Block, Person, PersonState

PAGE = 30
Order = Literal["newest", "used", "votes"]
ORDERS: tuple[Order, ...] = ("newest", "used", "votes")
_BY: dict[str, tuple[str, ...]] = {
    "newest": ("-pk",),
    "used": ("-uses_count", "-pk"),
    "votes": ("-votes_count", "-pk"),
}
FURTHEST = 3_000
"""Entries that a list goes through by counting; beyond that one searches."""


@dataclass(frozen=True)
class Filter:
    """What of the glossary is asked for."""

    base: str = ""
    kind: str = ""
    text: str = ""
    order: Order = "newest"


@dataclass(frozen=True)
class KnownEntry:
    """An entry with the explanation that a reader wants first."""

    entry: GlossaryEntry
    explanation: Explanation | None = None
    more: int = 0  # other explanations

    @property
    def author(self) -> Person | None:
        return named(self.entry.author)


@dataclass(frozen=True)
class EntryPage:
    items: list[KnownEntry] = field(default_factory=list)
    after: int | None = None


@dataclass(frozen=True)
class Shown:
    """One entry whole: explanations the reader's languages first, then by votes."""

    entry: GlossaryEntry
    explanations: list[Explanation]
    hidden: int
    voted: set[int] = field(default_factory=set)  # ids of the entry and the explanations that the viewer voted for

    @property
    def author(self) -> Person | None:
        return named(self.entry.author)

    @property
    def languages(self) -> list[str]:
        return list(dict.fromkeys(explanation.language for explanation in self.explanations))


def named(author: Person) -> Person | None:
    """Who is shown as having written something; nobody for those who left."""
    return author if author.is_seen else None


def published() -> QuerySet[GlossaryEntry]:
    return GlossaryEntry.objects.filter(state=State.PUBLISHED).select_related("author")


def entries_page(asked: Filter, *, reads: Sequence[str], viewer: Person | None, skip: int = 0) -> EntryPage:
    """A stretch of the glossary; `text` finds words that hold it, folded, and what they are explained as."""
    rows = published()
    if asked.base:
        rows = rows.filter(base=asked.base)
    if asked.kind in Kind.values:
        rows = rows.filter(kind=asked.kind)
    if key := language.fold(asked.text.strip())[:60]:
        meant = Explanation.objects.filter(state=State.PUBLISHED, equivalent__icontains=asked.text.strip()[:60])
        rows = rows.filter(Q(key__contains=key) | Q(pk__in=meant.values("entry")))
    skip = max(0, min(skip, FURTHEST))
    found = list(rows.order_by(*_BY[asked.order])[skip : skip + PAGE + 1])
    shown = found[:PAGE]
    after = skip + PAGE if len(found) > PAGE and skip + PAGE <= FURTHEST else None
    return EntryPage(explained(shown, reads=reads, viewer=viewer), after)


def known_entries(ids: Collection[int], *, reads: Sequence[str], viewer: Person | None) -> list[KnownEntry]:
    """These entries, in the order of their ids here, each as the reader wants it."""
    found = published().in_bulk(ids) if ids else {}
    return explained([found[pk] for pk in dict.fromkeys(ids) if pk in found], reads=reads, viewer=viewer)


def explained(entries: Sequence[GlossaryEntry], *, reads: Sequence[str], viewer: Person | None) -> list[KnownEntry]:
    """Each entry with its best explanation: in the language read best, then most votes. One query."""
    if not entries:
        return []
    by_entry: dict[int, list[Explanation]] = defaultdict(list)
    rows = visible_explanations(viewer).filter(entry__in=[entry.pk for entry in entries])
    for row in rows.order_by("-votes_count", "pk"):
        by_entry[row.entry_id].append(row)
    found = []
    for entry in entries:
        said = sorted(by_entry[entry.pk], key=lambda row: language_rank(row.language, reads))
        found.append(KnownEntry(entry, said[0] if said else None, max(0, len(said) - 1)))
    return found


def language_rank(tag: str, reads: Sequence[str]) -> int:
    """0 for what is read best; the same language in another script follows it; what is not read comes last."""
    for place, read in enumerate(reads):
        if tag == read:
            return 2 * place
        if language.tags.base(tag) == language.tags.base(read):
            return 2 * place + 1
    return 2 * len(reads)


def visible_explanations(viewer: Person | None) -> QuerySet[Explanation]:
    """What is said about words, less what is by the suspended and by those who parted ways with the viewer."""
    rows = Explanation.objects.filter(state=State.PUBLISHED).exclude(author__state=PersonState.SUSPENDED)
    if viewer is not None:
        apart = Block.objects.filter(blocker=viewer).values("blocked")
        rows = rows.exclude(author__in=apart).exclude(author__in=Block.objects.filter(blocked=viewer).values("blocker"))
    return rows.select_related("author")


def can_see_said(viewer: Person | None, said: Said) -> bool:
    """Whether this is there for somebody: words for everybody, what is said about them not for all."""
    if isinstance(said, GlossaryEntry):
        return said.state == State.PUBLISHED
    seen = visible_explanations(viewer).filter(pk=said.pk, entry__state=State.PUBLISHED)
    return seen.exists()


def said_by_number(named: Collection[tuple[str, int]]) -> dict[tuple[str, int], Said]:
    """Entries and explanations by kind and number, in whatever state: two queries for any number of them."""
    entries = [pk for kind, pk in named if kind == "entry"]
    explanations = [pk for kind, pk in named if kind == "explanation"]
    found: dict[tuple[str, int], Said] = {}
    if entries:
        rows = GlossaryEntry.objects.select_related("author").in_bulk(entries)
        found |= {("entry", pk): row for pk, row in rows.items()}
    if explanations:
        said = Explanation.objects.select_related("author", "entry").in_bulk(explanations)
        found |= {("explanation", pk): row for pk, row in said.items()}
    return found


def show_entry(entry: GlossaryEntry, *, reads: Sequence[str], viewer: Person | None) -> Shown:
    rows = visible_explanations(viewer).filter(entry=entry).order_by("-votes_count", "pk")
    said = sorted(rows, key=lambda row: language_rank(row.language, reads))
    there = Explanation.objects.filter(entry=entry, state=State.PUBLISHED).count()
    voted: set[int] = set()
    if viewer is not None:
        mine = Vote.objects.filter(person=viewer)
        mine = mine.filter(Q(entry=entry) | Q(explanation__entry=entry))
        voted = {pk for pair in mine.values_list("entry_id", "explanation_id") for pk in pair if pk}
    return Shown(entry, said, there - len(said), voted)


def entry_history(entry: GlossaryEntry, viewer: Person | None) -> list[Revision]:
    """What an entry and the explanations that the viewer may see said before, the newest first."""
    seen = visible_explanations(viewer).filter(entry=entry).values("pk")
    rows = entry.revisions.filter(Q(explanation=None) | Q(explanation__in=seen))
    return list(rows.select_related("by", "explanation").order_by("-pk")[:100])


def languages_in_glossary() -> list[tuple[str, int]]:
    """(language, how many words it has), most first; both scripts of Chinese are one."""
    rows = GlossaryEntry.objects.filter(state=State.PUBLISHED).values("base").annotate(n=Count("pk"))
    return [(base, number) for base, number in rows.order_by("-n", "base").values_list("base", "n")]


def ways_to_say(phrase: str, *, source: str, target: str, viewer: Person | None) -> list[tuple[str, int]]:
    """(how it is said in `target`, votes): equivalents of a word of `source`, and words that are explained as it."""
    phrase = phrase.strip()[:60]
    said = visible_explanations(viewer).filter(entry__state=State.PUBLISHED).select_related("entry")
    of_it = said.filter(entry__base=language.tags.base(source), entry__key=language.fold(phrase), language=target)
    as_it = said.filter(entry__base=language.tags.base(target), language=source, equivalent__iexact=phrase)
    found = [
        (row.equivalent, row.votes_count) for row in of_it.exclude(equivalent="").order_by("-votes_count", "pk")[:3]
    ]
    found += [(row.entry.word, row.votes_count) for row in as_it.order_by("-votes_count", "pk")[:3]]
    return found
