"""Joining a key to an account and signing in with it, with a key that Chromium plays, under our policy."""

import pytest

pytestmark = pytest.mark.journey

KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
PASSWORD = "a kettle for nine neighbours"


@pytest.fixture
def ana_with_password(live_server, ana):
    from allauth.account.models import EmailAddress

    ana.account.set_password(PASSWORD)
    ana.account.save()
    EmailAddress.objects.create(user=ana.account, email=ana.account.email, verified=True, primary=True)
    return ana


def test_a_passkey_is_added_and_opens_the_door(ana_with_password, opened, live_server):
    page = opened("/account/login/?next=/account/2fa/webauthn/add/")
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})

    page.get_by_label("Email").fill("ana@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_label("Password").fill(PASSWORD)  # asked once more before keys change
    page.get_by_role("button", name="Go on").click()
    page.locator("input[type=text]").fill("My phone")
    page.locator("input[type=checkbox]").check()
    page.get_by_role("button", name="Add").click()
    page.wait_for_url("**/recovery-codes/**")
    page.goto(f"{live_server.url}/account/2fa/webauthn/")
    assert page.get_by_text("My phone").is_visible()

    page.goto(f"{live_server.url}/more")
    page.get_by_role("button", name="Sign out").click()
    page.goto(f"{live_server.url}/account/login/?next=/more")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(f"{live_server.url}/more")
    assert page.get_by_role("button", name="Sign out").is_visible()
