"""A whole village and browsers in it. Every page that a journey opens must be free of script errors and refusals."""

import io
import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PIL import Image, ImageDraw

from tests.village import Village

CHROMIUM = os.environ.get("LIHUA_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1360, "height": 900}


@pytest.fixture(scope="module")
def village(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Village]:
    with Village(tmp_path_factory.mktemp("village") / "var") as running:
        yield running


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    if not CHROMIUM:
        pytest.skip("no Chromium is installed")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play, play.chromium.launch(executable_path=CHROMIUM, args=FLAGS) as browser:
        yield browser


@pytest.fixture
def browse(chromium: Any, village: Village) -> Iterator[Callable[..., Any]]:
    """`browse("zh-CN")`: a browser of its own, in that language; what goes wrong on a page fails the test."""
    contexts, complaints = [], []

    def hear(said: Any) -> None:
        if said.type == "error" and "status of 4" not in said.text:
            complaints.append(said.text)

    def browse(locale: str = "en-GB", *, viewport: dict[str, int] = DESK, scripted: bool = True, **more: Any) -> Any:
        context = chromium.new_context(
            base_url=village.url, locale=locale, viewport=viewport, java_script_enabled=scripted, **more
        )
        context.set_default_timeout(15_000)
        page = context.new_page()
        page.on("console", hear)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        contexts.append(context)
        return page

    yield browse
    for context in contexts:
        context.close()
    assert not complaints


@pytest.fixture(scope="session")
def photographs(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Three pictures as a phone makes them: large, and one lying on its side with a note to turn it."""
    folder = tmp_path_factory.mktemp("photographs")
    paths = []
    for number, (size, colour) in enumerate(
        [((2000, 1500), "#c8b49a"), ((1500, 2000), "#2f6b5c"), ((1800, 1800), "#34507a")]
    ):
        picture = Image.new("RGB", size, colour)
        ImageDraw.Draw(picture).ellipse([200, 200, 1200, 1200], fill="#fbf8f3")
        exif = Image.Exif()
        exif[0x0112] = 6 if number == 1 else 1
        sent = io.BytesIO()
        picture.save(sent, "JPEG", exif=exif, quality=85)
        path = folder / f"IMG_{number}.jpg"
        path.write_bytes(sent.getvalue())
        paths.append(str(path))
    return paths
