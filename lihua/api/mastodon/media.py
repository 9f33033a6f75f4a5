"""Pictures: sent, looked after, described. Videos and sound are refused with the reason until they can be made."""

from typing import Any

from django.db.models import ProtectedError
from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Router, Schema

from lihua.api import parameters
from lihua.api.answers import Refusal, answer, invalid, not_found
from lihua.api.bearer import needs
from lihua.api.entities import media
from lihua.api.mastodon import pictures
from lihua.api.paging import id_of
from lihua.api.parameters import read, takes
from lihua.media import actions, rules
from lihua.media.models import MADE, Asset, AssetState, Purpose

router = Router(tags=["media"])


class MediaIn(Schema):
    """`file` comes as multipart."""

    description: str | None = None
    focus: str | None = None


@router.post("/v2/media", auth=needs("write:media", limit="uploading"), **takes(MediaIn))
def send(request: Any) -> HttpResponse:
    """Take a picture in: 202, and ready a moment later. Ask for it by its id until it is."""
    return _answer(_received(request), request, waiting=202)


@router.post("/v1/media", auth=needs("write:media", limit="uploading"), **takes(MediaIn))
def send_and_wait(request: Any) -> HttpResponse:
    """Take a picture in and answer when it is ready."""
    return _answer(actions.prepare_now(_received(request, is_awaited=True)), request, waiting=202)


def _received(request: Any, *, is_awaited: bool = False) -> Asset:
    asked = read(request, MediaIn)
    sent = parameters.files(request).get("file")
    if sent is None:
        raise invalid(_("File: send one picture, %(accepted)s") % {"accepted": rules.accepted()})
    try:
        return actions.receive(
            request.person,
            sent,
            alt=asked.description or "",
            focus=pictures.point(asked.focus) if asked.focus else (0, 0),
            is_awaited=is_awaited,
        )
    except rules.Refused as problem:
        raise invalid(str(problem)) from problem


@router.get("/v1/media/{media_id}", auth=needs("write:media"))
def look(request: Any, media_id: str) -> HttpResponse:
    """206 while it is being prepared."""
    return _answer(_own(request, media_id), request, waiting=206)


@router.put("/v1/media/{media_id}", auth=needs("write:media"), **takes(MediaIn))
def describe(request: Any, media_id: str) -> HttpResponse:
    asset, asked = _own(request, media_id), read(request, MediaIn)
    pictures.describe(asset, by=request.person, description=asked.description, focus=asked.focus)
    return _answer(asset, request, waiting=206)


@router.delete("/v1/media/{media_id}", auth=needs("write:media"))
def discard(request: Any, media_id: str) -> HttpResponse:
    asset = _own(request, media_id)
    in_use = Refusal(422, "Media attachment is currently used by a status")
    if asset.is_claimed:
        raise in_use
    try:
        actions.discard(asset)
    except ProtectedError as problem:
        raise in_use from problem
    return answer({})


def _own(request: Any, media_id: str) -> Asset:
    own = Asset.objects.filter(owner=request.person, purpose=Purpose.WORK).prefetch_related(MADE)
    asset = own.filter(pk=id_of(media_id)).first()
    if asset is None:
        raise not_found()
    return asset


def _answer(asset: Asset, request: Any, *, waiting: int) -> HttpResponse:
    if asset.state == AssetState.REFUSED:
        raise invalid(asset.problem)
    return answer(media.attachment(asset, request.person), status=200 if asset.is_ready else waiting)
