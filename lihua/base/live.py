"""Live updates: rows of ids that each web process reads and hands to the pages that are open.

Web and worker are two processes, so memory is never the way. `publish` writes in the change's own transaction;
`lihua.config.asgi` streams the rows as server-sent events whose id is the row's id.
"""

from datetime import timedelta
from typing import Any

from django.utils.timezone import now

from lihua.base.models import LiveEvent
from lihua.base.tasks import periodic

KEPT = timedelta(days=1)


def publish(channel: str, kind: str, **facts: Any) -> None:
    """Tell every open page that listens to `channel`; facts are ids, the page fetches what they mean."""
    LiveEvent.objects.create(channel=channel, kind=kind, facts=facts)


def person_channel(person_id: int) -> str:
    return f"person:{person_id}"


@periodic(minutes=60)
def forget_old_events() -> None:
    LiveEvent.objects.filter(created_at__lt=now() - KEPT).delete()
