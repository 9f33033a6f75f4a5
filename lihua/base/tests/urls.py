"""Addresses for the tests of what stands around every view."""

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.urls import path

from lihua.base.limits import limited
from lihua.base.middleware import content_security_policy


def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse("a page")


def body(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"{len(request.body)} bytes", content_type="text/plain")


def cached(request: HttpRequest) -> HttpResponse:
    return HttpResponse("the same for all", headers={"Cache-Control": "max-age=60"})


def planted(request: HttpRequest) -> HttpResponse:
    response = HttpResponse("a form", headers={"Cache-Control": "public, max-age=30"})
    get_token(request)  # the cookie comes later, when the view is done
    return response


def consent(request: HttpRequest) -> HttpResponse:
    return HttpResponse("", headers={"Content-Security-Policy": content_security_policy(form_action=["app:"])})


@limited("reporting")
def report(request: HttpRequest) -> HttpResponse:
    return HttpResponse("reported")


urlpatterns = [
    path("page", page),
    path("body", body),
    path("cached", cached),
    path("planted", planted),
    path("consent", consent),
    path("report", report),
    path("api/v1/reports", report),
]
