"""Facts that a room announces upward. Who wants to know is said in config/wiring.py and nowhere else."""

import dataclasses
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from lihua.base.tasks import defer


@dataclasses.dataclass(frozen=True)
class Event:
    """A fact in the past tense, made of ids and plain values: `WorkPublished(work_id=...)`."""


Subscriber = Callable[..., Any]
_subscribers: dict[type[Event], list[Subscriber]] = defaultdict(list)


def subscribe(event: type[Event], *subscribers: Subscriber) -> None:
    """Have tasks run with the event's fields as keyword arguments each time it is announced."""
    for subscriber in subscribers:
        if subscriber not in _subscribers[event]:
            _subscribers[event].append(subscriber)


def subscribers_of(event: type[Event]) -> list[Subscriber]:
    return list(_subscribers[event])


def announce(event: Event) -> None:
    """Hand a fact to every subscriber, durably, in the transaction of the change it speaks of."""
    for subscriber in _subscribers[type(event)]:
        defer(subscriber, **dataclasses.asdict(event))
