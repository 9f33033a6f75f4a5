from django.http import HttpRequest, HttpResponse
from django.urls import path, re_path

from lihua.api.answers import Refusal, refuse
from lihua.api.api import api
from lihua.api.views import docs, oauth, wellknown


def _nothing_here(request: HttpRequest, rest: str) -> HttpResponse:
    return refuse(Refusal(404, "Not Found", "There is no such method."))


app_name = "api"
urlpatterns = [
    path("oauth/authorize", oauth.authorize, name="authorize"),
    path("oauth/token", oauth.token, name="token"),
    path("oauth/revoke", oauth.revoke, name="revoke"),
    path("oauth/userinfo", oauth.userinfo, name="userinfo"),
    path("oauth/apps", oauth.apps, name="apps"),
    path("oauth/apps/<str:client_id>/end", oauth.end_app, name="end_app"),
    path(".well-known/oauth-authorization-server", wellknown.authorization_server),
    path(".well-known/nodeinfo", wellknown.nodeinfo_links),
    path("nodeinfo/2.0", wellknown.nodeinfo),
    path("api/lihua/docs", docs.docs, name="docs"),
    path("api/lihua/openapi.json", docs.openapi, name="openapi"),
    path("api/", _nothing_here, {"rest": ""}),  # ninja's own answer here knows nothing of namespaces and fails
    path("api/", api.urls),
    re_path(r"^api/(?P<rest>.*)$", _nothing_here),
]
