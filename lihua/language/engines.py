"""The door to a translation engine, with one adapter. Closed until LIHUA_LIBRETRANSLATE_URL is set.

What an engine gives is untrusted text. Its failures are logged and remembered here; readers never meet them.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from time import monotonic
from typing import Any, Protocol

from django.conf import settings

from lihua.base import outgoing
from lihua.language import tags

logger = logging.getLogger(__name__)

FAILURES_BEFORE_REST = 3
SHORTEST_REST = 30.0
LONGEST_REST = 900.0
LANGUAGES_KEPT = 3600.0


class EngineFailed(Exception):
    """No usable answer. `reason` is a constant phrase; `is_pair` when only this pair of languages is at fault."""

    def __init__(self, reason: str, *, is_pair: bool = False, rest: float = 0.0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.is_pair = is_pair
        self.rest = rest


class Engine(Protocol):
    name: str

    def translate(self, texts: Sequence[str], *, source: str, target: str) -> list[str]:
        """As many texts as were given, in their order. Raises EngineFailed."""
        ...


@dataclass
class Health:
    """After a few failures in a row an engine is left alone for a while, twice as long each time."""

    failures: int = 0
    rests_until: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    @property
    def is_resting(self) -> bool:
        return monotonic() < self.rests_until

    def note_success(self) -> None:
        self.failures, self.rests_until = 0, 0.0

    def note_failure(self, rest: float = 0.0) -> None:
        with self._lock:
            self.failures += 1
            if self.failures >= FAILURES_BEFORE_REST:
                rest = max(rest, SHORTEST_REST * 2 ** min(self.failures - FAILURES_BEFORE_REST, 10))
            if rest:
                self.rests_until = monotonic() + min(rest, LONGEST_REST)


class WatchedEngine:
    """An engine with its health: a resting one fails at once, without a request."""

    def __init__(self, engine: Engine) -> None:
        self.name = engine.name
        self.health = Health()
        self._engine = engine

    def translate(self, texts: Sequence[str], *, source: str, target: str) -> list[str]:
        if self.health.is_resting:
            raise EngineFailed("the engine rests after failures")
        try:
            answers = self._engine.translate(texts, source=source, target=target)
        except EngineFailed as failure:
            if not failure.is_pair:
                self.health.note_failure(failure.rest)
                logger.warning("A translation engine failed", extra={"engine": self.name, "reason": failure.reason})
            raise
        self.health.note_success()
        return answers


def engine() -> WatchedEngine | None:
    """The engine that the operator set up, or None."""
    if not settings.LIBRETRANSLATE_URL:
        return None
    return _watched(settings.LIBRETRANSLATE_URL, settings.LIBRETRANSLATE_KEY)


@lru_cache(maxsize=4)
def _watched(url: str, key: str) -> WatchedEngine:
    return WatchedEngine(LibreTranslate(url, key))


# What versions of the protocol call the languages whose codes are not ours; the first that is offered is used.
_CODES = {
    "zh-Hans": ("zh-Hans", "zh-CN", "zh"),
    "zh-Hant": ("zh-Hant", "zh-TW", "zt"),
    "pt": ("pt", "pt-PT", "pt-BR", "pb"),
    "nb": ("nb", "no"),
    "no": ("nb", "no"),
    "he": ("he", "iw"),
}


class LibreTranslate:
    """POST /translate and GET /languages of LibreTranslate 1.x (docs.libretranslate.com)."""

    name = "LibreTranslate"

    def __init__(self, url: str, key: str = "", *, timeout: float = 30.0) -> None:
        self._url = url
        self._key = key
        self._timeout = timeout
        self._targets: dict[str, frozenset[str]] = {}
        self._targets_until = 0.0

    def translate(self, texts: Sequence[str], *, source: str, target: str) -> list[str]:
        source_code, target_code = self._pair(source, target)
        asked: dict[str, Any] = {"q": list(texts), "source": source_code, "target": target_code, "format": "text"}
        if self._key:
            asked["api_key"] = self._key
        room = 4000 + 40 * sum(len(text) for text in texts)  # JSON escapes a character by up to 12 bytes
        answer = self._ask("POST", "/translate", json=asked, max_bytes=room)
        given = answer.get("translatedText") if isinstance(answer, dict) else None
        if isinstance(given, str) and len(texts) == 1:
            given = [given]
        if not isinstance(given, list) or len(given) != len(texts) or not all(isinstance(one, str) for one in given):
            raise EngineFailed("the answer has another form")
        return given

    def _pair(self, source: str, target: str) -> tuple[str, str]:
        offered = self._offered()
        for source_code in _codes(source):
            for target_code in _codes(target):
                if source_code != target_code and target_code in offered.get(source_code, ()):
                    return source_code, target_code
        raise EngineFailed("the engine does not offer this pair", is_pair=True)

    def _offered(self) -> dict[str, frozenset[str]]:
        """Code -> the codes it can be put into; asked for once an hour."""
        if monotonic() >= self._targets_until:
            answer = self._ask("GET", "/languages", max_bytes=500_000)
            if not isinstance(answer, list):
                raise EngineFailed("the answer has another form")
            rows = [row for row in answer if isinstance(row, dict) and isinstance(row.get("code"), str)]
            every = [row["code"] for row in rows]
            self._targets = {
                row["code"]: frozenset(code for code in row.get("targets") or every if isinstance(code, str))
                for row in rows
            }
            self._targets_until = monotonic() + LANGUAGES_KEPT
        return self._targets

    def _ask(self, method: str, path: str, *, json: object = None, max_bytes: int) -> Any:
        try:
            response = outgoing.fetch(
                method, self._url + path, json=json, timeout=self._timeout, max_bytes=max_bytes, max_redirects=0
            )
            if response.ok:
                return response.json()
        except (outgoing.OutgoingRefused, outgoing.OutgoingFailed) as failure:
            raise EngineFailed(failure.reason) from failure
        if response.status == 429:
            raise EngineFailed("the engine's quota is used up", rest=_retry_after(response.headers))
        raise EngineFailed(f"the engine answered {response.status}", is_pair=response.status == 400)


def _codes(tag: str) -> tuple[str, ...]:
    return _CODES.get(tag) or (tag, tags.base(tag))


def _retry_after(headers: Any) -> float:
    said = str(headers.get("retry-after", ""))
    return min(float(said), LONGEST_REST) if said.isdecimal() else 60.0
