"""An engine on the loopback that speaks every protocol we know, well or as badly as a test wants it to."""

import json
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

LANGUAGES = ["en", "es", "zh", "zt", "ja", "fr"]


@dataclass
class EvilServer:
    """`answers`: what a text becomes. `wrong`: the name of a fault, see `_spoiled`. `asked`: headers and JSON."""

    answers: Callable[[str], str] = lambda text: f"The translation of {len(text)} signs."
    wrong: str = ""
    asked: list[tuple[dict[str, str], dict[str, Any]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        evil = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                every = [{"code": code, "targets": [one for one in LANGUAGES if one != code]} for code in LANGUAGES]
                self._send(200, json.dumps(every).encode())

            def do_POST(self) -> None:
                asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                evil.asked.append((dict(self.headers), asked))
                body = json.dumps(evil.answer(self.path, asked), ensure_ascii=False).encode()
                with suppress(OSError):  # the caller has gone
                    self._spoiled(body) if evil.wrong else self._send(200, body)

            def _spoiled(self, body: bytes) -> None:
                if evil.wrong == "killed half-way":
                    self.send_response(200)
                    self.send_header("Content-Length", str(len(body)))
                    self.end_headers()
                    self.wfile.write(body[: len(body) // 2])
                elif evil.wrong == "killed at once":
                    self.connection.close()
                elif evil.wrong == "too late":
                    time.sleep(3)
                    self._send(200, body)
                elif evil.wrong == "a byte a while":
                    self.send_response(200)
                    self.end_headers()
                    for byte in body:
                        self.wfile.write(bytes([byte]))
                        time.sleep(0.2)
                else:
                    self._send(*SPOILED[evil.wrong])

            def _send(self, status: int, body: bytes) -> None:
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_arguments: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def answer(self, path: str, asked: dict[str, Any]) -> Any:
        if path == "/translate":
            return {"translatedText": [self.answers(text) for text in asked["q"]]}
        if path == "/v2/translate":
            return {"translations": [{"text": self.answers(text)} for text in asked["text"]]}
        question = json.loads(asked["messages"][1]["content"])
        rows = [{"id": row["id"], "text": self.answers(row["text"])} for row in question["texts"]]
        return said({"translations": rows})

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


def said(content: Any, **more: Any) -> dict[str, Any]:
    text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    return {"choices": [{"message": {"role": "assistant", "content": text}, "finish_reason": "stop", **more}]}


SPOILED: dict[str, tuple[int, bytes]] = {
    "a page": (200, b"<!doctype html><html><body>nginx</body></html>"),
    "a page as an error": (502, b"<html><h1>502 Bad Gateway</h1></html>"),
    "garbage": (200, bytes(range(256)) * 10),
    "ten megabytes": (200, b'{"translatedText": ["' + b"a" * 10_000_000 + b'"]}'),
    "nothing": (200, b""),
    "null": (200, b"null"),
    "a number": (200, b"17"),
    "another form": (200, b'{"translatedText": {"a": [1]}, "translations": [1], "choices": [{"message": {}}]}'),
    "too few": (200, b'{"translatedText": [], "translations": [], "choices": []}'),
    "deep": (200, b"[" * 5000),
    "an error": (500, b'{"error": "no"}'),
    "the key is wrong": (403, b"{}"),
    "no quota": (429, b"{}"),
    "no quota at DeepL": (456, b"{}"),
}
FAULTS = ["killed half-way", "killed at once", "too late", "a byte a while", *SPOILED]
