from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lihua.base.limits import limited
from lihua.language.queries import ReadShort, Short
from lihua.library import actions, queries, rules
from lihua.library.forms import BoardForm
from lihua.library.models import Board, BoardItem
from lihua.people.models import Person
from lihua.people.queries import people_visible_to
from lihua.ui.cards import Card, Mark
from lihua.works.actions import read_and_want
from lihua.works.middleware import ReaderRequest
from lihua.works.queries import cards_of


@require_safe
@login_required
def boards(request: ReaderRequest) -> HttpResponse:
    me = _me(request)
    context = {
        "owner": me,
        "is_own": True,
        "tiles": _tiles(request, queries.boards_visible_to(me, me)),
        "saved": cards_of(queries.saved_works(me, limit=queries.COVERS)[0], request.reader),
    }
    return render(request, "library/boards.html", context)


@require_safe
def of_person(request: ReaderRequest, handle: str) -> HttpResponse:
    """Somebody's public boards."""
    owner = get_object_or_404(people_visible_to(request.person), handle=handle.lower())
    context = {"owner": owner, "tiles": _tiles(request, queries.boards_visible_to(None, owner))}
    return render(request, "library/boards.html", context)


@require_safe
@login_required
def saved(request: ReaderRequest) -> HttpResponse:
    """What was saved without a board."""
    works, after, missing = queries.saved_works(_me(request), before=_number(request, "after"))
    context = {
        "cards": cards_of(works, request.reader),
        "missing": missing,
        "next_url": f"{request.path}?after={after}" if after else "",
    }
    return _list(request, "library/saved.html", context)


@require_safe
def board(request: ReaderRequest, pk: int) -> HttpResponse:
    board = _board(request, pk)
    is_own = rules.can_edit_board(request.person, board)
    page = queries.items_of(board, request.person, after=_number(request, "after"))
    cards = cards_of([work for _item, work in page.items], request.reader)
    title, about = words_of([board], request)[board.pk]
    context = {
        "board": board,
        "title": title,
        "about": about,
        "is_own": is_own,
        "is_arranging": is_own and "arrange" in request.GET,
        "entries": [(item, _noted(card, item)) for (item, _work), card in zip(page.items, cards, strict=True)],
        "missing": page.missing,
        "next_url": _next(request, page.after),
    }
    return _list(request, "library/board.html", context)


@login_required
@limited("reacting")
@require_http_methods(["GET", "HEAD", "POST"])
def create(request: ReaderRequest) -> HttpResponse:
    form = BoardForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(actions.create_board(_me(request), **form.cleaned_data))
        except (rules.NotAllowed, rules.Unacceptable) as problem:
            form.add_error(None, str(problem))
    return render(request, "library/board_form.html", {"form": form}, status=400 if form.is_bound else 200)


@login_required
@limited("reacting")
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: ReaderRequest, pk: int) -> HttpResponse:
    board = _own_board(request, pk)
    start = {"title": board.title, "description": board.description, "is_public": board.is_public}
    form = BoardForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_board(board, by=_me(request), **form.cleaned_data)
            return redirect(board)
        except rules.Unacceptable as problem:
            form.add_error(None, str(problem))
    context = {"form": form, "board": board}
    return render(request, "library/board_form.html", context, status=400 if form.is_bound else 200)


@login_required
@require_POST
def delete(request: ReaderRequest, pk: int) -> HttpResponse:
    board = _own_board(request, pk)
    actions.delete_board(board, by=_me(request))
    messages.success(request, _("The board “%(title)s” is deleted; the works on it are not.") % {"title": board.title})
    return redirect("library:boards")


@login_required
@require_POST
def put_first(request: ReaderRequest, pk: int) -> HttpResponse:
    actions.put_first(_own_board(request, pk), by=_me(request))
    return redirect("library:boards")


@login_required
@require_POST
def order(request: ReaderRequest, pk: int) -> HttpResponse:
    """`item=` once for each, in the new order: what dragging sends."""
    actions.arrange(_own_board(request, pk), _ids(request, "item"), by=_me(request))
    return HttpResponse(status=204)


@login_required
@require_POST
def order_boards(request: ReaderRequest) -> HttpResponse:
    actions.arrange_boards(_ids(request, "item"), by=_me(request))
    return HttpResponse(status=204)


@login_required
@require_POST
def move(request: ReaderRequest, pk: int, work_id: int, way: str) -> HttpResponse:
    if way not in {"up", "down"}:
        raise Http404
    item = _own_item(request, pk, work_id)
    actions.move(item, up=way == "up", by=_me(request))
    return redirect(f"{reverse('library:board', args=[pk])}?arrange#item-{item.pk}")


@login_required
@require_POST
@limited("reacting")
def note(request: ReaderRequest, pk: int, work_id: int) -> HttpResponse:
    item = _own_item(request, pk, work_id)
    try:
        actions.pin(item.work, to=item.board, by=_me(request), note=request.POST.get("note", ""))
    except (rules.NotAllowed, rules.Unacceptable) as problem:
        messages.error(request, str(problem))
    return redirect(f"{reverse('library:board', args=[pk])}?arrange#item-{item.pk}")


def _list(request: ReaderRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    is_more = request.headers.get("HX-Request") == "true" and "after" in request.GET
    response = render(request, "library/_items.html" if is_more else template, context)
    patch_vary_headers(response, ["HX-Request"])
    return response


def _tiles(request: ReaderRequest, boards: list[Board]) -> list[tuple[Board, ReadShort, list[Any]]]:
    """Each board with its name as it is read and the cards of its cover."""
    words = words_of(boards, request)
    covers = queries.covers_of(boards, request.person)
    works = {work.pk: work for found in covers.values() for work in found}
    cards = {card.id: card for card in cards_of(works.values(), request.reader)}
    return [(board, words[board.pk][0], [cards[work.pk] for work in covers.get(board.pk, [])]) for board in boards]


def words_of(boards: Sequence[Board], request: ReaderRequest) -> dict[int, tuple[ReadShort, ReadShort]]:
    """What each board is called and what is said of it, as this reader has it. Private ones are sent to no engine."""
    found: dict[int, tuple[ReadShort, ReadShort]] = {}
    for is_public in (True, False):
        some = [board for board in boards if board.is_public == is_public]
        texts = [Short(text) for board in some for text in (board.title, board.description)]
        read = read_and_want(texts, reader=request.reader, request=request, public=is_public) if some else []
        found |= {board.pk: pair for board, pair in zip(some, zip(read[::2], read[1::2], strict=True), strict=True)}
    return found


def _noted(card: Card, item: BoardItem) -> Card:
    """The card with what the board's owner noted on it."""
    return replace(card, marks=[*card.marks, Mark(item.note, "fact")]) if item.note else card


def _me(request: ReaderRequest) -> Person:
    if request.person is None:
        raise Http404
    return request.person


def _board(request: ReaderRequest, pk: int) -> Board:
    board = get_object_or_404(Board.objects.select_related("owner"), pk=pk)
    if not rules.can_open_board(request.person, board):
        raise Http404
    return board


def _own_board(request: ReaderRequest, pk: int) -> Board:
    return get_object_or_404(Board, pk=pk, owner=_me(request))


def _own_item(request: ReaderRequest, pk: int, work_id: int) -> BoardItem:
    items = BoardItem.objects.select_related("board", "work")
    return get_object_or_404(items, board=pk, board__owner=_me(request), work=work_id)


def _ids(request: ReaderRequest, name: str) -> list[int]:
    said = request.POST.getlist(name)
    if len(said) > 500 or not all(value.isascii() and value.isdecimal() and len(value) <= 19 for value in said):
        raise BadRequest("a list of ids, 500 at most")
    return [int(value) for value in said]


def _number(request: ReaderRequest, name: str) -> int | None:
    said = request.GET.get(name, "")
    if said and not (said.isascii() and said.isdecimal() and len(said) <= 19):
        raise BadRequest(f"{name} is a number")
    return int(said) if said else None


def _next(request: ReaderRequest, after: int | None) -> str:
    if after is None:
        return ""
    query = request.GET.copy()
    query["after"] = str(after)
    return f"{request.path}?{query.urlencode()}"
