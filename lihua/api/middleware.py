"""The door of everything that apps call: no cookies come in, every origin may read what a token opens."""

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse

logger = logging.getLogger(__name__)

# Addresses that apps call. The consent page is not one of them: it is a page of ours, with a session and a form.
PREFIXES = ("/api/", "/oauth/token", "/oauth/revoke", "/oauth/userinfo", "/.well-known/", "/nodeinfo/")
PAGES = ("/api/lihua/docs",)

ALLOWED = {
    "Access-Control-Allow-Origin": "*",  # never with credentials: a token has to be sent on purpose
    "Access-Control-Expose-Headers": (
        "Link, X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset, Retry-After, X-Request-Id"
    ),
}
PREFLIGHT = {
    **ALLOWED,
    "Access-Control-Allow-Methods": "GET, POST, PUT, PATCH, DELETE, OPTIONS",
    "Access-Control-Allow-Headers": "Authorization, Content-Type, Idempotency-Key, Accept-Language, If-None-Match",
    "Access-Control-Max-Age": "86400",
}


class ApiDoor:
    """Stands before the sessions: a request of the API has no cookie, so no cookie can act through it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not is_of_apps(request.path_info):
            return self.get_response(request)
        request.META.pop("HTTP_COOKIE", None)
        request.COOKIES = {}
        if (
            request.path_info.endswith("/") and request.path_info not in PREFIXES
        ):  # some apps ask with a slash at the end, as Mastodon lets them
            request.path_info, request.path = request.path_info.rstrip("/"), request.path.rstrip("/")
        if request.method == "OPTIONS":
            return HttpResponse(status=204, headers=PREFLIGHT)
        response = in_json(self.get_response(request))
        verdict = getattr(request, "verdict", None)
        for name, value in {**ALLOWED, **(verdict.headers if verdict else {})}.items():
            response.headers[name] = value
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Apps are told in JSON that something broke, as they are told everything."""
        if not is_of_apps(request.path_info):
            return None
        logger.error("the API failed", exc_info=exception, extra={"path": request.path_info})
        return JsonResponse({"error": "Something went wrong on our side; it has been written down."}, status=500)


def in_json(response: HttpResponseBase) -> HttpResponseBase:
    """A refusal that Django or ninja wrote as a page or as nothing, in the words of the API."""
    kind = response.headers.get("Content-Type", "")
    if response.status_code < 400 or kind.startswith("application/json"):
        return response
    told = JsonResponse({"error": response.reason_phrase}, status=response.status_code)
    if "Allow" in response.headers:
        told.headers["Allow"] = response.headers["Allow"]
    return told


def is_of_apps(path: str) -> bool:
    return path.startswith(PREFIXES) and not path.startswith(PAGES)
