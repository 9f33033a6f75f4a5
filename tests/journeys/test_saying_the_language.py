"""The author says in one tap which language a text is in: on a desk, on a phone, and without any script."""

import os
import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import DESK, PHONE

pytestmark = pytest.mark.journey

PICTURES = os.environ.get("JOURNEY_PICTURES")  # a folder to look at afterwards


def published(page, handle, words):
    page.goto("/account/signup/")
    page.locator("input[name=name]").fill("Lia")
    page.locator("input[name=handle]").fill(handle)
    page.locator("input[name=email]").fill(f"{handle}@example.org")
    page.locator("input[name=password1]").fill("a long way to the river")
    page.locator("form[action*=signup] button.primary").click()
    page.goto("/publish")
    page.locator("#body").fill(words)
    page.locator("form.composer button.primary").click()
    expect(page).to_have_url(re.compile(r"/works/\d+$"))


def keep(page, name):
    if PICTURES:
        page.screenshot(path=f"{PICTURES}/{name}.png")


@pytest.mark.parametrize(("size", "theme"), [("desk", "light"), ("phone", "dark")])
def test_one_tap_sets_it_right_and_the_next_text_is_taken_for_it(village, browse, size, theme):
    page = browse("en-GB", viewport=DESK if size == "desk" else PHONE, color_scheme=theme)
    published(page, f"lia_{size}", "no problem")
    said = page.locator(".language-said")
    said.locator("summary").click()
    keep(page, f"language-{size}-open")
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
    box = said.locator(".menu-list").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= page.viewport_size["width"]
    said.get_by_role("button", name="Português").click()
    expect(page.locator(".language-said summary")).to_contain_text("Português")
    expect(page.locator(".toast").last).to_contain_text("Português")
    keep(page, f"language-{size}-said")
    page.goto("/publish")
    page.locator("#body").fill("ok")
    page.locator("form.composer button.primary").click()
    expect(page.locator(".language-said summary")).to_contain_text("Português")
    page.goto("/settings/languages")
    expect(page.locator("main")).to_contain_text("What you said of your texts")
    keep(page, f"language-{size}-settings")


def test_without_script_it_is_a_form(village, browse):
    page = browse("en-GB", scripted=False)
    published(page, "lia_plain", "no problem")
    page.locator(".language-said summary").click()
    page.locator(".language-said select").select_option("tl")
    page.locator(".language-said .language-other button").click()
    expect(page.locator(".language-said summary")).to_contain_text("Tagalog")
