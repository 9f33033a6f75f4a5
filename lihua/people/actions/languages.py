from django.db import transaction
from django.db.models import F
from django.utils.timezone import now

from lihua import language
from lihua.people.models import Person, SaidLanguage

MAX_SAID = 8


@transaction.atomic
def remember_language(person: Person, tag: str) -> None:
    """A text of this person was taken for another language and they said which it is: their next ones are taken for
    it sooner.

    Only the last few languages are kept. Raises language.tags.UnknownLanguage.
    """
    tag = language.tags.normalize(tag)
    if tag == language.tags.UNDETERMINED:
        return
    said, is_new = SaidLanguage.objects.get_or_create(person=person, tag=tag)
    if not is_new:
        SaidLanguage.objects.filter(pk=said.pk).update(times=F("times") + 1, last_at=now())
    kept = SaidLanguage.objects.filter(person=person).order_by("-last_at", "-pk").values_list("pk", flat=True)
    SaidLanguage.objects.filter(person=person).exclude(pk__in=list(kept[:MAX_SAID])).delete()


def forget_languages(person: Person) -> None:
    """Take this person's texts for what they say that they write, and nothing else."""
    SaidLanguage.objects.filter(person=person).delete()
