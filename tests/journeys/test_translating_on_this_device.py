"""A browser that translates by itself does so for its reader alone, in place, and nothing of it leaves the device."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import DESK, PHONE
from tests.journeys.test_saying_the_language import keep, published

pytestmark = pytest.mark.journey

TRANSLATOR = """
self.asked = [];
self.Translator = {
  availability: async ({ sourceLanguage, targetLanguage }) =>
    sourceLanguage === "zh" && targetLanguage === "en" ? "AVAILABLE" : "unavailable",
  create: async (pair) => ({
    translate: async (text) => {
      self.asked.push([pair.sourceLanguage, text]);
      return `<b>Here:</b> ${text.length} signs`;
    },
    destroy() {},
  }),
};
"""
WORDS = "今天的作业太难了。我们一起学习吧！"


def opened(browse, page, availability, **more):
    reader = browse("en-GB", **more)
    script = TRANSLATOR.replace("AVAILABLE", availability) if availability else "delete self.Translator;"
    reader.add_init_script(script)
    reader.sent = []
    reader.on("request", lambda request: reader.sent.append((request.method, request.url, request.post_data)))
    reader.goto(page.url)
    return reader


@pytest.mark.parametrize(("size", "theme"), [(DESK, "light"), (PHONE, "dark")])
def test_a_button_translates_what_nobody_translated_and_sends_nothing(village, browse, size, theme):
    page = browse("zh-CN")
    published(page, f"lia_{theme}", WORDS)
    reader = opened(browse, page, "downloadable", viewport=size, color_scheme=theme)
    button = reader.get_by_role("button", name="Translate on this device")
    expect(button).to_be_visible()
    before = len(reader.sent)
    button.click()
    made = reader.locator(".work-body .translation.on-device")
    expect(made).to_have_count(2)
    expect(made.first).to_have_text("<b>Here:</b> 9 signs")  # text, never markup
    expect(reader.locator(".work-body .original [data-at], .work-body .original").first).to_be_visible()
    expect(reader.locator(".device-translation")).to_contain_text("Translated by this browser, for you alone")
    assert reader.evaluate("self.asked[0]") == ["zh", "今天的作业太难了。"]  # without the readings above it
    assert not [sent for sent in reader.sent[before:] if "signs" in f"{sent}"]
    assert reader.evaluate("document.documentElement.scrollWidth") <= size["width"]
    keep(reader, f"device-{theme}")


def test_what_is_there_already_is_used_by_itself_where_the_village_has_no_engine(village, browse):
    page = browse("zh-CN")
    published(page, "lia_auto", WORDS)
    reader = opened(browse, page, "available")
    expect(reader.locator(".work-body .translation.on-device")).to_have_count(2)


def test_a_browser_without_a_translator_shows_nothing_of_it(village, browse):
    page = browse("zh-CN")
    published(page, "lia_none", WORDS)
    reader = opened(browse, page, "")
    expect(reader.locator(".work-body .sentence").first).to_be_visible()
    expect(reader.locator(".device-translation")).to_be_hidden()
