"""Lists of one's own: who asks to follow, whom one blocked and muted, what one liked and saved."""

from typing import Any

from django.http import HttpResponse
from ninja import Router

from lihua.api.answers import answer, not_found, page_of
from lihua.api.bearer import needs
from lihua.api.entities import accounts
from lihua.api.mastodon.finding import person_of, works_page
from lihua.api.paging import window
from lihua.people import actions
from lihua.people.models import Block, FollowRequest, Mute
from lihua.works.models import Reaction, ReactionKind
from lihua.works.queries import works_visible_to

router = Router(tags=["relations"])


@router.get("/v1/follow_requests", auth=needs("read:follows"))
def follow_requests(request: Any) -> HttpResponse:
    page = window(request, default=40, most=80)
    rows = FollowRequest.objects.filter(followed=request.person, follower__state__in=["active", "limited"])
    found = page.of(rows.select_related("follower"))
    people = accounts.accounts([row.follower for row in found])
    return page_of(people, request, keys=[row.pk for row in found], is_full=page.is_filled_by(found))


@router.post("/v1/follow_requests/{account_id}/authorize", auth=needs("write:follows"))
def authorize(request: Any, account_id: str) -> HttpResponse:
    asked = _request_of(request, account_id)
    actions.accept_request(asked)
    return answer(accounts.relationships(request.person, [asked.follower_id])[0])


@router.post("/v1/follow_requests/{account_id}/reject", auth=needs("write:follows"))
def reject(request: Any, account_id: str) -> HttpResponse:
    asked = _request_of(request, account_id)
    actions.decline_request(asked)
    return answer(accounts.relationships(request.person, [asked.follower_id])[0])


def _request_of(request: Any, account_id: str) -> FollowRequest:
    found = FollowRequest.objects.filter(followed=request.person, follower=person_of(account_id)).first()
    if found is None:
        raise not_found()
    return found


@router.get("/v1/blocks", auth=needs("read:blocks"))
def blocks(request: Any) -> HttpResponse:
    page = window(request, default=40, most=80)
    found = page.of(Block.objects.filter(blocker=request.person).select_related("blocked"))
    people = accounts.accounts([row.blocked for row in found])
    return page_of(people, request, keys=[row.pk for row in found], is_full=page.is_filled_by(found))


@router.get("/v1/mutes", auth=needs("read:mutes"))
def mutes(request: Any) -> HttpResponse:
    page = window(request, default=40, most=80)
    found = page.of(Mute.objects.in_force().filter(person=request.person).select_related("muted"))
    people = accounts.muted([row.muted for row in found], request.person)
    return page_of(people, request, keys=[row.pk for row in found], is_full=page.is_filled_by(found))


@router.get("/v1/favourites", auth=needs("read:favourites"))
def favourites(request: Any) -> HttpResponse:
    return _reacted(request, ReactionKind.LIKE)


@router.get("/v1/bookmarks", auth=needs("read:bookmarks"))
def bookmarks(request: Any) -> HttpResponse:
    return _reacted(request, ReactionKind.BOOKMARK)


def _reacted(request: Any, kind: ReactionKind) -> HttpResponse:
    page = window(request)
    rows = Reaction.objects.filter(person=request.person, kind=kind, work__in=works_visible_to(request.person))
    found = page.of(rows.select_related("work__author"))
    works = [row.work for row in found]
    return works_page(request, works, keys=[row.pk for row in found], is_full=page.is_filled_by(found))
