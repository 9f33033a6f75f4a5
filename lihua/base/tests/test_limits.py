"""How often: buckets that refill, counted per account and network, over all processes."""

import logging
import threading
from dataclasses import replace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError, connection
from django.test import Client, RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from lihua.base import limits
from lihua.base.addresses import client_address
from lihua.base.limits import LIMITS, Rate, hit
from lihua.base.models import RateBucket


class Somebody:
    is_authenticated = True

    def __init__(self, pk: int) -> None:
        self.pk = pk


@pytest.fixture(autouse=True)
def _empty_memory():
    limits._reads.clear()


@pytest.fixture
def clock(monkeypatch):
    class Clock:
        now_us = 1_800_000_000_000_000

        def pass_(self, seconds: float) -> None:
            self.now_us += int(seconds * 1_000_000)

    clock = Clock()
    monkeypatch.setattr(limits, "_now_us", lambda: clock.now_us)
    return clock


@pytest.fixture
def narrow(monkeypatch):
    """Set a limit for one test."""

    def set_limit(scope: str, **facts) -> None:
        monkeypatch.setitem(LIMITS, scope, replace(LIMITS[scope], **facts))

    return set_limit


def request_of(account: int | None = None, address: str = "198.51.100.7", **headers):
    request = RequestFactory(REMOTE_ADDR=address).get("/", headers=headers)
    request.user = Somebody(account) if account else AnonymousUser()
    return request


def uses(scope: str, times: int, **who) -> list[bool]:
    return [hit(scope, request_of(**who)).allowed for _ in range(times)]


@pytest.mark.parametrize(
    ("text", "rate"),
    [("300/3h", Rate(300, 10_800)), ("5/m", Rate(5, 60)), ("1/10s", Rate(1, 10)), ("2/d", Rate(2, 86400))],
)
def test_a_rate_is_read(text, rate):
    assert Rate.of(text) == rate


@pytest.mark.parametrize("text", ["", "5", "0/h", "5/0h", "x/h", "5/y", "-1/h"])
def test_what_is_no_rate_is_refused(text):
    with pytest.raises(ValueError, match="rate"):
        Rate.of(text)


def test_every_limit_says_why():
    assert all(len(limit.why) > 10 for limit in LIMITS.values())


@pytest.mark.django_db
@pytest.mark.parametrize("scope", ["posting", "searching"])
def test_a_bucket_empties_refuses_and_refills_evenly(narrow, clock, scope):
    narrow(scope, per_account=Rate(3, 30), per_network=None)
    assert uses(scope, 5, account=1) == [True, True, True, False, False]
    clock.pass_(10)
    assert uses(scope, 2, account=1) == [True, False]
    clock.pass_(3600)
    assert uses(scope, 4, account=1) == [True, True, True, False]


@pytest.mark.django_db
def test_a_refusal_uses_nothing_up(narrow, clock):
    narrow("posting", per_account=Rate(1, 10))
    uses("posting", 50, account=1)
    clock.pass_(10)
    assert uses("posting", 1, account=1) == [True]


@pytest.mark.django_db
def test_a_verdict_counts_down_and_says_when(narrow, clock):
    narrow("posting", per_account=Rate(3, 30))
    verdicts = [hit("posting", request_of(account=1)) for _ in range(4)]
    assert [verdict.remaining for verdict in verdicts] == [2, 1, 0, 0]
    assert verdicts[0].reset_at == clock.now_us / 1e6 + 10
    assert (verdicts[-1].retry_after, verdicts[-1].reset_at) == (10, clock.now_us / 1e6 + 30)
    assert verdicts[-1].headers["X-RateLimit-Remaining"] == "0"
    assert verdicts[-1].headers["X-RateLimit-Reset"].endswith("Z")
    assert verdicts[-1].headers["Retry-After"] == "10"


@pytest.mark.django_db
def test_accounts_and_scopes_do_not_share_a_bucket(narrow, clock):
    narrow("posting", per_account=Rate(1, 10))
    narrow("reporting", per_account=Rate(1, 10))
    assert uses("posting", 2, account=1) == [True, False]
    assert uses("posting", 1, account=2) == uses("reporting", 1, account=1) == [True]


@pytest.mark.django_db
def test_a_school_behind_one_address_can_read_and_post(clock):
    for account in range(1, 200):
        assert uses("posting", 2, account=account) == [True, True]
        assert uses("reading", 5, account=account) == [True] * 5


@given(amount=st.integers(1, 40), seconds=st.integers(1, 1000), steps=st.lists(st.integers(0, 10**7), max_size=120))
def test_never_more_than_the_rate_in_any_one_window_twice_over(amount, seconds, steps):
    buckets, rate, now_us, given_at = limits._ReadBuckets(), Rate(amount, seconds), 10**15, []
    for step in steps:
        now_us += step
        if buckets.take("k", rate, now_us)[0]:
            given_at.append(now_us)
    window = seconds * 1_000_000
    for start in given_at:
        assert sum(start <= moment < start + window for moment in given_at) <= 2 * amount
    assert len(given_at[:amount]) == min(amount, len(steps))


@pytest.mark.django_db
def test_addresses_are_not_stored_and_full_buckets_are_forgotten(narrow, clock):
    uses("app", 1, address="198.51.100.7")
    assert "198.51" not in RateBucket.objects.get().key
    clock.pass_(3600)
    limits.forget_full_buckets()
    assert not RateBucket.objects.exists()


@pytest.mark.django_db
def test_reading_writes_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert hit("reading", request_of(account=1)).allowed


@pytest.mark.django_db(transaction=True)
def test_processes_share_the_store(narrow):
    """Eight connections at once get what one would."""
    narrow("posting", per_account=Rate(20, 3600))
    given: list[bool] = []

    def work() -> None:
        try:
            given.extend(uses("posting", 5, account=1))
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(given), sum(given)) == (40, 20)


@pytest.mark.django_db
def test_when_the_store_fails_signing_in_is_refused_and_posting_is_not(monkeypatch, caplog):
    def broken(*_):
        raise DatabaseError("disk full")

    monkeypatch.setattr(limits, "_take", broken)
    with caplog.at_level(logging.CRITICAL):
        assert not hit("sign_in", request_of()).allowed
        assert not hit("app", request_of()).allowed
        assert hit("posting", request_of(account=1)).allowed


@pytest.mark.django_db
@pytest.mark.urls("lihua.base.tests.urls")
def test_an_app_is_told_how_long_to_wait(narrow, clock, monkeypatch):
    narrow("reporting", per_network=Rate(1, 60))
    client = Client()
    assert client.post("/api/v1/reports").status_code == 200
    answer = client.post("/api/v1/reports")
    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "60"
    assert "1 minute" in answer.json()["error"]
    assert client.get("/api/v1/reports").status_code == 200


def test_H085_forwarding_headers_of_strangers_are_not_believed(settings):
    settings.TRUSTED_PROXIES = []
    forged = {"x-forwarded-for": "203.0.113.9", "x-real-ip": "203.0.113.9", "forwarded": "for=203.0.113.9"}
    assert client_address(request_of(**forged)) == "198.51.100.7"
    settings.TRUSTED_PROXIES = ["192.0.2.0/24"]
    assert client_address(request_of(**forged)) == "198.51.100.7"


@pytest.mark.parametrize(
    ("header", "address"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("1.1.1.1, 203.0.113.9", "203.0.113.9"),
        ("1.1.1.1, 203.0.113.9, 10.0.0.2", "203.0.113.9"),
        ("203.0.113.9, nonsense", "10.0.0.1"),
        ("", "10.0.0.1"),
        ("10.0.0.5", "10.0.0.5"),
    ],
)
def test_H085_a_trusted_proxy_vouches_for_one_step_at_a_time(settings, header, address):
    settings.TRUSTED_PROXIES = ["10.0.0.0/8"]
    assert client_address(request_of(address="10.0.0.1", **{"x-forwarded-for": header})) == address


@pytest.mark.django_db
def test_H085_hopping_within_a_64_is_one_visitor(narrow, clock):
    narrow("app", per_network=Rate(2, 60))
    hops = [f"2001:db8:1:2::{hop:x}" for hop in range(1, 9)]
    assert [hit("app", request_of(address=hop)).allowed for hop in hops] == [True, True] + [False] * 6
    assert hit("app", request_of(address="2001:db8:1:3::1")).allowed
    assert not hit("app", request_of(address="2001:db8:1:2::ffff")).allowed


@pytest.mark.django_db
@pytest.mark.urls("lihua.base.tests.urls")
def test_H085_another_spelling_of_the_address_is_the_same_limit(narrow, clock):
    narrow("reporting", per_network=Rate(2, 60))
    client = Client(headers={"accept": "application/json"})
    tries = [
        client.post("/report"),
        client.post("/api/v1/reports"),
        client.post("/report?x=1"),
        client.post("/report", headers={"x-http-method-override": "GET"}),
        client.post("/report?_method=GET"),
    ]
    assert [answer.status_code for answer in tries[:2]] == [200, 200]
    assert [answer.status_code for answer in tries[2:]] == [429, 429, 429]
    assert client.post("/Report").status_code == client.post("/report/").status_code == 404


@pytest.mark.urls("lihua.base.tests.urls")
def test_what_changes_something_is_counted_also_where_the_view_says_nothing(narrow, clock, signed_in, ana):
    narrow("reacting", per_account=Rate(2, 60))
    browser = signed_in(ana)
    browser.defaults["HTTP_ACCEPT"] = "application/json"
    assert [browser.get("/page").status_code for _ in range(5)] == [200] * 5
    assert [browser.post("/page").status_code for _ in range(4)] == [200, 200, 429, 429]
    assert [browser.post("/report").status_code for _ in range(2)] == [200, 200]
