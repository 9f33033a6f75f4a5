"""All operations in one place, and what becomes of a refusal."""

import logging
from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

import lihua
from lihua.api.answers import Refusal, refuse
from lihua.api.mastodon import (
    accounts,
    apps,
    instance,
    markers,
    media,
    notifications,
    quiet,
    reactions,
    relations,
    reports,
    search,
    statuses,
    suggestions,
    tags,
    threads,
    timelines,
    translating,
)
from lihua.api.village import boards, mending, names, pictures, translations, waiting, words
from lihua.works.rules import NotAllowed, NotReady, Unacceptable

logger = logging.getLogger(__name__)

api = NinjaAPI(
    title="Li Hua",
    version=lihua.__version__,
    description="The Mastodon client API under /api/v1 and /api/v2, and what is our own under /api/lihua/v1.",
    urls_namespace="operations",
    docs_url=None,
    openapi_url=None,  # views.docs serves it: this router stands inside a namespace
)

for _part in (
    apps,
    accounts,
    relations,
    statuses,
    threads,
    reactions,
    translating,
    media,
    timelines,
    search,
    notifications,
    tags,
    reports,
    instance,
    markers,
    suggestions,
    quiet,
    boards,
    translations,
    mending,
    names,
    pictures,
    waiting,
    words,
):
    api.add_router("", _part.router)


@api.exception_handler(Refusal)
def _refused(request: HttpRequest, problem: Refusal) -> HttpResponse:
    return refuse(problem)


@api.exception_handler(Http404)
def _not_there(request: HttpRequest, problem: Http404) -> HttpResponse:
    return refuse(Refusal(404, "Record not found"))


@api.exception_handler(Unacceptable)
def _unacceptable(request: HttpRequest, problem: Unacceptable) -> HttpResponse:
    return refuse(Refusal(422, f"Validation failed: {problem}", details=problem.problems))


@api.exception_handler(NotAllowed)
def _not_allowed(request: HttpRequest, problem: NotAllowed) -> HttpResponse:
    return refuse(Refusal(403, "This action is not allowed", str(problem)))


@api.exception_handler(NotReady)
def _not_ready(request: HttpRequest, problem: NotReady) -> HttpResponse:
    return refuse(Refusal(422, str(problem)))


@api.exception_handler(ValidationError)
def _misshapen(request: HttpRequest, problem: ValidationError) -> HttpResponse:
    first: dict[str, Any] = problem.errors[0] if problem.errors else {"loc": (), "msg": "not as described"}
    where = ".".join(str(part) for part in first["loc"][1:])
    return refuse(Refusal(422, f"Validation failed: {where} {first['msg']}".strip()))


@api.exception_handler(HttpError)
def _unreadable(request: HttpRequest, problem: HttpError) -> HttpResponse:
    return refuse(Refusal(problem.status_code, str(problem)))


@api.exception_handler(OperationalError)
@api.exception_handler(InterfaceError)
def _unanswered(request: HttpRequest, problem: Exception) -> HttpResponse:
    """The database is away, or a question took it too long (`base.patience`)."""
    logger.error("The database gave no answer", exc_info=problem)
    response = refuse(Refusal(503, "The village is out of breath. Try again in a moment."))
    response["Retry-After"] = "30"
    return response


@api.exception_handler(RequestDataTooBig)
@api.exception_handler(TooManyFieldsSent)
def _too_much(request: HttpRequest, problem: Exception) -> HttpResponse:
    return refuse(Refusal(413, "That is more than is accepted at once"))
