"""Runs of letters of one script, and how much of a text each script is."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

_LETTERS = {
    "Hani": "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff",
    "Kana": "\u3041-\u309f\u30a1-\u30fa\u30fd-\u30ff\u31f0-\u31ff\uff66-\uff9f",
    "Hang": "\u1100-\u11ff\u3131-\u318e\ua960-\ua97f\uac00-\ud7ff",
    "Latn": "A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0300-\u036f\u1e00-\u1eff\uff21-\uff3a"
    "\uff41-\uff5a'’",
    "Cyrl": "\u0400-\u052f",
    "Arab": "\u0600-\u0605\u0610-\u061a\u0620-\u065f\u066e-\u06d3\u06d5-\u06ef\u06fa-\u06ff\u0750-\u077f\ufb50-\ufdff"
    "\ufe70-\ufefc",
    "Deva": "\u0900-\u0963\u0970-\u097f",
    "Thai": "\u0e01-\u0e4e",
    "Grek": "\u0370-\u03ff\u1f00-\u1fff",
    "Hebr": "\u0591-\u05f4",
    "Armn": "\u0531-\u0588",
    "Geor": "\u10a0-\u10ff\u1c90-\u1cbf",
    "Beng": "\u0980-\u09e5\u09f0-\u09fe",
    "Guru": "\u0a01-\u0a5e\u0a70-\u0a76",
    "Gujr": "\u0a81-\u0ae3",
    "Taml": "\u0b82-\u0bcd",
    "Telu": "\u0c00-\u0c63",
    "Knda": "\u0c80-\u0ce3",
    "Mlym": "\u0d00-\u0d63",
    "Sinh": "\u0d81-\u0df3",
    "Laoo": "\u0e81-\u0ecd\u0edc-\u0edf",
    "Tibt": "\u0f00-\u0f6c",
    "Mymr": "\u1000-\u103f\u1050-\u108f",
    "Khmr": "\u1780-\u17d3",
    "Ethi": "\u1200-\u137c",
    "Mong": "\u1820-\u18aa",
}
_RUN = re.compile("|".join(f"(?P<{script}>[{characters}]+)" for script, characters in _LETTERS.items()))
ONE_LANGUAGE = {
    "Thai": "th", "Grek": "el", "Hebr": "he", "Armn": "hy", "Geor": "ka", "Beng": "bn", "Guru": "pa", "Gujr": "gu",
    "Taml": "ta", "Telu": "te", "Knda": "kn", "Mlym": "ml", "Sinh": "si", "Laoo": "lo", "Tibt": "bo", "Mymr": "my",
    "Khmr": "km", "Ethi": "am", "Mong": "mn",
}  # fmt: skip
_LETTERS_A_WORD = {
    "Hani": 1.6,
    "Kana": 3.0,
    "Hang": 2.5,
    "Thai": 4.0,
    "Laoo": 4.0,
    "Mymr": 4.0,
    "Khmr": 4.0,
    "Tibt": 4.0,
}
_CHINESE_GRAMMAR = re.compile("[的了是我不在有这這吗嗎呢吧啊就都很还還也要没沒们們个個]")
_SCRIPT_OF = {
    "zh": "Hani",
    "yue": "Hani",
    "ja": "Hani",
    "ko": "Hang",
    **{language: script for script, language in ONE_LANGUAGE.items()},
}
for _script, _languages in {
    "Cyrl": "ru uk be bg sr mk kk mn ky tg tt ba", "Arab": "ar fa ur ps ug ckb sd", "Deva": "hi mr ne sa",
    "Hani": "wuu nan hak gan lzh",
}.items():  # fmt: skip
    _SCRIPT_OF.update(dict.fromkeys(_languages.split(), _script))


class Run(NamedTuple):
    script: str
    start: int
    end: int


class Share(NamedTuple):
    letters: int
    words: float


def runs_of(text: str) -> list[Run]:
    return [Run(run.lastgroup or "", *run.span()) for run in _RUN.finditer(text) if run[0].strip("'’")]


def script_of(base: str) -> str:
    """The script in which a language is written, by its letters: Chinese and Japanese share theirs."""
    return _SCRIPT_OF.get(base, "Latn")


def shares_of(text: str, runs: Sequence[Run]) -> dict[str, Share]:
    """How much of the text is in each script, in letters and in (about) words, so that scripts can be compared."""
    letters: dict[str, int] = defaultdict(int)
    weights: dict[str, float] = defaultdict(float)
    for script, start, end in runs:
        size = end - start
        if script == "Latn":
            # a name or a brand (iPhone, Pro Max, OOTD) tells less than a word
            weights[script] += 1.0 if text[start:end].islower() else 0.6
        else:
            weights[script] += size / _LETTERS_A_WORD[script] if script in _LETTERS_A_WORD else 1.0
        letters[script] += size
    if "Kana" in weights:
        weights["Kana"] += weights.get("Hani", 0.0)
    elif "Hani" in weights and _CHINESE_GRAMMAR.search(text):
        weights["Hani"] *= 1.5
    return {script: Share(letters[script], weight) for script, weight in weights.items()}
