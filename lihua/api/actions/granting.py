"""Codes and tokens. Both are kept as hashes: who reads the database cannot act as anybody."""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Collection
from datetime import timedelta

from allauth.idp.oidc.models import Client, Token
from django.db import transaction
from django.utils.timezone import now

from lihua.api import scopes as scope_words
from lihua.base.tasks import periodic
from lihua.people.models import Account, Person

CODES_LAST = timedelta(minutes=10)
OWN_APP = "lihua-command-line"


class CodeRefused(Exception):
    """Unknown, expired, used before, of another app, or the proof does not fit: the app is not told which."""


def grant_code(client: Client, account: Account, *, scopes: Collection[str], redirect_uri: str, challenge: str) -> str:
    """The code that a person's consent gives to an app: for one use within ten minutes."""
    code = secrets.token_urlsafe(24)
    row = Token(
        type=Token.Type.AUTHORIZATION_CODE,
        client=client,
        user=account,
        expires_at=now() + CODES_LAST,
        data={"redirect_uri": redirect_uri, "challenge": challenge},
    )
    row.set_value(code)
    row.set_scopes(list(scopes))
    row.save()
    return code


def redeem_code(code: str, *, client: Client, redirect_uri: str, verifier: str) -> tuple[str, Token]:
    """The token for a code. A code that comes a second time was stolen: its token ends. Raises CodeRefused."""
    with transaction.atomic():
        found = _redeem(code, client, redirect_uri, verifier)
    if found is None:
        raise CodeRefused
    return found


def _redeem(code: str, client: Client, redirect_uri: str, verifier: str) -> tuple[str, Token] | None:
    rows = Token.objects.select_for_update().by_value(code)
    row = rows.filter(type=Token.Type.AUTHORIZATION_CODE, client=client).first()
    if row is None:
        return None
    if "token" in row.data:
        Token.objects.filter(pk=row.data["token"]).delete()
        row.delete()
        return None
    is_good = (
        row.expires_at > now()
        and row.data["redirect_uri"] == redirect_uri
        and fits(verifier, row.data["challenge"], is_public=client.type == Client.Type.PUBLIC)
    )
    if not is_good:
        return None  # an app that forgot its proof, or mixed up two, may come again until the code is old
    value, token = _new_token(client, row.user, row.get_scopes())
    row.data = {**row.data, "token": token.pk}
    row.save(update_fields=["data"])
    return value, token


def fits(verifier: str, challenge: str, *, is_public: bool) -> bool:
    """Proof key for code exchange, S256 (RFC 7636): checked whenever one was sent, needed by public apps."""
    if not challenge:
        return not is_public and not verifier
    digest = hashlib.sha256(verifier.encode("utf-8", "replace")).digest()
    return hmac.compare_digest(base64.urlsafe_b64encode(digest).rstrip(b"=").decode(), challenge)


def issue_token(person: Person | None, scopes: str | Collection[str], *, client: Client | None = None) -> str:
    """A token without end, told once. Without a person it stands for the app alone; without an app, for `lihua`."""
    granted = scope_words.parse(scopes if isinstance(scopes, str) else " ".join(scopes))
    value, _token = _new_token(client or _own_app(), person.account if person else None, granted)
    return value


def revoke_token(token: Token) -> None:
    token.delete()


def revoke_app(client_id: str, *, account: Account) -> None:
    """Take back all that this account gave to an app."""
    Token.objects.filter(client_id=client_id, user=account).delete()


def _new_token(client: Client, account: Account | None, scopes: Collection[str]) -> tuple[str, Token]:
    value = secrets.token_urlsafe(32)
    token = Token(type=Token.Type.ACCESS_TOKEN, client=client, user=account)
    token.set_value(value)
    token.set_scopes(list(scopes))
    token.save()
    return value, token


def _own_app() -> Client:
    client, _is_new = Client.objects.get_or_create(
        id=OWN_APP,
        defaults={
            "name": "Li Hua, command line",
            "scopes": "read\nwrite\nfollow\npush",
            "grant_types": "",
            "secret": "",
        },
    )
    return client


@periodic(minutes=60)
def forget_old_codes() -> None:
    Token.objects.expired().filter(type=Token.Type.AUTHORIZATION_CODE).delete()
