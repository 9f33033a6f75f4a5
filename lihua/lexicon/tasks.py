"""What happens to words later."""

from django.db import transaction
from django.db.models import F
from django.utils.timezone import now

from lihua.base.tasks import periodic, task
from lihua.lexicon.models import Explanation, GlossaryEntry, KeptWord, State, Vote
from lihua.lexicon.rules import UNDO_WITHIN


@task
def forget_person(person_id: int) -> None:
    """An account is erased: votes and kept words go; what the person explained stays, nameless, for who reads it."""
    KeptWord.objects.filter(person=person_id).delete()
    votes = Vote.objects.filter(person=person_id)
    for entry in GlossaryEntry.objects.filter(votes__in=votes):
        GlossaryEntry.objects.filter(pk=entry.pk, votes_count__gt=0).update(votes_count=F("votes_count") - 1)
    for said in Explanation.objects.filter(votes__in=votes):
        Explanation.objects.filter(pk=said.pk, votes_count__gt=0).update(votes_count=F("votes_count") - 1)
    votes.delete()


@periodic(minutes=5)
def erase_withdrawn() -> None:
    """What was taken back longer ago than it can be put back leaves the database."""
    with transaction.atomic():
        for model in (Explanation, GlossaryEntry):
            old = model.objects.filter(state=State.WITHDRAWN, withdrawn_at__lt=now() - UNDO_WITHIN)
            model.objects.filter(pk__in=list(old.values_list("pk", flat=True)[:500])).delete()
