"""Our tags and what engines call them."""

from __future__ import annotations

from lihua.language import tags

# Versions of the protocols disagree; the first that is offered is used.
_CODES = {
    "zh-Hans": ("zh-Hans", "zh-CN", "zh"),
    "zh-Hant": ("zh-Hant", "zh-TW", "zt"),
    "pt": ("pt", "pt-PT", "pt-BR", "pb"),
    "nb": ("nb", "no"),
    "no": ("nb", "no"),
    "he": ("he", "iw"),
}
_OURS = {"zt": "zh-Hant", "pb": "pt", "no": "nb", "iw": "he"}


def codes_of(tag: str) -> tuple[str, ...]:
    """What an engine may call this language, most exact first."""
    return _CODES.get(tag) or (tag, tags.base(tag))


def tag_of(code: str) -> str:
    """Our tag for an engine's code, or the code itself where we know none."""
    try:
        return tags.normalize(_OURS.get(code.casefold(), code))
    except tags.UnknownLanguage:
        return code
