"""What the style sheets promise: colours that can be read, one set of dark values, styles in their layers."""

import re
from pathlib import Path

import pytest

import lihua.ui
from lihua.ui.templatetags.ui import HUES

STATIC = Path(lihua.ui.__file__).parent / "static" / "ui"
TOKENS = (STATIC / "tokens.css").read_text(encoding="utf-8")
LIHUA = STATIC.parents[2]
# Set by style="" on elements, where a value is the page's own.
GIVEN_BY_PAGES = {
    "gap",
    "ground",
    "hue",
    "letters",
    "lines",
    "picture",
    "ratio",
    "rows",
    "shape",
    "size",
    "word-x",
    "word-y",
    "h",
    "room",
    "w",
    "x",
    "y",
    "wide",
}
PAIRS = [
    ("ink-900", "paper"), ("ink-900", "sheet"), ("ink-900", "hollow"),
    ("ink-700", "paper"), ("ink-700", "sheet"), ("ink-700", "hollow"),
    ("ink-500", "paper"), ("ink-500", "sheet"), ("ink-500", "hollow"),
    ("on-seal", "seal"), ("on-seal", "seal-deep"),
    ("seal-text", "paper"), ("seal-text", "sheet"), ("seal-text", "seal-soft"),
    ("celadon", "sheet"), ("celadon", "paper"), ("celadon", "celadon-soft"),
    ("indigo", "sheet"), ("indigo", "paper"), ("indigo", "indigo-soft"),
    ("gold", "sheet"), ("gold", "gold-soft"),
    *(("ink-900", soft) for soft in ("rose-soft", "sky-soft", "clay-soft", "gold-soft", "celadon-soft", "seal-soft")),
    *(("ink-700", soft) for soft in ("rose-soft", "sky-soft", "clay-soft", "gold-soft", "celadon-soft")),
]  # fmt: skip


def values(theme: str) -> dict[str, str]:
    """Raw values of light, of dark by the device, or of dark by choice."""
    starts = {"light": ":root {", "device": ':root:not([data-theme="light"]) {', "dark": ':root[data-theme="dark"] {'}
    block = TOKENS.split(starts[theme], 1)[1].split("}", 1)[0]
    return dict(re.findall(r"--([\w-]+):\s*([^;]+);", block))


def luminance(colour: str) -> float:
    channels = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_is_readable_on_its_ground(theme, text, ground):
    colours = values(theme)
    assert contrast(colours[text], colours[ground]) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "sheet"])
def test_the_edge_of_a_field_and_the_focus_can_be_seen(theme, ground):
    colours = values(theme)
    assert contrast(colours["bark"], colours[ground]) >= 3
    assert contrast(colours["indigo"], colours[ground]) >= 3


@pytest.mark.parametrize("hue", HUES)
def test_white_letters_are_readable_on_every_avatar(hue):
    assert contrast("#ffffff", hue) >= 4.5


def test_dark_is_the_same_by_choice_and_by_the_device():
    assert values("device") == values("dark")
    assert values("dark").keys() <= values("light").keys()


def test_colours_are_written_in_the_tokens_only():
    for sheet in ("base", "layout", "components"):
        css = (STATIC / f"{sheet}.css").read_text(encoding="utf-8")
        css = re.sub(r"@media print \{.*?\n  \}", "", css, flags=re.S)
        found = set(re.findall(r"#[0-9a-f]{3,8}\b", css)) - {"#fff", "#000"}
        assert not found, f"{sheet}.css: {found}"


def test_every_token_that_a_room_uses_is_there():
    sheets = {path: path.read_text(encoding="utf-8") for path in LIHUA.rglob("static/**/*.css")}
    known = set(re.findall(r"--([\w-]+)\s*:", "".join(sheets.values()))) | GIVEN_BY_PAGES
    for path, css in sheets.items():
        used = set(re.findall(r"var\(--([\w-]+)", css))
        assert used <= known, f"{path.name}: {used - known}; the names are in ui/tokens.css"


def test_styles_stand_in_layers_and_overrule_nothing_by_force():
    for sheet in STATIC.glob("*.css"):
        css = sheet.read_text(encoding="utf-8")
        assert "!important" not in css
        outside = re.sub(r"/\*.*?\*/", "", css, flags=re.S)
        depth, top = 0, ""
        for character in outside:
            depth -= character == "}"
            top += character if depth == 0 else ""
            depth += character == "{"
        rules = [rule.strip() for rule in re.findall(r"[^{};]+\{", top)]
        assert all(rule.startswith(("@layer", "@property")) for rule in rules), f"{sheet.name}: {rules}"


@pytest.mark.parametrize("side", ["left", "right"])
def test_nothing_is_laid_out_by_left_and_right(side):
    for sheet in STATIC.glob("*.css"):
        css = sheet.read_text(encoding="utf-8")
        assert not re.search(rf"(margin|padding|border)-{side}|(?<![\w-]){side}\s*:|text-align:\s*{side}", css), (
            sheet.name
        )
