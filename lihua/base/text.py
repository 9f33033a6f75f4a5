"""Rich text is plain text with links, mentions and tags in it. What a person typed is data: it is only ever escaped.

`normalise` makes what is stored (NFC, no control characters); offsets everywhere are Unicode code points of it.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from lihua.base.weburls import NotAWebAddress, is_disguised_host, take_apart

Kind = Literal["link", "mention", "tag"]

# Controls but tab and newline; bidi embeddings, overrides and isolates; interlinear and tag characters; surrogates.
_UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufff9-\ufffb\ufeff"
    "\U000e0000-\U000e00ff\U000e01f0-\U000e0fff\ud800-\udfff]"
)


def _marks(plane: Iterable[int]) -> str:
    """The marks that are drawn over their neighbour (Mn, Me), as ranges of a character class."""
    marks = [n for n in plane if unicodedata.category(chr(n)) in ("Mn", "Me")]
    starts = [n for n, before in zip(marks, [0, *marks], strict=False) if n != before + 1]
    ends = [n for n, after in zip(marks, [*marks[1:], 0], strict=True) if n + 1 != after]
    return "".join(f"{chr(start)}-{chr(end)}" for start, end in zip(starts, ends, strict=True))


# Tibetan and Hebrew stack five marks; who stacks more than six paints over other people's lines.
# Two patterns, because a class with many ranges beyond U+FFFF is fifteen times slower.
_FEW_MARKS = "([{0}]{{6}})[{0}]+"
_MARKS = re.compile(_FEW_MARKS.format(_marks(range(0x300, 0x10000)) + "\U000e0100-\U000e01ef"))
_RARE_MARKS = re.compile(_FEW_MARKS.format(_marks(range(0x10000, 0x1F000))))
_INVISIBLE = re.compile(
    "([\xad\u034f\u115f\u1160\u180e\u200b-\u200f\u2060-\u2064\u3164]{2})[\xad\u034f\u115f\u1160\u180e\u200b-\u200f\u2060-\u2064\u3164]+"
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
    text = _UNWANTED.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = _INVISIBLE.sub(r"\1", _MARKS.sub(r"\1", unicodedata.normalize("NFC", text)))
    if max(text, default="") > "\uffff":
        text = _RARE_MARKS.sub(r"\1", text)
    text = "\n".join(line.rstrip() for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def is_turned(text: str) -> bool:
    """Whether it holds an override, which shows letters in another order than they are written in."""
    return bool(re.search("[\u202d\u202e]", text))


def is_piled_up(text: str) -> bool:
    """Whether marks are stacked on a letter as no writing system does."""
    if text.isascii():
        return False
    composed = unicodedata.normalize("NFC", text)
    return bool(_MARKS.search(composed) or (max(composed) > "\uffff" and _RARE_MARKS.search(composed)))


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
            if link_host(address):
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


def link_host(address: str) -> str:
    """The host a link leads to, in ASCII (punycode for look-alikes); empty where there is none or it hides a login."""
    try:
        return take_apart(address).host
    except NotAWebAddress:
        return ""


def is_disguised(address: str) -> bool:
    """Whether a link, as it was typed, passes for one to another host."""
    authority = re.split("[/?#]", address.split("://", 1)[1], maxsplit=1)[0]
    return is_disguised_host(authority.partition(":")[0])


Address = Callable[[Entity], str | None]
Spell = Callable[[int, int], str]
"""HTML, escaped, of the plain words from one place of a text to another."""


def render(
    text: str,
    found: Sequence[Entity],
    address_of: Address,
    *,
    start: int = 0,
    end: int | None = None,
    spell: Spell | None = None,
) -> SafeString:
    """HTML of `text[start:end]`: escaped, with an anchor for each entity whose address is known, newlines as <br>.

    A link shows where it truly leads: its own host, never other words. `spell` writes what stands between entities.
    """
    end = len(text) if end is None else end
    spell = spell or (lambda begin, until: escaped(text[begin:until]))
    parts: list[str] = []
    at = start
    for entity in found:
        if entity.start < at or entity.end > end:
            continue
        address = entity.value if entity.kind == "link" else address_of(entity)
        if address is None:
            continue
        parts.append(spell(at, entity.start))
        parts.append(_anchor(entity, address, text[entity.start : entity.end]))
        at = entity.end
    parts.append(spell(at, end))
    return mark_safe("".join(parts))  # noqa: S308 - every part above is escaped


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Spans of the paragraphs of a normalised text: what stands between empty lines."""
    return [match.span() for match in re.finditer(r"(?:.+(?:\n(?!\n))?)+", text)]


def escaped(text: str) -> str:
    """Plain words as HTML, a newline as <br>."""
    return escape(text).replace("\n", "<br>")


def _anchor(entity: Entity, address: str, shown: str) -> str:
    if entity.kind != "link":
        return f'<a class="{entity.kind}" href="{escape(address)}">{escape(shown)}</a>'
    host = link_host(address)
    rest = address.split("//", 1)[1].partition("/")[2]
    room = max(40 - len(host), 8)  # the path is shortened, the host never: its end is what matters
    path = f"/{rest}" if rest else ""
    visible = host + (path if len(path) <= room else path[: room - 1] + "…")
    return f'<a class="link" href="{escape(address)}" rel="nofollow noopener ugc" dir="ltr">{escape(visible)}</a>'
