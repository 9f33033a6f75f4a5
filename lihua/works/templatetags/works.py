"""Tags for pages that list works: `{% load works %}`."""

from collections import OrderedDict
from threading import Lock
from typing import Any, cast

from django import template
from django.template.loader import get_template
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from lihua.ui.cards import Card

register = template.Library()

# Cards of about 3 KB that a process remembers. The same few hundred are on most pages.
REMEMBERED = 2000


class _Remembered:
    """HTML by everything that it shows: nothing in it can be out of date, and what is not asked for goes first."""

    def __init__(self) -> None:
        self._cards: OrderedDict[Any, SafeString] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Any) -> SafeString | None:
        with self._lock:
            html = self._cards.get(key)
            if html is not None:
                self._cards.move_to_end(key)
            return html

    def put(self, key: Any, html: SafeString) -> None:
        with self._lock:
            self._cards[key] = html
            if len(self._cards) > REMEMBERED:
                self._cards.popitem(last=False)


_remembered = _Remembered()


@register.simple_tag
def work_card(card: Card, *, eager: bool = False) -> SafeString:
    """A work in a list. Half of a page's time went into its cards before they were remembered."""
    key = (get_language(), eager, *_shown(card))
    html = _remembered.get(key)
    if html is None:
        html = cast(SafeString, get_template("works/_card.html").render({"card": card, "eager": eager}))
        _remembered.put(key, html)
    return html


def _shown(card: Card) -> tuple[Any, ...]:
    """Everything of a card that its template shows."""
    return (
        card.id,
        card.title,
        card.title_language,
        card.translation,
        card.translation_language,
        card.language_name,
        card.likes,
        card.warning,
        card.is_awaited,
        card.pick_url,
        card.cover,
        tuple(card.marks),
        card.person.pk,
        card.person.name,
        card.person.handle,
        card.person.picture,
    )
