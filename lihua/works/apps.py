from django.apps import AppConfig


class WorksConfig(AppConfig):
    name = "lihua.works"
    label = "works"
