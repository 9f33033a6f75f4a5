from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "lihua.ui"
    label = "ui"
