"""Every address of the village: each room brings its own."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("lihua.ops.urls")),
    path("account/", include("allauth.urls")),
]
