from django.urls import path

from lihua.notifications import views

app_name = "notifications"

urlpatterns = [
    path("notices", views.notices, name="notices"),
    path("notices/unread", views.unread, name="unread"),
    path("notices/read", views.read, name="read"),
]
