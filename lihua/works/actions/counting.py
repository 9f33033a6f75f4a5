"""The numbers that stand beside works and people: they count what is published, and change with it."""

from django.db.models import F
from django.db.models.functions import Greatest

from lihua.people.models import Person
from lihua.works.models import Concept, Visibility, Work, WorkKind


def count_in(work: Work) -> None:
    """`work` is to be seen from now on."""
    _step(work, 1)


def count_out(work: Work) -> None:
    """`work` was to be seen until now."""
    _step(work, -1)


def _step(work: Work, step: int) -> None:
    if work.kind in {WorkKind.NOTE, WorkKind.SHORT}:
        Person.objects.filter(pk=work.author_id).update(works_count=Greatest(F("works_count") + step, 0))
    if work.reply_to_id:
        Work.objects.filter(pk=work.reply_to_id).update(replies_count=Greatest(F("replies_count") + step, 0))
    if work.repost_of_id:
        Work.objects.filter(pk=work.repost_of_id).update(reposts_count=Greatest(F("reposts_count") + step, 0))
    count_tags(work, step)


def count_tags(work: Work, step: int) -> None:
    """What only some may read is not counted where everybody sees the number."""
    if work.visibility == Visibility.PUBLIC:
        concepts = set(work.tags.values_list("label__concept_id", flat=True))
        Concept.objects.filter(pk__in=concepts).update(works_count=Greatest(F("works_count") + step, 0))
