from django.apps import AppConfig


class OpsConfig(AppConfig):
    name = "lihua.ops"
    label = "ops"

    def ready(self) -> None:
        from lihua.ops import checks  # noqa: F401 - registers itself
