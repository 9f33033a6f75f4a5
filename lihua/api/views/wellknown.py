"""What other programs look up before they know anything of us."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

import lihua
from lihua.api import scopes
from lihua.api.answers import answer
from lihua.api.entities import instances
from lihua.base.options import registration, site_options

_ORIGIN_CACHED = {"Cache-Control": "public, max-age=300"}


@require_safe
def authorization_server(request: HttpRequest) -> HttpResponse:
    """RFC 8414."""
    return answer(
        {
            "issuer": f"{settings.URL}/",
            "service_documentation": f"{settings.URL}/api/lihua/docs",
            "authorization_endpoint": f"{settings.URL}/oauth/authorize",
            "token_endpoint": f"{settings.URL}/oauth/token",
            "revocation_endpoint": f"{settings.URL}/oauth/revoke",
            "userinfo_endpoint": f"{settings.URL}/oauth/userinfo",
            "app_registration_endpoint": f"{settings.URL}/api/v1/apps",
            "scopes_supported": list(scopes.KNOWN),
            "response_types_supported": ["code"],
            "response_modes_supported": ["query"],
            "grant_types_supported": ["authorization_code", "client_credentials"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post", "none"],
            "code_challenge_methods_supported": ["S256"],
        },
        headers=_ORIGIN_CACHED,
    )


@require_safe
def nodeinfo_links(request: HttpRequest) -> HttpResponse:
    version = "2.0"
    schema = f"http://nodeinfo.diaspora.software/ns/schema/{version}"
    return answer({"links": [{"rel": schema, "href": f"{settings.URL}/nodeinfo/{version}"}]}, headers=_ORIGIN_CACHED)


@require_safe
def nodeinfo(request: HttpRequest) -> HttpResponse:
    usage = instances.usage()
    return answer(
        {
            "version": "2.0",
            "software": {"name": "lihua", "version": lihua.__version__},
            "protocols": [],
            "services": {"inbound": [], "outbound": []},
            "usage": {
                "users": {
                    "total": usage.people,
                    "activeMonth": usage.active_month,
                    "activeHalfyear": usage.active_half_year,
                },
                "localPosts": usage.works,
            },
            "openRegistrations": registration() == "open",
            "metadata": {"nodeName": site_options().name, "nodeDescription": site_options().description},
        },
        headers=_ORIGIN_CACHED,
    )
