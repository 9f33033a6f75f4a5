"""The doors of the village: forms of other sites, redirects, mailed links, mail addresses, sessions, hidden files."""

import re

import pytest
from django.conf import settings
from django.core import mail, signing
from django.test import Client
from django.urls import reverse

from tests.routes import all_routes, undone

pytestmark = pytest.mark.django_db

# Without CSRF protection, because no cookie counts there: apps come with a token, and what they may do hangs on it.
NO_COOKIE_COUNTS = ("/api/", "/oauth/token", "/oauth/revoke", "/oauth/userinfo", "/.well-known/", "/nodeinfo")


FORMS = ("application/x-www-form-urlencoded", "text/plain", "application/json")  # what a foreign page can send
OTHERS = ("PUT", "PATCH", "DELETE")
PARTS = 4  # so that several processes share the work


@pytest.mark.parametrize("part", range(PARTS))
def test_H083_a_form_from_another_site_is_refused(part, owner):
    browser = Client(enforce_csrf_checks=True, raise_request_exception=False)
    browser.force_login(owner.account, backend="allauth.account.auth_backends.AuthenticationBackend")
    routes = [route for route in all_routes() if not route.pattern.startswith(("static/", "media/"))][part::PARTS]
    assert len(routes) > 50
    opened = []
    for number, route in enumerate(routes):
        with undone():
            if route.path().startswith(NO_COOKIE_COUNTS):
                if not is_refused_without_a_token(browser, route.path()):
                    opened.append(route.pattern)
            # One guard stands before all of these: a kind of form for each of them is enough.
            elif route.is_csrf_exempt or not is_refused_by_the_guard(browser, route.path(), number % 3):
                opened.append(route.pattern)
    assert not opened


def is_refused_without_a_token(browser: Client, path: str) -> bool:
    answers = [sent_from_elsewhere(browser, "POST", path, form) for form in FORMS]
    answers += [sent_from_elsewhere(browser, method, path, "text/plain") for method in OTHERS]
    return set(answers) <= {400, 401, 403, 404, 405, 415, 422, 429}


def is_refused_by_the_guard(browser: Client, path: str, which: int) -> bool:
    posted = sent_from_elsewhere(browser, "POST", path, FORMS[which])
    return (posted, sent_from_elsewhere(browser, OTHERS[which], path, "text/plain")) == (403, 403)


def sent_from_elsewhere(browser: Client, method: str, path: str, form: str) -> int:
    return int(browser.generic(method, path, "{}", form, headers={"origin": "https://evil.example"}).status_code)


def test_H083_a_get_ends_no_session(client, ana, signed_in):
    browser = signed_in(ana)
    browser.get(reverse("account_logout"))
    assert "_auth_user_id" in browser.session


ELSEWHERE = [
    "https://evil.example/",
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "https:evil.example",
    "https:///evil.example",
    "http://localhost:9999/",
    "javascript:alert(1)",
    "data:text/html,x",
    " //evil.example",
    "/\t/evil.example",
    "\x00//evil.example",
    "https://testserver@evil.example/",
    "https://testserver.evil.example/",
]


def assert_stays_here(answer) -> None:
    if answer.status_code in (301, 302, 303, 307, 308):
        assert re.fullmatch(r"/(?![/\\]).*|(?!.*:).*", answer.headers["Location"]), answer.headers["Location"]
        assert "evil" not in answer.headers["Location"].partition("?")[0]


@pytest.mark.parametrize("target", ELSEWHERE)
def test_H084_signing_in_leads_to_our_own_pages_only(target, make_person):
    account = make_person("dora").account
    account.set_password("correct horse battery")
    account.save()
    words = {"login": account.email, "password": "correct horse battery", "next": target}
    for address in (reverse("account_login"), reverse("account_login") + "?next=" + target.replace("\x00", "")):
        assert_stays_here(Client().post(address, words))
    browser = Client()
    browser.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    for name in ("account_login", "account_signup"):
        assert_stays_here(browser.get(reverse(name), {"next": target}))
    assert_stays_here(browser.post(reverse("account_logout"), {"next": target}))


@pytest.mark.parametrize("target", ELSEWHERE)
def test_H084_switches_lead_back_to_our_own_pages_only(target, client):
    for name in ("ui:theme", "ui:language"):
        answer = client.post(reverse(name), {"next": target, "theme": "dark", "language": "en"})
        assert_stays_here(answer)
        answer = client.post(reverse(name), {"theme": "dark"}, headers={"referer": target.strip().replace("\x00", "")})
        assert_stays_here(answer)


@pytest.mark.parametrize(
    "path", ["/%2F%2Fevil.example", "//evil.example/account/login", "/%5Cevil.example", "/web/%2Fevil.example"]
)
def test_H084_a_path_is_never_read_as_another_site(path, client):
    assert_stays_here(client.get(path, headers={"accept": "text/html"}))


@pytest.mark.parametrize(
    "address",
    [
        "ana@example.org\nBcc: all@example.org",
        '"x y"@example.org',
        '"ana"@example.org',
        "ana@[127.0.0.1]",
        "ana@127.0.0.1",
        "ana@localhost",
        "ana@allowed.example(evil.example)",
        "ana(comment)@example.org",
        "ana%evil.example@example.org",
        "evil.example!ana@example.org",
        "ana@@example.org",
        "ana@exam_ple.org",
        "ana..b@example.org",
        "a" * 65 + "@example.org",
        "анa@example.org",
        "ana@example.org,bo@example.org",
    ],
)
def test_H087_mail_addresses_with_tricks_are_refused(address, client):
    from lihua.people.models import Account

    sign_up(client, email=address)
    assert not Account.objects.exists()


@pytest.mark.parametrize("twin", ["Ana@Example.ORG", "ana@EXAMPLE.org", " ana@example.org "])
def test_H087_another_spelling_of_an_address_is_the_same_address(twin, ana):
    from lihua.people.models import Account

    sign_up(Client(), email=twin, handle="twin_of_ana")
    assert Account.objects.count() == 1


def test_H087_a_domain_in_any_script_is_kept_in_one_form():
    from lihua.people.adapter import AccountAdapter

    assert AccountAdapter().clean_email("Mei@例え.JP") == "mei@xn--r8jz45g.jp"


def sign_up(client: Client, **changes: str):
    words = {"name": "Mei", "handle": "mei_chengdu", "email": "mei@example.org", "password1": "correct horse battery"}
    return client.post(reverse("account_signup"), {**words, **changes})


@pytest.mark.parametrize("headers", [{}, {"host": "localhost"}, {"x-forwarded-host": "evil.example"}])
def test_H089_mailed_links_lead_to_the_address_in_the_settings(headers, client, ana):
    client.post(reverse("account_reset_password"), {"email": ana.account.email}, headers=headers)
    (letter,) = mail.outbox
    addresses = re.findall(r"https?://[^\s/]+", letter.body)
    assert addresses
    assert set(addresses) == {settings.URL}
    assert "localhost:" not in letter.body.replace(settings.URL, "")
    assert "testserver" not in letter.body
    assert "Li Hua" in letter.subject + letter.body


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "evil.example:80", "localhost@evil.example"]
)
def test_H089_another_host_is_not_answered(host, client):
    assert client.get("/account/login/", headers={"host": host}).status_code == 400


def reset_link(person) -> str:
    Client().post(reverse("account_reset_password"), {"email": person.account.email})
    return re.search(r"https?://[^/\s]+(/\S+)", mail.outbox[-1].body)[1]


def open_and_set(link: str, password: str):
    browser = Client()
    form = browser.get(link, follow=True)
    address = form.redirect_chain[-1][0] if form.redirect_chain else link
    return browser.post(address, {"password1": password, "password2": password})


def test_H089_a_link_to_a_new_password_works_once(ana):
    link = reset_link(ana)
    open_and_set(link, "first new pass phrase")
    open_and_set(link, "second new pass phrase")
    ana.account.refresh_from_db()
    assert ana.account.check_password("first new pass phrase")


def test_H089_a_link_to_a_new_password_ends_with_the_address_it_was_sent_to(ana):
    link = reset_link(ana)
    account = ana.account
    account.email = "elsewhere@example.org"
    account.save()
    open_and_set(link, "first new pass phrase")
    account.refresh_from_db()
    assert not account.check_password("first new pass phrase")


def with_password(person, password: str = "correct horse battery"):
    person.account.set_password(password)
    person.account.save()
    return person


def test_H090_a_session_gets_a_new_key_at_sign_in(client, ana):
    with_password(ana)
    client.get(reverse("account_login"))
    session = client.session
    session["planted"] = True
    session.save()
    planted = session.session_key
    client.cookies[settings.SESSION_COOKIE_NAME] = planted
    client.post(reverse("account_login"), {"login": ana.account.email, "password": "correct horse battery"})
    assert client.cookies[settings.SESSION_COOKIE_NAME].value != planted
    victim = Client()
    victim.cookies[settings.SESSION_COOKIE_NAME] = planted
    assert "_auth_user_id" not in victim.session


def test_H090_other_sessions_end_when_the_password_changes(signed_in, ana):
    with_password(ana)
    elsewhere, here = signed_in(ana), signed_in(ana)
    words = {
        "oldpassword": "correct horse battery",
        "password1": "another long phrase",
        "password2": "another long phrase",
    }
    here.post(reverse("account_change_password"), words)
    ana.account.refresh_from_db()
    assert ana.account.check_password("another long phrase")
    assert elsewhere.get(reverse("people:settings")).status_code == 302


def test_H090_a_suspended_person_acts_no_more_in_an_open_session(signed_in, ana):
    from lihua.people.actions import suspend

    browser = signed_in(ana)
    assert browser.get(reverse("people:settings_profile")).status_code == 200
    suspend(ana)
    assert browser.get(reverse("people:settings_profile")).status_code in (302, 403, 404)


@pytest.mark.parametrize("salt", ["", "lihua", "people.invitation", "allauth.mfa"])
def test_H091_a_value_signed_for_another_purpose_opens_nothing(salt, client, ana):
    from allauth.account.models import EmailAddress

    address = EmailAddress.objects.create(user=ana.account, email=ana.account.email, verified=False)
    foreign = signing.dumps(address.pk, salt=salt)
    client.post(reverse("account_confirm_email", args=[foreign]))
    address.refresh_from_db()
    assert not address.verified
    assert client.get(reverse("people:join", args=[foreign])).status_code in (404, 410)


def test_H091_a_session_cannot_be_made_of_a_signed_value(client, ana):
    client.cookies[settings.SESSION_COOKIE_NAME] = signing.dumps({"_auth_user_id": ana.account.pk})
    assert client.get(reverse("people:settings")).status_code == 302


@pytest.mark.parametrize(
    "path",
    [
        "/admin/",
        "/admin/login/",
        "/.git/config",
        "/.git/HEAD",
        "/.env",
        "/.hg/",
        "/.svn/entries",
        "/.DS_Store",
        "/backup.zip",
        "/lihua.sqlite3",
        "/db.sqlite3",
        "/var/lihua.sqlite3",
        "/secret.key",
        "/var/secret.key",
        "/settings.py",
        "/manage.py",
        "/__debug__/",
        "/debug",
        "/silk/",
        "/metrics",
        "/server-status",
        "/phpinfo.php",
        "/wp-login.php",
        "/static/",
        "/media/",
        "/static/../secret.key",
        "/media/../secret.key",
        "/media/..%2f..%2fsecret.key",
        "/static/..%2fsecret.key",
        "/about/look",
        "/pyproject.toml",
        "/requirements.lock",
        "/Makefile",
        "/api/openapi.json.bak",
        "/graphql",
        "/console",
        "/actuator/env",
    ],
)
def test_H081_what_is_nobodys_business_is_not_found(path, client):
    answer = client.get(path, headers={"accept": "text/html"})
    assert answer.status_code in (400, 404)
    assert b"Traceback" not in answer.content
    assert settings.SECRET_KEY.encode() not in answer.content


def test_H081_an_error_shows_no_trace_and_health_shows_no_facts(client):
    assert not settings.DEBUG
    assert client.get("/health").json() == {"status": "ok"}
