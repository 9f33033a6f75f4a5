from django.conf import settings
from django.urls import path

from lihua.ui import views

app_name = "ui"
urlpatterns = [
    path("more", views.more, name="more"),
    path("about", views.about, name="about"),
    path("theme", views.theme, name="theme"),
    path("language", views.language, name="language"),
    path("manifest.webmanifest", views.manifest, name="manifest"),
]
if settings.DEBUG:
    from lihua.ui.styleguide import drawing, fragment, styleguide

    urlpatterns += [
        path("about/look", styleguide, name="styleguide"),
        path("about/look/<slug:scene>-<int:percent>.svg", drawing),
        path("about/look/note", fragment),
    ]
