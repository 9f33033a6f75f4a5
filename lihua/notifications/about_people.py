"""The words of what people do to people: this room knows them itself."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from lihua.notifications.wording import Group, Line


def lines(groups: Sequence[Group], _reader: Any) -> dict[str, Line]:
    return {group.name: _line(group) for group in groups if group.actors}


def _line(group: Group) -> Line:
    if group.kind == "request":
        return Line(
            words=format_html(_("{people} asks to follow you"), people=group.people),
            url=reverse("people:requests"),
            icon="follow",
            is_urgent=True,
        )
    return Line(
        words=format_html(_("{people} follows you"), people=group.people)
        if group.count == 1
        else format_html(_("{people} follow you"), people=group.people),
        url=group.actors[0].get_absolute_url(),
        icon="follow",
    )
