"""A LibreTranslate on the loopback that answers as a test wants it to."""

import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

LANGUAGES = ["en", "es", "zh", "zt", "ja", "fr"]


@dataclass
class FakeEngine:
    """`answers`: sentence -> translation, or a function. `status`, `body`, `delay`, `headers` spoil the answer."""

    answers: dict[str, str] | Callable[[str], str] = field(default_factory=dict)
    status: int = 200
    body: bytes | None = None
    delay: float = 0.0
    headers: dict[str, str] = field(default_factory=dict)
    languages: list[str] = field(default_factory=lambda: list(LANGUAGES))
    asked: list[dict[str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        fake = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                every = fake.languages
                rows = [{"code": code, "name": code, "targets": [c for c in every if c != code]} for code in every]
                self._send(200, json.dumps(rows).encode())

            def do_POST(self) -> None:
                asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                fake.asked.append(asked)
                time.sleep(fake.delay)
                if fake.body is not None or fake.status != 200:
                    return self._send(fake.status, fake.body or b'{"error": "no"}')
                given = [fake.answer(one) for one in asked["q"]]
                return self._send(200, json.dumps({"translatedText": given}).encode())

            def _send(self, status: int, body: bytes) -> None:
                try:
                    self.send_response(status)
                    for name, value in fake.headers.items():
                        self.send_header(name, value)
                    self.send_header("Content-Length", str(len(body)))
                    self.end_headers()
                    self.wfile.write(body)
                except OSError:
                    pass  # the caller has gone

            def log_message(self, *_arguments: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    @property
    def sentences(self) -> list[str]:
        return [one for asked in self.asked for one in asked["q"]]

    def answer(self, sentence: str) -> str:
        if callable(self.answers):
            return self.answers(sentence)
        return self.answers.get(sentence, f"The translation of {len(sentence)} signs.")

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
