"""Short messages: on the next page, or at once beside what htmx brings."""

import json

from django.contrib import messages
from django.http import HttpRequest, HttpResponse


def say(request: HttpRequest, text: str, *, undo: str = "") -> None:
    """On the next page that is shown; `undo` is an address of ours that takes a POST."""
    messages.success(request, text, extra_tags=f"undo:{undo}" if undo else "")


def toast(response: HttpResponse, text: str, *, undo: str = "") -> HttpResponse:
    """At once, with this answer to htmx."""
    events = json.loads(response.headers.get("HX-Trigger", "{}"))
    events["toast"] = {"text": text, "undo": undo}
    response.headers["HX-Trigger"] = json.dumps(events)
    return response
