"""Articles of dictionaries as plain lines: markup is taken off, never kept."""

from __future__ import annotations

from html.parser import HTMLParser

_BREAKS = frozenset(("br", "p", "div", "li", "tr", "dd", "dt", "h1", "h2", "h3", "def", "dtrn", "blockquote", "sense"))
_SILENT = frozenset(("script", "style", "head", "title", "k"))
_MOST_LINES = 60
_LONGEST_LINE = 1_000


class _Plain(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent: list[str] = []

    def handle_starttag(self, tag: str, _attributes: object) -> None:
        if tag in _SILENT:
            self._silent.append(tag)
        if tag in _BREAKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if self._silent and self._silent[-1] == tag:
            self._silent.pop()
        if tag in _BREAKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(data)


def lines_of(text: str, *, is_markup: bool = False) -> list[str]:
    """The lines of an article, without empty ones."""
    if is_markup:
        plain = _Plain()
        plain.feed(text)
        plain.close()
        text = "".join(plain.parts)
    lines = (" ".join(line.split())[:_LONGEST_LINE] for line in text.split("\n"))
    return [line for line in lines if line][:_MOST_LINES]
