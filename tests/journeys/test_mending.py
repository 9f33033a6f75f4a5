"""Read, tap, mend, be credited: with no engine at all, on a desk and on a phone."""

import os
import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import DESK, PHONE

pytestmark = pytest.mark.journey

PICTURES = os.environ.get("JOURNEY_PICTURES")  # a folder to look at afterwards
# Not the same twice: what people found for a sentence is how it is read elsewhere.
CHINESE = {"desk": "三个鸡蛋加一点水打散，更嫩。", "phone": "三个鸡蛋加半勺水打散，更香。"}


def arrive(page, handle):
    page.goto("/account/signup/")
    page.locator("input[name=name]").fill(handle.capitalize())
    page.locator("input[name=handle]").fill(handle)
    page.locator("input[name=email]").fill(f"{handle}@example.org")
    page.locator("input[name=password1]").fill("a long way to the river")
    page.locator("form[action*=signup] button.primary").click()
    page.wait_for_url(lambda address: "signup" not in address)


def keep(page, name):
    if PICTURES:
        page.screenshot(path=f"{PICTURES}/{name}.png")


def fits(page):
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


@pytest.mark.parametrize(("size", "theme"), [("desk", "light"), ("phone", "dark")])
def test_read_tap_mend_and_be_credited(village, browse, size, theme):
    look = {"viewport": DESK if size == "desk" else PHONE, "color_scheme": theme}
    author, first, second = (browse(locale, **look) for locale in ("zh-CN", "en-GB", "en-GB"))
    arrive(author, f"mei_{size}")
    author.goto("/publish")
    author.locator("#body").fill(CHINESE[size])
    author.locator("form.composer button.primary").click()
    expect(author).to_have_url(re.compile(r"/works/\d+$"))
    address = author.url

    # Read: nobody has translated it, so the readings open by themselves.
    arrive(first, f"tom_{size}")
    first.goto(address)
    switch = first.locator("aid-switch [data-cookie=lihua_readings]")
    expect(switch).to_have_attribute("aria-pressed", "true")
    expect(first.locator(".work-body ruby").filter(has_text="打").first).to_contain_text("dǎ")
    keep(first, f"mend-{size}-read")
    fits(first)

    # Tap: the word that covers the place, in a dictionary.
    expect(first.locator(".word-popover")).to_be_hidden()
    for _patience in range(30):  # the dictionary comes in while the village is new
        first.locator(".work-body ruby").filter(has_text="鸡").first.click()
        expect(first.locator(".word-popover [data-start]")).to_be_visible()
        if "egg" in first.locator(".word-popover").inner_text():
            break
        first.keyboard.press("Escape")
        first.wait_for_timeout(2000)
    expect(first.locator(".word-popover")).to_contain_text("egg")
    keep(first, f"mend-{size}-tap")
    first.keyboard.press("Escape")
    expect(first.locator(".word-popover")).to_be_hidden()

    # Mend: the first puts it into English, the second would say it otherwise, with a reason.
    first.locator(".reading a[href*='/translate/']").first.click()
    first.locator(".translate-form textarea").first.fill("Three egg add water hit, more soft.")
    first.locator(".translate-form button.primary").click()
    expect(first.locator(".credit")).to_contain_text(f"Tom_{size}")
    arrive(second, f"ana_{size}")
    second.goto(address)
    second.locator(".credit a[href*='/translate/']").first.click()
    second.locator(".translate-form textarea").first.fill("Beat three eggs with a little water, so they stay soft.")
    second.locator(".translate-form input[name^='why:']").first.fill("One beats eggs.")
    second.locator(".translate-form button.primary").click()
    expect(second.locator(".credit")).to_contain_text("1 suggestion")
    expect(second.locator(".credit")).to_contain_text(f"Tom_{size}")
    fits(second)

    # Be credited: who translated it takes the better words; they stand with the name of who found them.
    first.goto(address)
    first.locator(".credit").get_by_role("link", name="1 suggestion").click()
    first.locator(".translate-form").get_by_role("link", name="1 suggestion").click()
    expect(first.locator("#sentence")).to_contain_text("One beats eggs.")
    keep(first, f"mend-{size}-compare")
    fits(first)
    first.get_by_role("button", name="Accept").click()
    expect(first.locator("#sentence")).to_contain_text("Accepted")
    first.goto(address)
    expect(first.locator(".work-body")).to_contain_text("Beat three eggs with a little water")
    expect(first.locator(".credit")).to_contain_text(f"Ana_{size}")
    keep(first, f"mend-{size}-credited")
    author.goto(address)
    expect(author.locator(".work-body")).to_contain_text(CHINESE[size])
