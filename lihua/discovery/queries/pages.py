"""From ids in order to a page of works: the gate, what the viewer muted, and what the cards show."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field

from lihua.discovery.queries.spans import Span
from lihua.people.models import Follow, Person, PersonState
from lihua.people.queries import mutes_in_force
from lihua.works.models import Work
from lihua.works.queries import works_visible_to

PAGE = 30
# How often a page looks further when the gate or a mute took much away, before it says "go on" instead.
ROUNDS = 6

Source = Callable[[Span, int], list[int]]


@dataclass(frozen=True)
class Row:
    """What has to be known of a work to decide whether it stands in a list."""

    id: int
    author_id: int
    kind: str
    visibility: str
    language: str
    repost_of_id: int | None
    repost_author_id: int | None
    parent_author_id: int | None
    author_state: str

    @property
    def is_reply(self) -> bool:
        return self.kind == "reply"


Keep = Callable[[Row], bool]


@dataclass(frozen=True)
class WorkPage:
    """Works in the order in which they are shown, and where the list goes on.

    `older` is the `before` (`max_id`) of the next page, None at the end; `newer` the `min_id` of the page above.
    `muted` counts what the viewer would have seen on this page had they not muted somebody.
    """

    works: list[Work] = field(default_factory=list)
    older: int | None = None
    newer: int | None = None
    muted: int = 0


def page_of(
    source: Source,
    viewer: Person | None,
    *,
    span: Span | None = None,
    limit: int = PAGE,
    keep: Keep | None = None,
    muted: Collection[int] | None = None,
    is_public: bool = False,
) -> WorkPage:
    """The next `limit` works of a source that the viewer may see and that `keep` wants.

    `is_public` lists are for everybody: whom the desk limited stands in them for their followers only.
    """
    span = span or Span()
    muted = mutes_of(viewer) if muted is None else muted
    chosen: list[Row] = []
    hidden = 0
    last: int | None = None
    goes_on = False
    for _round in range(ROUNDS):
        wanted = limit - len(chosen)
        ids = source(span, wanted + wanted // 2 + 5)
        rows = visible_rows(ids, viewer)
        for row in without_limited(rows, viewer) if is_public else rows:
            if row.author_id in muted or row.repost_author_id in muted:
                hidden += 1
            elif keep is None or keep(row):
                chosen.append(row)
                last = row.id
                if len(chosen) == limit:
                    break
        # A source may hold fewer than were asked for only when it is at its end.
        goes_on = len(chosen) == limit or len(ids) == wanted + wanted // 2 + 5
        if len(chosen) == limit or not goes_on:
            break
        last = ids[-1]
        span = span.beyond(last)
    works = load(chosen)
    if span.upward:
        works.reverse()
        return WorkPage(works, older=works[-1].pk if works else None, newer=last, muted=hidden)
    return WorkPage(works, older=last if goes_on else None, newer=works[0].pk if works else None, muted=hidden)


def mutes_of(viewer: Person | None) -> set[int]:
    return mutes_in_force(viewer) if viewer else set()


def visible_rows(ids: Sequence[int], viewer: Person | None) -> list[Row]:
    """Of these works, those that the viewer may open, in the order given: one query."""
    if not ids:
        return []
    rows = (
        works_visible_to(viewer)
        .filter(pk__in=ids)
        .values_list(
            "id",
            "author_id",
            "kind",
            "visibility",
            "language",
            "repost_of_id",
            "repost_of__author_id",
            "reply_to__author_id",
            "author__state",
        )
    )
    found = {row[0]: Row(*row) for row in rows}
    return [found[pk] for pk in ids if pk in found]


def without_limited(rows: list[Row], viewer: Person | None) -> list[Row]:
    """Less those whose author the desk limited, unless the viewer follows them. No query where nobody is limited."""
    limited = {row.author_id for row in rows if row.author_state == PersonState.LIMITED}
    if not limited:
        return rows
    known: set[int] = set()
    if viewer is not None:
        followed = Follow.objects.filter(follower=viewer, followed__in=limited)
        known = {viewer.pk, *followed.values_list("followed_id", flat=True)}
    return [row for row in rows if row.author_id not in limited or row.author_id in known]


def load(rows: Sequence[Row]) -> list[Work]:
    """These works with all that their cards show, in the order given. What reposts pass on is loaded with the rest."""
    shared = {row.repost_of_id for row in rows if row.repost_of_id}
    found = Work.objects.with_pictures().in_bulk({row.id for row in rows} | shared)
    for work in found.values():
        if work.repost_of_id in found:
            work.repost_of = found[work.repost_of_id]
    return [found[row.id] for row in rows if row.id in found and (not row.repost_of_id or row.repost_of_id in found)]
