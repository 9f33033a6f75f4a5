from django.apps import AppConfig


class BaseConfig(AppConfig):
    name = "lihua.base"
    label = "base"
