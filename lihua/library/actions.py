"""What people do with boards. Doing one twice is doing it once."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import F, Max
from django.utils.timezone import now
from django.utils.translation import gettext as _

from lihua.base import text as rich
from lihua.library import rules
from lihua.library.models import Board, BoardItem
from lihua.people.models import Person
from lihua.works.models import Work
from lihua.works.rules import can_open


@transaction.atomic
def create_board(owner: Person, *, title: str, description: str = "", is_public: bool = False) -> Board:
    """Raises Unacceptable, or NotAllowed when there are very many already."""
    # The owner's row is the lock: two tabs do not make one board too many.
    Person.objects.select_for_update().get(pk=owner.pk)
    if owner.boards.count() >= rules.MOST_BOARDS:
        raise rules.NotAllowed(
            _("You have %(limit)d boards, which is as many as fit. Delete one first.") % {"limit": rules.MOST_BOARDS}
        )
    title, description = _worded(title, description)
    top = owner.boards.aggregate(top=Max("position"))["top"] or 0
    return Board.objects.create(
        owner=owner, title=title, description=description, is_public=is_public, position=top + 1
    )


def change_board(
    board: Board,
    *,
    by: Person,
    title: str | None = None,
    description: str | None = None,
    is_public: bool | None = None,
) -> None:
    """Rename it, describe it, show or hide it; None leaves a part as it is."""
    _require_own(board, by)
    board.title, board.description = _worded(
        board.title if title is None else title, board.description if description is None else description
    )
    board.is_public = board.is_public if is_public is None else is_public
    board.changed_at = now()
    board.save(update_fields=["title", "description", "is_public", "changed_at"])


def delete_board(board: Board, *, by: Person) -> None:
    _require_own(board, by)
    board.delete()


@transaction.atomic
def pin(work: Work, *, to: Board, by: Person, note: str | None = None) -> BoardItem:
    """Put a work on top of a board. `note` None leaves what was noted before."""
    work = work.itself
    board = Board.objects.select_for_update().get(pk=to.pk)
    _require_own(board, by)
    if not can_open(by, work):
        raise rules.NotAllowed(_("This is not there any more."))
    if note is not None and len(note := rich.one_line(note)) > 300:
        raise rules.Unacceptable({"note": _("A note can have up to 300 characters.")})
    item = BoardItem.objects.filter(board=board, work=work).first()
    if item is None:
        if board.items_count >= rules.MOST_ITEMS:
            raise rules.NotAllowed(
                _("This board holds %(limit)d works, which is as many as fit.") % {"limit": rules.MOST_ITEMS}
            )
        top = board.items.aggregate(top=Max("position"))["top"] or 0
        item = BoardItem.objects.create(board=board, work=work, position=top + 1, note=note or "")
        Board.objects.filter(pk=board.pk).update(items_count=F("items_count") + 1, changed_at=now())
    elif note is not None and note != item.note:
        item.note = note
        item.save(update_fields=["note"])
    return item


@transaction.atomic
def unpin(work: Work, *, board: Board, by: Person) -> None:
    _require_own(board, by)
    gone, _rows = BoardItem.objects.filter(board=board, work=work.itself).delete()
    if gone:
        Board.objects.filter(pk=board.pk, items_count__gt=0).update(items_count=F("items_count") - 1, changed_at=now())


@transaction.atomic
def arrange(board: Board, item_ids: Sequence[int], *, by: Person) -> None:
    """Put these items of a board into this order, in the places that they hold together; the others stay."""
    board = Board.objects.select_for_update().get(pk=board.pk)
    _require_own(board, by)
    items = board.items.in_bulk(list(dict.fromkeys(item_ids))[:500])
    places = sorted((item.position for item in items.values()), reverse=True)
    for place, pk in zip(places, (pk for pk in dict.fromkeys(item_ids) if pk in items), strict=False):
        items[pk].position = place
    BoardItem.objects.bulk_update(items.values(), ["position"])


@transaction.atomic
def move(item: BoardItem, *, up: bool, by: Person) -> None:
    """One place up or down on its board."""
    board = Board.objects.select_for_update().get(pk=item.board_id)
    _require_own(board, by)
    item.refresh_from_db(fields=["position"])
    others = board.items.exclude(pk=item.pk)
    neighbour = (
        others.filter(position__gte=item.position).order_by("position").first()
        if up
        else others.filter(position__lte=item.position).order_by("-position").first()
    )
    if neighbour is not None:
        arrange(board, [item.pk, neighbour.pk] if up else [neighbour.pk, item.pk], by=by)


@transaction.atomic
def put_first(board: Board, *, by: Person) -> None:
    """Before one's other boards: what dragging does, for keyboards and fingers."""
    _require_own(board, by)
    top = by.boards.exclude(pk=board.pk).aggregate(top=Max("position"))["top"] or 0
    Board.objects.filter(pk=board.pk, position__lte=top).update(position=top + 1)


@transaction.atomic
def arrange_boards(board_ids: Sequence[int], *, by: Person) -> None:
    boards = by.boards.in_bulk(list(dict.fromkeys(board_ids))[: rules.MOST_BOARDS])
    places = sorted((board.position for board in boards.values()), reverse=True)
    for place, pk in zip(places, (pk for pk in dict.fromkeys(board_ids) if pk in boards), strict=False):
        boards[pk].position = place
    Board.objects.bulk_update(boards.values(), ["position"])


def _worded(title: str, description: str) -> tuple[str, str]:
    title, description = rich.one_line(title), rich.one_line(description)
    problems = {}
    if not title:
        problems["title"] = _("Give the board a name, such as “To cook”.")
    elif len(title) > 80:
        problems["title"] = _("A name can have up to 80 characters.")
    if len(description) > 500:
        problems["description"] = _("A description can have up to 500 characters.")
    if problems:
        raise rules.Unacceptable(problems)
    return title, description


def _require_own(board: Board, by: Person) -> None:
    if not rules.can_edit_board(by, board):
        raise rules.NotAllowed(_("Only its owner can change a board."))
