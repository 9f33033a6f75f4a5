"""The interface speaks Chinese as fully as English: every visible string has its words, with the same placeholders."""

import ast
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from django.utils.translation import templatize

ROOT = Path(__file__).parent.parent / "lihua"
CATALOGUE = ROOT / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
}
# What Django makes of the tags in a template, to be read by gettext: `gettext(u'...')`, `_("...")`.
IN_TEMPLATE = re.compile(r"""(?:\bn?gettext|\b_)\(u?((?:'(?:[^'\\]|\\.)*')|(?:"(?:[^"\\]|\\.)*"))""")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}")


def known() -> dict[tuple[str, ...], tuple[str, ...]]:
    """Each English string (singular and plural) with its Chinese ones."""
    with CATALOGUE.open("rb") as source:
        catalogue = read_po(source, locale="zh_Hans")
    return {_all(message.id): _all(message.string) for message in catalogue if message.id}


def _all(words: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (words,) if isinstance(words, str) else tuple(words)


def used() -> Iterator[tuple[str, str]]:
    """Every string that code and templates mark for translation, and where."""
    for path in sorted(ROOT.rglob("*.py")):
        if "tests" not in path.parts and "migrations" not in path.parts:
            yield from _strings(path, path.read_text(encoding="utf-8"))
    for path in sorted(ROOT.rglob("templates/**/*")):
        if path.suffix in {".html", ".txt"} and "tests" not in path.parts:
            marked = templatize(path.read_text(encoding="utf-8"), origin=str(path))
            for call in IN_TEMPLATE.finditer(marked):
                yield ast.literal_eval(call[1]), str(path.relative_to(ROOT))


def _strings(path: Path, code: str) -> Iterator[tuple[str, str]]:
    for _line, message, _comments, _context in extract("python", io.BytesIO(code.encode()), keywords=KEYWORDS):
        first = message[0] if isinstance(message, tuple) else message
        if first:
            yield first, str(path.relative_to(ROOT))


def test_every_string_of_the_interface_has_its_chinese():
    have = {english[0]: chinese for english, chinese in known().items()}
    missing = sorted({f"{where}: {text}" for text, where in used() if not all(have.get(text, ("",)))})
    assert not missing, "\n".join(missing)


@pytest.mark.parametrize("english", [english for english in known() if PLACEHOLDER.search(" ".join(english))])
def test_placeholders_survive_translation(english):
    wanted = set(PLACEHOLDER.findall(" ".join(english)))
    for chinese in known()[english]:
        assert set(PLACEHOLDER.findall(chinese)) == wanted


def test_nothing_is_marked_as_doubtful():
    assert "#, fuzzy" not in CATALOGUE.read_text(encoding="utf-8")
