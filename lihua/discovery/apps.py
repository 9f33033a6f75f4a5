from django.apps import AppConfig


class DiscoveryConfig(AppConfig):
    name = "lihua.discovery"
    label = "discovery"
