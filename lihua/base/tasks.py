"""Work that happens later. The outbox is the truth; huey, named nowhere else, is only the bell.

`defer` writes an outbox row in the caller's transaction. A worker takes the row, runs the task, and the row is
deleted in the transaction of the task itself: a worker killed half-way leaves the row, and a sweep hands it over
again when its lease has ended. Tasks are therefore safe to run twice.
"""

import logging
import sys
from collections.abc import Callable
from datetime import timedelta
from typing import Any, ParamSpec, TypeVar

from django.conf import settings
from django.db import close_old_connections, connection, transaction
from django.db.models import F
from django.utils.timezone import now

from lihua.base.models import OutboxEntry

# huey imports psycopg for a queue that is not ours: a quarter of a second of each start, and memory of each process.
_unasked = "psycopg" not in sys.modules
if _unasked:
    sys.modules["psycopg"] = None  # type: ignore[assignment]  # who imports it now is told that it is not installed
from huey import MemoryHuey, RedisHuey, SqliteHuey, crontab  # noqa: E402

if _unasked:
    del sys.modules["psycopg"]

logger = logging.getLogger(__name__)

P = ParamSpec("P")
R = TypeVar("R")
Writes = Callable[[], None]

LEASE = timedelta(minutes=5)
MAX_ATTEMPTS = 6
_tasks: dict[str, tuple[Callable[..., Any], bool]] = {}


def _is_stopping() -> bool:
    return False


def is_stopping() -> bool:
    """Whether the worker was asked to stop: long tasks look now and then."""
    return _is_stopping()


def _make_queue() -> Any:
    if settings.VALKEY_URL:
        return RedisHuey("lihua", url=settings.VALKEY_URL.replace("valkey", "redis", 1))
    if settings.TESTING:
        return MemoryHuey("lihua")
    # Nothing is lost with this file: the outbox rings again. So it need not wait for the disk.
    return SqliteHuey("lihua", filename=str(settings.DATA / "queue.sqlite3"), fsync=False, journal_mode="wal")


queue = _make_queue()


def _name(function: Callable[..., Any]) -> str:
    return f"{function.__module__}.{function.__qualname__}"


def task(function: Callable[P, R]) -> Callable[P, R]:
    """A quick task: it runs in one transaction together with the deletion of its outbox row."""
    _tasks[_name(function)] = (function, False)
    return function


def slow_task(function: Callable[P, Writes | None]) -> Callable[P, Writes | None]:
    """A task that calls an engine or reads a file first: it runs outside any transaction, and returns what to write.

    SQLite has one writer: nothing may hold its lock while a picture is decoded or a translator thinks.
    """
    _tasks[_name(function)] = (function, True)
    return function


def periodic(*, minutes: int) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Run in the worker every so many minutes (a divisor of 60)."""

    def register(function: Callable[[], None]) -> Callable[[], None]:
        schedule = crontab(minute=f"*/{minutes}" if minutes < 60 else "0")

        def run() -> None:
            close_old_connections()
            function()

        queue.periodic_task(schedule, name=_name(function))(run)
        return function

    return register


def defer(function: Callable[..., Any], **facts: Any) -> None:
    """Have `function(**facts)` run by the worker once the current transaction is committed; facts are JSON values."""
    name = _name(function)
    if name not in _tasks:
        raise LookupError(f"{name} is not a task: decorate it with @task or @slow_task")
    OutboxEntry.objects.create(task=name, facts=facts)
    if not any(entry[1] is _ring for entry in connection.run_on_commit):  # one bell a transaction is enough
        transaction.on_commit(_ring, robust=True)


def _ring() -> None:
    drain()


@queue.task(name="lihua.drain")  # type: ignore[untyped-decorator]
def drain() -> None:
    """Run everything in the outbox that is due; when the worker is asked to stop, finish what is begun and no more."""
    close_old_connections()
    work_off()


def work_off() -> None:
    """The same at once, in the caller's connection: for commands that have just made much work."""
    while not _is_stopping() and (entry := _take()):
        run_entry(entry)


@periodic(minutes=1)
def sweep() -> None:
    """Find what was forgotten: rows whose worker died, or whose bell was lost."""
    drain.call_local()


def run_worker(*, threads: int) -> None:
    """Do what waits until SIGINT (what is begun is finished) or SIGTERM (it is taken up again next time)."""
    global _is_stopping
    consumer = queue.create_consumer(workers=threads, initial_delay=0.05, max_delay=0.5, shutdown_timeout=6)
    _is_stopping = consumer.stop_flag.is_set
    drain()  # what the last worker left
    consumer.run()


def forget_leases() -> None:
    """Take up at once what a worker that was killed had begun. Only where there is no second worker."""
    if not settings.VALKEY_URL:
        OutboxEntry.objects.filter(dead_at=None, leased_until__gt=now()).update(leased_until=None)


def revive() -> int:
    """Try again what was given up, once its cause is mended; says how many."""
    return OutboxEntry.objects.dead().update(dead_at=None, attempts=0, leased_until=None)


def _take() -> OutboxEntry | None:
    """The oldest due entry, leased to us."""
    while True:
        entry = OutboxEntry.objects.due().order_by("id").first()
        if entry is None:
            return None
        taken = OutboxEntry.objects.due().filter(pk=entry.pk)
        if entry.attempts >= MAX_ATTEMPTS:  # it never came back to say that it failed: it takes its worker with it
            if taken.update(dead_at=now()):
                logger.error("A task killed its worker each time", extra={"task": entry.task, "entry": entry.pk})
            continue
        if taken.update(leased_until=now() + LEASE, attempts=F("attempts") + 1):
            entry.attempts += 1
            return entry


def run_entry(entry: OutboxEntry) -> bool:
    """Run one leased entry; True when it finished, False when it failed and waits for its next attempt."""
    try:
        function, is_slow = _tasks[entry.task]
        writes = function(**entry.facts) if is_slow else None
        with transaction.atomic():
            if not OutboxEntry.objects.select_for_update().filter(pk=entry.pk).exists():
                return True  # somebody else finished it while our lease ran out
            if not is_slow:
                function(**entry.facts)
            elif writes is not None:
                writes()
            entry.delete()
    except Exception:
        _put_back(entry)
        return False
    return True


def _put_back(entry: OutboxEntry) -> None:
    is_dead = entry.attempts >= MAX_ATTEMPTS
    logger.exception(
        "A task failed for the last time" if is_dead else "A task failed and will be tried again",
        extra={"task": entry.task, "entry": entry.pk, "attempts": entry.attempts},
    )
    OutboxEntry.objects.filter(pk=entry.pk).update(
        leased_until=now() + timedelta(seconds=15 * 4 ** (entry.attempts - 1)), dead_at=now() if is_dead else None
    )
