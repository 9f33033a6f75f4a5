"""Pages of no room: all places, what this village is, how it looks, and what went wrong."""

import sys

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST

from lihua import __version__
from lihua.base.options import site_options

THEME_COOKIE = "lihua_theme"
YEAR = 60 * 60 * 24 * 365


def more(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/more.html")


def about(request: HttpRequest) -> HttpResponse:
    """What this village is, its rules in the reader's language, and where its source is (the licence asks for that)."""
    rules: dict[str, list[str]] = site_options().rules
    spoken = getattr(request, "LANGUAGE_CODE", settings.LANGUAGE_CODE).lower()
    tag = min(rules, key=lambda tag: (tag.lower() != spoken, tag != "en"), default="")
    return render(
        request,
        "ui/about.html",
        {"rules": rules.get(tag, []), "rules_language": tag, "version": __version__, "source_url": settings.SOURCE_URL},
    )


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Light, dark, or as the device says: a cookie, so that the page comes in the right colours at once."""
    response = HttpResponseRedirect(_next(request))
    chosen = request.POST.get("theme", "")
    if chosen in {"light", "dark"}:
        response.set_cookie(THEME_COOKIE, chosen, max_age=YEAR, samesite="Lax", secure=settings.LANGUAGE_COOKIE_SECURE)
    else:
        response.delete_cookie(THEME_COOKIE)
    return response


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """The language of buttons and messages: a cookie, and with the account for those who have one."""
    response = HttpResponseRedirect(_next(request))
    chosen = request.POST.get("language", "")
    if chosen in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            chosen,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            samesite="Lax",
            secure=settings.LANGUAGE_COOKIE_SECURE,
        )
        if request.user.is_authenticated:
            request.user.speak(chosen)
    return response


@cache_control(public=True, max_age=3600)
def manifest(request: HttpRequest) -> JsonResponse:
    """What a phone needs to put the village on its first screen."""
    name = site_options().name
    icons = [
        {"src": static(f"ui/seal-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png"} for size in (192, 512)
    ]
    return JsonResponse(
        {
            "name": name,
            "short_name": name[:12],
            "id": "/",
            "start_url": "/",
            "display": "standalone",
            "background_color": "#fbf8f3",
            "theme_color": "#fbf8f3",
            "icons": [*icons, {**icons[-1], "purpose": "maskable"}],
        },
        content_type="application/manifest+json",
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "ui/error.html", {"status": 403, "kind": "csrf"}, status=403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    # The request itself may be what is odd (its host, say): nothing on the page asks it anything.
    return HttpResponse(render_to_string("ui/error_plain.html", {"status": 400}), status=400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "ui/error.html", {"status": 403}, status=403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "ui/error.html", {"status": 404}, status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Without request or database: what broke may be either. A database that is away comes back by itself."""
    status = 503 if isinstance(sys.exc_info()[1], OperationalError | InterfaceError) else 500
    response = HttpResponse(render_to_string("ui/error_plain.html", {"status": status}), status=status)
    if status == 503:
        response["Retry-After"] = "30"
    return response


def _next(request: HttpRequest) -> str:
    """Back to where the form was, if that is one of our pages."""
    wanted = request.POST.get("next", "")
    return wanted if url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}) else "/"
