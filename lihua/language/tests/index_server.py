"""An index of packs on the loopback, with packs that a test makes good or bad."""

import json
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class IndexServer:
    """`files`: path -> bytes. `breaks_after`: so many bytes of a pack are sent, then the line is cut, once."""

    files: dict[str, bytes] = field(default_factory=dict)
    rows: list[Any] = field(default_factory=list)
    breaks_after: int = 0
    takes_ranges: bool = True
    asked: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                server.asked.append((self.path, self.headers.get("Range", "")))
                if self.path == "/index.json":
                    return self._send(200, json.dumps(server.rows).encode())
                if self.path not in server.files:
                    return self._send(404, b"")
                content = server.files[self.path]
                start = int(self.headers.get("Range", "bytes=0-")[6:-1]) if server.takes_ranges else 0
                if start and start >= len(content):
                    return self._send(416, b"", {"Content-Range": f"bytes */{len(content)}"})
                more = {"Content-Range": f"bytes {start}-{len(content) - 1}/{len(content)}"} if start else {}
                return self._send(206 if start else 200, content[start:], more)

            def _send(self, status: int, body: bytes, more: dict[str, str] | None = None) -> None:
                self.send_response(status)
                for name, value in (more or {}).items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                if server.breaks_after and len(body) > server.breaks_after:
                    body, server.breaks_after = body[: server.breaks_after], 0
                with suppress(OSError):  # the caller has gone
                    self.wfile.write(body)

            def log_message(self, *_arguments: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    @property
    def index(self) -> str:
        return f"{self.url}/index.json"

    def offer(self, path: str, content: bytes, **row: Any) -> None:
        self.files[path] = content
        self.rows.append(
            {
                "package_version": "1.0",
                "from_code": "zh",
                "to_code": "en",
                "from_name": "Chinese",
                "to_name": "English",
                "links": [self.url + path],
                **row,
            }
        )

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
