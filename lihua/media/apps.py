from django.apps import AppConfig


class MediaConfig(AppConfig):
    name = "lihua.media"
    label = "media"
