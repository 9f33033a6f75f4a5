"""A reader of English works out a Chinese text word by word: with a finger, a mouse, the keys, and without script."""

import re
import time
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import DESK, PHONE
from tests.journeys.test_the_first_day import choose_languages, join, skip_the_other_steps

pytestmark = pytest.mark.journey

SAID = "我来缴猫税了！三个鸡蛋，加一点水打散。 #家常菜"


def arrive(page: Page, handle: str, *, writes: str) -> Page:
    page.goto("/account/signup/")
    join(page, name=handle.capitalize(), handle=handle, mail=f"{handle}@example.org")
    choose_languages(page, writes=writes, reads=[writes])
    skip_the_other_steps(page)
    return page


@pytest.fixture(scope="module")
def dictionary(village):
    """The worker brings it in by itself, soon after the first start."""
    until = time.monotonic() + 240
    while time.monotonic() < until:
        asked = {"text": "打散", "at": 0, "source": "zh-Hans", "to": "en"}
        if village.get("/api/lihua/v1/words/look", params=asked).json().get("entries"):
            return
        time.sleep(2)
    raise AssertionError("no dictionary came")


@pytest.fixture(scope="module")
def note(village, chromium):
    """Mei writes, and explains a word that no dictionary has; returns the address of what she wrote."""
    context = chromium.new_context(base_url=village.url, locale="zh-CN", viewport=DESK)
    context.set_default_timeout(30_000)
    mei = arrive(context.new_page(), "mei_taps", writes="zh-Hans")
    mei.goto("/publish")
    mei.locator("#body").fill(SAID)
    mei.locator("form.composer button.primary").click()
    mei.wait_for_url(re.compile(r"/works/\d+$"))
    address = mei.url
    mei.goto(f"/glossary/add?word={quote('猫税')}&language=zh-Hans")
    mei.locator("input[name=reading]").fill("māo shuì")
    mei.locator("select[name=meaning_language]").select_option("en")
    mei.locator("input[name=equivalent]").fill("cat tax")
    mei.locator(".entry-form button.primary").click()
    mei.wait_for_url(re.compile(r"/glossary/\d+$"))
    context.close()
    return address


def place_of(page: Page, letter: str, *, scrolls: bool = True) -> tuple[float, float]:
    """Where a character stands on the screen."""
    found = page.evaluate(
        """([letter, scrolls]) => {
          for (const sentence of document.querySelectorAll(".work-body [data-sentence][tabindex]")) {
            const walker = document.createTreeWalker(sentence, NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) {
              const at = walker.currentNode.data.indexOf(letter);
              if (at < 0 || walker.currentNode.parentElement.closest("rt, rp")) continue;
              if (scrolls) sentence.scrollIntoView({ block: "center" });
              const range = document.createRange();
              range.setStart(walker.currentNode, at);
              range.setEnd(walker.currentNode, at + 1);
              const box = range.getBoundingClientRect();
              return [Math.round(box.x + box.width / 2), Math.round(box.y + box.height / 2)];
            }
          }
        }""",
        [letter, scrolls],
    )
    assert found, f"{letter} is not there"
    return found[0], found[1]


def tap(page: Page, letter: str) -> tuple[float, float]:
    place = place_of(page, letter)
    page.mouse.click(*place)
    return place


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_a_tapped_word_is_explained_kept_and_put_away(dictionary, note, browse, viewport):
    marcus = arrive(browse("en-US", viewport=viewport), f"marcus_{viewport['width']}", writes="en")
    marcus.goto(note)
    opened = marcus.locator(".word-popover")
    expect(opened).to_be_hidden()

    # The village's word first; the popover stands beside it, on a phone at the foot.
    x, y = tap(marcus, "税")
    expect(opened).to_contain_text("cat tax")
    expect(opened.locator(".word-itself")).to_have_text("猫税")
    box = opened.bounding_box()
    if viewport is PHONE:
        assert box["width"] == viewport["width"]
        assert abs(box["y"] + box["height"] - viewport["height"]) < 2
        assert place_of(marcus, "税", scrolls=False)[1] < box["y"]  # the sheet does not lie over its word
    else:
        assert box["x"] - 40 <= x <= box["x"] + box["width"]
        assert abs(box["y"] - y) < 60 or abs(box["y"] + box["height"] - y) < 60

    # Beside it puts it away; another word opens; the same word again closes.
    marcus.mouse.click(viewport["width"] - 4, 4)
    expect(opened).to_be_hidden()
    tap(marcus, "散")
    expect(opened.locator(".word-itself")).to_have_text("打散")
    expect(opened).to_contain_text("dǎ sàn")
    expect(opened).to_contain_text("CC BY-SA")
    opened.get_by_role("button", name="My words").click()
    expect(opened.locator("[aria-pressed=true]")).to_contain_text("My words")
    assert marcus.evaluate("document.documentElement.scrollWidth") <= viewport["width"]

    # It is among Marcus's words, with the sentence that leads back.
    marcus.goto("/words")
    row = marcus.locator(".my-word", has_text="打散")
    expect(row).to_contain_text("三个鸡蛋，加一点水打散。")
    assert marcus.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
    row.locator(".my-word-sentence a").click()
    marcus.wait_for_url(note)


def test_links_and_selections_stay_what_they_are(dictionary, note, browse):
    page = browse("en-US")
    page.goto(note)
    x, y = place_of(page, "个")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 90, y, steps=8)
    page.mouse.up()
    assert page.evaluate("getSelection().toString()")
    expect(page.locator(".word-popover")).to_be_hidden()
    page.evaluate("getSelection().removeAllRanges()")
    page.locator(".work-tags a").first.click()
    page.wait_for_url(re.compile("/tags/"))


def test_by_keys_one_goes_from_word_to_word(dictionary, note, browse):
    page = browse("en-US")
    page.goto(note)
    sentence = page.locator(".work-body [data-sentence][tabindex='0']")
    expect(sentence).to_have_count(1)
    sentence.focus()
    said = page.locator("[data-word-status]")
    words = []
    for _ in range(4):
        page.keyboard.press("ArrowRight")
        words.append(said.text_content())
    assert "".join(words).startswith("我来缴")
    assert page.evaluate("CSS.highlights.get('tapped-word').size") == 1
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    opened = page.locator(".word-popover")
    expect(opened).to_be_visible()
    expect(opened.locator(".word-itself")).to_be_visible()
    assert page.evaluate("document.activeElement.closest('.word-popover') !== null")
    page.keyboard.press("Escape")
    expect(opened).to_be_hidden()
    assert page.evaluate("document.activeElement.matches('[data-sentence]')")
    page.keyboard.press("ArrowLeft")
    assert said.text_content()


def test_a_word_opens_over_a_note_that_lies_over_the_list(dictionary, note, browse):
    page = browse("en-US")
    page.goto("/newest")
    path = re.sub(r"^https?://[^/]+", "", note)
    page.locator(f"article.card a[href='{path}']").first.click()
    expect(page.locator("dialog article.work")).to_be_visible()
    tap(page, "散")
    expect(page.locator("dialog .word-popover")).to_contain_text("dǎ sàn")
    page.keyboard.press("Escape")
    expect(page.locator("dialog .word-popover")).to_be_hidden()
    expect(page.locator("dialog article.work")).to_be_visible()


def test_without_script_a_word_has_a_page(dictionary, note, browse):
    page = browse("en-US", scripted=False)
    page.goto(f"/words/look?text={quote('加一点水打散。')}&at=4&from=zh-Hans&to=en")
    expect(page.locator("main mark")).to_have_text("打散")
    expect(page.locator(".word")).to_contain_text("dǎ sàn")
    page.goto("/glossary")
    page.locator(".entry-word", has_text="猫税").click()
    expect(page.locator(".explanation")).to_contain_text("cat tax")
