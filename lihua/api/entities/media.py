"""A picture as other apps see one: MediaAttachment."""

from typing import Any

from lihua.api.entities.forms import absolute
from lihua.media.models import Asset, Made
from lihua.media.queries import pass_for
from lihua.people.models import Person


def attachment(asset: Asset, viewer: Person | None = None) -> dict[str, Any]:
    """A picture; `viewer` is given where only some may have its files, and then the addresses are for them."""
    largest, preview, moving = asset.largest, asset.preview, asset.moving
    shown = moving or largest  # what moves is seen moving where it is opened; the preview is still
    is_video = shown is not None and shown.mime_type.startswith("video/")
    return {
        "id": str(asset.pk),
        "type": "gifv" if is_video else "image",
        "url": _address(shown, viewer),
        "preview_url": _address(preview, viewer),
        "remote_url": None,
        "preview_remote_url": None,
        "text_url": None,
        "meta": meta(asset, shown, preview),
        "description": asset.alt or None,
        "blurhash": asset.blurhash or None,
    }


def _address(made: Made | None, viewer: Person | None) -> str | None:
    if made is None:
        return None
    return absolute(pass_for(made, viewer) if viewer else made.url)


def meta(asset: Asset, shown: Made | None, preview: Made | None) -> dict[str, Any]:
    measures = {
        name: {
            "width": made.width,
            "height": made.height,
            "size": f"{made.width}x{made.height}",
            "aspect": made.width / made.height,
        }
        for name, made in (("original", shown), ("small", preview))
        if made and made.height
    }
    return {"focus": {"x": asset.focus_x, "y": asset.focus_y}, **measures}
