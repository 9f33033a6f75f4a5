"""What is accepted, how much of it, and who may have a file."""

from collections.abc import Callable
from enum import Enum

from django.conf import settings
from django.utils.translation import gettext as _

from lihua.media.developing import max_pixels
from lihua.media.headers import Header
from lihua.media.models import Asset, Purpose
from lihua.people.models import Person

ACCEPTED_TYPES = "image/jpeg,image/png,image/webp,image/avif,image/heic,image/heif,image/gif"
MAX_ALT = 1500
MAX_FRAMES = 1000
MAX_MOVING_PIXELS = 800_000_000  # of all frames together
MAX_WAITING = 40  # uploads of one person that are not prepared yet


class Refused(Exception):
    """This file is not taken; the message says why, and what would be."""


class NotYours(Exception):
    """Somebody else's file."""


class Access(Enum):
    """What a room says about a file that one of its rows shows."""

    PUBLIC = "public"  # anybody may have it, and keep it
    PRIVATE = "private"  # this person may have it
    DENIED = "denied"


# Asked with the asset's id and who asks; None when nothing of that room shows the asset.
Check = Callable[[int, Person | None], Access | None]
_checks: list[Check] = []


def register_check(check: Check) -> None:
    """Have a room above say who may have the files that it shows (called in config/wiring.py)."""
    if check not in _checks:
        _checks.append(check)


def access_to(*, asset_id: int, owner_id: int, purpose: str, viewer: Person | None) -> Access:
    """Who may have the files of an asset. What nothing shows yet is its owner's alone."""
    own = Access.PRIVATE if viewer is not None and viewer.pk == owner_id else Access.DENIED
    if purpose != Purpose.WORK:
        shown = Asset.objects.filter(pk=asset_id, is_claimed=True, owner__in=Person.objects.seen())
        return Access.PUBLIC if shown.exists() else own
    for check in _checks:
        answer = check(asset_id, viewer)
        if answer is not None:
            return answer
    return own


def accepted() -> str:
    return _("JPEG, PNG, WebP, AVIF, HEIC or GIF, up to %(megabytes)d MB") % {"megabytes": settings.UPLOAD_MEGABYTES}


def require_size(size_bytes: int) -> None:
    if size_bytes == 0:
        raise Refused(_("The file is empty. Choose it again."))
    if size_bytes > settings.UPLOAD_MEGABYTES * 1_000_000:
        raise Refused(
            _("This file has %(size)d MB. What fits: %(accepted)s.")
            % {"size": round(size_bytes / 1_000_000), "accepted": accepted()}
        )


def require_measures(header: Header) -> None:
    """By the file's own words, before anything is decoded."""
    limit = max_pixels(header.kind)
    measures = {"width": header.width, "height": header.height, "frames": header.frames}
    if header.pixels > limit or max(header.width, header.height) > 65_535:
        raise Refused(
            _("This picture has %(width)d × %(height)d points; up to %(limit)d million are taken. Make it smaller.")
            % {**measures, "limit": limit // 1_000_000}
        )
    if header.frames > MAX_FRAMES or (header.frames > 1 and header.frames * header.pixels > MAX_MOVING_PIXELS):
        raise Refused(
            _("This picture moves through %(frames)d frames of %(width)d × %(height)d points: too many. Shorten it.")
            % measures
        )


def require_alt(alt: str) -> None:
    if len(alt) > MAX_ALT:
        raise Refused(
            _("The description has %(length)d characters; up to %(limit)d fit.")
            % {"length": len(alt), "limit": MAX_ALT}
        )


def words_for_full_disk() -> str:
    return _(
        "The village's disk is full, so nothing can be kept at the moment. Tell those who run it; try again later."
    )


def words_for_other(kind: str) -> str:
    """Why a file that is no picture of ours is not taken."""
    if kind == "video":
        return _("This is a video. Videos are not taken yet; pictures are: %(accepted)s.") % {"accepted": accepted()}
    if kind:
        return _("This is a file of the kind %(kind)s. What is taken: %(accepted)s.") % {
            "kind": kind,
            "accepted": accepted(),
        }
    return _("This is not a picture that we know. What is taken: %(accepted)s.") % {"accepted": accepted()}


def words_for_two_kinds(kind: str) -> str:
    """Why a file that is a picture and something else besides is not taken."""
    return _("This file is a picture and %(kind)s at once. Save the picture anew as JPEG or PNG and send that.") % {
        "kind": _("text") if kind == "text" else kind
    }


def words_for_damage(reason: str) -> str:
    """Why nothing came out of the darkroom."""
    if reason == "large":
        return _("This picture has more points than can be prepared. Make it smaller and send it again.")
    if reason in {"heavy", "slow"}:
        return _("This picture takes too much to prepare. Save it anew as JPEG and send that.")
    return _("This file is damaged and cannot be shown. Save it anew as JPEG or PNG and send that.")
