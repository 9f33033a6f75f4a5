"""What only a browser can tell: order, policy, keyboard, script and the lack of it."""

from itertools import pairwise

import pytest

pytestmark = [
    pytest.mark.journey,
    pytest.mark.urls("lihua.ui.tests.urls"),
]

TOO_SMALL = """() => [...document.querySelectorAll('button, a[href], input, select, summary')]
  .filter((e) => e.checkVisibility() && !e.closest('.field-help, .toast'))
  .filter((e) => !e.matches('.card-link, .skip, .choice input, .byline a'))
  .filter((e) => { const box = e.getBoundingClientRect(); return box.height < 22 || box.width < 22; })
  .map((e) => e.outerHTML.slice(0, 90))"""


@pytest.mark.parametrize("width", [320, 390, 800, 1360, 1900])
@pytest.mark.parametrize("script", [True, False])
def test_cards_stand_in_the_order_of_the_page_and_never_on_each_other(opened, width, script):
    page = opened("/look", width=width, java_script_enabled=script)
    boxes = [card.bounding_box() for card in page.locator(".masonry > .card").all()]
    assert len(boxes) > 10
    assert all(later["y"] >= earlier["y"] - 1 for earlier, later in pairwise(boxes))
    ends: dict[int, float] = {}
    for box in boxes:
        column = round(box["x"] / 20)
        assert box["y"] >= ends.get(column, 0) - 1
        assert 0 <= box["x"] <= width - box["width"]
        ends[column] = box["y"] + box["height"]
    assert len(ends) >= 2


def test_the_keyboard_walks_the_cards_as_they_are_read(opened):
    page = opened("/look")
    wanted = page.locator(".masonry .card-link").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    page.locator(".masonry .card-link").first.focus()
    walked = [page.evaluate("document.activeElement.getAttribute('href')")]
    while len(walked) < 2 * len(wanted) - 1:
        page.keyboard.press("Tab")
        walked.append(page.evaluate("document.activeElement.getAttribute('href')"))
    assert walked[::2] == wanted


def test_the_skip_link_is_the_first_stop_and_leads_to_the_content(opened):
    page = opened("/look")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_how_to_read_changes_without_loading_and_stays(opened):
    page = opened("/look")
    card = page.locator(".card", has_text="Lanterns by the river")
    assert card.locator(".beside").is_visible()
    page.get_by_role("link", name="Original").click()
    assert page.locator("html").get_attribute("data-read") == "original"
    assert "read=original" in page.url
    assert page.locator(".card .alone").first.is_visible()
    assert not page.locator(".card .translation").first.is_visible()
    page.goto(page.url.split("?")[0])
    assert page.locator("html").get_attribute("data-read") == "original"


def test_the_theme_changes_without_loading_and_without_script(opened):
    page = opened("/about", color_scheme="light")
    page.get_by_role("button", name="Dark", exact=True).click()
    assert page.locator("html").get_attribute("data-theme") == "dark"
    page.reload()
    assert page.locator("html").get_attribute("data-theme") == "dark"
    plain = opened("/about", java_script_enabled=False)
    plain.get_by_role("button", name="Dark", exact=True).click()
    assert plain.locator("html").get_attribute("data-theme") == "dark"


def test_a_sheet_opens_closes_and_gives_the_focus_back(opened):
    page = opened("/look")
    button = page.get_by_role("button", name="Open a sheet")
    button.click()
    assert page.get_by_role("dialog", name="Save to a board").is_visible()
    page.keyboard.press("Escape")
    assert page.get_by_role("dialog").count() == 0
    assert page.evaluate("document.activeElement.textContent") == "Open a sheet"


def test_a_note_opens_over_the_list_and_back_closes_it(opened):
    page = opened("/look")
    before, title = page.url, page.title()
    note = page.get_by_role("dialog", name="A note")
    page.get_by_role("link", name="Open a note").click()
    note.get_by_text("It opened over the list.").wait_for()
    assert page.url.endswith("/about/look/note")
    assert page.title() == "A note"
    page.go_back()
    assert note.count() == 0
    assert (page.url, page.title()) == (before, title)
    page.go_forward()
    note.get_by_text("It opened over the list.").wait_for()
    page.keyboard.press("Escape")
    page.wait_for_url(before)
    assert note.count() == 0


def test_a_message_can_be_sent_away(opened):
    page = opened("/look?toast")
    toast = page.locator(".toast", has_text="Your note is out.")
    assert toast.get_by_role("button", name="Undo").is_visible()
    toast.get_by_role("button", name="Close").click()
    assert toast.count() == 0


def test_a_passkey_is_asked_for_under_the_policy(opened):
    page = opened("/account/login/")
    assert page.evaluate("typeof allauth.webauthn.forms.loginForm") == "function"
    with page.expect_response(lambda response: "webauthn" in response.url) as asked:
        page.get_by_role("button", name="Sign in with a passkey").click()
    assert "request_options" in asked.value.json()


def test_right_to_left_mirrors_the_frame(opened):
    page = opened("/look")
    page.evaluate("document.documentElement.dir = 'rtl'")
    rail = page.locator(".rail").bounding_box()
    assert rail["x"] > 600


def test_larger_letters_do_not_break_the_phone(opened):
    page = opened("/look", width=390)
    page.evaluate("document.documentElement.style.fontSize = '150%'")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("width", [390, 1360])
def test_everything_that_is_pressed_is_large_enough_for_a_finger(opened, width):
    """WCAG 2.5.8; what looks smaller than 44 px reaches further than it looks (`::after`)."""
    page = opened("/look", width=width, has_touch=True)
    assert page.evaluate(TOO_SMALL) == []
