"""Explore, for now by a rule that fits in one sentence and is shown one tap away (`RULE`)."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from lihua.base.ids import id_at
from lihua.discovery.queries import spans
from lihua.discovery.queries.pages import PAGE, Row, WorkPage, load, mutes_of, page_of, visible_rows
from lihua.discovery.queries.spans import Span, next_ids
from lihua.people.models import Person
from lihua.works.models import Visibility

RULE = _(
    "The newest public works come first, at most three by the same person on a page, arranged so that neighbours are "
    "by different people and languages take turns; whom you muted or blocked is left out, and nothing else counts."
)
MOST_BY_ONE = 3
APART = 10
# Works looked at for one page, in pages. Where one person posted all of the first stretch, a long one follows; where
# that does not fill the page either, the page is shorter and goes on.
STRETCHES = (5, 40)
NEW_FOR = timedelta(weeks=4)


def explore(viewer: Person | None, *, before: int | None = None, limit: int = PAGE) -> WorkPage:
    """A page of Explore: a stretch of the newest, arranged. The next page goes on below it, so none repeats another."""
    span = Span.of(max_id=before)
    muted = mutes_of(viewer)
    chosen: list[Row] = []
    by_author: Counter[int] = Counter()
    hidden = 0
    older = None
    for pages in STRETCHES:
        ids = next_ids(spans.public(), span, limit * pages)
        for row in _recommended_authors(ids, viewer):
            if row.author_id in muted:
                hidden += 1
                continue
            by_author[row.author_id] += 1
            if by_author[row.author_id] <= MOST_BY_ONE:
                chosen.append(row)
                if len(chosen) == limit:
                    break
        is_full, is_end = len(chosen) == limit, len(ids) < limit * pages
        older = chosen[-1].id if is_full else None if is_end else ids[-1]
        if older is None or is_full:
            break
        span = span.beyond(older)
    works = load(spread(chosen))
    newest_id = max((row.id for row in chosen), default=None)
    return WorkPage(works, older=older, newer=newest_id, muted=hidden)


def spread(rows: Sequence[Row]) -> list[Row]:
    """The same rows, newest first as far as possible: nobody twice within ten, another language each time.

    For each place the newest row is taken that keeps the author apart and changes the language; where none does, the
    one that keeps at least the author apart; where none does, the one whose author was shown longest ago.
    """
    left = list(rows)
    placed: list[Row] = []
    seen_at: dict[int, int] = {}
    while left:
        here = len(placed)
        language = placed[-1].language if placed else None

        def cost(row: Row, here: int = here, language: str | None = language) -> tuple[int, bool]:
            distance = here - seen_at[row.author_id] if row.author_id in seen_at else APART
            return (max(0, APART - distance), row.language == language)

        best = min(left, key=cost)  # the first of the equal ones: the newest
        left.remove(best)
        placed.append(best)
        seen_at[best.author_id] = here
    return placed


def _recommended_authors(ids: Sequence[int], viewer: Person | None) -> list[Row]:
    rows = visible_rows(ids, viewer)
    authors = {row.author_id for row in rows}
    recommended = set(Person.objects.recommended().filter(pk__in=authors).values_list("pk", flat=True))
    return [row for row in rows if row.author_id in recommended]


def newest(viewer: Person | None, *, before: int | None = None, limit: int = PAGE) -> WorkPage:
    """Everything public, newest first, nothing arranged."""
    return page_of(
        lambda span, count: next_ids(spans.public(), span, count),
        viewer,
        span=Span.of(max_id=before),
        limit=limit,
        is_public=True,
    )


def channel(viewer: Person | None, slug: str, *, before: int | None = None, limit: int = PAGE) -> WorkPage:
    """What was published into one channel."""
    return page_of(
        lambda span, count: next_ids([spans.of_channel(slug)], span, count),
        viewer,
        span=Span.of(max_id=before),
        limit=limit,
        keep=is_public,
        is_public=True,
    )


def new_neighbours(viewer: Person | None, *, before: int | None = None, limit: int = PAGE) -> WorkPage:
    """Works by those who joined in the last weeks."""
    newcomers = Person.objects.recommended().filter(pk__gte=id_at(now() - NEW_FOR, salt=0), origin="")

    def source(span: Span, count: int) -> list[int]:
        authors, part = spans.nearest_authors(newcomers, "pk", span, spans.STANDALONE, count)
        return next_ids([spans.of_author(pk, spans.STANDALONE) for pk in authors], part, count)

    return page_of(source, viewer, span=Span.of(max_id=before), limit=limit, keep=is_public, is_public=True)


def is_public(row: Row) -> bool:
    return row.kind in spans.STANDALONE and row.visibility == Visibility.PUBLIC
