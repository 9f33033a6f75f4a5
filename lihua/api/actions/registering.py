"""An app introduces itself. Registering gives no access: a person does, on the consent page."""

import secrets
from collections.abc import Sequence
from datetime import timedelta
from urllib.parse import urlsplit

from allauth.idp.oidc.models import Client
from django.utils.timezone import now
from django.utils.translation import gettext as _

from lihua.api import scopes as scope_words
from lihua.base import text as rich
from lihua.base.tasks import periodic

OUT_OF_BAND = "urn:ietf:wg:oauth:2.0:oob"
MAX_NAME = 60
MAX_REDIRECTS = 20
MAX_ADDRESS = 2000
UNUSED_APPS_KEPT = timedelta(days=30)

# A redirect to one of these would run or show something on this site, or in the browser itself.
FORBIDDEN_SCHEMES = frozenset({"about", "blob", "chrome", "data", "file", "filesystem", "javascript", "vbscript"})


class AppRefused(Exception):
    """The app cannot be registered; the message says why."""


def register_app(
    *, name: str, redirect_uris: Sequence[str], scopes: str = "", website: str = "", is_public: bool = False
) -> tuple[Client, str]:
    """The new app and its secret, which is told once and kept hashed; a public app has none. Raises AppRefused."""
    name = rich.one_line(name)
    if not name or len(name) > MAX_NAME:
        raise AppRefused(_("Name: an app has a name of up to %(limit)d characters.") % {"limit": MAX_NAME})
    if website and (not _is_web_address(website) or len(website) > MAX_ADDRESS):
        raise AppRefused(_("Website: must be a web address."))
    try:
        wanted = scope_words.parse(scopes) or (scope_words.DEFAULT,)
    except scope_words.UnknownScope as problem:
        raise AppRefused(_("Scopes: not known here: %(scopes)s") % {"scopes": str(problem)[:200]}) from problem
    addresses = list(dict.fromkeys(redirect_uris))
    if not addresses or len(addresses) > MAX_REDIRECTS:
        raise AppRefused(_("Redirect URI: between 1 and %(limit)d are needed.") % {"limit": MAX_REDIRECTS})
    for address in addresses:
        require_redirect_uri(address)
    secret = "" if is_public else secrets.token_urlsafe(32)
    client = Client(
        id=secrets.token_urlsafe(24),
        name=name,
        type=Client.Type.PUBLIC if is_public else Client.Type.CONFIDENTIAL,
        data={"website": website or None},
        secret="",
    )
    if secret:
        client.set_secret(secret)
    client.set_redirect_uris(addresses)
    client.set_scopes(list(wanted))
    client.set_grant_types(["authorization_code"] if is_public else ["authorization_code", "client_credentials"])
    client.save()
    return client, secret


def require_redirect_uri(address: str) -> None:
    """An absolute address of any scheme that an app may own. Raises AppRefused."""
    refused = AppRefused(_("Redirect URI: must be an absolute address, such as myapp://callback."))
    if address == OUT_OF_BAND:
        return
    if len(address) > MAX_ADDRESS or any(
        ord(sign) <= 32 or ord(sign) >= 127 or sign in '<>"\\^`{|}' for sign in address
    ):
        raise refused
    try:
        parts = urlsplit(address)
    except ValueError as problem:
        raise refused from problem
    if not parts.scheme or parts.scheme in FORBIDDEN_SCHEMES or parts.fragment or "#" in address:
        raise refused
    if parts.scheme in {"http", "https"} and (not _is_web_address(address) or parts.username is not None):
        raise refused


def _is_web_address(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.username is None
    except ValueError:
        return False


@periodic(minutes=60)
def forget_unused_apps() -> None:
    """Apps that registered and were never let in."""
    Client.objects.filter(created_at__lt=now() - UNUSED_APPS_KEPT, token=None).delete()
