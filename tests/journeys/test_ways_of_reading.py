"""The same village by keyboard, on a phone, from right to left, and without any script."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import PHONE

pytestmark = pytest.mark.journey


@pytest.fixture(scope="module")
def filled(village):
    """A small village to walk through."""
    made = village.lihua("demo", "--small")
    assert made.returncode == 0, made.stderr[-2000:]
    return village


def test_without_script_one_finds_a_note_reads_it_and_turns_the_page(filled, browse):
    page = browse("en-GB", scripted=False)
    page.goto("/")
    assert page.locator("article.card").count() >= 10
    page.locator("article.card a[href*='/works/']").first.click()
    expect(page.locator("article.work")).to_be_visible()
    page.goto("/?read=original")
    expect(page.locator("html")).to_have_attribute("data-read", "original")


def test_without_script_one_joins_and_publishes(filled, browse):
    page = browse("en-GB", scripted=False)
    page.goto("/account/signup/")
    page.locator("input[name=name]").fill("Plain Jane")
    page.locator("input[name=handle]").fill("plain_jane")
    page.locator("input[name=email]").fill("jane@example.org")
    page.locator("input[name=password1]").fill("a long way to the river")
    page.locator("form[action*=signup] button.primary").click()
    page.goto("/publish")
    page.locator("#body").fill("Words alone, without any script.")
    page.locator("form.composer button.primary").click()
    expect(page).to_have_url(re.compile(r"/works/\d+$"))
    expect(page.locator("article.work")).to_contain_text("Words alone")


def test_by_keyboard_one_skips_to_the_content_and_opens_a_note(filled, browse):
    page = browse()
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.locator("a.skip")).to_be_focused()
    page.keyboard.press("Enter")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('article.card') !== null"):
            break
    page.keyboard.press("Enter")
    expect(page.locator("article.work")).to_be_visible()


def test_cards_are_read_left_to_right_and_top_to_bottom(filled, browse):
    page = browse()
    page.goto("/")
    tops = page.eval_on_selector_all(
        "article.card", "cards => cards.slice(0, 5).map(card => card.getBoundingClientRect().top)"
    )
    lefts = page.eval_on_selector_all(
        "article.card", "cards => cards.slice(0, 5).map(card => card.getBoundingClientRect().left)"
    )
    assert max(tops) - min(tops) < 2
    assert lefts == sorted(lefts)


@pytest.mark.parametrize(
    "path", ["/", "/newest", "/search?q=a", "/account/login/", "/account/signup/", "/log", "/more"]
)
def test_on_a_phone_nothing_is_wider_than_the_screen(filled, browse, path):
    page = browse("zh-CN", viewport=PHONE)
    page.goto(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_on_a_phone_the_bar_leads_everywhere_in_two_taps(filled, browse):
    page = browse("en-GB", viewport=PHONE)
    page.goto("/")
    page.locator("nav a", has_text="More").last.click()
    expect(page.locator("main")).to_contain_text("Sign in")


def test_pictures_take_their_room_before_they_arrive(filled, browse):
    page = browse()
    page.add_init_script(
        "window.shift = 0; new PerformanceObserver(list => { for (const entry of list.getEntries()) "
        "if (!entry.hadRecentInput) window.shift += entry.value; }).observe({type: 'layout-shift', buffered: true});"
    )
    page.goto("/", wait_until="load")
    page.mouse.wheel(0, 2000)
    page.wait_for_timeout(700)
    assert page.evaluate("window.shift") < 0.05
