"""What must survive a translation: links, mentions, tags, emoji, code, amounts. Replaced by {0}, {1}... and back."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lihua.base import text as rich
from lihua.language.signs import CODE, EMOJI, KAOMOJI, KEYCAP, SHORTCODE

_UNIT = (
    r"(?:km/h|m/s|mph|kWh|kcal|kg|km²|km|cm|mm|ml|mg|GB|MB|TB|kB|GHz|Hz|px|m²|m|g|l|L|W|V"
    r"|°C|°F|℃|℉|°|%|％|‰)(?![A-Za-z])"
)
_MASKED = re.compile(
    rf"{CODE}|{SHORTCODE}(?!\w)|{KAOMOJI}|(?:{KEYCAP}|[{EMOJI}])(?:[{EMOJI}]|\s(?=[{EMOJI}]))*"
    rf"|[€$£¥￥₩₽₹]\s?\d[\d.,]*\d|[€$£¥￥₩₽₹]\s?\d|\d[\d.,]*\s?(?:{_UNIT}|[€£¥₩₽₹])"
    r"|[{｛]\s*\d+\s*[}｝]"  # what looks like a placeholder of ours
)
_PLACEHOLDER = re.compile(r"[{｛]\s*(\d{1,3})\s*[}｝]")


class PlaceholderLost(Exception):
    """The engine dropped, doubled or invented a placeholder."""


@dataclass(frozen=True)
class Term:
    """A word of the glossary and what it is called in the target language; without that it stays as it is."""

    text: str
    translation: str = ""


@dataclass(frozen=True)
class Masked:
    text: str
    kept: tuple[str, ...]
    """What stands for each placeholder in the translation."""

    @property
    def says_something(self) -> bool:
        """Whether anything is left to translate."""
        return any(character.isalpha() for character in _PLACEHOLDER.sub("", self.text))


def mask(sentence: str, terms: Sequence[Term] = ()) -> Masked:
    """Put a placeholder for each part that no engine may touch, and for each word of the glossary."""
    parts: list[str] = []
    kept: list[str] = []
    at = 0
    for start, end, instead in _spans(sentence, terms):
        parts += [sentence[at:start], f"{{{len(kept)}}}"]
        kept.append(instead)
        at = end
    parts.append(sentence[at:])
    return Masked("".join(parts), tuple(kept))


def unmask(translated: str, kept: tuple[str, ...]) -> str:
    """Put the parts back, each exactly once and in any order, or raise PlaceholderLost."""
    found = [int(number) for number in _PLACEHOLDER.findall(translated)]
    if sorted(found) != list(range(len(kept))):
        raise PlaceholderLost
    return _PLACEHOLDER.sub(lambda match: kept[int(match[1])], translated)


def without_placeholders(text: str) -> str:
    return _PLACEHOLDER.sub(" ", text)


def has_placeholder(text: str) -> bool:
    return _PLACEHOLDER.search(text) is not None


def pieces(masked: Masked) -> list[str]:
    """The words between the placeholders, which are translated one by one when an engine cannot keep them."""
    return _PLACEHOLDER.split(masked.text)[::2]


def join_pieces(translated: list[str], masked: Masked) -> str:
    between = [masked.kept[int(number)] for number in _PLACEHOLDER.split(masked.text)[1::2]]
    parts = [translated[0]]
    for keep, piece in zip(between, translated[1:], strict=True):
        parts += [keep, piece]
    return "".join(parts)


def terms_in(sentence: str, terms: Iterable[Term]) -> list[Term]:
    """Those that stand in the sentence: a glossary's change concerns no other sentence."""
    folded = sentence.casefold()
    return [term for term in terms if term.text and term.text.casefold() in folded]


def terms_digest(terms: Iterable[Term]) -> str:
    """Names a choice of terms; empty for none."""
    rows = sorted((term.text, term.translation) for term in terms)
    return hashlib.blake2b(repr(rows).encode(), digest_size=16).hexdigest() if rows else ""


def _spans(sentence: str, terms: Sequence[Term]) -> list[tuple[int, int, str]]:
    """What to keep, in order, never overlapping, each with what it becomes."""
    taken = [(entity.start, entity.end) for entity in rich.entities(sentence)]
    for match in _MASKED.finditer(sentence):
        _take(match.span(), taken)
    found = [(start, end, sentence[start:end]) for start, end in taken]
    for term in sorted(terms_in(sentence, terms), key=lambda term: -len(term.text)):
        for match in _word(term.text).finditer(sentence):
            if _take(match.span(), taken):
                found.append((*match.span(), term.translation or match[0]))
    return sorted(found)[:1000]


def _take(span: tuple[int, int], taken: list[tuple[int, int]]) -> bool:
    if any(start < span[1] and span[0] < end for start, end in taken):
        return False
    taken.append(span)
    return True


def _word(text: str) -> re.Pattern[str]:
    """As it is written, in any case; not inside a longer Latin word (cat is not in category)."""
    before = r"(?<![A-Za-z0-9\u00c0-\u024f])" if text[0].isascii() and text[0].isalnum() else ""
    after = r"(?![A-Za-z0-9\u00c0-\u024f])" if text[-1].isascii() and text[-1].isalnum() else ""
    return re.compile(before + re.escape(text) + after, re.IGNORECASE)
