"""What all lists of works have in common: where they go on, and how a page of them is shown."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from lihua import language
from lihua.discovery.queries import UpTo, WorkPage, offered
from lihua.works.middleware import ReaderRequest
from lihua.works.queries import cards_of

MAX_DIGITS = 19


def before_of(request: ReaderRequest) -> int | None:
    """`?before=`: the id below which the page begins. Raises BadRequest for anything that is no id."""
    said = request.GET.get("before", "")
    if not said:
        return None
    if not said.isascii() or not said.isdecimal() or len(said) > MAX_DIGITS:
        raise BadRequest("before is the id of a work")
    return int(said)


def next_url(request: ReaderRequest, *, without: Sequence[str] = (), **changes: object) -> str:
    """This address with some parameters changed, and those of `without` left out."""
    query = request.GET.copy()
    for name in without:
        query.pop(name, None)
    for name, value in changes.items():
        query[name] = str(value)
    return f"{request.path}?{query.urlencode()}"


def level_choice(request: ReaderRequest, level: UpTo | None) -> dict[str, object]:
    """Which levels a list can be narrowed to, and which one it is narrowed to."""
    learns = [language.tags.base(tag) for tag in request.reader.learns]
    query = request.GET.copy()
    for name in ("level", "before", "after"):
        query.pop(name, None)
    return {
        "level": level,
        "levels": [
            [(one, next_url(request, without=("before", "after"), level=one.name)) for one in of_language]
            for of_language in offered(learns)
        ],
        "any_level_url": f"{request.path}?{query.urlencode()}" if query else request.path,
    }


def show_list(request: ReaderRequest, page: WorkPage, template: str, context: dict[str, Any]) -> HttpResponse:
    """The whole page; to htmx, which asks for more of a list that is already there, only the cards."""
    context = {
        **context,
        "cards": cards_of(page.works, request.reader),
        "page": page,
        "is_first": "before" not in request.GET,
        "first_url": request.path,
        "next_url": next_url(request, before=page.older) if page.older else "",
    }
    is_more = request.headers.get("HX-Request") == "true" and "before" in request.GET
    response = render(request, "discovery/_cards.html" if is_more else template, context)
    patch_vary_headers(response, ["HX-Request"])
    return response
