"""LibreTranslate over HTTP: POST /translate and GET /languages of 1.x (docs.libretranslate.com)."""

from __future__ import annotations

from collections.abc import Sequence
from time import monotonic
from typing import Any

from lihua.language.engines.asking import ask, require_texts
from lihua.language.engines.codes import codes_of
from lihua.language.engines.contract import EngineFailed, Kind, Made

LANGUAGES_KEPT = 3600.0


class LibreTranslate:
    key = "libretranslate"
    name = "LibreTranslate"
    kind: Kind = "http"

    def __init__(self, url: str, key: str = "", *, timeout: float = 30.0) -> None:
        self.address = url
        self._key = key
        self._timeout = timeout
        self._targets: dict[str, frozenset[str]] = {}
        self._targets_until = 0.0

    def version(self, source: str, target: str) -> str:
        return ""

    def offers(self, source: str, target: str) -> bool:
        return monotonic() >= self._targets_until or self._pair(source, target) is not None

    def pivot(self, source: str, target: str) -> str:
        return ""

    def translate(self, texts: Sequence[str], *, source: str, target: str) -> list[Made]:
        self._look_at_languages()
        pair = self._pair(source, target)
        if pair is None:
            raise EngineFailed("the engine does not offer this pair", is_pair=True)
        asked: dict[str, Any] = {"q": list(texts), "source": pair[0], "target": pair[1], "format": "text"}
        if self._key:
            asked["api_key"] = self._key
        answer = ask("POST", f"{self.address}/translate", json=asked, timeout=self._timeout, texts=texts)
        given = answer.get("translatedText") if isinstance(answer, dict) else None
        if isinstance(given, str) and len(texts) == 1:
            given = [given]
        return [Made(text) for text in require_texts(given, len(texts))]

    def _pair(self, source: str, target: str) -> tuple[str, str] | None:
        for source_code in codes_of(source):
            for target_code in codes_of(target):
                if source_code != target_code and target_code in self._targets.get(source_code, ()):
                    return source_code, target_code
        return None

    def _look_at_languages(self) -> None:
        """Code -> the codes it can be put into; asked for once an hour."""
        if monotonic() < self._targets_until:
            return
        answer = ask("GET", f"{self.address}/languages", timeout=self._timeout, max_bytes=500_000)
        if not isinstance(answer, list):
            raise EngineFailed("the answer has another form")
        rows = [row for row in answer if isinstance(row, dict) and isinstance(row.get("code"), str)]
        every = [row["code"] for row in rows]
        self._targets = {
            row["code"]: frozenset(code for code in row.get("targets") or every if isinstance(code, str))
            for row in rows
        }
        self._targets_until = monotonic() + LANGUAGES_KEPT
