from django.apps import AppConfig


class TrustConfig(AppConfig):
    name = "lihua.trust"
    label = "trust"
