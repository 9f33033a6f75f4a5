from django.apps import AppConfig


class LibraryConfig(AppConfig):
    name = "lihua.library"
    label = "library"
