"""`GET /live`: server-sent events for whoever is signed in.

Each web process has one reader of LiveEvent rows, however many pages are open: it looks whether the database changed,
reads the new rows once, and hands them to the streams that listen. The `id:` of an event is its row's id, so a page
that was away says `Last-Event-ID` and hears what it missed.

Who is not signed in gets 204: an EventSource comes back after every broken connection, and stops at any status but 200
(HTML, "server-sent events"). Of those, 204 alone is no error, so that a page which was open while its person signed
out elsewhere says nothing red in the browser's console.
"""

import asyncio
import json
import logging
import os
import random
import threading
import time
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from http.cookies import CookieError, SimpleCookie
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib import auth
from django.db import DatabaseError, InterfaceError, close_old_connections, connection
from django.http import HttpRequest

from lihua.base import live
from lihua.base.models import LiveEvent
from lihua.ops.running import BELL
from lihua.people import queries as people

logger = logging.getLogger(__name__)

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

LOOK_EVERY = 0.2  # seconds; a look at SQLite's data_version costs microseconds
LOOK_ANYWAY = 5.0  # seconds after which rows are read without a ring from PostgreSQL
HEARTBEAT = 20.0
ASK_AGAIN_WHO = 30.0  # whether the person is still signed in and may act
STREAMS_A_PERSON = 8  # in one process
STREAMS = 1200
MOST_MISSED = 200  # rows that are told again after a gap; a page that missed more loads anew
_HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
]


class Hub:
    """The one reader of a process, and the streams that listen to it."""

    def __init__(self) -> None:
        self.listeners: dict[str, set[asyncio.Queue[LiveEvent | None]]] = defaultdict(set)
        self.count = 0
        self.closing = threading.Event()
        self.reader: threading.Thread | None = None

    def start(self) -> None:
        """Begin to read; called within the event loop by the first stream."""
        if self.reader:
            return
        self.loop = asyncio.get_running_loop()
        self.reader = threading.Thread(target=self._read_for_ever, name="live", daemon=True)
        self.reader.start()

    def close(self) -> None:
        """Have every stream say goodbye, and take no new ones."""
        self.closing.set()
        for queues in self.listeners.values():
            for queue in queues:
                queue.put_nowait(None)

    def _hand_out(self, events: Iterable[LiveEvent]) -> None:
        for event in events:
            for queue in self.listeners.get(event.channel, ()):
                queue.put_nowait(event)

    def _read_for_ever(self) -> None:
        while not self.closing.is_set():
            try:
                close_old_connections()
                self._read()
            except (DatabaseError, InterfaceError):
                logger.warning("The reader of live events lost the database and tries again")
                self.closing.wait(1)
            finally:
                connection.close()

    def _read(self) -> None:
        last = LiveEvent.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        told: deque[int] = deque(maxlen=500)
        changes = _postgresql_changes if connection.vendor == "postgresql" else _sqlite_changes
        for _change in changes(self.closing):
            # PostgreSQL may commit a smaller id after a larger one: look back a little, tell each row once.
            fresh = [
                event
                for event in LiveEvent.objects.filter(pk__gt=max(last - 100, 0)).order_by("pk")
                if event.pk not in told and (event.pk > last or connection.vendor == "postgresql")
            ]
            if fresh:
                told.extend(event.pk for event in fresh)
                last = max(last, fresh[-1].pk)
                self.loop.call_soon_threadsafe(self._hand_out, fresh)


def _sqlite_changes(closing: threading.Event) -> Iterable[None]:
    """Once each time that another connection has committed, until it is closing."""
    version = None
    while not closing.is_set():
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA data_version")
            now = cursor.fetchone()
        if now != version:
            version = now
            yield
        closing.wait(LOOK_EVERY)


def _postgresql_changes(closing: threading.Event) -> Iterable[None]:
    """Once each time that `base.live.publish` rang, and at least every few seconds, until it is closing."""
    connection.ensure_connection()
    raw = connection.connection
    raw.execute(f"LISTEN {live.BELL}")
    while not closing.is_set():
        yield
        until = time.monotonic() + LOOK_ANYWAY
        while not closing.is_set() and time.monotonic() < until:
            if any(True for _notice in raw.notifies(timeout=LOOK_EVERY, stop_after=1)):
                break


class Streams:
    """The ASGI application behind `/live`."""

    def __init__(self) -> None:
        self.hub = Hub()
        # Django's database code waits; it does so here and not in the event loop.
        self.threads = ThreadPoolExecutor(max_workers=2, thread_name_prefix="live-who")
        self.open_by_person: dict[int, int] = defaultdict(int)

    def start(self) -> None:
        """Listen for the bell that `up` rings when it stops."""
        bell = os.environ.get(BELL, "")
        if bell.isdigit():
            asyncio.get_running_loop().add_reader(int(bell), self._hear_bell, int(bell))

    def _hear_bell(self, bell: int) -> None:
        asyncio.get_running_loop().remove_reader(bell)
        self.hub.close()

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["method"] != "GET":
            return await _refuse(send, 405, b"allow", b"GET")
        headers = dict(scope["headers"])
        session = _session_key(headers.get(b"cookie", b""))
        person = await self._ask(_who, session) if session else None
        if person is None:
            return await _refuse(send, 204)
        if self.open_by_person[person] >= STREAMS_A_PERSON or self.hub.count >= STREAMS:
            return await _refuse(send, 429, b"retry-after", b"60")
        since = _number(headers.get(b"last-event-id", b""))
        self.open_by_person[person] += 1
        self.hub.count += 1
        try:
            await self._stream(receive, send, session, person, since)
        finally:
            self.hub.count -= 1
            self.open_by_person[person] -= 1
            if not self.open_by_person[person]:
                del self.open_by_person[person]

    async def _stream(self, receive: Receive, send: Send, session: str, person: int, since: int | None) -> None:
        self.hub.start()
        queue: asyncio.Queue[LiveEvent | None] = asyncio.Queue(maxsize=0)
        channels = [live.person_channel(person), live.EVERYBODY]
        for channel in channels:
            self.hub.listeners[channel].add(queue)
        gone = asyncio.ensure_future(_disconnected(receive))
        try:
            await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
            # After a restart not everybody comes back in the same moment.
            await _write(send, f"retry: {random.randint(1500, 6000)}\n\n")  # noqa: S311 - jitter, no secret
            last = since or 0
            for event in await self._ask(_missed, channels, since) if since is not None else []:
                last = event.pk
                await _write(send, _as_text(event))
            await self._pass_on(queue, gone, send, session, person, last)
            if not gone.done():
                await send({"type": "http.response.body", "body": b"", "more_body": False})
        finally:
            gone.cancel()
            for channel in channels:
                self.hub.listeners[channel].discard(queue)
                if not self.hub.listeners[channel]:
                    del self.hub.listeners[channel]

    async def _pass_on(
        self,
        queue: "asyncio.Queue[LiveEvent | None]",
        gone: "asyncio.Future[None]",
        send: Send,
        session: str,
        person: int,
        last: int,
    ) -> None:
        """Until the page is closed, the village stops, or the person may not listen any more."""
        ask_again = time.monotonic() + ASK_AGAIN_WHO * random.uniform(0.7, 1)  # noqa: S311 - jitter, no secret
        heartbeat = time.monotonic() + HEARTBEAT
        while not self.hub.closing.is_set():
            waiting = asyncio.ensure_future(queue.get())
            wake = min(ask_again, heartbeat) - time.monotonic()
            first: set[asyncio.Future[Any]] = {waiting, gone}
            await asyncio.wait(first, timeout=max(wake, 0), return_when=asyncio.FIRST_COMPLETED)
            if gone.done():
                waiting.cancel()
                return
            if waiting.done():
                event = waiting.result()
                if event is None:
                    return
                if event.pk > last:  # else it was among what was missed
                    await _write(send, _as_text(event))
                continue
            waiting.cancel()
            if time.monotonic() >= ask_again:
                ask_again = time.monotonic() + ASK_AGAIN_WHO
                if await self._ask(_who, session) != person:
                    return
            if time.monotonic() >= heartbeat:
                heartbeat = time.monotonic() + HEARTBEAT
                await _write(send, ": still here\n\n")

    async def _ask(self, function: Callable[..., Any], *arguments: Any) -> Any:
        def with_fresh_connection() -> Any:
            close_old_connections()
            try:
                return function(*arguments)
            finally:
                close_old_connections()

        return await asyncio.get_running_loop().run_in_executor(self.threads, with_fresh_connection)


def _who(session_key: str) -> int | None:
    """The id of the person who is signed in with this session and may act."""
    request = HttpRequest()
    request.session = import_module(settings.SESSION_ENGINE).SessionStore(session_key)
    person = people.person_of(auth.get_user(request))
    return person.pk if person else None


def _missed(channels: list[str], since: int) -> list[LiveEvent]:
    rows = LiveEvent.objects.filter(channel__in=channels, pk__gt=since).order_by("-pk")[:MOST_MISSED]
    return list(reversed(rows))


def _session_key(cookie: bytes) -> str:
    try:
        morsel = SimpleCookie(cookie.decode("latin-1")).get(settings.SESSION_COOKIE_NAME)
    except CookieError:
        return ""
    return morsel.value if morsel else ""


def _number(raw: bytes) -> int | None:
    return int(raw) if raw.isdigit() and len(raw) < 19 else None


def _as_text(event: LiveEvent) -> str:
    facts = json.dumps(event.facts, ensure_ascii=False, separators=(",", ":"))
    return f"id: {event.pk}\nevent: {event.kind}\ndata: {facts}\n\n"


async def _disconnected(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _write(send: Send, text: str) -> None:
    await send({"type": "http.response.body", "body": text.encode(), "more_body": True})


async def _refuse(send: Send, status: int, name: bytes = b"", value: bytes = b"") -> None:
    headers = [(b"cache-control", b"no-store"), *([(name, value)] if name else [])]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b"", "more_body": False})
