from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "lihua.people"
    label = "people"
