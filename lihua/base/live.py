"""Live updates: rows of ids that each web process reads and hands to the pages that are open.

Web and worker are two processes, so memory is never the way. `publish` writes in the change's own transaction;
`lihua.ops.streams` sends the rows as server-sent events whose id is the row's id.
"""

from datetime import timedelta
from typing import Any

from django.db import connection
from django.utils.timezone import now

from lihua.base.models import LiveEvent
from lihua.base.tasks import periodic

KEPT = timedelta(days=1)
EVERYBODY = "everybody"  # the channel that every open page of a signed-in person listens to
BELL = "lihua_live"  # PostgreSQL's notification that rows were added


def publish(channel: str, kind: str, **facts: Any) -> None:
    """Tell every open page that listens to `channel`; facts are ids, the page fetches what they mean."""
    LiveEvent.objects.create(channel=channel, kind=kind, facts=facts)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"NOTIFY {BELL}")  # heard at commit; SQLite's readers see that its version changed


def person_channel(person_id: int) -> str:
    return f"person:{person_id}"


@periodic(minutes=60)
def forget_old_events() -> None:
    LiveEvent.objects.filter(created_at__lt=now() - KEPT).delete()
