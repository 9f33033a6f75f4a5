"""Saving from a card: tap the mark, tap a board. Fragments for the sheet, whole pages without script."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from lihua.base.limits import limited
from lihua.library import actions, queries, rules
from lihua.library.models import Board
from lihua.library.views.boards import words_of
from lihua.people.models import Person
from lihua.works.actions import save, unsave
from lihua.works.middleware import ReaderRequest
from lihua.works.models import Work
from lihua.works.queries import read_work, works_visible_to

MOST_ASKED = 100


@require_safe
@login_required
def pick(request: ReaderRequest, work_id: int) -> HttpResponse:
    return _sheet(request, _work(request, work_id))


@login_required
@require_POST
@limited("reacting")
def pin(request: ReaderRequest, pk: int, work_id: int) -> HttpResponse:
    work = _work(request, work_id)
    try:
        actions.pin(work, to=_own_board(request, pk), by=_me(request))
    except rules.NotAllowed as problem:
        return _sheet(request, work, problem=str(problem))
    return _answer(request, work)


@login_required
@require_POST
@limited("reacting")
def unpin(request: ReaderRequest, pk: int, work_id: int) -> HttpResponse:
    """Also takes down what one may not open any more."""
    work = get_object_or_404(Work, pk=work_id, on_boards__board=pk, on_boards__board__owner=_me(request))
    actions.unpin(work, board=_own_board(request, pk), by=_me(request))
    if request.POST.get("back") == "board":
        return redirect("library:board", pk)
    return _answer(request, _work(request, work_id))


@login_required
@require_POST
@limited("reacting")
def pin_to_new(request: ReaderRequest, work_id: int) -> HttpResponse:
    work = _work(request, work_id)
    try:
        board = actions.create_board(
            _me(request), title=request.POST.get("title", ""), is_public="is_public" in request.POST
        )
        actions.pin(work, to=board, by=_me(request))
    except (rules.NotAllowed, rules.Unacceptable) as problem:
        return _sheet(request, work, problem=str(problem))
    return _answer(request, work)


@login_required
@require_POST
@limited("reacting")
def mark(request: ReaderRequest, work_id: int) -> HttpResponse:
    """Save without a board, or take that back (`undo`)."""
    work = _work(request, work_id)
    (unsave if "undo" in request.POST else save)(work, by=_me(request))
    return _answer(request, work)


@require_safe
def saved_state(request: ReaderRequest) -> HttpResponse:
    """Which of the works `?ids=1,2,3` this person has saved: `{"saved": ["1"]}`."""
    said = request.GET.get("ids", "").split(",")
    if len(said) > MOST_ASKED or not all(pk.isascii() and pk.isdecimal() and len(pk) <= 19 for pk in said):
        raise BadRequest("up to 100 ids, parted by commas")
    saved = queries.saved_among(request.person, [int(pk) for pk in said])
    response = JsonResponse({"saved": [str(pk) for pk in sorted(saved)]})
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
def on_work(request: ReaderRequest, work_id: int) -> HttpResponse:
    """In these boards: a fragment for a work's page."""
    work = _work(request, work_id)
    boards = queries.boards_with(work, request.person)
    words = words_of(boards, request)
    return render(request, "library/_on_work.html", {"boards": [(board, words[board.pk][0]) for board in boards]})


def _answer(request: ReaderRequest, work: Work) -> HttpResponse:
    if request.headers.get("HX-Request") == "true":
        return _sheet(request, work)
    return redirect("library:pick", work.pk)


def _sheet(request: ReaderRequest, work: Work, *, problem: str = "") -> HttpResponse:
    boards, is_marked = queries.boards_to_pick(_me(request), work)
    heading = read_work(work, request.reader).heading
    context = {
        "work": work,
        "heading": heading.translated if heading else "",
        "heading_language": heading.shown_language if heading else "und",
        "boards": boards,
        "is_marked": is_marked,
        "is_saved": is_marked or any(is_on for _board, is_on in boards),
        "problem": problem,
    }
    is_fragment = request.headers.get("HX-Request") == "true"
    return render(request, "library/_pick.html" if is_fragment else "library/pick.html", context)


def _work(request: ReaderRequest, work_id: int) -> Work:
    return get_object_or_404(works_visible_to(request.person).filter(repost_of=None).with_card(), pk=work_id)


def _own_board(request: ReaderRequest, pk: int) -> Board:
    return get_object_or_404(Board, pk=pk, owner=_me(request))


def _me(request: ReaderRequest) -> Person:
    if request.person is None:
        raise Http404
    return request.person
