"""What `trust` decides, carried out. Only the desk calls these; the reasons stand with its decisions."""

from django.db import transaction

from lihua.base.events import announce
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
    if Work.objects.filter(pk=work.pk, state__in=before).update(state=state):
        announce(WorkStateChanged(work_id=work.pk))
