import re

import pytest
from django.conf import settings
from django.db import OperationalError
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from lihua.base.options import forget, site_options
from lihua.ui.views import server_error

pytestmark = pytest.mark.django_db

DOORS = ["account_login", "account_signup", "account_reset_password", "account_reset_password_done", "account_inactive"]
KEPT = ["account_email", "account_change_password", "mfa_index", "mfa_list_webauthn", "usersessions_list"]


def assert_is_a_good_page(text: str) -> None:
    """One h1, landmarks, a language, nothing that the policy would stop, a name for everything that can be pressed."""
    assert len(re.findall(r"<h1\b", text)) == 1
    assert len(re.findall(r"<main\b", text)) == 1
    assert re.search(r'<html lang="[\w-]+"', text)
    assert re.search(r"<title>[^<]*\w", text)
    assert 'class="skip" href="#main"' in text
    assert "<style" not in text
    assert not re.search(r"<[a-z][^<>]*\son[a-z]+=", text)
    for attributes, body in re.findall(r"<script\b([^>]*)>(.*?)</script>", text, re.S):
        assert "src=" in attributes or "application/json" in attributes, body
    for button in re.findall(r"<(?:button|a)\b[^>]*>.*?</(?:button|a)>", text, re.S):
        words = re.sub(r"<[^>]*>", "", button).strip()
        assert words or "aria-label=" in button, button
    identities = re.findall(r'\sid="([^"]+)"', text)
    assert len(identities) == len(set(identities)), sorted(i for i in identities if identities.count(i) > 1)


@pytest.mark.parametrize("name", [*DOORS, "ui:more", "ui:about"])
def test_pages_for_everybody_are_sound(client, name):
    response = client.get(reverse(name))
    assert response.status_code == 200
    assert_is_a_good_page(response.content.decode())


@pytest.mark.parametrize("name", [*KEPT, "ui:more"])
def test_pages_of_an_account_are_sound(ana, signed_in, name):
    response = signed_in(ana).get(reverse(name), follow=True)
    assert response.status_code == 200
    assert_is_a_good_page(response.content.decode())


def test_a_page_that_is_not_there_says_so_warmly(client):
    response = client.get("/nowhere/at/all")
    assert response.status_code == 404
    text = response.content.decode()
    assert_is_a_good_page(text)
    assert "Nothing lives at this address" in text
    assert "Oops" not in text


def test_a_form_that_is_too_old_says_what_to_do():
    response = Client(enforce_csrf_checks=True).post(reverse("ui:theme"), {"theme": "dark"})
    assert response.status_code == 403
    assert "load the page again" in response.content.decode()


@pytest.mark.parametrize(("problem", "status"), [(ValueError(), 500), (OperationalError(), 503)])
def test_when_everything_is_broken_a_page_is_still_shown(rf, django_assert_num_queries, problem, status):
    with django_assert_num_queries(0):
        try:
            raise problem
        except (ValueError, OperationalError):
            response = server_error(rf.get("/"))
    assert response.status_code == status
    assert "<h1>" in response.content.decode()


def test_somebody_who_is_too_fast_is_told_when_to_come_back(client):
    request = client.get("/about").wsgi_request
    shown = render_to_string("429.html", {"said": "Please rest for 3 minutes."}, request)
    assert_is_a_good_page(shown)
    assert "Please rest for 3 minutes." in shown


def test_a_host_that_is_not_ours_gets_a_page_that_asks_nothing():
    response = Client(headers={"host": "evil.example"}).get("/about")
    assert response.status_code == 400


# what somebody prefers
def test_a_theme_is_kept_and_the_page_comes_in_it_at_once(client):
    client.post(reverse("ui:theme"), {"theme": "dark", "next": "/about"})
    assert 'data-theme="dark"' in client.get("/about").content.decode()
    client.post(reverse("ui:theme"), {"theme": "auto"})
    assert "data-theme" not in client.get("/about").content.decode().split(">")[1]


@pytest.mark.parametrize("theme", ["", "pink", '"><script>'])
def test_a_theme_that_is_none_is_not_kept(client, theme):
    client.cookies["lihua_theme"] = theme
    assert "data-theme=" not in client.get("/about").content.decode().split("<head>")[0]


def test_the_language_of_the_buttons_is_kept_with_the_account(ana, signed_in):
    browser = signed_in(ana)
    browser.post(reverse("ui:language"), {"language": "zh-hans"})
    ana.account.refresh_from_db()
    assert ana.account.interface_language == "zh-hans"
    assert '<html lang="zh-Hans"' in browser.get("/about").content.decode()


@pytest.mark.parametrize(
    "address", ["//evil.example", "https://evil.example/", "javascript:alert(1)", "\\\\evil.example"]
)
def test_a_preference_leads_nowhere_else(client, address):
    response = client.post(reverse("ui:theme"), {"theme": "dark", "next": address})
    assert response["Location"] == "/"


def test_about_shows_the_rules_in_the_readers_language(client):
    options = site_options()
    options.rules = {"en": ["Be kind."], "zh-Hans": ["与人为善。"]}
    options.save()
    forget()
    assert "Be kind." in client.get("/about").content.decode()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "zh-hans"
    shown = client.get("/about").content.decode()
    assert "与人为善。" in shown
    assert 'lang="zh-Hans"' in shown


def test_about_says_where_the_source_is(client, settings):
    settings.SOURCE_URL = "https://code.example.org/lihua"
    shown = client.get("/about").content.decode()
    assert "https://code.example.org/lihua" in shown
    assert "Affero" in shown


def test_a_phone_is_told_how_to_keep_the_village(client):
    answer = client.get(reverse("ui:manifest")).json()
    assert answer["start_url"] == "/"
    assert {icon["sizes"] for icon in answer["icons"]} == {"192x192", "512x512"}


def test_links_to_a_page_are_described_for_other_places(client):
    shown = client.get("/about").content.decode()
    assert 'property="og:title"' in shown
    assert re.search(r'property="og:url" content="https?://[^/"]+/about"', shown)
