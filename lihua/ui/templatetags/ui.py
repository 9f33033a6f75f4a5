"""Template tags that every page has without loading them."""

import re
from datetime import datetime
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from django import template
from django.conf import settings
from django.forms import BoundField
from django.forms.widgets import CheckboxInput
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from lihua.ui import words

register = template.Library()

# White letters are readable on each of them (a test measures it).
HUES = ("#a3527a", "#3f7263", "#34507a", "#7d5a0f", "#b4452a", "#4a659b", "#234e44", "#8c2f23", "#5f4b8b", "#2c6478")


@register.simple_tag
@lru_cache(maxsize=1024)  # a page shows dozens, and nothing about them changes while a process lives
def icon(name: str, *, label: str = "", kind: str = "") -> SafeString:
    """One of our icons; `label` names it where no word stands beside it, `kind` adds classes (small, turns)."""
    address = f"{static('ui/icons.svg')}#{name}"
    classes = f"icon {kind}".strip()
    if label:
        return format_html(
            '<svg class="{}" role="img" aria-label="{}"><use href="{}"></use></svg>', classes, label, address
        )
    return format_html('<svg class="{}" aria-hidden="true"><use href="{}"></use></svg>', classes, address)


@register.simple_tag
def avatar(person: Any, size: int = 28) -> SafeString:
    """A person's picture, else the first letter of the name on a colour of their own. Decoration beside the name."""
    if person.picture:
        return format_html(
            '<span class="avatar" style="--size: {0}px"><img src="{1}" alt="" width="{0}" height="{0}" loading="lazy"'
            ' decoding="async"></span>',
            size,
            # Beside each square of 240 px lies one of 96, enough for small places on any screen (media/darkroom.py).
            settings.MEDIA_URL + (person.picture.replace("/240.", "/96.") if size <= 48 else person.picture),
        )
    return format_html(
        '<span class="avatar" style="--size: {}px; --hue: {}" aria-hidden="true">{}</span>',
        size,
        HUES[(person.pk >> 16) % len(HUES)],
        words.first_letter(person.name or person.handle),
    )


@register.simple_tag
def ago(moment: datetime | None) -> SafeString:
    """How long ago, in the reader's words; the exact moment in the title."""
    if moment is None:
        return format_html("")
    return format_html(
        '<time datetime="{}" title="{}">{}</time>', moment.isoformat(), words.exactly(moment), words.ago(moment)
    )


@register.filter
def compact(count: int) -> str:
    """8431 -> 8.4k, 8431 in Chinese -> 8431, 12000 in Chinese -> 1.2万."""
    return words.compact(int(count or 0), get_language() or "en")


@register.filter
def is_check(field: BoundField) -> bool:
    return isinstance(field.field.widget, CheckboxInput)


@register.filter
def described(field: BoundField) -> BoundField | SafeString:
    """The field's widget, told to assistive technology together with its help and its errors."""
    ids = [f"{field.auto_id}_error"] if field.errors else []
    ids += [f"{field.auto_id}_help"] if field.help_text else []
    attributes: dict[str, Any] = {"aria-describedby": " ".join(ids)} if ids else {}
    if field.errors:
        attributes["aria-invalid"] = "true"
    hint = str(field.field.widget.attrs.get("placeholder", ""))
    if hint and hint.casefold().startswith(str(field.label).casefold()):
        attributes["placeholder"] = ""  # a label that is said twice is noise
    return field.as_widget(attrs=attributes)


@register.filter
def undo_address(message: Any) -> str:
    """The address that a message's undo button posts to; only one of ours."""
    for tag in (message.extra_tags or "").split():
        address = tag.removeprefix("undo:")
        if address != tag and address.startswith("/") and not urlsplit(address).netloc:
            return address
    return ""


@register.simple_tag
def qr(picture: str, *, label: str) -> SafeString:
    """A QR code from its SVG source, as part of the page: only measures and path are taken over."""
    measures = re.search(r'viewBox="([\d. ]+)"', picture)
    path = re.search(r'\bd="([MLHVZCSQTAmlhvzcsqta\d., -]+)"', picture)
    return format_html(
        '<svg viewBox="{}" role="img" aria-label="{}"><path d="{}"></path></svg>',
        measures[1] if measures else "0 0 1 1",
        label,
        path[1] if path else "",
    )
