"""What must survive a translation: links, mentions, tags, emoji, code, amounts. Replaced by {0}, {1}... and back."""

from __future__ import annotations

import re
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
class Masked:
    text: str
    kept: tuple[str, ...]

    @property
    def says_something(self) -> bool:
        """Whether anything is left to translate."""
        return any(character.isalpha() for character in _PLACEHOLDER.sub("", self.text))


def mask(sentence: str) -> Masked:
    """Put a placeholder for each part that no engine may touch."""
    parts: list[str] = []
    kept: list[str] = []
    at = 0
    for start, end in _spans(sentence):
        parts += [sentence[at:start], f"{{{len(kept)}}}"]
        kept.append(sentence[start:end])
        at = end
    parts.append(sentence[at:])
    return Masked("".join(parts), tuple(kept))


def unmask(translated: str, kept: tuple[str, ...]) -> str:
    """Put the parts back, each exactly once and in any order, or raise PlaceholderLost."""
    found = [int(number) for number in _PLACEHOLDER.findall(translated)]
    if sorted(found) != list(range(len(kept))):
        raise PlaceholderLost
    return _PLACEHOLDER.sub(lambda match: kept[int(match[1])], translated)


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


def _spans(sentence: str) -> list[tuple[int, int]]:
    found = [(entity.start, entity.end) for entity in rich.entities(sentence)]
    taken = sorted(found)
    for match in _MASKED.finditer(sentence):
        if not any(start < match.end() and match.start() < end for start, end in found):
            taken.append(match.span())
    return sorted(taken)[:1000]
