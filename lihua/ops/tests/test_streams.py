"""The stream of one page, without a server around it."""

import asyncio
from typing import Any

import pytest

from lihua.base import live
from lihua.ops import streams as module
from lihua.ops.streams import Streams
from lihua.people import actions as people

pytestmark = pytest.mark.django_db(transaction=True)


class Page:
    """What a browser sends and hears."""

    def __init__(self, session: str, last: str = "", method: str = "GET") -> None:
        headers = [(b"cookie", f"lihua_session={session}".encode())]
        if last:
            headers.append((b"last-event-id", last.encode()))
        self.scope = {"type": "http", "method": method, "path": "/live", "headers": headers}
        self.sent: list[dict[str, Any]] = []
        self.gone = asyncio.Event()

    async def receive(self) -> dict[str, Any]:
        await self.gone.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: dict[str, Any]) -> None:
        self.sent.append(message)

    @property
    def status(self) -> int:
        return int(self.sent[0]["status"])

    @property
    def text(self) -> str:
        return b"".join(message.get("body", b"") for message in self.sent).decode()

    async def hears(self, words: str, seconds: float = 5) -> bool:
        for _look in range(int(seconds / 0.02)):
            if words in self.text:
                return True
            await asyncio.sleep(0.02)
        return False


@pytest.fixture
def streams():
    made = Streams()
    yield made
    made.hub.close()
    made.threads.shutdown()
    if made.hub.reader:
        made.hub.reader.join(10)


def session_of(signed_in, person) -> str:
    return str(signed_in(person).session.session_key)


def test_a_page_hears_what_is_published_to_it(streams, ana, signed_in):
    session = session_of(signed_in, ana)

    async def story() -> None:
        page = Page(session)
        task = asyncio.create_task(streams(page.scope, page.receive, page.send))
        assert await page.hears("retry: ")
        await asyncio.to_thread(live.publish, live.person_channel(ana.pk), "notice", id="7")
        assert await page.hears('event: notice\ndata: {"id":"7"}')
        await asyncio.to_thread(live.publish, live.EVERYBODY, "closing")
        assert await page.hears("event: closing")
        page.gone.set()
        await asyncio.wait_for(task, 5)
        assert streams.hub.count == 0
        assert not streams.hub.listeners

    asyncio.run(story())


def test_a_page_that_was_away_hears_what_it_missed_once(streams, ana, bo, signed_in):
    for number in range(3):
        live.publish(live.person_channel(ana.pk), "notice", id=str(number))
    live.publish(live.person_channel(bo.pk), "notice", id="not for ana")
    session = session_of(signed_in, ana)

    async def story() -> None:
        page = Page(session, last="1")
        task = asyncio.create_task(streams(page.scope, page.receive, page.send))
        assert await page.hears('{"id":"2"}')
        await asyncio.sleep(0.5)
        page.gone.set()
        await asyncio.wait_for(task, 5)
        assert page.text.count('{"id":"1"}') == 1
        assert "not for ana" not in page.text

    asyncio.run(story())


@pytest.mark.parametrize("how", ["suspended", "signed out"])
def test_H077_a_stream_ends_when_its_person_may_not_listen_any_more(streams, ana, signed_in, monkeypatch, how):
    monkeypatch.setattr(module, "ASK_AGAIN_WHO", 0.2)
    browser = signed_in(ana)

    async def story() -> None:
        page = Page(str(browser.session.session_key))
        task = asyncio.create_task(streams(page.scope, page.receive, page.send))
        assert await page.hears("retry: ")
        await asyncio.to_thread(people.suspend, ana) if how == "suspended" else await asyncio.to_thread(
            browser.session.flush
        )
        await asyncio.wait_for(task, 5)
        again = Page(str(browser.session.session_key))
        await streams(again.scope, again.receive, again.send)
        assert again.status == 204

    asyncio.run(story())


@pytest.mark.parametrize(("method", "status"), [("POST", 405), ("GET", 204)])
def test_who_may_not_listen_is_told_so_at_once(streams, method, status):
    async def story() -> None:
        page = Page("nobody", method=method)
        await streams(page.scope, page.receive, page.send)
        assert page.status == status

    asyncio.run(story())


@pytest.mark.parametrize("cookie", [b"lihua_session", b"\xff\xfe", b"lihua_session=" + b"a" * 5000, b";;;=;"])
def test_an_odd_cookie_is_nobody(streams, cookie):
    async def story() -> None:
        page = Page("")
        page.scope["headers"] = [(b"cookie", cookie), (b"last-event-id", b"9" * 400)]
        await streams(page.scope, page.receive, page.send)
        assert page.status == 204

    asyncio.run(story())


def test_a_village_that_stops_ends_its_streams(streams, ana, signed_in):
    session = session_of(signed_in, ana)

    async def story() -> None:
        page = Page(session)
        task = asyncio.create_task(streams(page.scope, page.receive, page.send))
        assert await page.hears("retry: ")
        streams.hub.close()
        await asyncio.wait_for(task, 5)
        assert page.sent[-1]["more_body"] is False

    asyncio.run(story())
