"""Rich text is plain text with links, mentions and tags in it. What a person typed is data: it is only ever escaped.

`normalise` makes what is stored (NFC, no control characters); offsets everywhere are Unicode code points of it.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

Kind = Literal["link", "mention", "tag"]

# Controls but tab and newline; bidi embeddings, overrides and isolates; interlinear and tag characters; surrogates.
_UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufff9-\ufffb\ufeff\U000e0000-\U000e0fff\ud800-\udfff]"
)
_MARKS = re.compile(
    r"([\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{4})[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
)

# A link ends at white space, at CJK text or at full-width marks: people write Chinese straight after an address.
_LINK = r"https?://[^\s<>\"'\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\u3000-\u303f]{3,2000}"
_MENTION = r"(?<![\w@./])@(?P<handle>[a-zA-Z0-9_]{1,30})(?![\w@])"
_TAG = r"(?<![\w&/#＃])[#＃](?P<tag>[\w·・\u200c\u0e31-\u0e4e]{1,60})"
_ENTITY = re.compile(f"(?P<link>{_LINK})|{_MENTION}|{_TAG}")
_TRAILING = ".,:;!?'\")]}…*_~"


@dataclass(frozen=True, slots=True)
class Entity:
    """Something in a text that is more than words: `[start, end)` in code points, and what it names."""

    start: int
    end: int
    kind: Kind
    value: str


def normalise(text: str) -> str:
    """What is stored of a text: NFC, no control, bidi-override or tag characters, few stacked marks."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = _MARKS.sub(r"\1", _UNWANTED.sub("", text))
    text = "\n".join(line.rstrip() for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def one_line(text: str) -> str:
    """A name or a title: normalised, white space folded, no newlines."""
    return " ".join(normalise(text).split())


def entities(text: str) -> list[Entity]:
    """Links, mentions (handle, lower case) and tags (as written) of a normalised text, in order, never overlapping."""
    return list(_entities(text))


def _entities(text: str) -> Iterable[Entity]:
    for match in _ENTITY.finditer(text):
        if address := match["link"]:
            address = _without_trailing_marks(address)
            if urlsplit_host(address):
                yield Entity(match.start(), match.start() + len(address), "link", address)
        elif handle := match["handle"]:
            yield Entity(match.start(), match.end(), "mention", handle.lower())
        elif (tag := match["tag"]) and not tag.isdigit():
            yield Entity(match.start(), match.end(), "tag", tag)


def _without_trailing_marks(address: str) -> str:
    while address and address[-1] in _TRAILING:
        if address[-1] == ")" and address.count("(") >= address.count(")"):
            break
        address = address[:-1]
    return address


def urlsplit_host(address: str) -> str:
    """The host a link leads to, in ASCII (punycode for look-alikes); empty where there is none or it hides a login."""
    try:
        parts = urlsplit(address)
        if parts.username is not None or parts.password is not None or not parts.hostname:
            return ""
        return parts.hostname.encode("idna").decode("ascii")
    except (ValueError, UnicodeError):
        return ""


Address = Callable[[Entity], str | None]


def render(
    text: str, found: Sequence[Entity], address_of: Address, *, start: int = 0, end: int | None = None
) -> SafeString:
    """HTML of `text[start:end]`: escaped, with an anchor for each entity whose address is known, newlines as <br>.

    A link shows where it truly leads: its own host, never other words.
    """
    end = len(text) if end is None else end
    parts: list[str] = []
    at = start
    for entity in found:
        if entity.start < at or entity.end > end:
            continue
        address = entity.value if entity.kind == "link" else address_of(entity)
        if address is None:
            continue
        parts.append(_escaped(text[at : entity.start]))
        parts.append(_anchor(entity, address, text[entity.start : entity.end]))
        at = entity.end
    parts.append(_escaped(text[at:end]))
    return mark_safe("".join(parts))  # noqa: S308 - every part above is escaped


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Spans of the paragraphs of a normalised text: what stands between empty lines."""
    return [match.span() for match in re.finditer(r"(?:.+(?:\n(?!\n))?)+", text)]


def _escaped(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def _anchor(entity: Entity, address: str, shown: str) -> str:
    if entity.kind != "link":
        return f'<a class="{entity.kind}" href="{escape(address)}">{escape(shown)}</a>'
    host = urlsplit_host(address)
    rest = address.split("//", 1)[1].partition("/")[2]
    visible = f"{host}/{rest}" if rest else host
    visible = visible if len(visible) <= 40 else visible[:39] + "…"
    return f'<a class="link" href="{escape(address)}" rel="nofollow noopener ugc" dir="ltr">{escape(visible)}</a>'
