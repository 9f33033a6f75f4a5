from django.urls import path

from lihua.trust import views

app_name = "trust"
urlpatterns = [
    path("report", views.report, name="report"),
    path("desk", views.desk, name="desk"),
    path("desk/cases/<int:pk>", views.case, name="case"),
    path("desk/cases/<int:pk>/assign", views.assign, name="assign"),
    path("desk/appeals/<int:pk>", views.hear, name="hear"),
    path("my-decisions", views.my_decisions, name="my_decisions"),
    path("my-decisions/<int:pk>", views.decision, name="decision"),
    path("log", views.log, name="log"),
]
