"""Our own pages, the doors, and the style guide, which is otherwise there for developers only."""

from django.urls import include, path

from lihua.ui.styleguide import drawing, fragment, styleguide

urlpatterns = [
    path("look", styleguide),
    path("about/look/<slug:scene>-<int:percent>.svg", drawing),
    path("about/look/note", fragment),
    path("account/", include("allauth.urls")),
    path("", include("lihua.ui.urls")),
]
