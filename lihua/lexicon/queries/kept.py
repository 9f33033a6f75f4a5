"""My words, as I look at them."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db.models import Count, Q, QuerySet

from lihua import language
from lihua.lexicon.models import KeptWord
from lihua.people.models import Person

PAGE = 50


@dataclass(frozen=True)
class WordPage:
    items: list[KeptWord] = field(default_factory=list)
    after: int | None = None


def my_words(person: Person, *, tag: str = "", state: str = "", text: str = "", after: int | None = None) -> WordPage:
    """Lately kept first, from behind the id `after`."""
    rows = _rows(person, tag, state)
    if text := text.strip()[:80]:
        rows = rows.filter(Q(word__icontains=text) | Q(meaning__icontains=text) | Q(reading__icontains=text))
    if after is not None:
        rows = rows.filter(pk__lt=after)
    found = list(rows.order_by("-pk")[: PAGE + 1])
    return WordPage(found[:PAGE], found[PAGE - 1].pk if len(found) > PAGE else None)


def kept_rows(person: Person, *, tag: str = "", state: str = "") -> Iterator[KeptWord]:
    """All of them, the oldest first: what an export takes along."""
    return _rows(person, tag, state).order_by("pk").iterator(chunk_size=500)


def kept_counts(person: Person) -> list[tuple[str, int]]:
    """(language, how many words), most first."""
    rows = KeptWord.objects.filter(person=person).values("language").annotate(n=Count("pk"))
    return [(tag, number) for tag, number in rows.order_by("-n", "language").values_list("language", "n")]


def my_word(person: Person | None, word: str, tag: str) -> KeptWord | None:
    """The word if I keep it; one query."""
    if person is None or not word:
        return None
    base = language.tags.base(tag)
    rows = KeptWord.objects.filter(person=person, word=word)
    return next((kept for kept in rows if language.tags.base(kept.language) == base), None)


def _rows(person: Person, tag: str, state: str) -> QuerySet[KeptWord]:
    rows = KeptWord.objects.filter(person=person)
    rows = rows.filter(language=tag) if tag else rows
    return rows.filter(state=state) if state in KeptWord.State.values else rows
