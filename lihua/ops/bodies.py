"""Wait for a request's body before a thread is given to it.

Pages are served by a few threads. Who sends a byte a minute would hold one of them for as long as they like; here they
hold a place in the event loop and a few kilobytes. Beyond that the body waits in a temporary file, and a body that will
be refused for its size is not read at all.
"""

import asyncio
import io
import tempfile
from collections.abc import Awaitable, Callable, MutableMapping
from typing import IO, Any, cast

from django.conf import settings

from lihua.base.middleware import longest_body

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Pages = Callable[[Message, IO[bytes], Send], Awaitable[None]]

IN_MEMORY = 256 * 1024
PATIENCE = 20.0  # seconds, and then some for what is large
SLOWEST = 20_000  # bytes a second
LONGEST_WAIT = 1800.0


class Bodies:
    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        # In WSGI `X_Forwarded_For` and `X-Forwarded-For` become one header; nobody means the first honestly.
        scope["headers"] = [(name, value) for name, value in scope["headers"] if b"_" not in name]
        length = _length_to_read(dict(scope["headers"]))
        if not length:
            await self.pages(scope, io.BytesIO(), send)
            return
        with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as body:
            try:
                async with asyncio.timeout(min(PATIENCE + length / SLOWEST, LONGEST_WAIT)):
                    arrived = await _read(receive, body)
            except TimeoutError:
                await _too_slow(send)
                return
            if arrived:
                body.seek(0)
                await self.pages(scope, cast(IO[bytes], body), send)


def _length_to_read(headers: dict[bytes, bytes]) -> int:
    """How many bytes to wait for: none when the answer will be a refusal."""
    announced = headers.get(b"content-length", b"0")
    if not announced.isdigit() or len(announced) > 15 or b"transfer-encoding" in headers:
        return 0
    cookies = headers.get(b"cookie", b"")
    most = longest_body(
        headers.get(b"content-type", b"").decode("latin-1"),
        is_personal=settings.SESSION_COOKIE_NAME.encode() in cookies or b"authorization" in headers,
    )
    return int(announced) if int(announced) <= most else 0


async def _read(receive: Receive, body: IO[bytes]) -> bool:
    """The whole body; False when the visitor went away."""
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return False
        body.write(message.get("body", b""))
        if not message.get("more_body", False):
            return True


async def _too_slow(send: Send) -> None:
    await send(
        {
            "type": "http.response.start",
            "status": 408,
            "headers": [(b"connection", b"close"), (b"content-length", b"0")],
        }
    )
    await send({"type": "http.response.body", "body": b""})
