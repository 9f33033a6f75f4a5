"""The page of notices in a browser: what was seen is read, what is not sent by itself."""

import os
import shutil
from collections.abc import Iterator

import pytest
from django.utils.module_loading import import_string

from lihua.notifications.models import Notice

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

CHROMIUM = os.environ.get("LIHUA_CHROMIUM") or shutil.which("chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@pytest.fixture
def open_page(live_server, signed_in, monkeypatch) -> Iterator:
    if not CHROMIUM:
        pytest.skip("no Chromium is installed")
    from playwright.sync_api import sync_playwright

    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    complaints: list[str] = []
    with sync_playwright() as play, play.chromium.launch(executable_path=CHROMIUM, args=FLAGS) as browser:

        def visit(person, path):
            context = browser.new_context(viewport={"width": 390, "height": 844})
            cookies = signed_in(person).cookies.values()
            context.add_cookies([{"name": c.key, "value": c.value, "url": live_server.url} for c in cookies])
            page = context.new_page()
            page.on("console", lambda said: complaints.append(said.text) if "Policy" in said.text else None)
            page.on("pageerror", lambda error: complaints.append(str(error)))
            page.goto(live_server.url + path)
            return page

        yield visit
        assert not complaints


def test_what_was_looked_at_is_read_and_a_line_opens_what_it_is_about(open_page, ana, bo, make_work):
    work = make_work(ana, "Un gato en la ventana")
    import_string("lihua.works.actions.like")(work, by=bo)
    page = open_page(ana, "/notices")
    assert page.locator(".notice.is-unread").count() == 1
    with page.expect_response("**/notices/read", timeout=15_000) as answer:
        pass
    assert answer.value.status == 204
    assert Notice.objects.get().read_at
    page.locator(".notice-link").click()
    page.wait_for_url(f"**/works/{work.pk}")
    page.go_back()
    page.locator(".notice .name").click()
    page.wait_for_url("**/@bo")
