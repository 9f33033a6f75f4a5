"""Every address of the village: each room brings its own."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("lihua.ops.urls")),
    path("", include("lihua.api.urls")),
    path("account/", include("allauth.urls")),
    path("", include("lihua.ui.urls")),
    path("", include("lihua.people.urls")),
    path("", include("lihua.lexicon.urls")),
    path("", include("lihua.works.urls")),
    path("", include("lihua.discovery.urls")),
    path("", include("lihua.library.urls")),
    path("", include("lihua.trust.urls")),
    path("", include("lihua.media.urls")),
    path("", include("lihua.notifications.urls")),
]

handler400 = "lihua.ui.views.bad_request"
handler403 = "lihua.ui.views.permission_denied"
handler404 = "lihua.ui.views.page_not_found"
handler500 = "lihua.ui.views.server_error"
