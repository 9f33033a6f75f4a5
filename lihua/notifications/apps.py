from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "lihua.notifications"
    label = "notifications"
