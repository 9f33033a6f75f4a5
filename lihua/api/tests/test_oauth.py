import base64
import hashlib
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.idp.oidc.models import Client as AppRow
from allauth.idp.oidc.models import Token
from django.test import Client
from django.utils.timezone import now

from lihua.api import scopes
from lihua.api.tests.conftest import App

OOB = "urn:ietf:wg:oauth:2.0:oob"
VERIFIER = "a" * 64
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()


@pytest.fixture
def register(anybody):
    def registered(redirect_uris="myapp://callback", scopes="read write follow push", **more):
        body = {"client_name": "Neighbour", "redirect_uris": redirect_uris, "scopes": scopes, **more}
        response = anybody.post("/api/v1/apps", body)
        assert response.status_code == 200, response.content
        return response.json()

    return registered


@pytest.fixture
def consent(signed_in):
    """Let an app in as this person; returns where the browser is sent."""

    def consented(person, app, decision="allow", **asked):
        words = {
            "response_type": "code",
            "client_id": app["client_id"],
            "redirect_uri": app["redirect_uris"][0],
            "scope": "read write",
            **asked,
        }
        browser = signed_in(person)
        assert browser.get("/oauth/authorize", words).status_code == 200
        return browser.post("/oauth/authorize", {**words, "decision": decision})

    return consented


def code_in(response):
    assert response.status_code == 302, response.content
    return parse_qs(urlsplit(response["Location"]).query)["code"][0]


def exchange(app, code, **more):
    body = {
        "grant_type": "authorization_code",
        "client_id": app["client_id"],
        "client_secret": app.get("client_secret", ""),
        "redirect_uri": app["redirect_uris"][0],
        "code": code,
        **more,
    }
    return Client().post("/oauth/token", {name: value for name, value in body.items() if value})


# The way in


def test_an_app_registers_and_is_told_its_secret_once(register):
    app = register(redirect_uris=f"myapp://callback\n{OOB}", website="https://app.example")
    assert app["redirect_uris"] == ["myapp://callback", OOB]
    assert app["redirect_uri"] == f"myapp://callback\n{OOB}"
    assert app["website"] == "https://app.example"
    assert app["scopes"] == ["read", "write", "follow", "push"]
    assert app["client_secret_expires_at"] == 0
    row = AppRow.objects.get(pk=app["client_id"])
    assert app["client_secret"] not in row.secret


def test_a_person_lets_an_app_in_and_it_acts_for_her(register, consent, ana):
    app = register()
    sent_to = consent(ana, app, state="xyz")
    assert sent_to["Location"].startswith("myapp://callback?code=")
    assert sent_to["Location"].endswith("&state=xyz")
    told = exchange(app, code_in(sent_to))
    assert told.status_code == 200
    assert told["Cache-Control"] == "no-store"
    token = told.json()
    assert token["token_type"] == "Bearer"
    assert token["scope"] == "read write"
    assert App(token["access_token"]).json("/api/v1/accounts/verify_credentials")["acct"] == "ana"
    assert not Token.objects.filter(hash=token["access_token"]).exists(), "only its hash is kept"


def test_a_token_has_no_end_until_it_is_revoked(register, consent, ana):
    app = register()
    token = exchange(app, code_in(consent(ana, app))).json()["access_token"]
    row = Token.objects.by_value(token).get()
    assert row.expires_at is None
    who = {"client_id": app["client_id"], "client_secret": app["client_secret"]}
    assert Client().post("/oauth/revoke", {**who, "token": token}).status_code == 200
    assert App(token).get("/api/v1/accounts/verify_credentials").status_code == 401
    assert Client().post("/oauth/revoke", {**who, "token": token}).status_code == 200, "twice is once"


def test_out_of_band_shows_the_code_on_a_page(register, consent, ana):
    app = register(redirect_uris=OOB)
    page = consent(ana, app)
    assert page.status_code == 200
    code = page.context["code"]
    assert f'value="{code}"' in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert exchange(app, code).status_code == 200


@pytest.mark.parametrize(
    "address",
    ["myapp://callback", "com.example.app:/oauth", "https://app.example/back?x=1", "http://localhost:1234/cb"],
)
def test_apps_of_any_scheme_are_sent_back_to(register, consent, ana, address):
    app = register(redirect_uris=["https://other.example/a", address])
    sent_to = consent(ana, app, redirect_uri=address)
    assert sent_to["Location"].startswith(address.partition("?")[0])
    assert exchange(app, code_in(sent_to), redirect_uri=address).status_code == 200


def test_a_person_who_is_signed_out_signs_in_first_and_comes_back(register, db):
    app = register()
    words = {"response_type": "code", "client_id": app["client_id"], "redirect_uri": "myapp://callback"}
    response = Client().get("/oauth/authorize", words)
    assert response.status_code == 302
    assert response["Location"].startswith("/account/login/?next=/oauth/authorize%3F")


def test_a_person_may_say_no(register, consent, ana):
    sent_to = consent(ana, register(), decision="deny", state="s")
    assert "error=access_denied" in sent_to["Location"]
    assert "code=" not in sent_to["Location"]


def test_the_consent_page_says_who_asks_for_what_and_where_it_leads(register, signed_in, ana):
    app = register(redirect_uris="https://app.example/back", website="https://app.example")
    words = {"response_type": "code", "client_id": app["client_id"], "scope": "read:accounts write", "state": "s"}
    page = signed_in(ana).get("/oauth/authorize", words)
    text = page.content.decode()
    assert "Neighbour" in text
    assert "app.example" in text
    assert "Read: profile" in text
    assert "form-action 'self' https://app.example" in page["Content-Security-Policy"]


def test_an_app_gets_a_token_of_its_own(register):
    app = register()
    body = {"grant_type": "client_credentials", "client_id": app["client_id"], "client_secret": app["client_secret"]}
    token = Client().post("/oauth/token", {**body, "scope": "read"}).json()["access_token"]
    assert App(token).json("/api/v1/apps/verify_credentials")["name"] == "Neighbour"
    refused = App(token).get("/api/v1/accounts/verify_credentials")
    assert refused.status_code == 422
    assert refused.json()["error"] == "This method requires an authenticated user"
    assert App(token).get("/api/v1/timelines/public").status_code == 200


def test_the_secret_may_come_by_basic_authentication_and_the_body_as_json(register):
    app = register()
    pair = base64.b64encode(f"{app['client_id']}:{app['client_secret']}".encode()).decode()
    body = {"grant_type": "client_credentials", "scope": "read"}
    browser = Client(headers={"Authorization": f"Basic {pair}"})
    assert browser.post("/oauth/token", body, content_type="application/json").status_code == 200


def test_others_learn_how_to_ask(anybody):
    told = anybody.json("/.well-known/oauth-authorization-server")
    assert told["code_challenge_methods_supported"] == ["S256"]
    assert told["authorization_endpoint"].endswith("/oauth/authorize")
    assert "none" in told["token_endpoint_auth_methods_supported"]
    assert "read:statuses" in told["scopes_supported"]


def test_a_service_learns_who_signed_in(app_of, ana):
    told = app_of(ana, "profile").json("/oauth/userinfo")
    assert told["preferred_username"] == "ana"
    assert App().get("/oauth/userinfo").status_code == 401


# Proof key


def test_a_public_app_comes_in_with_proof_and_without_secret(register, consent, ana):
    app = register(token_endpoint_auth_method="none")
    assert "client_secret" not in app
    sent_to = consent(ana, app, code_challenge=CHALLENGE, code_challenge_method="S256")
    assert exchange(app, code_in(sent_to), code_verifier=VERIFIER).status_code == 200


def test_a_public_app_without_proof_is_refused(register, signed_in, ana):
    app = register(token_endpoint_auth_method="none")
    words = {"response_type": "code", "client_id": app["client_id"], "redirect_uri": "myapp://callback"}
    response = signed_in(ana).get("/oauth/authorize", words)
    assert "error=invalid_request" in response["Location"]


def test_proof_is_checked_whenever_it_was_sent(register, consent, ana):
    app = register()
    sent_to = consent(ana, app, code_challenge=CHALLENGE, code_challenge_method="S256")
    assert exchange(app, code_in(sent_to), code_verifier="b" * 64).json()["error"] == "invalid_grant"
    assert exchange(app, code_in(sent_to)).status_code == 400
    assert exchange(app, code_in(sent_to), code_verifier=VERIFIER).status_code == 200, "the right one, at last"
    sent_to = consent(ana, app)
    assert exchange(app, code_in(sent_to), code_verifier=VERIFIER).status_code == 400, "a downgrade"
    sent_to = consent(ana, app)
    assert exchange(app, code_in(sent_to)).status_code == 200, "a confidential app may omit it"


@pytest.mark.parametrize("method", ["plain", "S512", ""])
def test_only_s256_counts_as_proof(register, signed_in, ana, method):
    app = register()
    words = {
        "response_type": "code",
        "client_id": app["client_id"],
        "redirect_uri": "myapp://callback",
        "code_challenge": CHALLENGE,
        "code_challenge_method": method,
    }
    assert "error=invalid_request" in signed_in(ana).get("/oauth/authorize", words)["Location"]


# What must not work


def test_H088_a_redirect_is_exactly_as_registered(register, signed_in, ana):
    app = register(redirect_uris="https://app.example/back")
    browser = signed_in(ana)
    for address in (
        "https://app.example/back/",
        "https://app.example/back?x",
        "https://app.example/back#x",
        "https://app.example:444/back",
        "https://app.example.evil.com/back",
        "https://APP.example/back",
        "http://app.example/back",
        "https://app.example/back/../evil",
        "myapp://callback",
        OOB,
    ):
        words = {"response_type": "code", "client_id": app["client_id"], "redirect_uri": address}
        for response in (
            browser.get("/oauth/authorize", words),
            browser.post("/oauth/authorize", {**words, "decision": "allow"}),
        ):
            assert response.status_code == 400, address
            assert "Location" not in response


def test_H088_a_code_is_good_once_and_a_second_use_ends_its_token(register, consent, ana):
    app = register()
    code = code_in(consent(ana, app))
    token = exchange(app, code).json()["access_token"]
    again = exchange(app, code)
    assert again.status_code == 400
    assert again.json()["error"] == "invalid_grant"
    assert App(token).get("/api/v1/accounts/verify_credentials").status_code == 401


def test_H088_a_code_is_good_for_ten_minutes(register, consent, ana):
    app = register()
    code = code_in(consent(ana, app))
    Token.objects.by_value(code).update(expires_at=now() - timedelta(seconds=1))
    assert exchange(app, code).status_code == 400
    code = code_in(consent(ana, app))
    row = Token.objects.by_value(code).get()
    assert timedelta(minutes=9) < row.expires_at - now() <= timedelta(minutes=10)


def test_H088_a_code_is_good_for_its_own_app_and_address(register, consent, ana):
    one, other = register(redirect_uris="a://b\nc://d"), register()
    assert exchange(other, code_in(consent(ana, one))).status_code == 400
    assert exchange(one, code_in(consent(ana, one)), redirect_uri="c://d").status_code == 400
    code = code_in(consent(ana, one))
    assert exchange({**one, "client_secret": "wrong"}, code).status_code == 401
    assert exchange({**one, "client_secret": ""}, code).status_code == 401
    assert exchange(one, code).status_code == 200, "a wrong secret costs the person nothing"


def test_H088_an_app_cannot_ask_for_more_than_it_registered(register, signed_in, ana):
    app = register(scopes="read:accounts")
    for wanted in ("write", "read", "read:statuses", "admin:read", "nonsense"):
        words = {
            "response_type": "code",
            "client_id": app["client_id"],
            "redirect_uri": "myapp://callback",
            "scope": wanted,
        }
        assert "error=invalid_scope" in signed_in(ana).get("/oauth/authorize", words)["Location"], wanted
    body = {"grant_type": "client_credentials", "client_id": app["client_id"], "client_secret": app["client_secret"]}
    assert Client().post("/oauth/token", {**body, "scope": "write"}).json()["error"] == "invalid_scope"


def test_H088_a_token_does_not_work_from_an_address(app_of, ana, anybody):
    token = app_of(ana).token
    assert anybody.get("/api/v1/accounts/verify_credentials", access_token=token).status_code == 401
    assert anybody.post("/api/v1/accounts/verify_credentials", {"access_token": token}).status_code in {401, 405}


def test_H088_registering_is_limited(anybody):
    body = {"client_name": "Flood", "redirect_uris": OOB}
    statuses = [anybody.post("/api/v1/apps", body).status_code for _ in range(70)]
    assert statuses[0] == 200
    assert statuses[-1] == 429


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "/relative",
        "//evil.example",
        "https://",
        "https://u:p@evil.example/",
        "https://app.example/#fragment",
        "https://app.example/\\evil",
        "",
    ],
)
def test_H084_no_app_registers_an_address_that_would_act_here(anybody, address):
    assert anybody.post("/api/v1/apps", {"client_name": "A", "redirect_uris": [address]}).status_code == 422


def test_H084_sign_in_leads_back_to_this_village_only(register, db):
    app = register()
    response = Client().get(f"/oauth/authorize?client_id={app['client_id']}&next=//evil.example&redirect_uri=//evil")
    assert response["Location"].startswith("/account/login/?next=/oauth/authorize")


def test_H072_a_token_is_for_whoever_consents_and_nobody_else(register, consent, ana, bo):
    app = register()
    sent_to = consent(ana, app, user_id=str(bo.account_id), account_id=str(bo.pk), sub="bo")
    token = exchange(app, code_in(sent_to), user_id=str(bo.account_id), username="bo").json()["access_token"]
    assert App(token).json("/api/v1/accounts/verify_credentials")["acct"] == "ana"


def test_H072_nobody_ends_what_another_let_in(app_of, signed_in, ana, bo):
    app = app_of(ana)
    client_id = Token.objects.by_value(app.token).get().client_id
    signed_in(bo).post(f"/oauth/apps/{client_id}/end")
    assert app.get("/api/v1/accounts/verify_credentials").status_code == 200
    signed_in(ana).post(f"/oauth/apps/{client_id}/end")
    assert app.get("/api/v1/accounts/verify_credentials").status_code == 401


def test_a_person_sees_which_apps_act_for_her(register, consent, signed_in, ana):
    app = register()
    exchange(app, code_in(consent(ana, app)))
    assert "Neighbour" in signed_in(ana).get("/oauth/apps").content.decode()


def test_no_app_revokes_the_token_of_another(register, consent, ana):
    one, other = register(), register()
    token = exchange(one, code_in(consent(ana, one))).json()["access_token"]
    who = {"client_id": other["client_id"], "client_secret": other["client_secret"], "token": token}
    assert Client().post("/oauth/revoke", who).status_code == 403
    assert App(token).get("/api/v1/accounts/verify_credentials").status_code == 200


def test_H077_the_token_of_somebody_suspended_is_refused_at_once(app_of, ana):
    from lihua.people.actions import suspend, unsuspend

    app = app_of(ana)
    assert app.get("/api/v1/timelines/home").status_code == 200
    suspend(ana)
    for path in ("/api/v1/timelines/home", "/api/v1/accounts/verify_credentials", "/api/v1/timelines/public"):
        response = app.get(path)
        assert response.status_code == 403
        assert response.json()["error"] == "Your login is currently disabled"
    unsuspend(ana)
    assert app.get("/api/v1/timelines/home").status_code == 200


def test_H077_somebody_suspended_cannot_let_an_app_in(register, signed_in, ana):
    from lihua.people.actions import suspend

    app = register()
    browser = signed_in(ana)
    suspend(ana)
    words = {"response_type": "code", "client_id": app["client_id"], "redirect_uri": "myapp://callback"}
    assert browser.post("/oauth/authorize", {**words, "decision": "allow"}).status_code in {302, 403}
    assert not Token.objects.filter(user=ana.account_id).exists()


def test_H083_a_session_cookie_opens_nothing_of_the_api(signed_in, ana):
    browser = signed_in(ana)
    assert browser.get("/api/v1/accounts/verify_credentials").status_code == 401
    assert browser.post("/api/v1/statuses", {"status": "by cookie"}).status_code == 401
    response = browser.post("/api/v1/statuses", '{"status": "x"}', content_type="text/plain")
    assert response.status_code == 401
    assert not ana.works.exists()


def test_H083_consent_needs_the_form_of_this_village(register, ana):
    app = register()
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(ana.account, backend="allauth.account.auth_backends.AuthenticationBackend")
    words = {"response_type": "code", "client_id": app["client_id"], "redirect_uri": "myapp://callback"}
    assert browser.post("/oauth/authorize", {**words, "decision": "allow"}).status_code == 403
    assert "code=" not in browser.get("/oauth/authorize", {**words, "decision": "allow"}).content.decode()
    assert not Token.objects.exists()


def test_H095_other_origins_read_with_a_token_and_never_with_cookies(app_of, signed_in, ana):
    for origin in ("null", "https://localhost.evil.com", "https://any.example"):
        response = app_of(ana, Origin=origin).get("/api/v1/accounts/verify_credentials")
        assert response["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in response
        assert "X-RateLimit-Remaining" in response["Access-Control-Expose-Headers"]
    browser = signed_in(ana)
    for path in ("/oauth/authorize", "/", "/oauth/apps", "/api/lihua/docs"):
        assert "Access-Control-Allow-Origin" not in browser.get(path, headers={"Origin": "https://evil.example"})


def test_a_browser_may_ask_before_it_sends(db):
    response = Client().options("/api/v1/statuses", headers={"Origin": "https://app.example"})
    assert response.status_code == 204
    assert "Idempotency-Key" in response["Access-Control-Allow-Headers"]
    assert Client().options("/oauth/token").status_code == 204


# Scopes


@pytest.mark.parametrize(
    ("granted", "wanted", "fits"),
    [
        ("read", "read:accounts", True),
        ("read:accounts", "read", False),
        ("read:accounts", "read:statuses", False),
        ("write", "write:media", True),
        ("read", "write:media", False),
        ("follow", "write:blocks", True),
        ("follow", "read:mutes", True),
        ("follow", "write:statuses", False),
        ("profile", "profile", True),
        ("read:accounts", "profile", True),
        ("write", "profile", False),
    ],
)
def test_broad_scopes_contain_narrow_ones(granted, wanted, fits):
    assert scopes.covers(granted.split(), wanted) is fits


def test_H078_a_token_reaches_no_further_than_its_scope(app_of, ana, make_work):
    work = make_work(ana)
    reader = app_of(ana, "read")
    refused = reader.post("/api/v1/statuses", {"status": "Hi"})
    assert refused.status_code == 403
    assert refused.json()["error"] == "This action is outside the authorized scopes"
    assert reader.post(f"/api/v1/statuses/{work.pk}/favourite").status_code == 403
    assert reader.delete(f"/api/v1/statuses/{work.pk}").status_code == 403
    assert app_of(ana, "write").get("/api/v1/timelines/home").status_code == 403
    assert app_of(ana, "write").get("/api/v2/search", q="a").status_code == 403
    assert app_of(ana, "profile").get("/api/v1/notifications").status_code == 403
    narrow = app_of(ana, "read:statuses")
    assert narrow.get("/api/v1/timelines/home").status_code == 200
    assert narrow.get("/api/v1/blocks").status_code == 403


def test_a_token_that_is_not_good_is_refused_even_where_none_is_needed(anybody):
    response = App("nonsense").get("/api/v1/timelines/public")
    assert response.status_code == 401
    assert response.json()["error"] == "The access token is invalid"
    assert "Bearer" in response["WWW-Authenticate"]
    assert anybody.get("/api/v1/timelines/public").status_code == 200
