from datetime import timedelta

from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from lihua.base.events import announce
from lihua.media.actions import discard
from lihua.people.models import Person
from lihua.works import rules
from lihua.works.actions.asking import answer_asks, reopen_asks
from lihua.works.actions.counting import count_in, count_out
from lihua.works.actions.reacting import unrepost
from lihua.works.events import WorkStateChanged
from lihua.works.models import Work, WorkState

UNDO_WITHIN = timedelta(minutes=10)


@transaction.atomic
def withdraw(work: Work, *, by: Person) -> None:
    """Delete one's own work. It is gone for everybody at once, and erased when the time for undoing is over."""
    fresh = Work.objects.select_for_update().filter(pk=work.pk, author=by).first()
    if fresh is None or fresh.state not in {WorkState.PUBLISHED, WorkState.HELD}:
        raise rules.NotAllowed(_("Only the author can delete this."))
    if fresh.repost_of:
        unrepost(fresh.repost_of, by=by)
        return
    fresh.state_before, fresh.state, fresh.withdrawn_at = fresh.state, WorkState.WITHDRAWN, now()
    fresh.save(update_fields=["state", "state_before", "withdrawn_at"])
    if fresh.state_before == WorkState.PUBLISHED:
        count_out(fresh)
        reopen_asks(fresh)
    announce(WorkStateChanged(work_id=fresh.pk))


@transaction.atomic
def undo_withdraw(work: Work, *, by: Person) -> None:
    """Put back what was deleted a moment ago, as it was: what was held stays held. Raises NotAllowed."""
    fresh = Work.objects.select_for_update().filter(pk=work.pk, author=by, state=WorkState.WITHDRAWN).first()
    if fresh is None or fresh.withdrawn_at is None or fresh.withdrawn_at < now() - UNDO_WITHIN:
        raise rules.NotAllowed(_("This was deleted too long ago to be put back."))
    fresh.state, fresh.withdrawn_at = fresh.state_before or WorkState.PUBLISHED, None
    fresh.save(update_fields=["state", "withdrawn_at"])
    if fresh.state == WorkState.PUBLISHED:
        count_in(fresh)
        if fresh.reply_to:
            answer_asks(fresh.reply_to, by=fresh)
    announce(WorkStateChanged(work_id=fresh.pk))


@transaction.atomic
def erase(work: Work) -> None:
    """Out of the database, its pictures with it; answers of others stay."""
    fresh = Work.objects.select_for_update().filter(pk=work.pk).first()
    if fresh is None:
        return
    if fresh.state == WorkState.PUBLISHED:
        count_out(fresh)
    assets = [picture.asset for picture in fresh.pictures.select_related("asset")]
    announce(WorkStateChanged(work_id=fresh.pk))
    fresh.delete()
    for asset in assets:
        discard(asset)
