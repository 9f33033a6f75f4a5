"""How notices become lines: each room says what its own kinds mean, in the reader's language, when they are shown.

Rooms above register a renderer in config/wiring.py. It gets all groups of its kinds at once, so that a page costs the
same number of queries however long it is, and leaves out what this reader cannot open (any more).
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lihua.notifications.models import Notice
from lihua.people.models import Person

NAMED = 2  # "Mei, Tomás and 5 others"


@dataclass(frozen=True)
class Group:
    """Notices that are one line: all likes of one note. `newest` first; at least one."""

    kind: str
    name: str
    newest: Sequence[Notice]
    count: int
    unread: int
    newest_id: int

    @property
    def facts(self) -> dict[str, Any]:
        return dict(self.newest[0].facts)

    @property
    def at(self) -> datetime:
        return self.newest[0].created_at

    @cached_property
    def actors(self) -> list[Person]:
        return list({n.actor.pk: n.actor for n in self.newest if n.actor}.values())

    @property
    def people(self) -> str:
        """Who did it, as HTML: names that lead to their pages, and how many others."""
        named = [
            format_html('<a class="name" href="{}"><bdi>{}</bdi></a>', person.get_absolute_url(), person.name)
            for person in self.actors[:NAMED]
        ]
        others = self.count - len(named)
        if others > 0:
            pattern = ngettext("{names} and {count} other", "{names} and {count} others", others)
            return format_html(pattern, names=format_html_join(", ", "{}", ((name,) for name in named)), count=others)
        if len(named) == 2:
            return format_html(_("{one} and {two}"), one=named[0], two=named[1])
        return named[0] if named else ""


@dataclass(frozen=True)
class Line:
    """What a group says. `words` may be HTML made by format_html; the rest is plain text."""

    words: str
    url: str
    icon: str
    excerpt: str = ""
    excerpt_language: str = ""
    thumb: str = ""  # address of a small picture
    is_urgent: bool = False


Renderer = Callable[[Sequence[Group], Any], dict[str, Line]]  # by Group.name; the reader is works.queries.Reader
_renderers: dict[str, Renderer] = {}


def register_renderer(renderer: Renderer, *kinds: str) -> None:
    for kind in kinds:
        _renderers[kind] = renderer


def known_kinds() -> set[str]:
    return set(_renderers)


def lines_of(groups: Iterable[Group], reader: Any) -> dict[str, Line]:
    """The line of each group that can be shown to this reader, by the group's name."""
    by_renderer: dict[Renderer, list[Group]] = defaultdict(list)
    for group in groups:
        if group.kind in _renderers:
            by_renderer[_renderers[group.kind]].append(group)
    return {name: line for renderer, some in by_renderer.items() for name, line in renderer(some, reader).items()}
