"""Guessing and flooding at the doors that allauth keeps, over all processes."""

import threading

import pytest
from allauth.core.internal import ratelimit
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.db import connection
from django.test import RequestFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _nothing_counted():
    cache.clear()
    yield
    cache.clear()


def attempts(action: str, times: int, *, address: str = "198.51.100.7", key: str | None = None, **headers) -> int:
    """How many of so many attempts get through."""
    request = RequestFactory(REMOTE_ADDR=address).post("/", headers=headers)
    request.user = AnonymousUser()
    consume = ratelimit.consume
    return sum(consume(request, app="allauth.account", action=action, key=key) is not None for _ in range(times))


def test_the_count_is_kept_where_all_processes_see_it():
    assert "locmem" not in settings.CACHES["default"]["BACKEND"].lower()


def test_H133_a_flood_of_newcomers_from_one_network_stops_and_others_still_join():
    assert sum(attempts("signup", 1, address=f"2001:db8::{hop:x}") for hop in range(100)) == 60
    assert attempts("signup", 1, address="2001:db8:0:1::1") == 1


def test_H085_forged_forwarding_headers_do_not_reset_the_count():
    total = sum(
        attempts("signup", 1, **{"x-forwarded-for": f"203.0.113.{n}", "x-real-ip": f"203.0.113.{n}"}) for n in range(80)
    )
    assert total == 60


def test_H086_one_account_can_be_guessed_at_five_times_from_everywhere():
    tries = [attempts("login_failed", 1, address=f"198.51.100.{n}", key="ana@example.org") for n in range(1, 50)]
    assert sum(tries) == 5


def test_H086_one_network_can_try_few_accounts():
    tries = [attempts("login_failed", 1, key=f"person{n}@example.org") for n in range(200)]
    assert sum(tries) == 30


def test_H086_a_change_of_password_is_limited_too():
    assert {"change_password", "reauthenticate", "reset_password", "reset_password_from_key"} <= set(
        settings.ACCOUNT_RATE_LIMITS
    )


def test_H086_attempts_at_once_over_several_connections_are_counted_together():
    through: list[int] = []

    def work(n: int) -> None:
        try:
            through.append(attempts("login_failed", 5, address=f"198.51.100.{n}", key="ana@example.org"))
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(n,)) for n in range(1, 5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(through) <= 5
