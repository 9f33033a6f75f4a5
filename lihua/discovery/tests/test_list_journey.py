"""A list in a browser: it goes on by itself, a note opens over it, going back finds the place, two taps save."""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.urls import reverse

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

CHROMIUM = os.environ.get("LIHUA_CHROMIUM") or shutil.which("chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@pytest.fixture
def visit(live_server, ana, signed_in, make_person, make_work, monkeypatch) -> Iterator[Callable[..., Any]]:
    """Ana's browser of a width, with or without script, on Newest with seventy notes by seven people."""
    if not CHROMIUM:
        pytest.skip("no Chromium is installed")
    from playwright.sync_api import sync_playwright

    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    people = [make_person(f"person_{letter}") for letter in "abcdefg"]
    for number in range(70):
        make_work(people[number % 7], f"Tea number {number}")
    cookies = signed_in(ana).cookies
    complaints: list[str] = []
    with sync_playwright() as play, play.chromium.launch(executable_path=CHROMIUM, args=FLAGS) as browser:

        def open_page(width: int, *, script: bool = True) -> Any:
            context = browser.new_context(viewport={"width": width, "height": 800}, java_script_enabled=script)
            context.add_cookies([{"name": c.key, "value": c.value, "url": live_server.url} for c in cookies.values()])
            page = context.new_page()
            page.set_default_timeout(15_000)
            page.on("pageerror", lambda error: complaints.append(str(error)))
            page.on("console", lambda said: complaints.append(said.text) if "Security Policy" in said.text else None)
            page.goto(f"{live_server.url}{reverse('discovery:newest')}")
            return page

        yield open_page
    assert not complaints


def scroll_to_the_end(page: Any) -> None:
    from playwright.sync_api import expect

    for _step in range(60):
        if page.locator("article.card").count() == 70:
            break
        page.mouse.wheel(0, 2000)
        page.wait_for_timeout(100)
    expect(page.locator("article.card")).to_have_count(70)


@pytest.mark.parametrize(("width", "is_over"), [(390, False), (1360, True)])
def test_a_list_goes_on_and_going_back_finds_the_place(visit, width, is_over):
    from playwright.sync_api import expect

    page = visit(width)
    scroll_to_the_end(page)
    titles = page.locator(".card-link").all_inner_texts()
    assert len(set(titles)) == 70
    link = page.get_by_role("link", name="Tea number 3", exact=True)
    link.scroll_into_view_if_needed()
    place = page.evaluate("scrollY")
    link.click()
    page.wait_for_url("**/works/*")
    expect(page.locator("#work-sheet dialog[open] .work")).to_have_count(int(is_over))
    page.go_back()
    page.wait_for_url("**/newest")
    expect(page.locator("article.card")).to_have_count(70)
    expect(page.locator("dialog[open]")).to_have_count(0)
    assert abs(page.evaluate("scrollY") - place) < 200


def test_two_taps_save_a_card_to_a_board(visit):
    from playwright.sync_api import expect

    page = visit(390)
    marks = page.locator("article.card .card-tools a")
    marks.first.click()
    page.get_by_placeholder("New board").fill("To taste")
    page.get_by_role("button", name="Make").click()
    expect(page.get_by_role("button", name="To taste")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)
    marks.nth(1).click()
    page.get_by_role("button", name="To taste").click()
    expect(page.get_by_role("button", name="To taste")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Escape")
    page.reload()
    expect(page.locator(".card-tools a.is-on")).to_have_count(2)


def test_without_script_the_list_has_pages_and_cards_are_saved_by_form(visit):
    page = visit(390, script=False)
    assert page.locator("article.card").count() == 30
    page.locator(".more a").click()
    assert page.locator("article.card").count() == 30
    page.locator("article.card .card-tools a").first.click()
    page.get_by_role("button", name="Saved").click()
    assert page.get_by_role("button", name="Saved").get_attribute("aria-pressed") == "true"
