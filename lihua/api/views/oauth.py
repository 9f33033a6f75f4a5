"""How an app is let in: the consent page, and the addresses where codes become tokens and tokens end."""

import base64
import binascii
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, unquote_plus, urlencode, urlsplit, urlunsplit

import orjson
from allauth.idp.oidc.models import Client, Token
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.crypto import constant_time_compare
from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lihua.api import actions, bearer, scopes
from lihua.api.actions.granting import OWN_APP
from lihua.api.actions.registering import OUT_OF_BAND
from lihua.api.answers import Refusal, answer, refuse
from lihua.api.entities import accounts
from lihua.base.limits import hit, refusal
from lihua.base.middleware import content_security_policy
from lihua.people.models import Person

MAX_STATE = 2000
NO_STORE = {"Cache-Control": "no-store", "Pragma": "no-cache"}


# The consent page


@dataclass(frozen=True)
class Asked:
    """What an app asks of a person, after everything in it was checked."""

    client: Client
    redirect_uri: str
    scopes: tuple[str, ...]
    state: str
    challenge: str

    @property
    def is_out_of_band(self) -> bool:
        return self.redirect_uri == OUT_OF_BAND

    @property
    def is_native(self) -> bool:
        """Whether it leads into an app of the device, by a scheme of the app's own."""
        return not self.is_out_of_band and urlsplit(self.redirect_uri).scheme not in {"http", "https"}

    @property
    def leads_to(self) -> str:
        """The host, or the app's own scheme, that the person comes to afterwards."""
        parts = urlsplit(self.redirect_uri)
        return parts.netloc if parts.scheme in {"http", "https"} else f"{parts.scheme}:"

    @property
    def website(self) -> str:
        return str((self.client.data or {}).get("website") or "")

    @property
    def fields(self) -> dict[str, str]:
        """What the form sends back; it is checked again like the first time."""
        return {
            "response_type": "code",
            "client_id": self.client.pk,
            "redirect_uri": self.redirect_uri,
            "scope": " ".join(self.scopes),
            "state": self.state,
            **({"code_challenge": self.challenge, "code_challenge_method": "S256"} if self.challenge else {}),
        }

    def back(self, **words: str) -> HttpResponse:
        """Send the browser on to the app."""
        parts = urlsplit(self.redirect_uri)
        query = [*parse_qsl(parts.query, keep_blank_values=True), *words.items()]
        if self.state:
            query.append(("state", self.state))
        address = urlunsplit((parts.scheme, parts.netloc, parts.path, urlencode(query), ""))
        # By hand: Django refuses to redirect to an app's own scheme, which is what many apps register.
        return HttpResponse(status=302, headers={"Location": iri_to_uri(address), **NO_STORE})


class NotToBeAsked(Exception):
    """The request cannot be trusted enough to send anybody anywhere; the message is for the person."""


class Unanswerable(Exception):
    """The app asked for something impossible, and is told so by OAuth's error codes."""

    def __init__(self, asked: Asked, error: str, description: str) -> None:
        super().__init__(description)
        self.asked = asked
        self.error = error
        self.description = description


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def authorize(request: HttpRequest) -> HttpResponse:
    person: Person | None = request.person  # type: ignore[attr-defined]
    if person is None:
        return _stop(request, _("This account cannot let apps in at the moment."), status=403)
    try:
        asked = _asked(request.GET if request.method == "GET" else request.POST)
    except NotToBeAsked as problem:
        return _stop(request, str(problem), status=400)
    except Unanswerable as problem:
        if problem.asked.is_out_of_band:
            return _stop(request, problem.description, status=400)
        return problem.asked.back(error=problem.error, error_description=problem.description)
    if request.method == "POST":
        return _decide(request, asked)
    response = render(request, "api/authorize.html", {"asked": asked, "words": scopes.in_words(asked.scopes)})
    response["Content-Security-Policy"] = content_security_policy(form_action=_form_actions(asked))
    return response


def _decide(request: HttpRequest, asked: Asked) -> HttpResponse:
    if request.POST.get("decision") != "allow":
        if asked.is_out_of_band:
            return redirect("/")
        return asked.back(error="access_denied", error_description="The resource owner denied the request.")
    account: Any = request.user
    code = actions.grant_code(
        asked.client,
        account,
        scopes=asked.scopes,
        redirect_uri=asked.redirect_uri,
        challenge=asked.challenge,
    )
    if asked.is_out_of_band:
        return render(request, "api/code.html", {"asked": asked, "code": code})
    return asked.back(code=code)


def _asked(words: Any) -> Asked:
    client = Client.objects.filter(pk=words.get("client_id", "")[:100]).first()
    if client is None or client.pk == OWN_APP:
        raise NotToBeAsked(_("No app with this id has registered here. Start again from the app."))
    registered = client.get_redirect_uris()
    redirect_uri = words.get("redirect_uri", "") or (registered[0] if len(registered) == 1 else "")
    if redirect_uri not in registered:  # exactly as registered: nothing loose, no prefix, no other port
        raise NotToBeAsked(_("The app asks to send you to an address that it did not register. Do not go on."))
    challenge = words.get("code_challenge", "")
    asked = Asked(client, redirect_uri, (), words.get("state", "")[:MAX_STATE], challenge)
    if words.get("response_type") != "code":
        raise Unanswerable(asked, "unsupported_response_type", "Only the response type code is supported.")
    if words.get("response_mode", "query") != "query":
        raise Unanswerable(asked, "invalid_request", "Only the response mode query is supported.")
    method = words.get("code_challenge_method", "plain" if challenge else "")
    if challenge and (method != "S256" or not 43 <= len(challenge) <= 128):
        raise Unanswerable(asked, "invalid_request", "The code challenge must use the method S256.")
    if not challenge and client.type == Client.Type.PUBLIC:
        raise Unanswerable(asked, "invalid_request", "A public app must send a code challenge (PKCE, S256).")
    return Asked(client, redirect_uri, _scopes_for(asked, words.get("scope", "")), asked.state, challenge)


def _scopes_for(asked: Asked, text: str) -> tuple[str, ...]:
    allowed = asked.client.get_scopes()
    try:
        wanted = scopes.parse(text) or (
            (scopes.DEFAULT,) if scopes.covers(allowed, scopes.DEFAULT) else scopes.parse(" ".join(allowed))
        )
    except scopes.UnknownScope as problem:
        raise Unanswerable(asked, "invalid_scope", "The requested scope is unknown.") from problem
    if not scopes.all_covered(allowed, wanted):
        raise Unanswerable(asked, "invalid_scope", "The app did not register for this scope.")
    return wanted


def _form_actions(asked: Asked) -> list[str]:
    """Browsers hold the redirect after the form to the page's form-action."""
    if asked.is_out_of_band:
        return []
    parts = urlsplit(asked.redirect_uri)
    return [f"{parts.scheme}://{parts.netloc}" if parts.scheme in {"http", "https"} else f"{parts.scheme}:"]


def _stop(request: HttpRequest, why: str, *, status: int) -> HttpResponse:
    return render(request, "api/stop.html", {"why": why}, status=status)


# The apps that somebody let in


@never_cache
@login_required
@require_GET
def apps(request: HttpRequest) -> HttpResponse:
    tokens = Token.objects.filter(user=request.user.pk, type=Token.Type.ACCESS_TOKEN).select_related("client")
    let_in: dict[str, dict[str, Any]] = {}
    for token in tokens.order_by("created_at"):
        entry = let_in.setdefault(
            token.client_id, {"client": token.client, "scopes": set(), "since": token.created_at, "tokens": 0}
        )
        entry["scopes"] |= set(token.get_scopes())
        entry["tokens"] += 1
    for entry in let_in.values():
        entry["words"] = scopes.in_words([scope for scope in scopes.KNOWN if scope in entry["scopes"]])
    return render(request, "api/apps.html", {"apps": list(let_in.values())})


@login_required
@require_POST
def end_app(request: HttpRequest, client_id: str) -> HttpResponse:
    account: Any = request.user
    client = get_object_or_404(Client, pk=client_id, token__user=account.pk)
    actions.revoke_app(client.pk, account=account)
    return redirect("api:apps")


# Codes become tokens, tokens end


Spoken = Callable[[HttpRequest, dict[str, str]], HttpResponse]


def spoken_by_apps(view: Spoken) -> Callable[[HttpRequest], HttpResponse]:
    """POST with a form or JSON; refusals in OAuth's words; counted, and never stored."""

    @csrf_exempt
    def spoken(request: HttpRequest) -> HttpResponse:
        if request.method != "POST":
            return answer({"error": "invalid_request", "error_description": "Use POST."}, status=405)
        verdict = hit("sign_in", request)
        if not verdict.allowed:
            return refusal(request, verdict)
        try:
            response = view(request, _words(request))
        except Refusal as problem:
            response = refuse(problem)
        for name, value in NO_STORE.items():
            response[name] = value
        return response

    return spoken


@spoken_by_apps
def token(request: HttpRequest, words: dict[str, str]) -> HttpResponse:
    client = _client(request, words)
    match words.get("grant_type"):
        case "authorization_code":
            return _token_for_code(client, words)
        case "client_credentials":
            return _token_for_app(client, words)
    raise Refusal(400, "unsupported_grant_type", "Use authorization_code or client_credentials.")


def _token_for_code(client: Client, words: dict[str, str]) -> HttpResponse:
    try:
        value, row = actions.redeem_code(
            words.get("code", ""),
            client=client,
            redirect_uri=words.get("redirect_uri", ""),
            verifier=words.get("code_verifier", ""),
        )
    except actions.CodeRefused as problem:
        raise Refusal(
            400,
            "invalid_grant",
            "The authorization code is not valid: it is unknown, was used, is older than ten minutes, was given for "
            "another app or address, or the code verifier does not fit.",
        ) from problem
    return _told(value, row.get_scopes(), row.created_at.timestamp())


def _token_for_app(client: Client, words: dict[str, str]) -> HttpResponse:
    if "client_credentials" not in client.get_grant_types():
        raise Refusal(400, "unauthorized_client", "A public app has no credentials of its own.")
    allowed = client.get_scopes()
    try:
        wanted = scopes.parse(words.get("scope", "")) or scopes.parse(" ".join(allowed))
    except scopes.UnknownScope as problem:
        raise Refusal(400, "invalid_scope", "The requested scope is unknown.") from problem
    if not scopes.all_covered(allowed, wanted):
        raise Refusal(400, "invalid_scope", "The app did not register for this scope.")
    value = actions.issue_token(None, wanted, client=client)
    row = Token.objects.by_value(value).get(type=Token.Type.ACCESS_TOKEN)
    return _told(value, wanted, row.created_at.timestamp())


def _told(value: str, granted: Any, created_at: float) -> HttpResponse:
    return answer(
        {"access_token": value, "token_type": "Bearer", "scope": " ".join(granted), "created_at": int(created_at)}
    )


@spoken_by_apps
def revoke(request: HttpRequest, words: dict[str, str]) -> HttpResponse:
    client = _client(request, words)
    found = Token.objects.by_value(words.get("token", "")).filter(type=Token.Type.ACCESS_TOKEN).first()
    if found and found.client_id != client.pk:
        raise Refusal(403, "unauthorized_client", "You are not authorized to revoke this token")
    if found:
        actions.revoke_token(found)
    return answer({})


@csrf_exempt
def userinfo(request: HttpRequest) -> HttpResponse:
    """Who signed in, for services that take a village for an identity provider."""
    try:
        bearer.needs("profile")(request)
    except Refusal as problem:
        return refuse(problem)
    person: Person = request.person  # type: ignore[attr-defined]
    return answer(
        {
            "iss": settings.URL,
            "sub": f"{settings.URL}{person.get_absolute_url()}",
            "name": person.name,
            "preferred_username": person.handle,
            "profile": f"{settings.URL}{person.get_absolute_url()}",
            "picture": accounts.avatar_of(person),
        }
    )


def _words(request: HttpRequest) -> dict[str, str]:
    """The parameters, from the body alone: a secret in an address ends in somebody's log."""
    if request.content_type == "application/json":
        try:
            found = orjson.loads(request.body or b"{}")
        except orjson.JSONDecodeError as problem:
            raise Refusal(400, "invalid_request", "The body is not JSON.") from problem
        if not isinstance(found, dict):
            raise Refusal(400, "invalid_request", "The body is not a JSON object.")
        return {name: value for name, value in found.items() if isinstance(value, str)}
    return {name: str(value) for name, value in request.POST.items()}


def _client(request: HttpRequest, words: dict[str, str]) -> Client:
    """The app that speaks, by Basic authentication or by the body; a public one only names itself."""
    client_id, secret = _basic(request) or (words.get("client_id", ""), words.get("client_secret", ""))
    client = Client.objects.filter(pk=client_id[:100]).exclude(pk=OWN_APP).first()
    is_known = client is not None and (
        client.check_secret(secret) if client.type == Client.Type.CONFIDENTIAL else constant_time_compare(secret, "")
    )
    if client is None or not is_known:
        raise Refusal(401, "invalid_client", "The app is unknown here, or its secret is wrong.")
    return client


def _basic(request: HttpRequest) -> tuple[str, str] | None:
    scheme, _space, value = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        client_id, _colon, secret = base64.b64decode(value, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    return unquote_plus(client_id), unquote_plus(secret)
