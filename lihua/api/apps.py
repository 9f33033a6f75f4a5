from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "lihua.api"
    label = "api"
