"""Notices."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from ninja import Router, Schema

from lihua.api.answers import answer, not_found, page_of
from lihua.api.bearer import needs
from lihua.api.entities import notices
from lihua.api.paging import id_of, number, window
from lihua.api.parameters import asks
from lihua.notifications.models import Notice

router = Router(tags=["notifications"])


class NoticesIn(Schema):
    max_id: str = ""
    since_id: str = ""
    min_id: str = ""
    limit: int = 40
    types: list[str] = []
    exclude_types: list[str] = []
    account_id: str = ""


@router.get("/v1/notifications", auth=needs("read:notifications"), **asks(NoticesIn))
def listed(request: Any) -> HttpResponse:
    page = window(request, default=40, most=80)
    found = page.of(_wanted(request).select_related("actor", "to"))
    entities = notices.notifications(found, request.reader)
    return page_of(entities, request, keys=[notice.pk for notice in found], is_full=page.is_filled_by(found))


def _wanted(request: Any) -> QuerySet[Notice]:
    rows = Notice.objects.filter(to=request.person)
    types = _list(request, "types")
    if types:
        rows = rows.filter(kind__in=notices.kinds_of(types))
    if excluded := _list(request, "exclude_types"):
        rows = rows.exclude(kind__in=notices.kinds_of(excluded))
    if (account_id := number(request, "account_id")) is not None:
        rows = rows.filter(actor=account_id)
    return rows


def _list(request: Any, name: str) -> list[str]:
    found: list[str] = request.GET.getlist(f"{name}[]") or request.GET.getlist(name)
    return found[:40]


@router.get("/v1/notifications/unread_count", auth=needs("read:notifications"))
def unread_count(request: Any) -> HttpResponse:
    most = min(number(request, "limit") or 100, 1000)
    return answer({"count": _wanted(request).filter(read_at=None)[:most].count()})


@router.post("/v1/notifications/clear", auth=needs("write:notifications"))
def clear(request: Any) -> HttpResponse:
    Notice.objects.filter(to=request.person).delete()
    return answer({})


@router.get("/v1/notifications/policy", auth=needs("read:notifications"))
def policy_v1(request: Any) -> HttpResponse:
    return answer({**{f"filter_{what}": False for what in _POLICY}, "summary": _NOTHING_PENDING})


@router.get("/v2/notifications/policy", auth=needs("read:notifications"))
def policy(request: Any) -> HttpResponse:
    return answer({**{f"for_{what}": "accept" for what in (*_POLICY, "limited_accounts")}, "summary": _NOTHING_PENDING})


_POLICY = ("not_following", "not_followers", "new_accounts", "private_mentions")
_NOTHING_PENDING = {"pending_requests_count": 0, "pending_notifications_count": 0}


@router.get("/v1/notifications/requests", auth=needs("read:notifications"))
def requests(request: Any) -> HttpResponse:
    return answer([])


@router.get("/v1/notifications/{notice_id}", auth=needs("read:notifications"))
def one(request: Any, notice_id: str) -> HttpResponse:
    entities = notices.notifications([_own(request, notice_id)], request.reader)
    if not entities:
        raise not_found()
    return answer(entities[0])


@router.post("/v1/notifications/{notice_id}/dismiss", auth=needs("write:notifications"))
def dismiss(request: Any, notice_id: str) -> HttpResponse:
    _own(request, notice_id).delete()
    return answer({})


# The second version: grouped. Newer apps ask for it where a village says it is as new as Mastodon 4.3.


@router.get("/v2/notifications", auth=needs("read:notifications"), **asks(NoticesIn))
def in_groups(request: Any) -> HttpResponse:
    page = window(request, default=40, most=80)
    found = page.of(_wanted(request).select_related("actor", "to"))
    wanted = _list(request, "grouped_types") or list(notices.GROUPED)
    told = notices.grouped(found, request.reader, grouped_types=wanted)
    return page_of(told, request, keys=[notice.pk for notice in found], is_full=page.is_filled_by(found))


@router.get("/v2/notifications/unread_count", auth=needs("read:notifications"))
def unread_groups(request: Any) -> HttpResponse:
    most = min(number(request, "limit") or 100, 1000)
    rows = _wanted(request).filter(read_at=None).order_by("-pk")[:most]
    return answer({"count": len({notices.group_key(notice) for notice in rows})})


@router.get("/v2/notifications/{key}", auth=needs("read:notifications"))
def one_group(request: Any, key: str) -> HttpResponse:
    return answer(notices.grouped(_of_group(request, key), request.reader))


@router.get("/v2/notifications/{key}/accounts", auth=needs("read:notifications"))
def of_group(request: Any, key: str) -> HttpResponse:
    return answer(notices.grouped(_of_group(request, key), request.reader)["accounts"])


@router.post("/v2/notifications/{key}/dismiss", auth=needs("write:notifications"))
def dismiss_group(request: Any, key: str) -> HttpResponse:
    Notice.objects.filter(pk__in=[notice.pk for notice in _of_group(request, key)]).delete()
    return answer({})


def _of_group(request: Any, key: str) -> list[Notice]:
    if key.startswith("ungrouped-"):
        return [_own(request, key.removeprefix("ungrouped-"))]
    rows = Notice.objects.select_related("actor", "to").filter(to=request.person, group=key.replace("\0", ""))
    found = list(rows.order_by("-pk")[:80])
    if not found:
        raise not_found()
    return found


def _own(request: Any, notice_id: str) -> Notice:
    found = Notice.objects.select_related("actor", "to").filter(to=request.person, pk=id_of(notice_id)).first()
    if found is None:
        raise not_found()
    return found
