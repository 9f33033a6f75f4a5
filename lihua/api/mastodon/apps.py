"""Apps introduce themselves."""

from typing import Any

from allauth.idp.oidc.models import Client
from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema

from lihua.api import actions
from lihua.api.answers import answer, invalid
from lihua.api.bearer import Door, any_token
from lihua.api.parameters import read, takes

router = Router(tags=["apps"])


class AppIn(Schema):
    client_name: str = ""
    redirect_uris: str | list[str] = ""
    scopes: str = ""
    website: str | None = None
    # "none" registers a public app: no secret, and proof by PKCE instead.
    token_endpoint_auth_method: str = "client_secret_post"  # noqa: S105


@router.post("/v1/apps", auth=Door(limit="app", needs_token=False, needs_person=False), **takes(AppIn))
def register(request: HttpRequest) -> HttpResponse:
    asked = read(request, AppIn)
    if asked.token_endpoint_auth_method not in {"client_secret_post", "client_secret_basic", "none"}:
        raise invalid("Token endpoint auth method is not supported")
    addresses = asked.redirect_uris.split() if isinstance(asked.redirect_uris, str) else asked.redirect_uris
    try:
        client, secret = actions.register_app(
            name=asked.client_name,
            redirect_uris=addresses,
            scopes=asked.scopes,
            website=asked.website or "",
            is_public=asked.token_endpoint_auth_method == "none",  # noqa: S105
        )
    except actions.AppRefused as problem:
        raise invalid(str(problem)) from problem
    return answer({**application(client), **_secrets(client, secret)})


@router.get("/v1/apps/verify_credentials", auth=any_token)
def verify_app(request: Any) -> HttpResponse:
    return answer(application(request.caller.token.client))


def application(client: Client) -> dict[str, Any]:
    addresses = client.get_redirect_uris()
    return {
        "id": client.pk,
        "name": client.name,
        "website": (client.data or {}).get("website"),
        "scopes": client.get_scopes(),
        "redirect_uris": addresses,
        "redirect_uri": "\n".join(addresses),
        "vapid_key": "",
    }


def _secrets(client: Client, secret: str) -> dict[str, Any]:
    if not secret:
        return {"client_id": client.pk, "token_endpoint_auth_method": "none"}
    return {"client_id": client.pk, "client_secret": secret, "client_secret_expires_at": 0}
