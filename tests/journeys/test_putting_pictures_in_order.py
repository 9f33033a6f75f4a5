"""Pictures are put in order with a finger, as with mouse and keyboard; a finger that only scrolls moves none."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import PHONE
from tests.journeys.test_the_first_day import join

pytestmark = pytest.mark.journey


class Finger:
    """One finger on a touch screen, by the browser's own protocol: what the page gets are real touches."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.line = page.context.new_cdp_session(page)

    def _touch(self, kind: str, *points: tuple[float, float]) -> None:
        self.line.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y} for x, y in points]})

    def move(self, start: tuple[float, float], end: tuple[float, float], *, hold_ms: int) -> None:
        self._touch("touchStart", start)
        self.page.wait_for_timeout(hold_ms)
        for step in range(1, 9):
            self._touch("touchMove", *[tuple(a + (b - a) * step / 8 for a, b in zip(start, end, strict=True))])
            self.page.wait_for_timeout(30)
        self._touch("touchEnd")
        self.page.wait_for_timeout(100)


def middle_of(page: Page, number: int) -> tuple[float, float]:
    box = page.locator(".tray-item .tray-look").nth(number).bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def order(page: Page) -> list[str]:
    return page.locator("input[name=asset_ids]").evaluate_all("fields => fields.map(field => field.value)")


def test_with_a_finger_one_puts_the_second_picture_first(village, browse, photographs):
    page = browse("en-GB", viewport=PHONE, has_touch=True, is_mobile=True)
    page.goto("/account/signup/")
    join(page, name="Fingers", handle="fingers", mail="fingers@example.org")
    page.goto("/publish")
    page.set_input_files("picture-tray input[type=file]", photographs)
    expect(page.locator("picture-tray input[name=asset_ids]")).to_have_count(3, timeout=30_000)
    before = order(page)
    finger = Finger(page)

    finger.move(middle_of(page, 1), middle_of(page, 0), hold_ms=400)
    assert order(page) == [before[1], before[0], before[2]]
    expect(page.locator("picture-tray [data-status]")).to_contain_text("1 / 3")
    expect(page.locator(".tray-item").first.locator("[data-earlier]")).to_be_disabled()

    (x, y), now = middle_of(page, 0), order(page)
    finger.move((x, y), (x, y - 250), hold_ms=0)  # a swipe: the page scrolls
    assert order(page) == now
    assert page.evaluate("scrollY") > 0

    page.evaluate("scrollTo(0, 0)")
    page.locator("#body").fill("One, two, three.")
    page.locator("form.composer button.primary").click()
    page.wait_for_url("**/works/*", timeout=60_000)
    expect(page.locator(".carousel-picture")).to_have_count(3)
