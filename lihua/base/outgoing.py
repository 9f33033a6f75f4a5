"""The one door for requests that Li Hua makes to other machines.

A person may hand us any address: of a picture, a translator, another village. Behind every one may stand a machine that
only we can reach. So a request leaves through `fetch` or not at all: public addresses and the web's two ports only, the
address that was checked is the address that is connected to, and each redirect is a new request that is checked anew.
"""

import functools
import json as json_format
import logging
import re
import socket
import ssl
import threading
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from ipaddress import ip_address
from pathlib import Path
from time import monotonic
from typing import Any
from urllib.parse import urlencode, urljoin

import httpcore
from django.conf import settings

import lihua
from lihua.base.addresses import is_public
from lihua.base.weburls import WEB_PORTS, NotAWebAddress, Target, refuse_odd_characters, take_apart

logger = logging.getLogger("lihua.security")

USER_AGENT = f"LiHua/{lihua.__version__}"
TRIED_ADDRESSES = 4  # of a name with many, so that one lookup cannot make us knock at a hundred doors

# What may travel to another origin after a redirect. All else may be a key.
_HARMLESS_HEADERS = frozenset({"accept", "accept-language", "range"})
_OUR_HEADERS = frozenset({"host", "content-length", "transfer-encoding", "connection", "accept-encoding", "user-agent"})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


class OutgoingError(Exception):
    """A request that brought no answer. `reason` is a constant phrase without the address or any secret."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class OutgoingRefused(OutgoingError):
    """We do not connect to this: the address, the port or the form of the URL is not allowed."""


class OutgoingFailed(OutgoingError):
    """We asked and got no usable answer: unreachable, too slow, too large, wrong certificate, broken."""


@dataclass(frozen=True)
class Response:
    """What came back. Header names are lower case; `body` is decoded; `url` is where the last redirect led."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    url: str

    @property
    def ok(self) -> bool:
        return 200 <= self.status < 300

    def json(self) -> Any:
        try:
            return json_format.loads(self.body)
        except (ValueError, RecursionError) as error:
            raise OutgoingFailed("the answer is not JSON") from error


def _ask_dns(host: str, port: int) -> list[str]:
    answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(answer[4][0]) for answer in answers))


def _dial(address: str, port: int, timeout: float) -> httpcore.NetworkStream:
    return httpcore.SyncBackend().connect_tcp(address, port, timeout=timeout)


@cache
def _trusted_authorities() -> ssl.SSLContext:
    import httpx  # heavy, and a village that asks nobody needs it not

    return httpx.create_ssl_context()


@dataclass(frozen=True)
class Network:
    """The edge of the world: how a name is looked up, how an address is connected to, whose certificates count."""

    resolve: Callable[[str, int], list[str]] = _ask_dns
    dial: Callable[[str, int, float], httpcore.NetworkStream] = _dial
    authorities: Callable[[], ssl.SSLContext] = _trusted_authorities


INTERNET = Network()


def fetch(
    method: str,
    url: str,
    *,
    params: Mapping[str, str] | None = None,
    json: object = None,
    data: bytes | Mapping[str, str] | None = None,
    headers: Mapping[str, str] | None = None,
    timeout: float = 10,
    max_bytes: int = 1_000_000,
    max_redirects: int = 3,
    also: frozenset[str] = frozenset(),
    network: Network = INTERNET,
) -> Response:
    """Ask another machine. `timeout` seconds cover everything, redirects included; `max_bytes` counts the decoded body.

    Any status is an answer: look at `.ok`. Raises OutgoingRefused before a connection that is not allowed is made, and
    OutgoingFailed when there is no usable answer. `params`, `json` and `data` (a mapping is sent as a form) are encoded
    here: never put what a person wrote into `url` by concatenation. `also` opens more origins than the settings do, for
    this errand: only what the operator typed may stand there.
    """
    request = functools.partial(_request, method, url, params=params, json=json, data=data, headers=headers or {})
    return _errand(request, _Errand(Deadline(timeout), max_bytes, max_redirects > 0, also, network), max_redirects)


def download(
    url: str,
    into: Path,
    *,
    timeout: float = 3600,
    max_bytes: int,
    progress: Callable[[int, int], None] = lambda done, total: None,
    also: frozenset[str] = frozenset(),
    network: Network = INTERNET,
) -> None:
    """Fetch a large file. What lies in `into` is taken as its beginning, and only the rest is asked for.

    `progress(done, total)` hears of every piece; `total` is 0 where it is not told. What has come stays in `into` when
    the connection breaks. Raises as `fetch` does, and OutgoingFailed for every status but 200 and 206.
    """
    there = into.stat().st_size if into.exists() else 0
    headers = {"range": f"bytes={there}-"}
    sink = _Sink(into, there, progress)
    errand = _Errand(Deadline(timeout), max_bytes, True, also, network, sink)
    request = functools.partial(_request, "GET", url, params=None, json=None, data=None, headers=headers)
    answer = _errand(request, errand, 3)
    if answer.status == 416 and there:  # nothing is left, or it is another file now
        if answer.headers.get("content-range", "").rpartition("/")[2] == str(there):
            return
        into.unlink()
        download(url, into, timeout=timeout, max_bytes=max_bytes, progress=progress, also=also, network=network)
        return
    if answer.status not in (200, 206):
        raise OutgoingFailed(f"it answered {answer.status}")


def _errand(make: Callable[[], "_Request"], errand: "_Errand", max_redirects: int) -> Response:
    host = "?"
    try:
        request = make()
        seen = {request.target.url}
        for _hop in range(max_redirects + 1):
            host = request.target.host
            answer = _ask(request, errand)
            if isinstance(answer, Response):
                return answer
            request = request.redirected(answer)
            if request.target.url in seen:
                raise OutgoingRefused("the redirects go in a circle")
            seen.add(request.target.url)
        raise OutgoingRefused("too many redirects")
    except (OutgoingRefused, NotAWebAddress) as refusal:
        logger.warning("outgoing request refused", extra={"host": host, "reason": refusal.reason})
        raise OutgoingRefused(refusal.reason) from refusal


class Deadline:
    """One span of time for the whole errand, however many small waits it is made of."""

    def __init__(self, seconds: float) -> None:
        self._ends = monotonic() + seconds

    def left(self) -> float:
        left = self._ends - monotonic()
        if left <= 0:
            raise OutgoingFailed("no answer in time")
        return left


@dataclass(frozen=True)
class _Request:
    method: str
    target: Target
    headers: Mapping[str, str]
    body: bytes | None = field(repr=False)

    def redirected(self, answer: "_Redirect") -> "_Request":
        refuse_odd_characters(answer.location)
        target = take_apart(urljoin(self.target.url, answer.location))
        if target.scheme != self.target.scheme:
            raise OutgoingRefused("a redirect to another scheme")
        method, headers, body = self.method, self.headers, self.body
        if answer.status == 303 or (answer.status in (301, 302) and method == "POST"):
            method, body = ("HEAD" if method == "HEAD" else "GET"), None
            headers = {name: value for name, value in headers.items() if name != "content-type"}
        if target.origin != self.target.origin:
            if body is not None:
                raise OutgoingRefused("a redirect that would carry the request's body to another site")
            headers = {name: value for name, value in headers.items() if name in _HARMLESS_HEADERS}
        return _Request(method, target, headers, body)


@dataclass
class _Sink:
    """A file that grows while it is downloaded."""

    file: Path
    there: int
    progress: Callable[[int, int], None]

    def take(self, answer: httpcore.Response, headers: Mapping[str, str], *, max_bytes: int) -> None:
        if headers.get("content-encoding", "identity").lower() not in ("identity", ""):
            raise OutgoingFailed("the answer is packed in a way that was not asked for")
        done = self.there if answer.status == 206 else 0
        if done and not headers.get("content-range", "").startswith(f"bytes {done}-"):
            raise OutgoingFailed("the answer is another part of the file")
        length = headers.get("content-length", "")
        total = done + int(length) if length.isdecimal() else 0
        if total > max_bytes:
            raise OutgoingFailed("the answer is too large")
        with self.file.open("ab" if done else "wb") as file:
            for chunk in answer.iter_stream():
                done += len(chunk)
                if done > max_bytes:
                    raise OutgoingFailed("the answer is too large")
                file.write(chunk)
                self.progress(done, total)
        if total and done < total:
            raise OutgoingFailed("the answer is cut off")


@dataclass(frozen=True)
class _Errand:
    """What holds for every hop of one request."""

    clock: Deadline
    max_bytes: int
    follow: bool
    also: frozenset[str]
    network: Network
    sink: _Sink | None = None


@dataclass(frozen=True)
class _Redirect:
    status: int
    location: str


def _request(
    method: str,
    url: str,
    *,
    params: Mapping[str, str] | None,
    json: object,
    data: bytes | Mapping[str, str] | None,
    headers: Mapping[str, str],
) -> _Request:
    if not re.fullmatch(r"[A-Z]{3,10}", method):
        raise OutgoingRefused("not a method")
    lowered = {name.lower(): value for name, value in headers.items()}
    if not lowered.keys().isdisjoint(_OUR_HEADERS):
        raise ValueError("host, length, encoding and user agent are set here")
    if any(not re.fullmatch(r"[a-z0-9-]+", n) or not re.fullmatch(r"[\t\x20-\x7e]*", v) for n, v in lowered.items()):
        raise OutgoingRefused("control characters in a header")
    body: bytes | None = None
    if json is not None:
        body = json_format.dumps(json, ensure_ascii=False).encode()
        lowered.setdefault("content-type", "application/json")
    elif isinstance(data, bytes):
        body = data
    elif data is not None:
        body = urlencode(data).encode()
        lowered.setdefault("content-type", "application/x-www-form-urlencoded")
    target = take_apart(url)
    if params:
        joint = "&" if "?" in target.path else "?"
        target = Target(target.scheme, target.host, target.port, f"{target.path}{joint}{urlencode(params)}")
    return _Request(method, target, lowered, body)


def _ask(request: _Request, errand: _Errand) -> Response | _Redirect:
    target, clock, network = request.target, errand.clock, errand.network
    addresses = _checked_addresses(target, clock=clock, also=errand.also, network=network)
    connection = httpcore.HTTPConnection(
        httpcore.Origin(target.scheme.encode(), target.host.encode(), target.port),
        ssl_context=network.authorities() if target.scheme == "https" else None,
        network_backend=_Pinned(addresses, clock, network),
    )
    try:
        with (
            connection,
            connection.stream(
                request.method,
                httpcore.URL(
                    scheme=target.scheme.encode(),
                    host=target.host.encode(),
                    port=target.port,
                    target=target.path.encode(),
                ),
                headers=_wire_headers(request),
                content=request.body,
            ) as answer,
        ):
            return _read(answer, request=request, errand=errand)
    except httpcore.TimeoutException as error:
        raise OutgoingFailed("no answer in time") from error
    except (httpcore.NetworkError, ssl.SSLError) as error:
        reason = "its certificate is not valid" if "CERTIFICATE" in str(error).upper() else "it cannot be reached"
        raise OutgoingFailed(reason) from error
    except httpcore.ProtocolError as error:
        raise OutgoingFailed("it does not speak HTTP properly") from error


def _checked_addresses(target: Target, *, clock: Deadline, also: frozenset[str], network: Network) -> list[str]:
    """Look the name up once. One answer that is not public condemns all: who answers so is testing us."""
    allowed = target.origin in allowed_origins() or target.origin in _normalised(also)
    if not allowed and target.port not in WEB_PORTS.values():
        raise OutgoingRefused("only the ports 80 and 443")
    texts = [str(target.literal)] if target.literal else _lookup(target, clock=clock, network=network)
    try:
        addresses = [ip_address(text) for text in texts]
    except ValueError as error:  # a scoped address such as fe80::1%eth0
        raise OutgoingRefused("not a public address") from error
    if not addresses:
        raise OutgoingFailed("the name has no address")
    if not allowed and not all(is_public(address) for address in addresses):
        raise OutgoingRefused("not a public address")
    return [str(address) for address in addresses[:TRIED_ADDRESSES]]


def _lookup(target: Target, *, clock: Deadline, network: Network) -> list[str]:
    """Resolve within the deadline; the system's resolver has none of its own, so it waits in a thread."""
    answers: list[list[str]] = []

    def work() -> None:
        try:
            answers.append(network.resolve(target.host, target.port))
        except (OSError, UnicodeError):
            answers.append([])

    thread = threading.Thread(target=work, daemon=True, name="resolve")
    thread.start()
    thread.join(clock.left())
    if not answers:
        raise OutgoingFailed("no answer in time")
    return answers[0]


def allowed_origins() -> frozenset[str]:
    """The origins that the operator opened (LIHUA_OUTBOUND_ALLOW), as `scheme://host:port`."""
    return _normalised(frozenset(settings.OUTBOUND_ALLOW))


@cache
def _normalised(origins: frozenset[str]) -> frozenset[str]:
    return frozenset(take_apart(origin).origin for origin in origins)


class _Pinned(httpcore.NetworkBackend):
    """Connects to the addresses that were checked, whatever the name means by now; TLS still checks the name."""

    def __init__(self, addresses: list[str], clock: Deadline, network: Network) -> None:
        self._addresses = addresses
        self._clock = clock
        self._network = network

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        for address in self._addresses[:-1]:
            try:
                return self._connect(address, port, self._clock.left() / 2)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        return self._connect(self._addresses[-1], port, self._clock.left())

    def _connect(self, address: str, port: int, seconds: float) -> httpcore.NetworkStream:
        return _Timed(self._network.dial(address, port, seconds), self._clock)


class _Timed(httpcore.NetworkStream):
    """A stream whose every wait is what is left of the whole time: a byte a second does not keep us."""

    def __init__(self, stream: httpcore.NetworkStream, clock: Deadline) -> None:
        self._stream = stream
        self._clock = clock

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._clock.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._clock.left())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        return _Timed(self._stream.start_tls(ssl_context, server_hostname, self._clock.left()), self._clock)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _wire_headers(request: _Request) -> list[tuple[bytes, bytes]]:
    headers = {
        "host": request.target.authority,
        "user-agent": USER_AGENT,
        "accept": "*/*",
        "accept-encoding": "identity" if "range" in request.headers else "gzip",
        "connection": "close",
        **request.headers,
    }
    if request.body is not None:
        headers["content-length"] = str(len(request.body))
    return [(name.encode(), value.encode()) for name, value in headers.items()]


def _read(answer: httpcore.Response, *, request: _Request, errand: _Errand) -> Response | _Redirect:
    max_bytes = errand.max_bytes
    headers: dict[str, str] = {}
    for raw_name, raw_value in answer.headers:
        name, value = raw_name.decode("latin-1").lower(), raw_value.decode("latin-1")
        headers[name] = f"{headers[name]}, {value}" if name in headers else value
    headers.pop("set-cookie", None)  # nothing is remembered between errands
    if errand.follow and answer.status in _REDIRECTS and "location" in headers:
        return _Redirect(answer.status, headers["location"])
    body = b""
    if errand.sink and answer.status in (200, 206):
        errand.sink.take(answer, headers, max_bytes=max_bytes)
    elif request.method != "HEAD":
        if headers.get("content-length", "").isdecimal() and int(headers["content-length"]) > max_bytes:
            raise OutgoingFailed("the answer is too large")
        chunks = _counted(answer.iter_stream(), most=max_bytes + 65_536)
        body = _decoded(chunks, encoding=headers.get("content-encoding", "identity"), max_bytes=max_bytes)
    return Response(answer.status, headers, body, request.target.url)


def _counted(chunks: Iterable[bytes], *, most: int) -> Iterator[bytes]:
    """The raw stream has a cap too: gzip can be made of blocks that hold nothing."""
    total = 0
    for chunk in chunks:
        total += len(chunk)
        if total > most:
            raise OutgoingFailed("the answer is too large")
        yield chunk


def _decoded(chunks: Iterable[bytes], *, encoding: str, max_bytes: int) -> bytes:
    encoding = encoding.strip().lower()
    if encoding not in ("identity", "", "gzip", "x-gzip"):
        raise OutgoingFailed("the answer is packed in a way that was not asked for")
    unpack = zlib.decompressobj(wbits=31) if encoding.endswith("gzip") else None
    body = bytearray()
    for chunk in chunks:
        try:
            body += unpack.decompress(chunk, max_bytes + 1 - len(body)) if unpack else chunk
        except zlib.error as error:
            raise OutgoingFailed("the answer is damaged") from error
        if len(body) > max_bytes:
            raise OutgoingFailed("the answer is too large")
    if unpack and not unpack.eof and body:
        raise OutgoingFailed("the answer is cut off")
    return bytes(body)
