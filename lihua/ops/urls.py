from django.urls import path

from lihua.ops import views

app_name = "ops"
urlpatterns = [
    path("health", views.health, name="health"),
    path("health/constant", views.constant, name="constant"),
]
