"""How views say no, and how they say done, to a page and to a fragment."""

import json

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from lihua.works.middleware import ReaderRequest


def is_fragment(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"


def refused(request: ReaderRequest, said: str, *, status: int = 403) -> HttpResponse:
    """The page says why; a fragment leaves the page as it is and says so beside it."""
    said = said or _("This is not possible.")
    if is_fragment(request):
        return with_toast(HttpResponse(status=status), said)
    return render(request, "works/refused.html", {"said": said}, status=status)


def with_toast(response: HttpResponse, text: str, *, undo: str = "") -> HttpResponse:
    response["HX-Trigger"] = json.dumps({"toast": {"text": text, "undo": undo}})
    return response


def go_back(request: HttpRequest, otherwise: str) -> HttpResponse:
    """To where the form said it stands, if that is one of our own pages."""
    wanted = request.POST.get("next", "")
    if wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None):
        return redirect(wanted)
    return redirect(otherwise)


def say_deleted(request: ReaderRequest, work_id: int) -> None:
    """A toast with the way back, good for as long as the work is kept."""
    undo = reverse("works:undo", args=[work_id])
    messages.success(request, _("Deleted."), extra_tags=f"undo:{undo}")
