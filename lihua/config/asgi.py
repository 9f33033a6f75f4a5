"""One port: `/live` is streamed here, everything else is Django's, which is four times as fast by WSGI."""

import os
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lihua.config.settings")

from lihua.config.wsgi import application as wsgi  # sets Django up

from django.conf import settings  # isort: skip
from lihua.ops.bodies import Bodies  # isort: skip
from lihua.ops.pages import Pages  # isort: skip
from lihua.ops.streams import Receive, Send, Streams  # isort: skip

streams = Streams()
django = Bodies(Pages(wsgi, threads=settings.WEB_THREADS))


async def application(scope: dict[str, Any], receive: Receive, send: Send) -> None:
    if scope["type"] == "lifespan":
        await _live_and_let_die(receive, send)
    elif scope["type"] == "http" and scope["path"] == "/live":
        await streams(scope, receive, send)
    else:
        await django(scope, receive, send)


async def _live_and_let_die(receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        if message["type"] == "lifespan.startup":
            streams.start()
            await send({"type": "lifespan.startup.complete"})
        else:
            await send({"type": "lifespan.shutdown.complete"})
            return
