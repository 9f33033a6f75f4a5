"""How views of this room say no and done, to a page and to a fragment."""

import json

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from lihua.lexicon.reading import ReaderRequest
from lihua.people.models import Person


def is_fragment(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"


def me(request: ReaderRequest) -> Person:
    if request.person is None:
        raise Http404
    return request.person


def refused(request: HttpRequest, said: str, otherwise: str) -> HttpResponse:
    """A page is shown again with what was wrong; a fragment leaves it as it is and says so beside it."""
    if is_fragment(request):
        return with_toast(HttpResponse(status=403), said)
    messages.error(request, said)
    return go_back(request, otherwise)


def with_toast(response: HttpResponse, text: str, *, undo: str = "") -> HttpResponse:
    response["HX-Trigger"] = json.dumps({"toast": {"text": text, "undo": undo}})
    return response


def go_back(request: HttpRequest, otherwise: str) -> HttpResponse:
    """To where the form said it stands, if that is one of our own pages."""
    wanted = request.POST.get("next", "")
    if wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None):
        return redirect(wanted)
    return redirect(otherwise)


def number(request: HttpRequest, name: str) -> int | None:
    """A number in the address, or a refusal of what is none."""
    said = request.GET.get(name, "")
    if said and not (said.isascii() and said.isdecimal() and len(said) <= 18):
        raise BadRequest(f"{name} is a number")
    return int(said) if said else None


def sent_number(request: HttpRequest, name: str) -> int | None:
    """A number in a form; anything else is none."""
    said = request.POST.get(name, "")
    return int(said) if said.isascii() and said.isdecimal() and len(said) <= 18 else None
