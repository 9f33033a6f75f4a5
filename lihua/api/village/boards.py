"""Works that a reader gathered, in the reader's order."""

from typing import Any

from ninja import Field, Router, Schema, Status

from lihua.api.answers import Refusal, invalid, not_found
from lihua.api.bearer import may_have, needs
from lihua.api.entities import statuses
from lihua.api.entities.forms import absolute, moment
from lihua.api.mastodon.finding import person_of, work_of
from lihua.api.paging import id_of, ids_of, number
from lihua.api.village.translations import REFUSALS
from lihua.library import actions, queries, rules
from lihua.library.models import Board, BoardItem
from lihua.people.models import Person

router = Router(tags=["village: boards"])


class BoardIn(Schema):
    title: str = Field(description="1 to 80 characters")
    description: str = ""
    is_public: bool = False


class BoardChange(Schema):
    title: str | None = None
    description: str | None = None
    is_public: bool | None = None


class BoardOut(Schema):
    id: str
    title: str
    description: str
    is_public: bool
    items_count: int
    owner: str = Field(description="the owner's handle")
    url: str
    created_at: str
    changed_at: str


class ItemIn(Schema):
    work_id: str
    note: str | None = Field(None, description="up to 300 characters; left out, what was noted before stays")


class ItemOut(Schema):
    id: str
    note: str
    saved_at: str
    status: dict[str, Any] = Field(description="a Mastodon Status with `lihua`")


class ItemsOut(Schema):
    items: list[ItemOut]
    after: str | None = Field(description="where the next page begins; null at the end")
    missing: int = Field(description="items of this page that the caller may not open (any more)")


class OrderIn(Schema):
    item_ids: list[str] = Field(description="these items in this order, in the places they hold together")


@router.get("/lihua/v1/boards", auth=needs("read:bookmarks"), response={200: list[BoardOut], **REFUSALS})
def mine(request: Any) -> list[dict[str, Any]]:
    """My boards, in my order."""
    return [_board(board) for board in queries.boards_visible_to(request.person, request.person)]


@router.get(
    "/lihua/v1/people/{person_id}/boards", auth=may_have("read:bookmarks"), response={200: list[BoardOut], **REFUSALS}
)
def of_person(request: Any, person_id: str) -> list[dict[str, Any]]:
    """Somebody's boards, as far as the caller may see them."""
    boards = queries.boards_visible_to(request.person, person_of(person_id))
    return [_board(board) for board in boards if rules.can_open_board(request.person, board)]


@router.post("/lihua/v1/boards", auth=needs("write:bookmarks"), response={201: BoardOut, **REFUSALS})
def create(request: Any, words: BoardIn) -> Status[Any]:
    board = _do(
        actions.create_board,
        request.person,
        title=words.title,
        description=words.description,
        is_public=words.is_public,
    )
    return Status(201, _board(board))


@router.get("/lihua/v1/boards/{board_id}", auth=may_have("read:bookmarks"), response={200: BoardOut, **REFUSALS})
def one(request: Any, board_id: str) -> dict[str, Any]:
    return _board(_seen(request, board_id))


@router.patch("/lihua/v1/boards/{board_id}", auth=needs("write:bookmarks"), response={200: BoardOut, **REFUSALS})
def change(request: Any, board_id: str, words: BoardChange) -> dict[str, Any]:
    board = _own(request, board_id)
    _do(
        actions.change_board,
        board,
        by=request.person,
        title=words.title,
        description=words.description,
        is_public=words.is_public,
    )
    return _board(_own(request, board_id))


@router.delete("/lihua/v1/boards/{board_id}", auth=needs("write:bookmarks"), response={204: None, **REFUSALS})
def delete(request: Any, board_id: str) -> Status[Any]:
    actions.delete_board(_own(request, board_id), by=request.person)
    return Status(204, None)


@router.get("/lihua/v1/boards/{board_id}/items", auth=may_have("read:bookmarks"), response={200: ItemsOut, **REFUSALS})
def items(request: Any, board_id: str, after: str = "", limit: int = 20) -> dict[str, Any]:
    """What is on a board, in its owner's order."""
    page = queries.items_of(
        _seen(request, board_id), request.person, after=number(request, "after"), limit=max(1, min(limit, 40))
    )
    shown = statuses.statuses([work for _item, work in page.items], request.reader)
    return {
        "items": [_item(item, entity) for (item, _work), entity in zip(page.items, shown, strict=True)],
        "after": str(page.after) if page.after is not None else None,
        "missing": page.missing,
    }


@router.post("/lihua/v1/boards/{board_id}/items", auth=needs("write:bookmarks"), response={200: ItemOut, **REFUSALS})
def add(request: Any, board_id: str, words: ItemIn) -> dict[str, Any]:
    """Put a work on top of a board; one that is there already stays where it is and takes the new note."""
    board, work = _own(request, board_id), work_of(words.work_id, request.person).itself
    item = _do(actions.pin, work, to=board, by=request.person, note=words.note)
    return _item(item, statuses.status(work, request.reader))


@router.delete(
    "/lihua/v1/boards/{board_id}/items/{work_id}", auth=needs("write:bookmarks"), response={204: None, **REFUSALS}
)
def remove(request: Any, board_id: str, work_id: str) -> Status[Any]:
    """Take a work off a board."""
    board = _own(request, board_id)
    item = BoardItem.objects.select_related("work").filter(board=board, work=id_of(work_id)).first()
    if item is None:
        raise not_found()
    actions.unpin(item.work, board=board, by=request.person)
    return Status(204, None)


@router.put("/lihua/v1/boards/{board_id}/order", auth=needs("write:bookmarks"), response={204: None, **REFUSALS})
def order(request: Any, board_id: str, words: OrderIn) -> Status[Any]:
    board = _own(request, board_id)
    _do(actions.arrange, board, ids_of(words.item_ids, most=500), by=request.person)
    return Status(204, None)


def _seen(request: Any, board_id: str) -> Board:
    board = Board.objects.select_related("owner").filter(pk=id_of(board_id)).first()
    if board is None or not rules.can_open_board(request.person, board):
        raise not_found()
    return board


def _own(request: Any, board_id: str) -> Board:
    """The caller's own board; another's is not there for them to change."""
    board = _seen(request, board_id)
    if not rules.can_edit_board(request.person, board):
        raise not_found()
    return board


def _do(deed: Any, *args: Any, **words: Any) -> Any:
    try:
        return deed(*args, **words)
    except rules.Unacceptable as problem:
        raise invalid(str(problem)) from problem
    except rules.NotAllowed as problem:
        raise Refusal(403, "This action is not allowed", str(problem)) from problem


def _board(board: Board) -> dict[str, Any]:
    owner: Person = board.owner
    return {
        "id": str(board.pk),
        "title": board.title,
        "description": board.description,
        "is_public": board.is_public,
        "items_count": board.items_count,
        "owner": owner.handle,
        "url": absolute(board.get_absolute_url()),
        "created_at": moment(board.created_at),
        "changed_at": moment(board.changed_at),
    }


def _item(item: BoardItem, entity: dict[str, Any]) -> dict[str, Any]:
    return {"id": str(item.pk), "note": item.note, "saved_at": moment(item.saved_at), "status": entity}
