"""Every address of the village, found by walking the URL configuration."""

import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

# What is tried, in this order, where a route wants something.
CANDIDATES: list[Any] = [1, "ana", "x", "languages", "en", "es", "public", "accept", "followers", "replies"]


@dataclass(frozen=True)
class Route:
    """`name` with its namespaces, the pattern as it is written, and which words it wants."""

    name: str
    pattern: str
    wants: tuple[str, ...]
    is_csrf_exempt: bool

    def path(self, **known: Any) -> str:
        """An address of this route; what is not known is filled with whatever the route accepts."""
        for values in itertools.product(*([known[want]] if want in known else CANDIDATES for want in self.wants)):
            try:
                return reverse(self.name, kwargs=dict(zip(self.wants, values, strict=True)))
            except NoReverseMatch:
                continue
        raise LookupError(f"{self.name} ({self.pattern}) wants {self.wants}: add an example to CANDIDATES")


def all_routes() -> list[Route]:
    return sorted(_walk(get_resolver(), "", "", ()), key=lambda route: (route.name, route.pattern))


def _walk(resolver: URLResolver, namespace: str, prefix: str, before: tuple[str, ...]) -> Iterator[Route]:
    for entry in resolver.url_patterns:
        pattern = prefix + re.sub(r"\\[ZA]|\^|\$", "", str(entry.pattern))
        here: Mapping[str, Any] = entry.pattern.converters or dict(entry.pattern.regex.groupindex)
        wants = (*before, *here)
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from _walk(entry, inner, pattern, wants)
        elif isinstance(entry, URLPattern) and entry.name:
            yield Route(namespace + entry.name, pattern, wants, getattr(entry.callback, "csrf_exempt", False))
