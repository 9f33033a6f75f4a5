"""Takes a picture of a page of a village that runs: `python docs/images/take.py URL FILE [WIDTHxHEIGHT] [light|dark]`.

docs/images/explore.png is the front page of `lihua demo` at 1360x900.
"""

import shutil
import sys

from playwright.sync_api import sync_playwright


def take(url: str, file: str, size: str = "1360x900", scheme: str = "light") -> None:
    wide, high = (int(part) for part in size.split("x"))
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_context(
            viewport={"width": wide, "height": high}, color_scheme=scheme, locale="en-GB"
        ).new_page()
        page.goto(url, wait_until="networkidle")
        page.screenshot(path=file)
        browser.close()


if __name__ == "__main__":
    take(*sys.argv[1:])
