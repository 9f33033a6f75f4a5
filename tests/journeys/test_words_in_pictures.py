"""A menu in Chinese, read by the village's own machine: described, translated, tapped and corrected."""

import glob
import os
import re

import pytest
from PIL import Image, ImageDraw, ImageFont
from playwright.sync_api import expect

from lihua.media.reading import is_installed
from tests.journeys.conftest import DESK, PHONE
from tests.journeys.test_tapping_words import arrive
from tests.village import Village

FONTS = glob.glob("/usr/share/fonts/**/NotoSansCJK-Regular.ttc", recursive=True)
pytestmark = [
    pytest.mark.journey,
    pytest.mark.skipif(
        not (is_installed() and FONTS), reason="the extra lihua[ocr], or a font with Chinese characters, is missing"
    ),
]
PICTURES = os.environ.get("JOURNEY_PICTURES")  # a folder to look at afterwards
LINES = [("珍珠奶茶", "¥12"), ("杨枝甘露", "¥18"), ("少糖去冰加一元", "¥21"), ("第二杯半价！", "")]
ENGLISH = {
    "猫屎奶茶店": "Cat's tea house",
    "珍珠奶茶": "Bubble tea",
    "杨枝甘露": "Mango pomelo sago",
    "少糖去冰加一元": "Less sugar, no ice: one yuan more",
}


@pytest.fixture(scope="module")
def village(tmp_path_factory):
    """One that reads what stands on pictures; the others in tests do not."""
    with Village(tmp_path_factory.mktemp("village") / "var", LIHUA_OCR="yes") as running:
        yield running


@pytest.fixture(scope="module")
def menu(tmp_path_factory):
    picture = Image.new("RGB", (1000, 900), "#fdf3e0")
    pen = ImageDraw.Draw(picture)
    font = ImageFont.truetype(FONTS[0], 56, index=2)
    pen.text((260, 50), "猫屎奶茶店", font=ImageFont.truetype(FONTS[0], 90, index=2), fill="#5b2d0c")
    for number, (name, price) in enumerate(LINES):
        pen.text((120, 240 + 150 * number), name, font=font, fill="#222222")
        pen.text((760, 240 + 150 * number), price, font=font, fill="#aa2222")
    path = tmp_path_factory.mktemp("menu") / "menu.png"
    picture.save(path)
    return str(path)


@pytest.fixture(scope="module")
def note(village, chromium, menu):
    """Mei shows a menu and is offered what was read on it as a description; Lia translates it, line by line."""
    context = chromium.new_context(base_url=village.url, locale="en-GB", viewport=DESK)
    context.set_default_timeout(60_000)
    mei = arrive(context.new_page(), "mei_shows", writes="zh-Hans")
    mei.goto("/publish")
    mei.locator("picture-tray input[type=file]").set_input_files(menu)
    offered = mei.locator(".tray-item [data-read]")
    expect(offered).to_be_visible(timeout=60_000)
    description = mei.locator(".tray-item textarea")
    expect(description).to_have_value("")
    keep(mei, "ocr-tray")
    offered.locator("[data-use-words]").click()
    expect(description).to_have_value(re.compile("猫屎奶茶店 · 珍珠奶茶"))
    description.fill("奶茶店的菜单")
    mei.locator("#title").fill("楼下的奶茶店")
    mei.locator("form.composer button.primary").click()
    mei.wait_for_url(re.compile(r"/works/\d+$"))
    address = mei.url
    context.close()
    context = chromium.new_context(base_url=village.url, locale="en-GB", viewport=DESK)
    context.set_default_timeout(60_000)
    lia = arrive(context.new_page(), "lia_translates", writes="en")
    lia.goto(f"{address}/translate/en")
    for row in lia.locator(".translate-row").all():
        said = row.locator(".translate-original").inner_text()
        if said in ENGLISH:
            row.locator("textarea").fill(ENGLISH[said])
    lia.locator(".translate-form button.primary").click()
    expect(lia.locator(".translate-form")).to_have_count(0, timeout=60_000)
    context.close()
    return address


def keep(page, name):
    if PICTURES:
        page.screenshot(path=f"{PICTURES}/{name}.png")


@pytest.mark.parametrize(("size", "theme"), [("desk", "light"), ("phone", "dark")])
def test_the_lines_lie_on_the_picture_are_tapped_and_covered_by_their_translation(browse, note, size, theme):
    viewport = DESK if size == "desk" else PHONE
    ben = arrive(browse("en-GB", viewport=viewport, color_scheme=theme), f"ben_{size}", writes="en")
    ben.goto(note)
    words = ben.locator(".picture-words")
    lines = words.locator(".picture-line")
    expect(lines.first).to_be_hidden()

    # By keyboard; each line lies where it stands, inside the picture.
    words.locator("summary").focus()
    ben.keyboard.press("Enter")
    expect(lines.first).to_be_visible()
    assert lines.count() == 8
    keep(ben, f"ocr-{size}-both")
    stage = ben.locator(".work-stage").bounding_box()
    tops = []
    for line in lines.all():
        box = line.bounding_box()
        assert stage["x"] - 1 <= box["x"] <= stage["x"] + stage["width"]
        assert box["x"] + box["width"] <= stage["x"] + stage["width"] + 1
        assert box["height"] >= 16
        tops.append(box["y"])
    assert tops[0] < tops[1] < tops[3] < tops[5] < tops[7]
    assert ben.evaluate("document.documentElement.scrollWidth") <= viewport["width"]

    ben.goto(f"{ben.url.split('?')[0]}?read=translated")
    words.locator("summary").click()
    keep(ben, f"ocr-{size}-translated")
    expect(lines.filter(has_text="Bubble tea").locator(".translation")).to_be_visible()
    expect(lines.filter(has_text="Bubble tea").locator(".original")).to_be_hidden()

    ben.goto(f"{ben.url.split('?')[0]}?read=original")
    words.locator("summary").click()
    line = lines.filter(has_text="珍珠奶茶").locator(".original")
    keep(ben, f"ocr-{size}-original")
    line.click()
    expect(ben.locator(".word-popover")).to_be_visible()
    expect(ben.locator(".word-popover .word-itself")).to_contain_text(re.compile("珍珠|奶茶"))
    keep(ben, f"ocr-{size}-tapped")
    ben.keyboard.press("Escape")
    expect(ben.locator(".word-popover")).to_be_hidden()
    words.locator("[data-as-list]").click()
    expect(words).not_to_have_class(re.compile("is-laid-out"))
    keep(ben, f"ocr-{size}-list")
    words.locator("summary").focus()
    ben.keyboard.press("Escape")
    expect(lines.first).to_be_hidden()


def test_without_script_they_are_a_list(browse, note):
    plain = browse("en-GB", scripted=False, viewport=PHONE)
    plain.goto(note)
    plain.locator(".picture-words summary").click()
    expect(plain.locator(".picture-line", has_text="杨枝甘露")).to_be_visible()
    keep(plain, "ocr-plain")
