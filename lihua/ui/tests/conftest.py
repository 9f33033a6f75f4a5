import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""


@pytest.fixture
def opened(live_server: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Opens a page of the live server; whatever the policy stopped or a script stumbled over makes the test fail."""
    if not CHROMIUM:
        pytest.skip("Chromium is not installed")
    from playwright.sync_api import sync_playwright

    monkeypatch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    complaints: list[str] = []

    def note(message: Any) -> None:
        is_ours = not message.location["url"].endswith("/live")  # streams are not served in tests
        if message.type == "error" and is_ours:
            complaints.append(message.text)

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )

        def open_page(address: str, *, width: int = 1360, **options: Any) -> Any:
            context = browser.new_context(viewport={"width": width, "height": 800}, **options)
            page = context.new_page()
            page.on("console", note)
            page.on("pageerror", lambda error: complaints.append(str(error)))
            page.goto(f"{live_server.url}{address}", wait_until="load")
            return page

        yield open_page
        browser.close()
    assert not complaints
