"""What `trust` decides, carried out. Only the desk calls these; the reasons stand with its decisions."""

from django.db import transaction

from lihua.base.events import announce
from lihua.works.actions.counting import count_in, count_out
from lihua.works.events import WorkStateChanged
from lihua.works.models import Work, WorkState


def hold(work: Work) -> None:
    """Out of sight until somebody has looked."""
    _set_state(work, WorkState.HELD, before={WorkState.PUBLISHED})


def release(work: Work) -> None:
    _set_state(work, WorkState.PUBLISHED, before={WorkState.HELD})


def remove(work: Work) -> None:
    _set_state(work, WorkState.REMOVED, before={WorkState.PUBLISHED, WorkState.HELD})


def restore(work: Work) -> None:
    _set_state(work, WorkState.PUBLISHED, before={WorkState.REMOVED})


@transaction.atomic
def _set_state(work: Work, state: WorkState, *, before: set[WorkState]) -> None:
    fresh = Work.objects.select_for_update().filter(pk=work.pk).first()
    if fresh is None:
        return
    if fresh.state == WorkState.WITHDRAWN:
        # Its author deleted it meanwhile: should that be undone, the decision holds all the same.
        if fresh.state_before in before:
            Work.objects.filter(pk=fresh.pk).update(state_before=state)
        return
    if fresh.state not in before:
        return
    was_seen, fresh.state = fresh.state == WorkState.PUBLISHED, state
    fresh.save(update_fields=["state"])
    if was_seen:
        count_out(fresh)
    elif state == WorkState.PUBLISHED:
        count_in(fresh)
    announce(WorkStateChanged(work_id=fresh.pk))
