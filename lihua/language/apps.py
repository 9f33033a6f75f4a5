from django.apps import AppConfig


class LanguageConfig(AppConfig):
    name = "lihua.language"
    label = "language"
