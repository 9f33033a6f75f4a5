"""The one door for outgoing requests, against an unfriendly internet on the loopback."""

import gzip
import logging
import socket
import time
import zlib
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

import httpcore
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lihua.base.addresses import is_public, network_of
from lihua.base.outgoing import USER_AGENT, OutgoingFailed, OutgoingRefused, fetch
from lihua.base.tests.evil import PUBLIC, PUBLIC_V6, CertificateAuthority, EvilInternet, answer, raw, redirect
from lihua.base.weburls import NotAWebAddress, take_apart


@pytest.fixture(autouse=True)
def _nothing_allowed(settings):
    settings.OUTBOUND_ALLOW = frozenset()


@pytest.fixture
def evil() -> Iterator[EvilInternet]:
    internet = EvilInternet(
        names={"good.example": [PUBLIC], "other.example": [PUBLIC]}, paths={"/": answer(b'{"hello": "world"}')}
    )
    yield internet
    internet.close()


def assert_refused(evil: EvilInternet, url: str, **options) -> None:
    with pytest.raises(OutgoingRefused):
        fetch("GET", url, network=evil.network, **options)
    assert evil.dialled == []


def test_a_public_page_is_fetched_from_the_address_that_was_looked_up(evil):
    page = fetch("GET", "http://good.example/", network=evil.network)
    assert (page.status, page.ok, page.json(), page.url) == (200, True, {"hello": "world"}, "http://good.example/")
    assert evil.dialled == [(PUBLIC, 80)]
    assert f"user-agent: {USER_AGENT}".lower() in evil.requests[0].lower()


def test_an_answer_that_is_not_json_says_so(evil):
    evil.paths["/"] = answer(b"<html>")
    with pytest.raises(OutgoingFailed, match="JSON"):
        fetch("GET", "http://good.example/", network=evil.network).json()


def test_a_name_with_two_addresses_is_reached_by_the_second_when_the_first_is_silent(evil):
    evil.names["good.example"] = [PUBLIC_V6, PUBLIC]
    dial = evil.network.dial

    def v4_only(address, port, timeout):
        stream = dial(address, port, timeout)
        if ":" in address:
            stream.close()
            raise httpcore.ConnectError("no route")
        return stream

    assert fetch("GET", "http://good.example/", network=replace(evil.network, dial=v4_only)).ok
    assert [address for address, _port in evil.dialled] == [PUBLIC_V6, PUBLIC]


def test_an_allowed_origin_may_be_private_and_on_any_port(evil, settings):
    settings.OUTBOUND_ALLOW = {"http://translator.lan:5000"}
    evil.names["translator.lan"] = ["10.0.0.7"]
    evil.paths["/translate"] = answer(b"{}")
    assert fetch("POST", "http://translator.lan:5000/translate", json={"q": "你好"}, network=evil.network).ok
    assert evil.dialled == [("10.0.0.7", 5000)]


@pytest.mark.parametrize(
    "url", ["http://translator.lan:5001/", "https://translator.lan:5000/", "http://10.0.0.7:5000/"]
)
def test_allowing_an_origin_allows_no_other(evil, settings, url):
    settings.OUTBOUND_ALLOW = {"http://translator.lan:5000"}
    evil.names["translator.lan"] = ["10.0.0.7"]
    assert_refused(evil, url)


def test_a_redirect_away_from_an_allowed_origin_is_checked_anew(evil, settings):
    settings.OUTBOUND_ALLOW = {"http://translator.lan:5000"}
    evil.names["translator.lan"] = ["10.0.0.7"]
    evil.paths["/"] = redirect("http://10.0.0.8:5000/secrets")
    with pytest.raises(OutgoingRefused):
        fetch("GET", "http://translator.lan:5000/", network=evil.network)
    assert evil.dialled == [("10.0.0.7", 5000)]


def test_a_refusal_leaves_one_line_in_the_security_log_without_the_path(evil, caplog):
    with caplog.at_level(logging.WARNING, logger="lihua.security"):
        assert_refused(evil, "http://127.0.0.1/reset/secret-token")
    (line,) = caplog.records
    assert line.host == "127.0.0.1"
    assert "secret-token" not in str(line.__dict__)


LOCAL = [
    "http://127.0.0.1/",
    "http://localhost/",
    "http://[::1]/",
    "http://0.0.0.0/",
    "http://127.8.8.8/",
    "http://[::]/",
]


@pytest.mark.parametrize("url", LOCAL)
def test_H001_our_own_machine_is_refused(evil, url):
    evil.names["localhost"] = ["127.0.0.1", "::1"]
    assert_refused(evil, url)


@pytest.mark.parametrize(
    "address", ["169.254.169.254", "[fd00:ec2::254]", "100.100.100.200", "168.63.129.16", "[fe80::a9fe:a9fe]"]
)
def test_H002_cloud_metadata_is_refused(evil, address):
    assert_refused(evil, f"http://{address}/latest/meta-data/")


@pytest.mark.parametrize(
    "address",
    [
        "::ffff:127.0.0.1",
        "::ffff:7f00:1",
        "::127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b:1::7f00:1",
        "2002:7f00:1::",
        "2001:0:7f00:1::",
        "::ffff:0:7f00:1",
    ],
)
def test_H003_an_ipv4_address_inside_an_ipv6_one_is_refused(evil, address):
    assert_refused(evil, f"http://[{address}]/")
    evil.names["good.example"] = [address]
    assert_refused(evil, "http://good.example/")


@pytest.mark.parametrize(
    "host",
    [
        "2130706433",
        "0177.0.0.1",
        "0x7f.1",
        "0x7f000001",
        "127.1",
        "127.0.0.1.",
        "localhost.",
        "１２７.０.０.１",
        "127。0。0。1",
        "①②⑦.0.0.1",
        "[fe80::1%25eth0]",
        "127.0.0.1%2f",
    ],
)
def test_H004_strange_spellings_of_an_address_are_refused(evil, host):
    evil.names["localhost"] = ["127.0.0.1"]
    assert_refused(evil, f"http://{host}/")
    assert set(evil.looked_up) <= {"localhost"}


@pytest.mark.parametrize("answers", [["10.0.0.1"], [PUBLIC, "192.168.1.1"], [PUBLIC, "fe80::1%eth0"], [PUBLIC, "::1"]])
def test_H005_one_private_answer_among_public_ones_is_enough_to_refuse(evil, answers):
    evil.names["good.example"] = answers
    assert_refused(evil, "http://good.example/")


def test_H006_the_address_that_was_checked_is_the_one_connected_to(evil):
    evil.names["good.example"] = iter([[PUBLIC], ["127.0.0.1"]])
    assert fetch("GET", "http://good.example/", network=evil.network).ok
    assert evil.looked_up == ["good.example"]
    assert evil.dialled == [(PUBLIC, 80)]


def test_H006_a_name_that_turns_private_is_refused_at_the_redirect(evil):
    evil.names["good.example"] = iter([[PUBLIC], ["127.0.0.1"]])
    evil.paths["/"] = redirect("/again")
    with pytest.raises(OutgoingRefused):
        fetch("GET", "http://good.example/", network=evil.network)
    assert evil.dialled == [(PUBLIC, 80)]


@pytest.mark.parametrize(
    "location",
    [
        "http://127.0.0.1/",
        "//10.0.0.1/",
        "file:///etc/passwd",
        "https://good.example/",
        "gopher://good.example/",
        "http://good.example:6379/",
        "http://good.example\\@127.0.0.1/",
        "/a b",
    ],
)
def test_H007_a_redirect_to_what_would_be_refused_is_refused(evil, location):
    evil.paths["/"] = redirect(location)
    with pytest.raises(OutgoingRefused):
        fetch("GET", "http://good.example/", network=evil.network)
    assert evil.dialled == [(PUBLIC, 80)]


def test_H007_three_redirects_are_followed_and_a_fourth_is_not(evil):
    for hop in range(20):
        evil.paths[f"/{hop}"] = redirect(f"/{hop + 1}")
    evil.paths["/20"] = answer(b"the end")
    assert fetch("GET", "http://good.example/17", network=evil.network).url == "http://good.example/20"
    evil.dialled.clear()
    with pytest.raises(OutgoingRefused, match="too many"):
        fetch("GET", "http://good.example/0", network=evil.network)
    assert len(evil.dialled) == 4


def test_H007_redirects_in_a_circle_are_refused(evil):
    evil.paths |= {"/a": redirect("/b"), "/b": redirect("/a")}
    with pytest.raises(OutgoingRefused, match="circle"):
        fetch("GET", "http://good.example/a", network=evil.network)
    assert len(evil.dialled) == 2


def test_H007_who_asks_for_no_redirects_gets_the_redirect(evil):
    evil.paths["/"] = redirect("http://127.0.0.1/")
    assert fetch("GET", "http://good.example/", max_redirects=0, network=evil.network).status == 302


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "gopher://good.example/_x",
        "dict://good.example/d",
        "ftp://good.example/",
        "data:text/html,x",
        "jar:http://good.example!/",
        "unix:/run/x.sock",
        "javascript:alert(1)",
        "good.example",
        "//good.example/",
        "",
        "http:good.example",
        "http:///good.example",
    ],
)
def test_H008_only_web_addresses_are_asked(evil, url):
    assert_refused(evil, url)


@pytest.mark.parametrize(
    "url",
    [
        "http://user:pw@good.example/",
        "http://good.example@127.0.0.1/",
        "http://good.example#@127.0.0.1",
        "http://good.example?@127.0.0.1",
        "http://good.example\\@127.0.0.1/",
        "http://good.example/\r\nHost: internal",
        "http://good.example/%0d%0a\n",
        "http://good.example:80:80/",
        "http://good.example:0/",
        "http://good.example:99999/",
        "http://good.example%23.internal/",
        "http://good..example/",
        "http://-good.example/",
        "http://" + "a" * 300 + ".example/",
        "http://good.example/" + "a" * 5000,
        " http://good.example/",
        "http://good.example/\x00",
    ],
)
def test_H009_addresses_that_two_readers_read_in_two_ways_are_refused(evil, url):
    assert_refused(evil, url)


@pytest.mark.parametrize("value", ["x\r\nInjected: 1", "x\x00", "é"])
def test_H009_a_header_cannot_be_smuggled_in(evil, value):
    assert_refused(evil, "http://good.example/", headers={"X-Key": value})


def test_H009_a_percent_encoded_line_break_stays_encoded(evil):
    evil.paths["/%0d%0aX:1"] = answer()
    assert fetch("GET", "http://good.example/%0d%0aX:1", network=evil.network).ok


def test_H011_parameters_are_built_and_cannot_add_others(evil):
    evil.paths["/render?file_type=jpg%26proxy%3Dhttp%3A%2F%2F10.0.0.1&w=1"] = answer()
    params = {"file_type": "jpg&proxy=http://10.0.0.1", "w": "1"}
    assert fetch("GET", "http://good.example/render", params=params, network=evil.network).ok


def test_H011_a_form_and_json_are_encoded_here(evil):
    evil.paths["/f"] = answer()
    fetch("POST", "http://good.example/f", data={"q": "a&target=b\r\n"}, network=evil.network)
    fetch("POST", "http://good.example/f", json={"q": '","target":"b'}, network=evil.network)
    assert "application/x-www-form-urlencoded" in evil.requests[0]
    assert "application/json" in evil.requests[1]


def test_H013_a_body_that_says_it_is_too_large_is_not_read(evil):
    evil.paths["/"] = raw(b"HTTP/1.1 200 OK\r\nContent-Length: 10000000000\r\n\r\n")
    with pytest.raises(OutgoingFailed, match="too large"):
        fetch("GET", "http://good.example/", network=evil.network)


def test_H013_an_endless_chunked_body_is_cut_at_the_cap(evil):
    sent = count()

    def endless(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        while next(sent) < 100_000:
            connection.sendall(b"10000\r\n" + b"x" * 65536 + b"\r\n")

    evil.paths["/"] = endless
    with pytest.raises(OutgoingFailed, match="too large"):
        fetch("GET", "http://good.example/", network=evil.network)
    assert next(sent) < 1000


@pytest.mark.parametrize("megabytes", [3, 60])
def test_H013_a_gzip_bomb_is_stopped_while_it_unpacks(evil, megabytes):
    packer = zlib.compressobj(9, wbits=31)
    bomb = b"".join(packer.compress(bytes(1_000_000)) for _ in range(megabytes)) + packer.flush()
    evil.paths["/"] = answer(bomb, Content_Encoding="gzip")
    with pytest.raises(OutgoingFailed, match="too large"):
        fetch("GET", "http://good.example/", network=evil.network)


def test_H013_gzip_made_of_nothing_is_counted_as_it_arrives(evil):
    head = gzip.compress(b"")[:10]
    nothing = b"\x00\x00\x00\xff\xff" * 20_000  # stored deflate blocks of length 0

    def endless(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + head)
        for _ in range(1000):
            connection.sendall(nothing)

    evil.paths["/"] = endless
    with pytest.raises(OutgoingFailed, match="too large"):
        fetch("GET", "http://good.example/", max_bytes=10_000, network=evil.network)


@pytest.mark.parametrize("encoding", ["br", "zstd", "deflate, gzip", "gzip, gzip"])
def test_H013_only_the_packing_that_was_asked_for_is_unpacked(evil, encoding):
    evil.paths["/"] = answer(b"x", Content_Encoding=encoding)
    with pytest.raises(OutgoingFailed):
        fetch("GET", "http://good.example/", network=evil.network)


def test_H013_gzip_is_unpacked_and_damage_is_noticed(evil):
    packed = gzip.compress("李华".encode() * 100)
    evil.paths |= {
        "/whole": answer(packed, Content_Encoding="gzip"),
        "/half": answer(packed[:-9], Content_Encoding="gzip"),
        "/broken": answer(packed[:10] + b"\xff\xff\xff\xff", Content_Encoding="gzip"),
    }
    assert fetch("GET", "http://good.example/whole", network=evil.network).body == "李华".encode() * 100
    for path in ("half", "broken"):
        with pytest.raises(OutgoingFailed):
            fetch("GET", f"http://good.example/{path}", network=evil.network)


def drip(prefix: bytes, piece: bytes):
    def behave(connection: socket.socket) -> None:
        connection.sendall(prefix)
        for _ in range(60):
            connection.sendall(piece)
            time.sleep(0.05)

    return behave


@pytest.mark.parametrize(
    "behaviour",
    [
        drip(b"HTTP/1.1 200 OK\r\n\r\n", b"x"),
        drip(b"HTTP/1.1 200 OK\r\nX-", b"a"),
        drip(b"", b"HTTP/1.1 103 Early Hints\r\n\r\n"),
        lambda connection: time.sleep(3),
    ],
    ids=["body", "header", "hints", "silence"],
)
def test_H013_the_deadline_counts_the_whole_errand_not_each_read(evil, behaviour):
    evil.paths["/"] = behaviour
    began = time.monotonic()
    with pytest.raises(OutgoingFailed, match="in time"):
        fetch("GET", "http://good.example/", timeout=0.4, network=evil.network)
    assert time.monotonic() - began < 1.5


def test_H013_the_deadline_counts_redirects_and_slow_name_servers(evil):
    def sleepy(host, port):
        time.sleep(3)
        return [PUBLIC]

    began = time.monotonic()
    with pytest.raises(OutgoingFailed, match="in time"):
        fetch("GET", "http://good.example/", timeout=0.3, network=replace(evil.network, resolve=sleepy))
    assert time.monotonic() - began < 1.5


@pytest.mark.parametrize(
    "answer_bytes",
    [b"", b"\x00\xff" * 5000, b"SSH-2.0-OpenSSH_9.2\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx"],
)
def test_what_is_not_http_fails_without_a_traceback(evil, answer_bytes):
    evil.paths["/"] = raw(answer_bytes)
    with pytest.raises(OutgoingFailed):
        fetch("GET", "http://good.example/", network=evil.network)


@pytest.mark.parametrize("port", [22, 25, 3306, 5432, 6379, 8080, 9200])
def test_H015_only_the_ports_of_the_web_are_asked(evil, port):
    assert_refused(evil, f"http://good.example:{port}/")
    assert evil.looked_up == []


@pytest.fixture
def authority(tmp_path: Path, evil: EvilInternet) -> CertificateAuthority:
    authority = CertificateAuthority(tmp_path)
    evil.authorities = authority.trusted()
    return authority


def test_a_page_with_a_good_certificate_is_read_and_the_name_is_what_is_checked(evil, authority):
    evil.tls = authority.server("good.example")
    assert fetch("GET", "https://good.example/", network=evil.network).ok
    assert evil.dialled == [(PUBLIC, 443)]


def test_H016_an_expired_certificate_is_refused(evil, authority):
    evil.tls = authority.server("good.example", days=-1)
    assert_bad_certificate(evil)


def test_H016_a_certificate_for_another_name_is_refused(evil, authority):
    evil.tls = authority.server("other.example")
    assert_bad_certificate(evil)


def test_H016_a_self_signed_certificate_is_refused(evil, authority):
    evil.tls = authority.server("good.example", self_signed=True)
    assert_bad_certificate(evil)


def assert_bad_certificate(evil: EvilInternet) -> None:
    with pytest.raises(OutgoingFailed, match="certificate"):
        fetch("GET", "https://good.example/", network=evil.network)
    assert evil.requests == []


def test_H019_a_key_does_not_travel_to_another_origin(evil):
    evil.paths |= {"/": redirect("http://other.example/theirs"), "/theirs": answer()}
    headers = {"Authorization": "Bearer secret", "Cookie": "a=secret", "X-Api-Key": "secret", "Accept": "text/plain"}
    fetch("GET", "http://good.example/", headers=headers, network=evil.network)
    ours, theirs = evil.requests
    assert ours.count("secret") == 3
    assert "secret" not in theirs
    assert "text/plain" in theirs


def test_H019_a_key_stays_with_its_own_origin(evil):
    evil.paths |= {"/": redirect("/moved"), "/moved": answer()}
    fetch("GET", "http://good.example/", headers={"Authorization": "Bearer secret"}, network=evil.network)
    assert "secret" in evil.requests[1]


@pytest.mark.parametrize("status", ["307 Temporary Redirect", "308 Permanent Redirect"])
def test_H019_a_body_does_not_travel_to_another_origin(evil, status):
    evil.paths["/"] = redirect("http://other.example/", status)
    with pytest.raises(OutgoingRefused):
        fetch("POST", "http://good.example/", json={"api_key": "secret"}, network=evil.network)
    assert len(evil.requests) == 1


@pytest.mark.parametrize("status", ["302 Found", "303 See Other"])
def test_H019_a_post_that_is_sent_elsewhere_arrives_without_its_body(evil, status):
    evil.paths |= {"/": redirect("http://other.example/done", status), "/done": answer()}
    assert fetch("POST", "http://good.example/", json={"api_key": "secret"}, network=evil.network).ok
    assert evil.requests[1].startswith("GET /done")
    assert "secret" not in evil.requests[1]


def test_cookies_are_not_kept(evil):
    evil.paths |= {"/": answer(b"", status="302 Found", Location="/b", Set_Cookie="a=1"), "/b": answer()}
    page = fetch("GET", "http://good.example/", network=evil.network)
    assert "a=1" not in evil.requests[1]
    assert "set-cookie" not in page.headers


def test_a_proxy_in_the_environment_is_not_used(evil, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    assert fetch("GET", "http://good.example/", network=evil.network).ok
    assert evil.dialled == [(PUBLIC, 80)]


@given(st.text(max_size=80))
def test_an_address_is_read_or_refused_and_reading_it_again_changes_nothing(text):
    for url in (text, f"http://{text}", f"http://a.example/{text}"):
        try:
            target = take_apart(url)
        except NotAWebAddress:
            continue
        assert target.url.isascii()
        assert take_apart(target.url) == target


@given(st.ip_addresses(v=4))
def test_an_address_that_we_call_public_python_calls_global(address):
    if is_public(address):
        assert address.is_global
        assert not address.is_multicast


@given(st.ip_addresses(v=6))
def test_a_visitor_cannot_leave_their_network_within_a_64(address):
    if address.ipv4_mapped is None:
        assert network_of(str(address)) == network_of(str(type(address)(int(address) ^ 0xFFFF)))
        assert network_of(str(address)).endswith("/64")
