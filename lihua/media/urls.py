from django.urls import path

from lihua.media import views

app_name = "media"

urlpatterns = [
    path("media/<path:key>", views.file, name="file"),
    path("pictures", views.upload, name="upload"),
    path("pictures/profile/<str:kind>", views.profile_picture, name="profile_picture"),
    path("pictures/<int:asset_id>", views.asset, name="asset"),
    path("pictures/<int:asset_id>/alt", views.alt, name="alt"),
    path("pictures/<int:asset_id>/words", views.words, name="words"),
    path("pictures/<int:asset_id>/remove", views.remove, name="remove"),
]
