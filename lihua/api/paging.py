"""Keyset paging as Mastodon's apps expect it: max_id (older than), since_id (newer than), min_id (just newer than)."""

from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.http import HttpRequest

from lihua.api.answers import Refusal

M = TypeVar("M", bound=Model)
_LARGEST = 2**63 - 1


@dataclass(frozen=True)
class Window:
    limit: int
    max_id: int | None = None
    since_id: int | None = None
    min_id: int | None = None

    def of(self, rows: QuerySet[M], key: str = "pk") -> list[M]:
        """The rows of this page, newest first."""
        if self.max_id is not None:
            rows = rows.filter(**{f"{key}__lt": self.max_id})
        if self.since_id is not None:
            rows = rows.filter(**{f"{key}__gt": self.since_id})
        if self.min_id is not None:
            oldest_first = rows.filter(**{f"{key}__gt": self.min_id}).order_by(key)
            return list(oldest_first[: self.limit])[::-1]
        return list(rows.order_by(f"-{key}")[: self.limit])

    def is_filled_by(self, rows: list[Any]) -> bool:
        return len(rows) >= self.limit


def window(request: HttpRequest, *, default: int = 20, most: int = 40) -> Window:
    """Which page is asked for. More than `most` is `most`; what is not a number is refused."""
    limit = number(request, "limit")
    return Window(
        limit=min(max(1, default if limit is None else limit), most),
        max_id=number(request, "max_id"),
        since_id=number(request, "since_id"),
        min_id=number(request, "min_id"),
    )


def number(request: HttpRequest, name: str) -> int | None:
    text = request.GET.get(name, "").strip()
    if not text:
        return None
    if not (text.isascii() and text.isdecimal()):
        raise Refusal(400, f"{name} must be a whole number")
    return min(int(text[:25]), _LARGEST)


def id_of(text: str) -> int:
    """An id from an address; what is none names nothing."""
    if text.isascii() and text.isdecimal() and len(text) < 20 and int(text) <= _LARGEST:
        return int(text)
    raise Refusal(404, "Record not found")


def ids_of(texts: list[str], *, most: int = 80) -> list[int]:
    """The ids among a list that an app sent, each once; too many at once are refused."""
    if len(texts) > most:
        raise Refusal(422, f"Validation failed: up to {most} at once")
    found = [int(text) for text in texts if text.isascii() and text.isdecimal() and len(text) < 20]
    return list(dict.fromkeys(number for number in found if number <= _LARGEST))
