from collections.abc import Callable

from lihua.base.tasks import periodic, slow_task, task
from lihua.media import sweeping
from lihua.media.actions import preparing, wording


@slow_task
def make_renditions(asset_id: int) -> Callable[[], None] | None:
    return preparing.prepare(asset_id)


@slow_task
def read_words(asset_id: int) -> Callable[[], None] | None:
    return wording.read(asset_id)


@task
def forget_person(person_id: int) -> None:
    """Somebody was erased: what no work holds any more goes, files and all. Works throw away their own pictures."""
    sweeping.throw_away_all_of(person_id)


@periodic(minutes=10)
def resume_forgotten() -> None:
    sweeping.resume_forgotten()
    sweeping.clear_the_floor()
    sweeping.have_old_ones_read()


@periodic(minutes=60)
def throw_away_unclaimed() -> None:
    sweeping.throw_away_unclaimed()
    sweeping.delete_leftovers()
