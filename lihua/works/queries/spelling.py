"""How the words of a text are written for a reader: readings above them, Chinese in the script that is preferred.

Only what is shown changes: offsets, digests and what is copied stay those of the text as it was written.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Literal

from django.utils.html import escape

from lihua import language
from lihua.base import text as rich
from lihua.language import Aid, Token, tags

Script = Literal["", "Hans", "Hant"]
SCRIPTS: tuple[Script, ...] = ("", "Hans", "Hant")
_AIDS: dict[str, Aid] = {
    "zh": "pinyin",
    "ja": "furigana",
    "ko": "romaja",
    **dict.fromkeys(("ru", "uk", "be", "bg", "sr", "mk", "kk", "ky", "mn"), "latin"),
}


@dataclass(frozen=True)
class Aids:
    """What helps a reader with texts of other languages. `readings` None: where they learn the language."""

    readings: bool | None = None
    script: Script = ""


def aid_of(tag: str) -> Aid | None:
    """The reading aid that there is for a language."""
    return _AIDS.get(tags.base(tag))


def speller(text: str, tag: str, aid: Aid | None, script: Script) -> rich.Spell | None:
    """What writes the words of one sentence with its aids; None where it is written as it stands."""
    is_turned = script and tags.base(tag) == "zh" and tag != f"zh-{script}"
    if not aid and not is_turned:
        return None
    return partial(_spelled, _tokens(text, tag, aid or "none", script if is_turned else ""))


def shown_tag(tag: str, script: Script) -> str:
    """The language tag of a text as it is shown."""
    return f"zh-{script}" if script and tags.base(tag) == "zh" else tag


@lru_cache(maxsize=4096)
def _tokens(text: str, tag: str, aid: Aid, script: Script) -> tuple[Token, ...]:
    """The sentence in pieces, in the script that is shown. The same sentence is on many pages."""
    found = language.annotate(text, tag, aid)
    if script:
        found = [one._replace(text=language.convert(one.text, script)) for one in found]
    return tuple(found)


def _spelled(tokens: Iterable[Token], start: int, end: int) -> str:
    """The pieces between two places of the sentence; one that is torn there loses its reading."""
    parts: list[str] = []
    for token in tokens:
        if token.end <= start or token.start >= end:
            continue
        if token.start < start or token.end > end:
            parts.append(rich.escaped(token.text[max(start - token.start, 0) : end - token.start]))
        elif token.reading:
            parts.append(_ruby(token))
        else:
            parts.append(rich.escaped(token.text))
    return "".join(parts)


def _ruby(token: Token) -> str:
    """One word: each character under its syllable where they can be told apart, else the word under its reading.

    A copy and a screen reader take the word alone.
    """
    syllables = token.reading.split()
    letters = list(token.text)
    pairs = zip(letters, syllables, strict=True) if len(letters) == len(syllables) else [(token.text, token.reading)]
    inside = "".join(
        f'{escape(letter)}<rp>(</rp><rt aria-hidden="true">{escape(syllable)}</rt><rp>)</rp>'
        for letter, syllable in pairs
    )
    return f'<ruby class="word" data-at="{token.start}">{inside}</ruby>'


@dataclass(frozen=True)
class AidChoice:
    """Which aids a reader may switch for the texts on a page, and which are on."""

    aid: Aid | None
    has_readings: bool
    has_scripts: bool
    script: Script
