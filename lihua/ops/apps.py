from django.apps import AppConfig


class OpsConfig(AppConfig):
    name = "lihua.ops"
    label = "ops"
