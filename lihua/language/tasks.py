"""What the worker does for languages."""

from datetime import timedelta

from django.utils.timezone import now

from lihua.base.tasks import periodic, slow_task
from lihua.language import dictionaries, remembering
from lihua.language.engines import Privacy
from lihua.language.masking import Term
from lihua.language.models import Spent


@slow_task
def translate_sentences(
    sentences: list[str], source: str, target: str, privacy: Privacy, terms: list[list[str]], engine: str = ""
) -> None:
    """For a process that serves pages: what comes lands in the cache, where it looks."""
    from lihua.language import actions  # which defers this

    words = [Term(text, translation) for text, translation in terms]
    actions.translate(sentences, source=source, target=target, privacy=privacy, terms=words, engine=engine)


@slow_task
def load_dictionary() -> None:
    dictionaries.load_cedict(is_patient=True)


@periodic(minutes=60)
def tidy() -> None:
    remembering.forget_private()
    Spent.objects.filter(day__lt=now().date() - timedelta(days=7)).delete()
