"""Who calls: the token in the Authorization header, and nothing else. Session cookies do not reach this place."""

from dataclasses import dataclass
from typing import Any

from allauth.idp.oidc.models import Token
from django.conf import settings
from django.http import HttpRequest
from django.utils import translation
from django.utils.timezone import now
from ninja.security.base import AuthBase

from lihua import language
from lihua.api.answers import Refusal
from lihua.api.scopes import covers
from lihua.base.limits import Verdict, hit
from lihua.people.models import Person, PersonState
from lihua.works.queries import Reader

_DISABLED = {PersonState.SUSPENDED, PersonState.CLOSING, PersonState.ERASED}


@dataclass(frozen=True)
class Caller:
    """A token that is good, and whom it stands for: a person, or an app alone."""

    token: Token
    person: Person | None

    @property
    def scopes(self) -> frozenset[str]:
        return frozenset(self.token.get_scopes())


class ApiRequest(HttpRequest):
    """A request that an operation sees: `person` is whom the token stands for, `reader` how they read."""

    person: Person | None
    reader: Reader
    caller: Caller | None
    verdict: Verdict


def caller_of(request: HttpRequest) -> Caller | None:
    """The caller, None without a token; Refusal where the token is not good. One query."""
    header = request.META.get("HTTP_AUTHORIZATION", "")
    scheme, _space, value = header.partition(" ")
    if scheme.lower() != "bearer" or not value.strip():
        return None
    tokens = Token.objects.select_related("user__person").by_value(value.strip())
    token = tokens.filter(type=Token.Type.ACCESS_TOKEN).first()
    if token is None or (token.expires_at and token.expires_at <= now()):
        raise Refusal(401, "The access token is invalid")
    if token.user_id is None:
        return Caller(token, None)
    return Caller(token, _person_of(token))


def _person_of(token: Token) -> Person:
    account = token.user
    person: Person | None = getattr(account, "person", None)
    if person is None or not account.is_active or person.state in _DISABLED:
        raise Refusal(403, "Your login is currently disabled")
    if not account.is_approved:
        raise Refusal(403, "Your login is currently pending approval")
    person.account = account
    return person


def let_in(request: Any, caller: Caller | None) -> None:
    """Set who reads. The words of refusals are then in the person's interface language."""
    person = caller.person if caller else None
    request.caller = caller
    request.person = person
    if person and person.account and person.account.interface_language in dict(settings.LANGUAGES):
        translation.activate(person.account.interface_language)
        request.LANGUAGE_CODE = person.account.interface_language
    request.reader = reader_of(request, person)


class ReadsEverything(Reader):
    """Somebody who said no language at all: nothing is put into another one for them."""

    def understands(self, tag: str) -> bool:
        return True


def reader_of(request: Any, person: Person | None) -> Reader:
    interface = language.tags.normalize(translation.get_language() or "en")
    reads = tuple(dict.fromkeys(person.reads)) if person else ()
    if not reads and request.headers.get("Accept-Language"):
        reads = tuple(request.reader.reads)  # what works.middleware found in Accept-Language
    if not reads:
        return ReadsEverything(person=person, reads=(), interface=interface)
    return Reader(person=person, reads=reads, interface=interface, learns=person.learns if person else {})


class Door(AuthBase):
    """What an operation asks of its caller, and which limit counts it. Used as ninja's `auth`."""

    openapi_type = "http"
    openapi_scheme = "bearer"

    def __init__(
        self, scope: str = "", *, limit: str = "", needs_token: bool = True, needs_person: bool = True
    ) -> None:
        super().__init__()
        self.scope = scope
        self.limit = limit
        self.needs_token = needs_token
        self.needs_person = needs_person

    def __call__(self, request: HttpRequest) -> bool:
        caller = caller_of(request)
        if caller is None and self.needs_token:
            raise Refusal(401, "The access token is invalid", "This method needs an access token.")
        if caller and self.scope and not covers(caller.scopes, self.scope):
            raise Refusal(403, "This action is outside the authorized scopes", f"It needs the scope {self.scope}.")
        if self.needs_person and caller and caller.person is None:
            raise Refusal(422, "This method requires an authenticated user")
        let_in(request, caller)
        self._count(request, caller)
        return True

    def _count(self, request: HttpRequest, caller: Caller | None) -> None:
        is_reading = request.method in {"GET", "HEAD"}
        account_id = caller.token.user_id if caller else None
        verdict = hit(self.limit or ("reading" if is_reading else "reacting"), request, account_id=account_id)
        request.verdict = verdict  # type: ignore[attr-defined]
        if not verdict.allowed:
            raise Refusal(429, "Too many requests", f"Try again in {verdict.retry_after} seconds.")


def needs(scope: str, *, limit: str = "") -> Door:
    """A person's token with this scope."""
    return Door(scope, limit=limit)


def may_have(scope: str, *, limit: str = "") -> Door:
    """Anybody; a token, where one is sent, must be good and have the scope."""
    return Door(scope, limit=limit, needs_token=False, needs_person=False)


any_token = Door(needs_person=False)
