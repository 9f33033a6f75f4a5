"""How far one has read, kept for one's other devices."""

from typing import Any

from django.db import transaction
from django.db.models import F
from django.http import HttpResponse
from ninja import Router, Schema

from lihua.api.answers import answer, invalid
from lihua.api.bearer import needs
from lihua.api.entities.forms import moment
from lihua.api.models import Marker, Timeline
from lihua.api.parameters import read, takes
from lihua.notifications.actions import mark_read

router = Router(tags=["markers"])


class PlaceIn(Schema):
    last_read_id: str


class MarkersIn(Schema):
    home: PlaceIn | None = None
    notifications: PlaceIn | None = None


@router.get("/v1/markers", auth=needs("read:statuses"))
def listed(request: Any) -> HttpResponse:
    wanted = request.GET.getlist("timeline[]") or request.GET.getlist("timeline")
    rows = Marker.objects.filter(person=request.person, timeline__in=[name for name in wanted if name in Timeline])
    return answer({row.timeline: _marker(row) for row in rows})


@router.post("/v1/markers", auth=needs("write:statuses"), **takes(MarkersIn))
def put(request: Any) -> HttpResponse:
    asked = read(request, MarkersIn)
    rows = [
        _put(request.person, timeline, place.last_read_id)
        for timeline, place in ((Timeline.HOME, asked.home), (Timeline.NOTIFICATIONS, asked.notifications))
        if place
    ]
    return answer({row.timeline: _marker(row) for row in rows})


@transaction.atomic
def _put(person: Any, timeline: Timeline, last_read_id: str) -> Marker:
    if not (last_read_id.isascii() and last_read_id.isdecimal() and len(last_read_id) < 19):
        raise invalid("last_read_id must be a whole number")
    last = int(last_read_id)
    row, is_new = Marker.objects.get_or_create(person=person, timeline=timeline, defaults={"last_read_id": last})
    if not is_new:
        Marker.objects.filter(pk=row.pk).update(version=F("version") + 1)
        row.refresh_from_db()
        row.last_read_id = last
        row.save(update_fields=["last_read_id", "updated_at"])
    if timeline == Timeline.NOTIFICATIONS:
        mark_read(person, up_to=last)
    return row


def _marker(row: Marker) -> dict[str, Any]:
    return {"last_read_id": str(row.last_read_id), "version": row.version, "updated_at": moment(row.updated_at)}
