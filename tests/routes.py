"""Every address of the village, found by walking the URL configuration."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver

# What stands in an address where a route wants something, unless a test knows better.
EXAMPLES: dict[str, Any] = {
    "handle": "ana", "which": "followers", "tab": "replies", "verb": "accept", "step": "languages", "slug": "food",
    "tag": "es", "name": "cat", "way": "up", "key": "x", "code": "x", "uidb36": "1", "listed": "lists", "rest": "x",
    "scene": "tea", "percent": 80, "path": "x", "field": "body", "kind": "like", "mode": "both", "place": "explore",
}  # fmt: skip

_WANTED = re.compile(r"<(?:(\w+):)?(\w+)>|\(\?P<(\w+)>(?:[^()\\]|\\.|\([^()]*\))*\)")


@dataclass(frozen=True)
class Route:
    """One pattern as it is written, and what it wants."""

    pattern: str
    is_csrf_exempt: bool
    limited_by: str = ""

    def path(self, known: Mapping[str, Any] | None = None) -> str:
        """An address of this route."""
        values = {**EXAMPLES, **(known or {})}

        def value(found: re.Match[str]) -> str:
            if found[1] == "uuid" and (known is None or found[2] not in known):
                return "00000000-0000-4000-8000-000000000000"
            return str(values.get(found[2] or found[3], 1))

        return "/" + _WANTED.sub(value, self.pattern)


def all_routes() -> list[Route]:
    return sorted(set(_walk(get_resolver(), "")), key=lambda route: route.pattern)


@contextmanager
def undone() -> Iterator[None]:
    """What a request changes is taken back, so that the next one meets the same village."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _walk(resolver: URLResolver, prefix: str) -> Iterator[Route]:
    for entry in resolver.url_patterns:
        pattern = prefix + re.sub(r"\\[ZA]|\^|\$", "", str(entry.pattern))
        if isinstance(entry, URLResolver):
            yield from _walk(entry, pattern)
        elif isinstance(entry, URLPattern):
            yield Route(
                pattern, getattr(entry.callback, "csrf_exempt", False), getattr(entry.callback, "limited_by", "")
            )
