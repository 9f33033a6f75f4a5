"""What one does about a work: like, save, pass on; and who did."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Router, Schema

from lihua.api.answers import answer, invalid, page_of
from lihua.api.bearer import may_have, needs
from lihua.api.entities import accounts, statuses
from lihua.api.mastodon.finding import visibility_of, work_of
from lihua.api.paging import window
from lihua.api.parameters import read, takes
from lihua.works import actions
from lihua.works.models import Reaction, ReactionKind
from lihua.works.queries import works_visible_to

router = Router(tags=["statuses"])


def _react(request: Any, status_id: str, deed: Callable[..., Any]) -> HttpResponse:
    work = work_of(status_id, request.person).itself
    deed(work, by=request.person)
    return answer(statuses.status(work_of(str(work.pk), request.person), request.reader))


@router.post("/v1/statuses/{status_id}/favourite", auth=needs("write:favourites"))
def favourite(request: Any, status_id: str) -> HttpResponse:
    return _react(request, status_id, actions.like)


@router.post("/v1/statuses/{status_id}/unfavourite", auth=needs("write:favourites"))
def unfavourite(request: Any, status_id: str) -> HttpResponse:
    return _react(request, status_id, actions.unlike)


@router.post("/v1/statuses/{status_id}/bookmark", auth=needs("write:bookmarks"))
def bookmark(request: Any, status_id: str) -> HttpResponse:
    return _react(request, status_id, actions.save)


@router.post("/v1/statuses/{status_id}/unbookmark", auth=needs("write:bookmarks"))
def unbookmark(request: Any, status_id: str) -> HttpResponse:
    return _react(request, status_id, actions.unsave)


class RepostIn(Schema):
    visibility: str | None = None


@router.post("/v1/statuses/{status_id}/reblog", auth=needs("write:statuses", limit="posting"), **takes(RepostIn))
def reblog(request: Any, status_id: str) -> HttpResponse:
    """Pass it on; the answer is the repost, with what was passed on inside."""
    asked = read(request, RepostIn)
    if asked.visibility == "direct":
        raise invalid(_("private messages do not exist here yet; choose private, which is your followers"))
    work = work_of(status_id, request.person)
    shared = actions.repost(work, by=request.person, visibility=visibility_of(asked.visibility))
    return answer(statuses.status(work_of(str(shared.pk), request.person), request.reader))


@router.post("/v1/statuses/{status_id}/unreblog", auth=needs("write:statuses"))
def unreblog(request: Any, status_id: str) -> HttpResponse:
    return _react(request, status_id, actions.unrepost)


@router.post("/v1/statuses/{status_id}/mute", auth=needs("write:mutes"))
@router.post("/v1/statuses/{status_id}/unmute", auth=needs("write:mutes"))
def mute(request: Any, status_id: str) -> HttpResponse:
    """Conversations cannot be muted here; people can. The answer says so: `muted` stays false."""
    return answer(statuses.status(work_of(status_id, request.person), request.reader))


@router.get("/v1/statuses/{status_id}/favourited_by", auth=may_have("read:accounts"))
def favourited_by(request: Any, status_id: str) -> HttpResponse:
    work, page = work_of(status_id, request.person).itself, window(request, default=40, most=80)
    rows = Reaction.objects.filter(work=work, kind=ReactionKind.LIKE, person__state__in=["active", "limited"])
    found = page.of(rows.select_related("person"))
    people = accounts.accounts([row.person for row in found])
    return page_of(people, request, keys=[row.pk for row in found], is_full=page.is_filled_by(found))


@router.get("/v1/statuses/{status_id}/reblogged_by", auth=may_have("read:accounts"))
def reblogged_by(request: Any, status_id: str) -> HttpResponse:
    work, page = work_of(status_id, request.person).itself, window(request, default=40, most=80)
    found = page.of(works_visible_to(request.person).filter(repost_of=work).select_related("author"))
    people = accounts.accounts([row.author for row in found])
    return page_of(people, request, keys=[row.pk for row in found], is_full=page.is_filled_by(found))
