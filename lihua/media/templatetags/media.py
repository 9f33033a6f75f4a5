"""How a picture is put on a page."""

from typing import Any

from django import template
from django.conf import settings
from django.utils.translation import gettext

from lihua.media import queries, rules
from lihua.media.models import Asset

register = template.Library()

# What a picture measures on the page, for the browser to choose a rendition before it has laid the page out.
SIZES = {
    "card": "(min-width: 64em) 16rem, (min-width: 40em) 30vw, 46vw",
    "page": "(min-width: 44em) 38rem, 100vw",
    "cover": "(min-width: 64em) 24rem, 60vw",
    "thumb": "7rem",
}


@register.inclusion_tag("media/_picture_element.html")
def picture(
    asset: Asset, work: Any = None, *, sizes: str = "card", alt: str | None = None, lang: str = "", eager: bool = False
) -> dict[str, Any]:
    """`{% picture asset work sizes="page" %}`; `sizes` is one of SIZES or a `sizes` attribute. Costs no query when
    the renditions are prefetched.

    `work` tells in which language the description was written. `alt` with `lang` puts another in its place: a
    translation, or "" for a picture that only repeats the words beside it. `eager` is for the first that is seen.
    """
    if alt is None and not asset.alt:
        alt, lang = gettext("Picture without a description"), ""
    elif alt is None:
        alt, lang = asset.alt, _alt_language(asset, work)
    return {
        "still": asset.preview,
        "moving": asset.moving,
        "avif": asset.avif_srcset,
        "webp": asset.webp_srcset,
        "sizes": SIZES.get(sizes or "card", sizes),
        "width": asset.width,
        "height": asset.height,
        "alt": alt,
        "lang": lang,
        "eager": eager,
        "placeholder": asset.placeholder,
    }


def _alt_language(asset: Asset, work: Any) -> str:
    """The language of the description, as it was detected when the work was written."""
    text = work.texts.get(f"alt:{asset.pk}") if work else None
    return str(text["language"]) if text else "und"


@register.simple_tag
def words_on(asset: Asset) -> str:
    """The words that stand on it, as a draft of its description."""
    return queries.words_for_alt(asset)


@register.simple_tag
def accepted_pictures() -> str:
    """What may be sent, in words."""
    return rules.accepted()


@register.simple_tag
def accepted_types() -> str:
    """What a file dialog offers. Some systems know HEIC by its ending only."""
    return f"{rules.ACCEPTED_TYPES},.heic,.heif,.avif"


@register.simple_tag
def upload_megabytes() -> int:
    return int(settings.UPLOAD_MEGABYTES)
