"""What people look at, about boards."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from django.db.models import F, Q, Window
from django.db.models.functions import RowNumber

from lihua.library.models import Board, BoardItem
from lihua.people.models import Block, Person
from lihua.works.models import Reaction, ReactionKind, Work
from lihua.works.queries import works_visible_to

PAGE = 30
COVERS = 4
# Items looked at for a cover: some of them may have no picture, or be gone.
COVER_CANDIDATES = 12
SHOWN_ON = 6


@dataclass(frozen=True)
class BoardPage:
    """A stretch of a board. `missing` counts items of it that the viewer may not open (any more)."""

    items: list[tuple[BoardItem, Work]] = field(default_factory=list)
    after: int | None = None
    missing: int = 0


def boards_visible_to(viewer: Person | None, owner: Person) -> list[Board]:
    boards = Board.objects.filter(owner=owner).order_by("-position", "-pk")
    return list(boards if viewer and viewer.pk == owner.pk else boards.filter(is_public=True))


def items_of(board: Board, viewer: Person | None, *, after: int | None = None, limit: int = PAGE) -> BoardPage:
    """The works of a board in its owner's order, from behind the position `after`."""
    rows = board.items.order_by("-position")
    if after is not None:
        rows = rows.filter(position__lt=after)
    items = list(rows[: limit + 1])
    shown = items[:limit]
    works = works_visible_to(viewer).with_card().in_bulk([item.work_id for item in shown])
    found = [(item, works[item.work_id]) for item in shown if item.work_id in works]
    return BoardPage(found, shown[-1].position if len(items) > limit else None, len(shown) - len(found))


def saved_works(person: Person, *, before: int | None = None, limit: int = PAGE) -> tuple[list[Work], int | None, int]:
    """What was saved without a board: the works, where the list goes on, and how many are not there any more."""
    marks = Reaction.objects.filter(person=person, kind=ReactionKind.BOOKMARK).order_by("-pk")
    if before is not None:
        marks = marks.filter(pk__lt=before)
    rows = list(marks.values_list("pk", "work_id")[: limit + 1])
    shown = rows[:limit]
    works = works_visible_to(person).with_card().in_bulk([work_id for _pk, work_id in shown])
    found = [works[work_id] for _pk, work_id in shown if work_id in works]
    return found, shown[-1][0] if len(rows) > limit else None, len(shown) - len(found)


def covers_of(boards: Sequence[Board], viewer: Person | None) -> dict[int, list[Work]]:
    """For each board its first works with a picture that the viewer may see: two queries and what cards need."""
    ranked = (
        BoardItem.objects.filter(board__in=[board.pk for board in boards])
        .annotate(place=Window(RowNumber(), partition_by=F("board"), order_by=F("position").desc()))
        .filter(place__lte=COVER_CANDIDATES)
        .order_by("board", "place")
    )
    rows = list(ranked.values_list("board_id", "work_id"))
    works = (
        works_visible_to(viewer)
        .filter(is_sensitive=False, pictures__position=0)
        .with_card()
        .in_bulk({work_id for _board, work_id in rows})
    )
    covers: dict[int, list[Work]] = defaultdict(list)
    for board_id, work_id in rows:
        if work_id in works and len(covers[board_id]) < COVERS:
            covers[board_id].append(works[work_id])
    return covers


def saved_among(person: Person | None, work_ids: Collection[int]) -> set[int]:
    """Which of these works this person has saved, on a board or without one."""
    if person is None or not work_ids:
        return set()
    pinned = BoardItem.objects.filter(board__owner=person, work__in=work_ids).values_list("work_id", flat=True)
    marked = Reaction.objects.filter(person=person, kind=ReactionKind.BOOKMARK, work__in=work_ids)
    return set(pinned.union(marked.values_list("work_id", flat=True)))


def boards_to_pick(person: Person, work: Work) -> tuple[list[tuple[Board, bool]], bool]:
    """My boards, the lately used first, each with whether the work is on it; and whether it is saved without one."""
    on = set(BoardItem.objects.filter(board__owner=person, work=work).values_list("board_id", flat=True))
    boards = Board.objects.filter(owner=person).order_by("-changed_at", "-pk")
    marked = Reaction.objects.filter(person=person, work=work, kind=ReactionKind.BOOKMARK).exists()
    return [(board, board.pk in on) for board in boards], marked


def boards_with(work: Work, viewer: Person | None) -> list[Board]:
    """Boards that hold a work, one's own first, then public ones of people who are there."""
    public = Q(is_public=True) & Q(owner__in=Person.objects.seen())
    boards = Board.objects.filter(items__work=work).select_related("owner")
    if viewer is None:
        return list(boards.filter(public).order_by("-pk")[:SHOWN_ON])
    blocked = Block.objects.filter(blocker=viewer).values("blocked")
    blockers = Block.objects.filter(blocked=viewer).values("blocker")
    seen = boards.filter(Q(owner=viewer) | public).exclude(Q(owner__in=blocked) | Q(owner__in=blockers))
    found = list(seen.order_by("-pk")[: SHOWN_ON * 4])
    return sorted(found, key=lambda board: board.owner_id != viewer.pk)[:SHOWN_ON]
