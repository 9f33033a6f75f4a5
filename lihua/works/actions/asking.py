"""Something addressed that waits for an answer, and what answers it."""

from django.db import transaction
from django.utils.timezone import now

from lihua import language
from lihua.base.events import announce
from lihua.people.models import Person
from lihua.works import rules
from lihua.works.events import TranslationAsked
from lihua.works.models import Ask, AskKind, Work


def ask_of_people(work: Work, person: Person, *, kind: str) -> None:
    """What `work` says waits for an answer by `person`."""
    Ask.objects.get_or_create(
        work=work,
        to=person,
        kind=kind,
        defaults={"asked_by": work.author, "source_language": work.language, "waiting_since": work.published_at},
    )


def answer_asks(asked: Work, *, by: Work) -> None:
    """A reply to what somebody was asked is their answer."""
    Ask.objects.filter(work=asked, to=by.author, answered_at=None).update(
        answered_at=by.published_at, answered_by=by.author, answer=by
    )


@transaction.atomic
def ask_for_translation(work: Work, *, by: Person, into: str) -> Ask:
    """Ask those of the village who read both languages. Asking twice for the same is one ask."""
    if not rules.can_open(by, work):
        raise rules.NotAllowed
    ask, is_new = Ask.objects.get_or_create(
        work=work,
        kind=AskKind.TRANSLATION,
        target_language=language.tags.normalize(into),
        answered_at=None,
        defaults={"asked_by": by, "source_language": work.language},
    )
    if is_new:
        announce(TranslationAsked(ask_id=ask.pk))
    return ask


def let_go(ask: Ask, *, by: Person) -> None:
    """The person asked says that no answer is needed."""
    Ask.objects.filter(pk=ask.pk, to=by).update(is_let_go=True)


def answer_translation_asks(work: Work, *, into: str, by: Person) -> list[Ask]:
    """A translation that covers the whole answers those who asked for it; returns what it answered."""
    asks = list(Ask.objects.filter(work=work, kind=AskKind.TRANSLATION, target_language=into, answered_at=None))
    Ask.objects.filter(pk__in=[ask.pk for ask in asks]).update(answered_at=now(), answered_by=by)
    return asks
