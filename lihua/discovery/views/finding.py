from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lihua.base.limits import limited
from lihua.discovery import queries
from lihua.discovery.highlights import Line, excerpt, pieces
from lihua.discovery.views.paging import level_choice, next_url
from lihua.people.queries import relations
from lihua.ui.cards import Card
from lihua.works.middleware import ReaderRequest
from lihua.works.models import Work
from lihua.works.queries import ReadWork, cards_of, read_works

KINDS = ("works", "people", "tags")


@dataclass(frozen=True)
class Hit:
    """A work that was found: its card, and the lines in which the words stand."""

    card: Card
    heading: Line
    lines: list[Line]


@require_safe
@limited("searching")
def search(request: ReaderRequest) -> HttpResponse:
    text = request.GET.get("q", "").strip()
    kind = request.GET.get("in", "works")
    if kind not in KINDS:
        raise BadRequest("in is works, people or tags")
    after = request.GET.get("after", "")
    if after and (not after.isascii() or not after.isdecimal() or len(after) > 19):
        raise BadRequest("after is an id")
    context: dict[str, Any] = {"query": text, "kind": kind, "title": text or _("Search")}
    try:
        if text:
            context |= _found(request, text, kind, after)
    except queries.QueryRefused:
        context["is_refused"] = True
        return render(request, "discovery/search.html", context, status=400)
    is_more = request.headers.get("HX-Request") == "true" and bool(after)
    return render(request, "discovery/_results.html" if is_more else "discovery/search.html", context)


def _found(request: ReaderRequest, text: str, kind: str, after: str) -> dict[str, Any]:
    context: dict[str, Any] = {}
    if kind == "works":
        level = queries.UpTo.named(request.GET.get("level", ""))
        works = queries.find_works(request.person, text, after=after, level=level)
        context |= level_choice(request, level)
        results: queries.Results[Any] = works
        context["hits"] = _hits(request, works)
    elif kind == "people":
        results = queries.find_people(request.person, text, after=after)
        known = relations(request.person, results.items)
        context["rows"] = [(person, known[person.pk]) for person in results.items]
    else:
        results = queries.find_tags(text, after=after)
        context["tags"] = [(concept, queries.names_of(concept, request.reader.reads)) for concept in results.items]
    context |= {"results": results, "next_url": next_url(request, after=results.after) if results.after else ""}
    if not after:
        context["tabs"] = _tabs(request, text, kind)
        context["is_empty"] = not results.items
    return context


def _tabs(request: ReaderRequest, text: str, kind: str) -> list[tuple[str, str, str, bool]]:
    """(address, words, how many, whether it is this one)"""
    level = queries.UpTo.named(request.GET.get("level", "")) if kind == "works" else None
    count = queries.count_works(request.person, text, level=level)
    people = queries.find_people(request.person, text, limit=99)
    tags = queries.find_tags(text, limit=99)
    counts = {
        "works": f"{queries.COUNTED}+" if count > queries.COUNTED else str(count),
        "people": f"{len(people.items)}{'+' if people.after else ''}",
        "tags": f"{len(tags.items)}{'+' if tags.after else ''}",
    }
    words = {"works": _("Works"), "people": _("People"), "tags": _("Tags")}
    return [(_address(request, text, name), words[name], counts[name], name == kind) for name in KINDS]


def _address(request: ReaderRequest, text: str, kind: str) -> str:
    return f"{request.path}?{urlencode({'q': text, 'in': kind})}"


def _hits(request: ReaderRequest, results: queries.Results[Work]) -> list[Hit]:
    read = read_works(results.items, request.reader)
    return [_hit(card, read[card.id], results.phrases) for card in cards_of(results.items, request.reader)]


def _hit(card: Card, read: ReadWork, phrases: list[list[str]]) -> Hit:
    heading = Line(pieces(card.title_shown, phrases), card.translation_language or card.title_language)
    lines = [Line(pieces(card.title, phrases), card.title_language, is_original=True)] if card.translation else []
    is_marked = any(piece.is_marked for line in (heading, *lines) for piece in line.pieces)
    if read.body and (read.title or not is_marked):
        lines += excerpt(read.body, phrases)
    return Hit(card, heading, lines)
