from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils.timezone import now

from lihua.base.events import announce
from lihua.base.tasks import periodic
from lihua.people.models import Person
from lihua.works import rules
from lihua.works.events import WorkStateChanged
from lihua.works.models import Work, WorkKind, WorkState

UNDO_WITHIN = timedelta(minutes=10)


def withdraw(work: Work, *, by: Person) -> None:
    """Delete one's own work. It is gone for everybody at once, and erased when the time for undoing is over."""
    _change(work, by, before={WorkState.PUBLISHED, WorkState.HELD}, after=WorkState.WITHDRAWN)


def undo_withdraw(work: Work, *, by: Person) -> None:
    _change(work, by, before={WorkState.WITHDRAWN}, after=WorkState.PUBLISHED)


@transaction.atomic
def _change(work: Work, by: Person, *, before: set[WorkState], after: WorkState) -> None:
    fresh = Work.objects.select_for_update().filter(pk=work.pk, author=by, state__in=before).first()
    if fresh is None:
        raise rules.NotAllowed
    if after == WorkState.PUBLISHED and (fresh.withdrawn_at is None or fresh.withdrawn_at < now() - UNDO_WITHIN):
        raise rules.NotAllowed
    fresh.state = after
    fresh.withdrawn_at = now() if after == WorkState.WITHDRAWN else None
    fresh.save(update_fields=["state", "withdrawn_at"])
    step = -1 if after == WorkState.WITHDRAWN else 1
    if fresh.kind in {WorkKind.NOTE, WorkKind.SHORT}:
        Person.objects.filter(pk=by.pk, works_count__gte=-min(step, 0)).update(works_count=F("works_count") + step)
    if fresh.reply_to_id:
        Work.objects.filter(pk=fresh.reply_to_id, replies_count__gte=-min(step, 0)).update(
            replies_count=F("replies_count") + step
        )
    announce(WorkStateChanged(work_id=fresh.pk))


@periodic(minutes=5)
def erase_withdrawn() -> None:
    """What was deleted longer ago than it can be undone leaves the database, its pictures with it."""
    for work in Work.objects.filter(state=WorkState.WITHDRAWN, withdrawn_at__lt=now() - UNDO_WITHIN)[:500]:
        erase(work)


@transaction.atomic
def erase(work: Work) -> None:
    from lihua.media.actions import discard

    assets = [picture.asset for picture in work.pictures.select_related("asset")]
    announce(WorkStateChanged(work_id=work.pk))
    work.delete()
    for asset in assets:
        discard(asset)
