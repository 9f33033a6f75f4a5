"""The main pages under axe's rules for people who see, hear or move otherwise: light and dark, phone and desk."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from tests.journeys.conftest import DESK, PHONE
from tests.journeys.test_the_first_day import PASSWORD, sign_in

pytestmark = pytest.mark.journey

# Where nobody is signed in, who walks through the village, and who looks after it.
FOR_ALL = ["/", "/newest", "/how", "/search", "/search?q=cat", "/search?q=zzzz", "/tags/李华/", "/@mei_chengdu",
    "/@mei_chengdu/followers", "/@mei_chengdu/boards", "/account/login/", "/account/signup/",
    "/account/password/reset/", "/about", "/more", "/log", "/nowhere", "note"]  # fmt: skip
FOR_ONE = ["/", "/following", "/publish", "/boards", "/boards/new", "/boards/saved", "/words", "/glossary",
    "/glossary/add", "/notices", "/waiting", "/more",
    "/settings", "/settings/profile", "/settings/languages", "/settings/privacy", "/settings/requests",
    "/settings/invitations", "/account/email/", "/account/password/change/", "/account/2fa/",
    "/account/2fa/webauthn/", "/account/sessions/", "/oauth/apps", "/my-decisions", "/welcome/languages",
    "/welcome/interests", "/welcome/rules", "/@jess_ohio", "/works/NOTE", "/works/NOTE/translate",
    "/works/NOTE/history", "/report?work=NOTE", "board"]  # fmt: skip
FOR_MODERATORS = ["/desk?language=", "case", "/applications"]


@pytest.fixture(scope="module")
def filled(village):
    made = village.lihua("demo", "--small")
    assert made.returncode == 0, made.stderr[-2000:]
    give_passwords(village)
    return village


def give_passwords(village) -> None:
    """The neighbours of the demo have none; here from beside the village."""
    import subprocess
    import sys

    from tests.village import ROOT, environment

    words = f"""
import django
django.setup()
from django.contrib.auth.hashers import make_password
from lihua.people.models import Account
Account.objects.filter(email__endswith="@demo.invalid").update(password=make_password({PASSWORD!r}))
"""
    subprocess.run(
        [sys.executable, "-c", words],
        env=environment(village.data, DJANGO_SETTINGS_MODULE="lihua.config.settings"),
        cwd=ROOT,
        check=True,
    )


def complaints_of(page) -> list[str]:
    """What axe says is wrong with the page that is open."""
    page.evaluate(AXE_SCRIPT)
    found = page.evaluate(
        "axe.run(document, {resultTypes: ['violations']}).then(said => said.violations.flatMap("
        "one => one.nodes.slice(0, 3).map(node => `${one.id}: ${node.target} ${node.html.slice(0, 120)}`)))"
    )
    return [f"{page.url}: {complaint}" for complaint in found]


def walk(page, paths: list[str]) -> list[str]:
    found = []
    for path in paths:
        if path == "note" or "NOTE" in path:
            page.goto("/@mei_chengdu")
            link = page.locator("article.card a.card-link[href*='/works/']").last.get_attribute("href")
            path = link if path == "note" else path.replace("NOTE", link.rstrip("/").rpartition("/")[2])
        elif path == "board":
            page.goto("/boards")
            path = page.locator("main a[href^='/boards/']:not([href$=saved], [href$=new])").first.get_attribute("href")
        elif path == "case":
            page.goto("/desk?language=")
            path = page.locator("main a[href*='/desk/cases/']").first.get_attribute("href")
        page.goto(path)
        found += complaints_of(page)
    return found


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nothing_on_any_page_shuts_anybody_out(filled, browse, viewport, theme):
    found = []
    for who, paths in ((None, FOR_ALL), ("jess_ohio", FOR_ONE), ("jiangnan", FOR_MODERATORS)):
        page = browse("en-GB", viewport=viewport, color_scheme=theme, bypass_csp=True)
        if who:
            sign_in(page, who, at="demo.invalid")
        found += walk(page, paths)
    assert not found, "\n".join(found)
