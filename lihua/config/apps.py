from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "lihua.config"
    label = "config"

    def ready(self) -> None:
        from lihua.config import wiring

        wiring.connect()
