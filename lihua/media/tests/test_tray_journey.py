"""The tray in a browser: with a pointer, with a keyboard, and what happens when something is no picture."""

import os
import shutil
from collections.abc import Iterator

import pytest

from lihua.media.actions import prepare_now
from lihua.media.models import Asset
from lihua.media.tests import drawing

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True),
    pytest.mark.urls("lihua.media.tests.tray_page"),
]

CHROMIUM = os.environ.get("LIHUA_CHROMIUM") or shutil.which("chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@pytest.fixture
def page(live_server, ana, signed_in, monkeypatch) -> Iterator:
    """Ana's browser, on the page with the tray."""
    if not CHROMIUM:
        pytest.skip("no Chromium is installed")
    from playwright.sync_api import sync_playwright

    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    cookies = signed_in(ana).cookies
    with sync_playwright() as play, play.chromium.launch(executable_path=CHROMIUM, args=FLAGS) as browser:
        context = browser.new_context()
        context.add_cookies([{"name": c.key, "value": c.value, "url": live_server.url} for c in cookies.values()])
        page = context.new_page()
        page.set_default_timeout(10_000)
        complaints: list[str] = []
        page.on(
            "console", lambda said: complaints.append(said.text) if "Content Security Policy" in said.text else None
        )
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"{live_server.url}/tray")
        yield page
        assert not complaints


def choose(page, *names: str) -> None:
    picture = drawing.saved(drawing.four_corners(400, 300))
    page.set_input_files(
        "picture-tray input[type=file]",
        [{"name": name, "mimeType": "image/jpeg", "buffer": picture} for name in names],
    )


def wait_for(page, selector: str, count: int) -> None:
    from playwright.sync_api import expect

    expect(page.locator(selector)).to_have_count(count, timeout=10_000)


def sent_ids(page) -> list[str]:
    return [field.get_attribute("value") for field in page.query_selector_all("[name=asset_ids]")]


def test_pictures_are_sent_shown_put_in_order_by_keyboard_and_taken_out(page):
    choose(page, "a.jpg", "b.jpg", "c.jpg")
    wait_for(page, "[name=asset_ids]", 3)
    for asset in Asset.objects.all():
        prepare_now(asset)
    wait_for(page, ".tray-look img", 3)
    first, second, third = sent_ids(page)
    last = page.locator(".tray-item").nth(2)
    last.locator("[data-earlier]").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    assert sent_ids(page) == [third, first, second]
    page.locator(".tray-item").nth(1).locator("[data-remove]").click()
    page.locator("textarea").first.fill("Cuatro colores")
    page.locator("form button.primary").last.click()
    page.wait_for_selector("output:has-text(' ')")
    assert page.text_content("output") == f"{third} {second}"
    assert Asset.objects.get(pk=third).alt == "Cuatro colores"


def test_a_picture_is_dragged_to_its_place(page):
    choose(page, "a.jpg", "b.jpg")
    wait_for(page, "[name=asset_ids]", 2)
    first, second = sent_ids(page)
    items = page.locator(".tray-item .tray-look")
    items.nth(1).drag_to(items.nth(0))
    assert sent_ids(page) == [second, first]


def test_what_is_no_picture_says_why_in_its_place(page):
    page.set_input_files(
        "picture-tray input[type=file]", [{"name": "a.jpg", "mimeType": "image/jpeg", "buffer": b"%PDF-1.7"}]
    )
    page.wait_for_selector(".tray-item .field-error:has-text('PDF')")
    assert "JPEG, PNG, WebP" in page.text_content(".tray-item .field-error")
    assert sent_ids(page) == []


def test_a_pasted_picture_is_taken(page):
    page.evaluate(
        """() => {
          const canvas = document.createElement("canvas");
          return new Promise((done) => canvas.toBlob((blob) => {
            const data = new DataTransfer();
            data.items.add(new File([blob], "pasted.png", { type: "image/png" }));
            document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true }));
            done();
          }));
        }"""
    )
    page.wait_for_selector("[name=asset_ids]", state="attached")
    assert Asset.objects.count() == 1


def test_a_form_sent_too_early_waits_for_its_pictures(page):
    page.route("**/pictures", lambda route: (page.wait_for_timeout(500), route.continue_()))
    choose(page, "a.jpg")
    page.locator("form button.primary").last.click()
    page.wait_for_selector("output:has-text('1')")
    assert page.text_content("output") == str(Asset.objects.get().pk)
