"""Django by WSGI, called from the event loop in a few threads.

A page is made whole in one of them and handed over at once: each meeting of loop and thread waits for the interpreter's
lock. What comes in pieces is fetched piece by piece, so that who reads slowly holds no thread.
"""

import asyncio
import contextvars
import sys
from collections.abc import Awaitable, Callable, Iterable, Iterator, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from typing import IO, Any

Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]
Headers = list[tuple[str, str]]
Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

AT_ONCE = 256 * 1024  # bytes: more than any page has


class Pages:
    def __init__(self, wsgi: Wsgi, *, threads: int) -> None:
        self.wsgi = wsgi
        self.threads = ThreadPoolExecutor(threads, thread_name_prefix="pages")

    async def __call__(self, scope: Message, body: IO[bytes], send: Send) -> None:
        answer = Answer(self.wsgi, environ_of(scope, body))
        piece = await self._in_a_thread(answer.begin)
        await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
        while not answer.is_done:
            await send({"type": "http.response.body", "body": piece, "more_body": True})
            piece = await self._in_a_thread(answer.go_on)
        await send({"type": "http.response.body", "body": piece, "more_body": False})

    async def _in_a_thread(self, work: Callable[[], bytes]) -> bytes:
        return await asyncio.get_running_loop().run_in_executor(self.threads, work)


class Answer:
    """What a WSGI application answers to one request, in pieces of at least AT_ONCE bytes; most have one."""

    def __init__(self, wsgi: Wsgi, environ: dict[str, Any]) -> None:
        self.wsgi = wsgi
        self.environ = environ
        self.context = contextvars.copy_context()
        self.status = 500
        self.headers: list[tuple[bytes, bytes]] = []
        self.is_done = False

    def begin(self) -> bytes:
        self.parts = self.context.run(self.wsgi, self.environ, self._start)
        self.rest: Iterator[bytes] = iter(self.parts)
        return self.go_on()

    def go_on(self) -> bytes:
        return self.context.run(self._take)

    def _take(self) -> bytes:
        """The next piece; sees to the end when this was the last one."""
        taken, size = [], 0
        try:
            for part in self.rest:
                taken.append(part)
                size += len(part)
                if size >= AT_ONCE:
                    return b"".join(taken)
        except BaseException:
            self._end()
            raise
        self._end()
        return b"".join(taken)

    def _end(self) -> None:
        self.is_done = True
        close = getattr(self.parts, "close", None)
        if close:
            close()

    def _start(self, status: str, headers: Headers, _error: object = None) -> None:
        self.status = int(status[:3])
        self.headers = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers]


def environ_of(scope: Message, body: IO[bytes]) -> dict[str, Any]:
    """The request as PEP 3333 wants it: texts of latin-1 that hold the bytes of the address."""
    host, port = scope.get("server") or ("localhost", 80)
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": scope["path"].encode("utf-8", "surrogateescape").decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_NAME": host,
        "SERVER_PORT": str(port or 80),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.get("scheme", "http"),
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    if client := scope.get("client"):
        environ["REMOTE_ADDR"], environ["REMOTE_PORT"] = client[0], str(client[1])
    for name, value in scope["headers"]:
        key = name.decode("latin-1").upper().replace("-", "_")
        key = key if key in {"CONTENT_LENGTH", "CONTENT_TYPE"} else f"HTTP_{key}"
        said = value.decode("latin-1")
        between = "; " if key == "HTTP_COOKIE" else ","
        environ[key] = f"{environ[key]}{between}{said}" if key in environ else said
    return environ
