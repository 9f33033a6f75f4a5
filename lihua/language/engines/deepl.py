"""DeepL over HTTP: POST /v2/translate (developers.deepl.com). A key that ends in `:fx` belongs to the free address."""

from __future__ import annotations

from collections.abc import Sequence

from lihua.language import tags
from lihua.language.engines.asking import ask, require_texts
from lihua.language.engines.contract import EngineFailed, Kind, Made

FREE, PAID = "https://api-free.deepl.com", "https://api.deepl.com"
MOST_TEXTS = 50
_TARGETS = {"en": "EN-US", "pt": "PT-BR", "zh-Hans": "ZH-HANS", "zh-Hant": "ZH-HANT"}
_KNOWN = frozenset(
    "ar bg cs da de el en es et fi fr he hu id it ja ko lt lv nb nl pl pt ro ru sk sl sv th tr uk vi zh".split()  # noqa: SIM905
)


class DeepL:
    key = "deepl"
    name = "DeepL"
    kind: Kind = "http"

    def __init__(self, secret: str, url: str = "", *, timeout: float = 30.0) -> None:
        self.address = url or (FREE if secret.endswith(":fx") else PAID)
        self._secret = secret
        self._timeout = timeout

    def version(self, source: str, target: str) -> str:
        return ""

    def offers(self, source: str, target: str) -> bool:
        return {tags.base(source), tags.base(target)} <= _KNOWN

    def pivot(self, source: str, target: str) -> str:
        return ""

    def translate(self, texts: Sequence[str], *, source: str, target: str) -> list[Made]:
        made: list[Made] = []
        for start in range(0, len(texts), MOST_TEXTS):
            made += self._some(texts[start : start + MOST_TEXTS], source, target)
        return made

    def _some(self, texts: Sequence[str], source: str, target: str) -> list[Made]:
        answer = ask(
            "POST",
            f"{self.address}/v2/translate",
            json={
                "text": list(texts),
                "source_lang": tags.base(source).upper(),
                "target_lang": _TARGETS.get(target, tags.base(target).upper()),
                "split_sentences": "0",  # they are sentences already
                "preserve_formatting": True,
            },
            headers={"Authorization": f"DeepL-Auth-Key {self._secret}"},
            timeout=self._timeout,
            texts=texts,
        )
        rows = answer.get("translations") if isinstance(answer, dict) else None
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise EngineFailed("the answer has another form")
        return [Made(text) for text in require_texts([row.get("text") for row in rows], len(texts))]
