from django.apps import AppConfig


class LexiconConfig(AppConfig):
    name = "lihua.lexicon"
    label = "lexicon"
