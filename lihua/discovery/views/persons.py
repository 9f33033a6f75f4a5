from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lihua.discovery import queries
from lihua.discovery.views.paging import before_of, next_url, show_list
from lihua.language.queries import ReadShort, Short
from lihua.people.models import Person
from lihua.people.queries import people_visible_to, relation, relations
from lihua.people.rules import may_see_network
from lihua.works.actions import read_and_want
from lihua.works.middleware import ReaderRequest


@require_safe
def person(request: ReaderRequest, handle: str, tab: str) -> HttpResponse:
    shown = _person_of(request, handle)
    if shown.handle != handle:
        return redirect(shown, permanent=True)
    page = queries.person_timeline(
        request.person,
        shown,
        max_id=before_of(request),
        limit=queries.PAGE,
        with_replies=tab == "replies",
        with_reposts=tab == "works",
        only_media=tab == "pictures",
        only_replies=tab == "replies",
    )
    tabs = [
        (reverse("discovery:person", args=[handle]), _("Works"), tab == "works"),
        (reverse("discovery:person_tab", args=[handle, "replies"]), _("Replies"), tab == "replies"),
        (reverse("discovery:person_tab", args=[handle, "pictures"]), _("With pictures"), tab == "pictures"),
    ]
    context = {
        "person": shown,
        "relation": relation(request.person, shown),
        "header_url": f"{settings.MEDIA_URL}{shown.header}" if shown.header else "",
        "links": queries.links_of(shown),
        "shows_network": may_see_network(request.person, shown),
        "tabs": tabs,
        "tab": tab,
        "title": shown.name,
        "bio": _bio(request, shown),
    }
    return show_list(request, page, "discovery/person.html", context)


def _bio(request: ReaderRequest, shown: Person) -> ReadShort | None:
    """Who they say they are; sent to an engine only of those whom everybody may find."""
    if not shown.bio:
        return None
    is_public = shown.is_discoverable and not shown.is_locked and not shown.is_sheltered
    said = Short(shown.bio, prior=tuple(shown.writes))
    (bio,) = read_and_want([said], reader=request.reader, request=request, public=is_public)
    return bio


@require_safe
def network(request: ReaderRequest, handle: str, which: str) -> HttpResponse:
    """Followers, or whom a person follows, where that person shows it."""
    shown = _person_of(request, handle)
    shows = may_see_network(request.person, shown)
    people, older = queries.network(request.person, shown, which, before=before_of(request)) if shows else ([], None)
    context = {
        "person": shown,
        "which": which,
        "shows": shows,
        "rows": [(other, related) for other, related in _with_relations(request.person, people)],
        "next_url": next_url(request, before=older) if older else "",
        "is_first": "before" not in request.GET,
    }
    return render(request, "discovery/network.html", context)


def _with_relations(viewer: Person | None, people: list[Person]) -> list[tuple[Person, object]]:
    known = relations(viewer, people)
    return [(other, known[other.pk]) for other in people]


def _person_of(request: ReaderRequest, handle: str) -> Person:
    people = people_visible_to(request.person).prefetch_related("languages")
    return get_object_or_404(people, handle=handle.lower())
