"""Handing out files: by storage key alone, as the type we wrote down, never as anything that could act."""

from collections.abc import Callable

from django.conf import settings
from django.core.files.storage import FileSystemStorage, default_storage, storages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect

from lihua.media import queries, rules
from lihua.people.models import Person

A_YEAR = 60 * 60 * 24 * 365
HARMLESS = "default-src 'none'; sandbox"


class PublicFiles:
    """Answers for files that anybody may have, before session, person and page machinery are asked at all."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.prefix = settings.MEDIA_URL

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info.startswith(self.prefix) and request.method in {"GET", "HEAD"}:
            served = queries.file_of(request.path_info.removeprefix(self.prefix))
            if served and access(served, None) == rules.Access.PUBLIC:
                return hand_out(served, is_public=True)
        return self.get_response(request)


def access(served: queries.Served, viewer: Person | None) -> rules.Access:
    return rules.access_to(asset_id=served.asset_id, owner_id=served.owner_id, purpose=served.purpose, viewer=viewer)


def hand_out(served: queries.Served, *, is_public: bool) -> HttpResponse:
    if not _is_folder():
        response: HttpResponse = HttpResponseRedirect(default_storage.url(served.key))  # signed, for five minutes
        response["Cache-Control"] = "private, max-age=240"
        return response
    try:
        with default_storage.open(served.key) as file:
            response = HttpResponse(file.read(), content_type=served.mime_type)
    except FileNotFoundError:
        return HttpResponse(status=404)
    response["Content-Length"] = str(len(response.content))  # said here: we stand outside the middleware that would
    name = served.key.rpartition("/")[2]
    response["Content-Disposition"] = f'inline; filename="lihua-{served.asset_id}-{name}"'
    response["Content-Security-Policy"] = HARMLESS
    response["Cross-Origin-Resource-Policy"] = "cross-origin" if is_public else "same-origin"
    response["Cache-Control"] = f"public, max-age={A_YEAR}, immutable" if is_public else "private, max-age=300"
    return response


def _is_folder() -> bool:
    return isinstance(storages["default"], FileSystemStorage)
