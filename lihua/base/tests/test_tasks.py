"""The outbox is the truth: what was committed happens, what fails is tried again, what kills is put aside."""

import logging
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils.timezone import now

from lihua.base import tasks
from lihua.base.models import OutboxEntry

happened: list[str] = []


@tasks.task
def note(word: str) -> None:
    happened.append(word)


@tasks.task
def stumble(word: str) -> None:
    happened.append(word)
    OutboxEntry.objects.create(task="nothing", dead_at=now())
    raise RuntimeError("an engine is down")


@tasks.slow_task
def ask_then_write(word: str) -> tasks.Writes:
    assert not transaction.get_connection().in_atomic_block
    return lambda: happened.append(word)


@pytest.fixture(autouse=True)
def _nothing_happened():
    happened.clear()
    tasks.queue.flush()
    yield
    tasks.queue.flush()


def let_leases_end() -> None:
    OutboxEntry.objects.filter(dead_at=None).update(leased_until=now() - timedelta(seconds=1))


@pytest.mark.django_db(transaction=True)
def test_a_task_runs_once_and_leaves_no_row():
    tasks.defer(note, word="a")
    tasks.defer(ask_then_write, word="b")
    tasks.drain.call_local()
    tasks.drain.call_local()
    assert happened == ["a", "b"]
    assert not OutboxEntry.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_what_was_rolled_back_never_happens():
    with transaction.atomic():
        tasks.defer(note, word="a")
        transaction.set_rollback(True)
    tasks.drain.call_local()
    assert happened == []


@pytest.mark.django_db(transaction=True)
def test_what_a_failed_task_wrote_is_undone_and_it_is_tried_again(caplog):
    with caplog.at_level(logging.CRITICAL):
        tasks.defer(stumble, word="a")
        tasks.drain.call_local()
    (entry,) = OutboxEntry.objects.all()
    assert (entry.attempts, entry.dead_at) == (1, None)
    assert entry.leased_until > now()


@pytest.mark.django_db
def test_only_tasks_can_be_deferred():
    with pytest.raises(LookupError):
        tasks.defer(let_leases_end)


@pytest.mark.django_db(transaction=True)
def test_a_task_of_a_worker_that_died_is_handed_over_when_its_lease_ends():
    tasks.defer(note, word="a")
    assert tasks._take() is not None
    tasks.drain.call_local()
    assert happened == []
    let_leases_end()
    tasks.drain.call_local()
    assert happened == ["a"]


@pytest.mark.django_db(transaction=True)
def test_H136_a_task_that_always_fails_is_put_aside_and_the_others_proceed(caplog):
    tasks.defer(stumble, word="poison")
    tasks.defer(note, word="fine")
    with caplog.at_level(logging.ERROR):
        for _ in range(tasks.MAX_ATTEMPTS + 3):
            tasks.drain.call_local()
            let_leases_end()
    assert happened.count("poison") == tasks.MAX_ATTEMPTS
    assert happened.count("fine") == 1
    (entry,) = OutboxEntry.objects.all()
    assert entry in OutboxEntry.objects.dead()
    assert "A task failed for the last time" in caplog.messages


@pytest.mark.django_db(transaction=True)
def test_H136_a_task_that_kills_its_worker_each_time_is_put_aside(caplog):
    tasks.defer(note, word="poison")
    for _ in range(tasks.MAX_ATTEMPTS):
        assert tasks._take() is not None  # and the worker is gone
        let_leases_end()
    tasks.defer(note, word="fine")
    with caplog.at_level(logging.ERROR):
        tasks.drain.call_local()
    assert happened == ["fine"]
    assert OutboxEntry.objects.dead().count() == 1
    assert "A task killed its worker each time" in caplog.messages
