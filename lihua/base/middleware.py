"""What stands around every view: requests refused by their shape, and the security headers of every answer."""

import logging
import re
from collections.abc import Callable, Iterable
from urllib.parse import urlsplit

from django.conf import settings
from django.core.files.storage import default_storage
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.utils.module_loading import import_string

from lihua.base import limits

logger = logging.getLogger("lihua.security")

# A source of the policy: a scheme or an origin, without anything that could begin another directive.
_SOURCE = re.compile(r"[a-z][a-z0-9+.-]*:(//[A-Za-z0-9.:\[\]-]+)?")
LONGEST_QUERY = 8192  # an OAuth request with a long state is about 2,000

PERMISSIONS = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer", "autoplay", "browsing-topics", "camera", "display-capture", "geolocation", "gyroscope", "hid",
        "magnetometer", "microphone", "midi", "payment", "serial", "usb",
    )
)  # fmt: skip


class SecurityHeaders:
    """First in the row, around every request: it asks no database and reads no body.

    A view may set a header itself, and then its word stands (`content_security_policy(form_action=...)` for OAuth).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.always = {
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "same-origin",
            "Permissions-Policy": PERMISSIONS,
            "Cross-Origin-Opener-Policy": "same-origin",
            "X-Frame-Options": "DENY",
            "Content-Security-Policy": content_security_policy(),
        }
        if settings.SECURE_HSTS_SECONDS:
            self.always["Strict-Transport-Security"] = f"max-age={settings.SECURE_HSTS_SECONDS}"

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = refused(request) or self.get_response(request)
        headers = response.headers
        for name, value in self.always.items():
            if name not in headers:
                headers[name] = value
        kept = headers.get("Cache-Control")
        if (not kept and is_personal(request)) or (response.cookies and (not kept or "public" in kept)):
            headers["Cache-Control"] = "private, no-store"  # a cookie in a shared cache is everybody's cookie
        return response


class CountWrites:
    """Behind AuthenticationMiddleware: what changes something is counted, also where a view says nothing of it.

    A view that is `limited` counts itself; the API's doors count their tokens; forms of visitors are allauth's.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponseBase], _args: object, _kwargs: object
    ) -> HttpResponseBase | None:
        if request.method in ("GET", "HEAD", "OPTIONS") or hasattr(view, "limited_by"):
            return None
        if getattr(view, "csrf_exempt", False) or not request.user.is_authenticated:
            return None
        verdict = limits.hit("reacting", request)
        return None if verdict.allowed else limits.refusal(request, verdict)


def content_security_policy(*, form_action: Iterable[str] = ()) -> str:
    """The policy, without a nonce so that pages stay cacheable.

    `form_action`: origins or schemes besides our own that an answered form may lead to. Browsers hold a redirect after
    a form to it, and an OAuth consent ends in the app's own scheme.
    """
    # Files of a bucket are reached by a redirect, and a browser holds the redirect's target to the policy too.
    store = urlsplit(default_storage.url("any"))
    files = ["'self'", f"{store.scheme}://{store.netloc}"] if store.netloc else []
    import_map = [f"'{import_string(settings.CSP_IMPORT_MAP)()}'"] if settings.CSP_IMPORT_MAP else []
    directives = {
        "default-src": ["'self'"],
        "script-src": ["'self'", *import_map],
        "style-src": ["'self'"],
        "style-src-attr": ["'unsafe-inline'"],
        "img-src": files,
        "media-src": files,
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "form-action": ["'self'", *filter(_SOURCE.fullmatch, form_action)],
    }
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in directives.items() if sources)


def is_personal(request: HttpRequest) -> bool:
    """Does it come with a session or a token? (Whether they are good is asked later.)"""
    return settings.SESSION_COOKIE_NAME in request.COOKIES or "HTTP_AUTHORIZATION" in request.META


def longest_body(content_type: str, *, is_personal: bool) -> int:
    """How many bytes a body may have. Files are taken only from who comes with a session or a token."""
    if is_personal and content_type.lower().startswith("multipart/form-data"):
        return int(settings.LARGEST_UPLOAD_BYTES)
    return int(settings.DATA_UPLOAD_MAX_MEMORY_SIZE)


def refused(request: HttpRequest) -> HttpResponse | None:
    """Requests that no view should see: their length is announced and compared, their body is not touched."""
    meta = request.META
    query = meta.get("QUERY_STRING", "")
    if "\0" in request.path_info or "%00" in query or "\0" in query:
        return _refusal(request, 400, "An address cannot hold a null byte.")
    if len(query) > LONGEST_QUERY:
        return _refusal(request, 400, "The address is too long.")
    if meta.get("HTTP_TRANSFER_ENCODING"):
        return _refusal(request, 411, "Send the body with its length.")
    if not meta.get("CONTENT_LENGTH"):
        return None
    if meta.get("HTTP_CONTENT_ENCODING", "identity").strip().lower() not in ("", "identity"):
        return _refusal(request, 415, "Send the body as it is, not packed.")
    length = str(meta["CONTENT_LENGTH"])
    most = longest_body(request.content_type or "", is_personal=is_personal(request))
    if not length.isascii() or not length.isdecimal():
        return _refusal(request, 400, "The body's length is not a number.")
    if len(length) > 15 or int(length) > most:
        return _refusal(request, 413, f"That is larger than the {most:,} bytes that are accepted here.")
    return None


def _refusal(request: HttpRequest, status: int, reason: str) -> HttpResponse:
    logger.warning("request refused", extra={"status": status, "reason": reason})
    if request.path_info.startswith("/api/"):
        return JsonResponse({"error": reason}, status=status)
    return HttpResponse(reason, status=status, content_type="text/plain; charset=utf-8")
