from collections.abc import Mapping

from django.utils.translation import gettext as _

from lihua.base import text as rich
from lihua.media import rules
from lihua.media.models import Asset
from lihua.people.models import Person


def describe(asset: Asset, *, by: Person, alt: str | None = None, focus: tuple[float, float] | None = None) -> Asset:
    """Say what is to be seen, and where the eye should rest (-1 to 1 from the middle). Raises NotYours or Refused.

    A work that shows the picture already takes the new words at its next edit.
    """
    if asset.owner_id != by.pk:
        raise rules.NotYours(_("This picture is somebody else's."))
    changed = []
    if alt is not None:
        asset.alt = rich.normalise(alt)
        rules.require_alt(asset.alt)
        changed.append("alt")
    if focus is not None:
        asset.focus_x, asset.focus_y = (max(-1.0, min(1.0, float(part))) for part in focus)
        changed += ["focus_x", "focus_y"]
    asset.save(update_fields=changed)
    return asset


def describe_all(by: Person, alts: Mapping[int, str]) -> None:
    """What a form says of the person's own pictures, by asset id; others' are left alone. Raises Refused."""
    for asset in Asset.objects.filter(owner=by, pk__in=alts):
        if asset.alt != alts[asset.pk]:
            describe(asset, by=by, alt=alts[asset.pk])
