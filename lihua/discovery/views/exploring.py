from urllib.parse import quote

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lihua.discovery import queries
from lihua.discovery.views.paging import before_of, level_choice, show_list
from lihua.people.models import INTERESTS as CHANNELS
from lihua.works.middleware import ReaderRequest

# Whoever is not signed in gets the same page as everybody with their languages, for so many seconds.
ANONYMOUS_SECONDS = 30


@require_safe
def explore(request: ReaderRequest) -> HttpResponse:
    level = queries.UpTo.named(request.GET.get("level", ""))
    if level:
        page = queries.up_to(request.person, level, before=before_of(request))
    else:
        page = queries.explore(request.person, before=before_of(request))
    return _brief(request, _show(request, page, "explore", _("Explore"), level_choice(request, level)))


@require_safe
@login_required
def following(request: ReaderRequest) -> HttpResponse:
    if request.person is None:
        return redirect("people:first_steps")
    page = queries.following(request.person, before=before_of(request))
    return _show(request, page, "following", _("Following"))


@require_safe
def new_neighbours(request: ReaderRequest) -> HttpResponse:
    page = queries.new_neighbours(request.person, before=before_of(request))
    return _brief(request, _show(request, page, "new_neighbours", _("New neighbours")))


@require_safe
def newest(request: ReaderRequest) -> HttpResponse:
    page = queries.newest(request.person, before=before_of(request))
    return _brief(request, _show(request, page, "newest", _("Newest")))


@require_safe
def channel(request: ReaderRequest, slug: str) -> HttpResponse:
    names = dict(CHANNELS)
    if slug not in names:
        raise Http404
    page = queries.channel(request.person, slug, before=before_of(request))
    return _brief(request, _show(request, page, slug, str(names[slug])))


@require_safe
def how(request: HttpRequest) -> HttpResponse:
    """How is this chosen?"""
    return render(request, "discovery/how.html", {"rule": queries.RULE})


@require_safe
def tag(request: ReaderRequest, name: str) -> HttpResponse:
    concept = queries.concept_seen_by(request.person, name)
    if concept is None:
        return render(request, "discovery/no_tag.html", {"name": name[:60], "name_query": quote(name[:60])}, status=404)
    names = queries.names_of(concept, request.reader.reads, asked=name)
    page = queries.tag(request.person, concept, before=before_of(request))
    context = {"names": names, "concept": concept, "title": f"#{names.shown.name}"}
    return show_list(request, page, "discovery/tag.html", context)


def _show(
    request: ReaderRequest, page: queries.WorkPage, tab: str, title: str, more: dict[str, object] | None = None
) -> HttpResponse:
    context = {"tab": tab, "tabs": _tabs(request, tab), "title": title, **(more or {})}
    return show_list(request, page, "discovery/explore.html", context)


def _tabs(request: ReaderRequest, current: str) -> list[tuple[str, str, bool]]:
    """(address, words, whether it is this one)"""
    tabs = [("explore", reverse("discovery:explore"), _("For you"))]
    if request.person:
        tabs.append(("following", reverse("discovery:following"), _("Following")))
    tabs.append(("new_neighbours", reverse("discovery:new_neighbours"), _("New neighbours")))
    tabs.append(("newest", reverse("discovery:newest"), _("Newest")))
    tabs += [(slug, reverse("discovery:channel", args=[slug]), str(words)) for slug, words in CHANNELS]
    return [(address, words, name == current) for name, address, words in tabs]


def _brief(request: ReaderRequest, response: HttpResponse) -> HttpResponse:
    """Somebody who is not signed in may be shown a page that is some seconds old; everybody else's is their own."""
    if request.person is None and not request.COOKIES and not response.cookies:
        response["Cache-Control"] = f"public, max-age={ANONYMOUS_SECONDS}"
    patch_vary_headers(response, ["Cookie", "Accept-Language", "HX-Request"])
    return response
