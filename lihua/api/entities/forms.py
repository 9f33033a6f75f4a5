"""The small forms that all entities share: times, addresses, pages of text."""

from datetime import datetime
from functools import cache

from django.conf import settings
from django.templatetags.static import static

from lihua.base import text as rich
from lihua.works.links import render_html


def moment(at: datetime | None) -> str | None:
    """ISO 8601 in UTC with milliseconds, as apps parse it."""
    return f"{at:%Y-%m-%dT%H:%M:%S}.{at.microsecond // 1000:03}Z" if at else None


def day(at: datetime | None) -> str | None:
    return f"{at:%Y-%m-%d}" if at else None


def midnight(at: datetime) -> str:
    """Mastodon tells the day somebody came, not the hour."""
    return f"{at:%Y-%m-%d}T00:00:00.000Z"


def absolute(address: str) -> str:
    return address if "://" in address else f"{settings.URL}{address}"


@cache
def picture_of_ours(name: str) -> str:
    return absolute(static(name))


def for_apps(html: str) -> str:
    """Stored HTML with addresses that lead here from anywhere, and the classes by which apps know what is what.

    Everything that a person wrote is escaped in it, quotes too, so these patterns only match what we wrote.
    """
    return (
        html.replace(' href="/', f' href="{settings.URL}/')
        .replace('<a class="mention" ', '<a class="u-url mention" ')
        .replace('<a class="tag" ', '<a class="mention hashtag" rel="tag" ')
    )


def paragraphs(words: str) -> str:
    """HTML of a text that is stored plain: a bio, a value."""
    return for_apps(render_html(words, rich.entities(words))) if words else ""
