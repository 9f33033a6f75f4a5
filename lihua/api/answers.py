"""JSON out: entities, refusals, and the Link header that pages by."""

from collections.abc import Mapping, Sequence
from typing import Any

import orjson
from django.conf import settings
from django.http import HttpRequest, HttpResponse

JSON = "application/json; charset=utf-8"


class Refusal(Exception):
    """An answer that says no, in Mastodon's error entity."""

    def __init__(self, status: int, error: str, description: str = "", **more: Any) -> None:
        super().__init__(error)
        self.status = status
        self.entity = {"error": error, **({"error_description": description} if description else {}), **more}


def answer(content: Any, *, status: int = 200, headers: Mapping[str, str] | None = None) -> HttpResponse:
    return HttpResponse(
        orjson.dumps(content, option=orjson.OPT_NON_STR_KEYS), status=status, content_type=JSON, headers=headers
    )


def refuse(refusal: Refusal) -> HttpResponse:
    headers = {"WWW-Authenticate": 'Bearer realm="Li Hua"'} if refusal.status == 401 else None
    return answer(refusal.entity, status=refusal.status, headers=headers)


def page_of(content: Any, request: HttpRequest, *, keys: Sequence[int | str], is_full: bool) -> HttpResponse:
    """A list with the way on: `next` to what is older while the page was full, `prev` to what is newer."""
    links = []
    if keys and is_full:
        links.append(f'<{_address(request, max_id=keys[-1])}>; rel="next"')
    if keys:
        links.append(f'<{_address(request, min_id=keys[0])}>; rel="prev"')
    return answer(content, headers={"Link": ", ".join(links)} if links else None)


def _address(request: HttpRequest, **place: int | str) -> str:
    kept = request.GET.copy()
    for name in ("max_id", "since_id", "min_id", "offset"):
        kept.pop(name, None)
    for name, value in place.items():
        kept[name] = str(value)
    return f"{settings.URL}{request.path}?{kept.urlencode()}"


def not_found() -> Refusal:
    return Refusal(404, "Record not found")


def invalid(message: str) -> Refusal:
    return Refusal(422, f"Validation failed: {message}")
