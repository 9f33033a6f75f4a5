"""Timelines: home, everybody's, a tag's. The lists themselves are made by `discovery`."""

from typing import Any

from django.http import HttpResponse
from ninja import Router, Schema

from lihua.api.answers import answer
from lihua.api.bearer import may_have, needs
from lihua.api.mastodon.finding import is_true, timeline
from lihua.api.paging import window
from lihua.api.parameters import asks
from lihua.discovery import queries

router = Router(tags=["timelines"])


class PageIn(Schema):
    max_id: str = ""
    since_id: str = ""
    min_id: str = ""
    limit: int = 20


@router.get("/v1/timelines/home", auth=needs("read:statuses"), **asks(PageIn))
def home(request: Any) -> HttpResponse:
    page = window(request)
    return timeline(
        request,
        queries.home_timeline(
            request.person, max_id=page.max_id, since_id=page.since_id, min_id=page.min_id, limit=page.limit
        ),
        page,
    )


class PublicIn(PageIn):
    only_media: bool = False


@router.get("/v1/timelines/public", auth=may_have("read:statuses"), **asks(PublicIn))
def public(request: Any) -> HttpResponse:
    if is_true(request, "remote"):
        return answer([])
    page = window(request)
    return timeline(
        request,
        queries.public_timeline(
            request.person,
            max_id=page.max_id,
            since_id=page.since_id,
            min_id=page.min_id,
            limit=page.limit,
            only_media=is_true(request, "only_media"),
        ),
        page,
    )


@router.get("/v1/timelines/tag/{name}", auth=may_have("read:statuses"), **asks(PublicIn))
def tag(request: Any, name: str) -> HttpResponse:
    """Works under all the names of this tag, and of those in `any[]`."""
    page = window(request)
    names = [name, *request.GET.getlist("any[]")[:8]]
    concepts = [concept for concept in map(queries.concept_named, names) if concept]
    if not concepts:
        return answer([])
    return timeline(
        request,
        queries.tag_timeline(
            request.person,
            concepts,
            max_id=page.max_id,
            since_id=page.since_id,
            min_id=page.min_id,
            limit=page.limit,
            only_media=is_true(request, "only_media"),
        ),
        page,
    )


@router.get("/v1/timelines/list/{list_id}", auth=needs("read:lists"))
def of_list(request: Any, list_id: str) -> HttpResponse:
    return answer([])


@router.get("/v1/timelines/direct", auth=needs("read:statuses"))
def direct(request: Any) -> HttpResponse:
    return answer([])
