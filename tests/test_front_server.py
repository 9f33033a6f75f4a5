"""The web server itself, spoken to by raw sockets: what it must not let through and what must not stop it."""

import contextlib
import re
import socket
import time
from collections.abc import Iterator

import httpx
import pytest

from tests.village import Village

pytestmark = pytest.mark.live

HOST = b"Host: localhost\r\n"


@pytest.fixture(scope="module")
def village(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Village]:
    with Village(tmp_path_factory.mktemp("front") / "var", LIHUA_WEB_PROCESSES="1") as village:
        yield village


def say(village: Village, *pieces: bytes, seconds: float = 2) -> bytes:
    """Send, then read until the server closes the connection or is silent for a while."""
    heard = b""
    with socket.create_connection(("127.0.0.1", village.port), timeout=seconds) as connection:
        with contextlib.suppress(OSError):
            for piece in pieces:
                connection.sendall(piece)
        with contextlib.suppress(OSError):
            while piece := connection.recv(65536):
                heard += piece
    return heard


def statuses(heard: bytes) -> list[int]:
    return [int(found) for found in re.findall(rb"HTTP/1\.1 (\d{3}) ", heard)]


def assert_well(village: Village) -> None:
    began = time.monotonic()
    assert village.get("/health").json() == {"status": "ok"}
    assert time.monotonic() - began < 2


SMUGGLED = b"GET /health HTTP/1.1\r\n" + HOST + b"\r\n"


@pytest.mark.parametrize(
    "headers",
    [
        b"Content-Length: 6\r\nContent-Length: 60\r\n",
        b"Content-Length: +6\r\n",
        b"Content-Length: 6, 60\r\n",
        b"Content-Length: -1\r\n",
        b"Transfer-Encoding: xchunked\r\n",
        b"Transfer-Encoding : chunked\r\n",
        b"Transfer-Encoding: chunked, identity\r\n",
        b" Transfer-Encoding: chunked\r\n",
        b"X: y\rTransfer-Encoding: chunked\r\n",
        b"X\x00: y\r\n",
    ],
)
def test_H092_a_request_whose_length_is_in_doubt_is_refused_and_nothing_follows_it(village, headers):
    heard = say(village, b"POST /health HTTP/1.1\r\n" + HOST + headers + b"\r\n" + b"0\r\n\r\n" + SMUGGLED)
    assert b'"ok"' not in heard
    assert all(400 <= status < 500 for status in statuses(heard))
    assert len(statuses(heard)) <= 1
    assert_well(village)


def test_H092_both_lengths_at_once_leave_one_reading(village):
    """RFC 9112: the encoding counts, and what stands behind the last chunk is another request of the same sender."""
    both = b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n"
    heard = say(village, b"POST /account/login/ HTTP/1.1\r\n" + HOST + both + b"\r\n0\r\n\r\n" + SMUGGLED)
    assert statuses(heard)[0] in (400, 411)


@pytest.mark.parametrize(
    "headers", [b"X: y\r\n" * 100_000, b"X: " + b"y" * 2_000_000 + b"\r\n", b"Cookie: " + b"a=b; " * 400_000 + b"\r\n"]
)
def test_H092_headers_without_end_are_refused(village, headers):
    heard = say(village, b"GET /health HTTP/1.1\r\n" + HOST + headers + b"\r\n")
    assert b'"ok"' not in heard
    assert all(400 <= status < 500 for status in statuses(heard))
    assert_well(village)


def test_a_form_arrives_whole_also_a_large_one(village):
    with httpx.Client(base_url=f"http://localhost:{village.port}", timeout=20) as visitor:
        visitor.get("/account/login/")
        form = {"csrfmiddlewaretoken": visitor.cookies["lihua_csrf"], "login": "a@example.org", "password": "x" * 20}
        assert "a@example.org" in visitor.post("/account/login/", data=form).text
        visitor.cookies["lihua_session"] = "none"
        files = {"file": b"x" * 5_000_000}
        assert "a@example.org" in visitor.post("/account/login/", data=form, files=files).text


def test_H085_an_underscore_does_not_make_a_second_forwarding_header(village):
    """In WSGI both spellings become one; only the honest one may count."""
    heard = say(village, b"GET /health HTTP/1.1\r\n" + HOST + b"Content_Length: 9\r\nConnection: close\r\n\r\n")
    assert statuses(heard) == [200]


def test_H065_a_body_in_chunks_is_refused(village):
    chunks = b"1000\r\n" + b"x" * 4096 + b"\r\n"
    start = b"POST /account/login/ HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: chunked\r\n\r\n"
    heard = say(village, start, *[chunks] * 10, b"0\r\n\r\n")
    assert statuses(heard) == [411]


def test_H065_ten_gigabytes_are_refused_before_they_are_sent(village):
    heard = say(village, b"POST /account/login/ HTTP/1.1\r\n" + HOST + b"Content-Length: 10000000000\r\n\r\nq=")
    assert statuses(heard) == [413]


def test_H135_two_hundred_half_said_requests_do_not_keep_others_waiting(village):
    connections = [socket.create_connection(("127.0.0.1", village.port), timeout=5) for _ in range(200)]
    try:
        for number, connection in enumerate(connections):
            start = (
                b"GET /health HTTP/1.1\r\n"
                if number % 2
                else b"POST /account/login/ HTTP/1.1\r\nContent-Length: 99\r\n"
            )
            connection.sendall(start + HOST + b"X: a")
        assert_well(village)
    finally:
        for connection in connections:
            connection.close()


def test_H135_bodies_that_never_arrive_do_not_keep_others_waiting(village):
    cookie = b"Cookie: lihua_csrf=" + b"a" * 32 + b"\r\n"  # so that the form must be read to be refused
    form = cookie + b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 99\r\n\r\na="
    start = b"POST /account/login/ HTTP/1.1\r\n" + HOST + form
    connections = [socket.create_connection(("127.0.0.1", village.port), timeout=5) for _ in range(40)]
    try:
        for connection in connections:
            connection.sendall(start)
        time.sleep(0.5)
        assert_well(village)
    finally:
        for connection in connections:
            connection.close()
