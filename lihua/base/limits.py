"""How often a person, or a network, may do a thing: one table, one way to ask.

A limit is a bucket that refills evenly: `300/3h` allows 300 at once and one more every 36 seconds. It is counted per
account and per network (one IPv4 address, one /64 of IPv6) and per scope, never per spelling of a URL. Whatever writes,
signs in or costs money is counted in the database, one statement per bucket, which all processes share; reading is
counted in the memory of each process, so that looking at a page writes nothing.
"""

import functools
import logging
import math
import re
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Concatenate, ParamSpec, TypeVar

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.crypto import salted_hmac
from django.utils.translation import ngettext

from lihua.base.addresses import client_address, network_of
from lihua.base.models import RateBucket
from lihua.base.tasks import periodic

logger = logging.getLogger("lihua.security")
P = ParamSpec("P")
R = TypeVar("R", bound=HttpRequest)

MICROSECONDS = 1_000_000
READ_BUCKETS = 50_000  # kept in memory; the longest unused goes first


@dataclass(frozen=True)
class Rate:
    """So many in so many seconds."""

    amount: int
    seconds: int

    @classmethod
    def of(cls, text: str) -> "Rate":
        """Read `300/3h`, `5/m`, `100/d`."""
        parts = re.fullmatch(r"(\d+)/(\d*)([smhd])", text.strip())
        if not parts or int(parts[1]) == 0 or parts[2] == "0":
            raise ValueError(f"{text!r} is not a rate such as 300/3h")
        return cls(int(parts[1]), int(parts[2] or 1) * {"s": 1, "m": 60, "h": 3600, "d": 86_400}[parts[3]])

    @property
    def spacing_us(self) -> int:
        return self.seconds * MICROSECONDS // self.amount


@dataclass(frozen=True)
class Limit:
    """`closed`: refuse when the store fails (who guesses passwords may be who broke it). `reads`: GET counts too."""

    why: str
    per_account: Rate | None = None
    per_network: Rate | None = None
    closed: bool = False
    reads: bool = False


def _limit(why: str, *, account: str = "", network: str = "", closed: bool = False, reads: bool = False) -> Limit:
    rate = Rate.of
    return Limit(why, rate(account) if account else None, rate(network) if network else None, closed, reads)


# A school or a library stands behind one address: what accounts do is counted per account, and a network only where
# accounts are made, opened or not needed. Signing up and in on the pages, codes and resets are counted by allauth
# (ACCOUNT_RATE_LIMITS in config/settings.py).
LIMITS: dict[str, Limit] = {
    "sign_in": _limit("guessing through the API's door", account="20/10m", network="60/10m", closed=True),
    "app": _limit("each installation of a phone app registers itself", network="60/h", closed=True),
    "posting": _limit("Mastodon's own figure; apps expect it", account="300/3h"),
    "reacting": _limit("likes, follows, saves: quick fingers, no script", account="1200/h"),
    "translating": _limit("a person translating a long evening; an engine's bill", account="600/h"),
    "uploading": _limit("five notes of eighteen pictures in half an hour, and some", account="100/30m"),
    "reporting": _limit("each report takes a moderator's minutes", account="30/h"),
    "account": _limit("settings, profile, export: rare by nature", account="120/h"),
    "searching": _limit("the dearest reading there is", account="300/5m", network="300/5m", reads=True),
    "glossary": _limit("words and explanations are looked through by people", account="60/h"),
    "looking": _limit(
        "a quick reader taps twice a second; a class stands behind one address",
        account="1200/5m",
        network="3000/5m",
        reads=True,
    ),
    "reading": _limit(
        "the API: twenty-five a second for five minutes", account="7500/5m", network="7500/5m", reads=True
    ),
}


@dataclass(frozen=True)
class Verdict:
    """What a limit says: `limit` in all, `remaining` now, whole again at `reset_at` (seconds since 1970)."""

    limit: int
    remaining: int
    reset_at: float
    allowed: bool
    retry_after: int = 0

    @property
    def headers(self) -> dict[str, str]:
        """As Mastodon sends them, which apps read."""
        reset = time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime(math.ceil(self.reset_at)))
        found = {"X-RateLimit-Limit": str(self.limit), "X-RateLimit-Remaining": str(self.remaining)}
        return {**found, "X-RateLimit-Reset": reset, **({} if self.allowed else {"Retry-After": str(self.retry_after)})}


def limited(
    scope: str,
) -> Callable[[Callable[Concatenate[R, P], HttpResponse]], Callable[Concatenate[R, P], HttpResponse]]:
    """Refuse a view with 429 when `scope` of LIMITS is exhausted. Only unsafe methods count, unless the scope reads."""
    limit = LIMITS[scope]

    def decorate(
        view: Callable[Concatenate[R, P], HttpResponse],
    ) -> Callable[Concatenate[R, P], HttpResponse]:
        @functools.wraps(view)
        def counted(request: R, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if limit.reads or request.method not in ("GET", "HEAD", "OPTIONS"):
                verdict = hit(scope, request)
                if not verdict.allowed:
                    return refusal(request, verdict)
            return view(request, *args, **kwargs)

        counted.limited_by = scope  # type: ignore[attr-defined]  # tests ask every address for it
        return counted

    return decorate


def hit(scope: str, request: HttpRequest, *, account_id: int | None = None) -> Verdict:
    """Count one use of `scope` by this request's account and network; the tighter of the two verdicts.

    Call it outside the change's transaction: what is refused later has been tried all the same. `account_id` is for
    doors that know the account before `request.user` does (the API's tokens).
    """
    limit = LIMITS[scope]
    if account_id is None and request.user.is_authenticated:
        account_id = request.user.pk
    buckets: list[tuple[str, Rate]] = []
    if limit.per_account and account_id is not None:
        buckets.append((f"account:{account_id}", limit.per_account))
    if limit.per_network and (account_id is None or not limit.reads):  # readers who signed in share a school's address
        buckets.append((f"network:{network_of(client_address(request))}", limit.per_network))
    verdicts = [_count(scope, whose, rate, limit) for whose, rate in buckets] or [Verdict(0, 0, time.time(), True)]
    verdict = min(verdicts, key=lambda verdict: (verdict.allowed, verdict.remaining))
    if not verdict.allowed:
        logger.warning("rate limit reached", extra={"scope": scope, "account_id": account_id})
    return verdict


def refusal(request: HttpRequest, verdict: Verdict) -> HttpResponse:
    """The answer 429: a page for a person (`429.html` is ui's), an error entity for an app."""
    minutes = max(1, math.ceil(verdict.retry_after / 60))
    said = ngettext(
        "That was a lot at once. Please rest for %(minutes)d minute and try again.",
        "That was a lot at once. Please rest for %(minutes)d minutes and try again.",
        minutes,
    ) % {"minutes": minutes}
    if request.path.startswith("/api/") or "text/html" not in request.headers.get("Accept", "text/html"):
        response: HttpResponse = JsonResponse({"error": said}, status=429)
    else:
        response = render(request, "429.html", {"said": said}, status=429)
    for name, value in verdict.headers.items():
        response[name] = value
    return response


@periodic(minutes=60)
def forget_full_buckets() -> None:
    RateBucket.objects.filter(full_at_us__lt=_now_us()).delete()


def _count(scope: str, whose: str, rate: Rate, limit: Limit) -> Verdict:
    # The store needs to recognise an address, not to know it.
    key = salted_hmac("lihua.base.limits", f"{scope}:{whose}", algorithm="sha256").hexdigest()[:40]
    now_us = _now_us()
    if limit.reads:
        return _verdict(rate, now_us, *_reads.take(key, rate, now_us))
    try:
        return _verdict(rate, now_us, *_take(key, rate, now_us))
    except DatabaseError:
        logger.exception("limits cannot be counted", extra={"scope": scope, "refused": limit.closed})
        return Verdict(rate.amount, 0, time.time() + 30, not limit.closed, retry_after=30)


def _take(key: str, rate: Rate, now_us: int) -> tuple[bool, int]:
    """Take one in one statement; no row comes back from an empty bucket. Returns: was it given, when is it full."""
    window_us = rate.seconds * MICROSECONDS
    table = RateBucket._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (key, full_at_us) VALUES (%s, %s) "  # noqa: S608
            f"ON CONFLICT (key) DO UPDATE SET full_at_us = "
            f"CASE WHEN {table}.full_at_us > %s THEN {table}.full_at_us ELSE %s END + %s "
            f"WHERE {table}.full_at_us <= %s RETURNING full_at_us",
            [key, now_us + rate.spacing_us, now_us, now_us, rate.spacing_us, now_us + window_us - rate.spacing_us],
        )
        row = cursor.fetchone()
    if row:
        return True, int(row[0])
    return False, RateBucket.objects.values_list("full_at_us", flat=True).get(key=key)


class _ReadBuckets:
    """The same bucket in this process's memory."""

    def __init__(self) -> None:
        self._full_at_us: OrderedDict[str, int] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, key: str, rate: Rate, now_us: int) -> tuple[bool, int]:
        with self._lock:
            full_at_us = max(self._full_at_us.get(key, 0), now_us)
            if full_at_us - now_us > rate.seconds * MICROSECONDS - rate.spacing_us:
                return False, full_at_us
            self._full_at_us[key] = full_at_us + rate.spacing_us
            self._full_at_us.move_to_end(key)
            if len(self._full_at_us) > READ_BUCKETS:
                self._full_at_us.popitem(last=False)
            return True, full_at_us + rate.spacing_us

    def clear(self) -> None:
        self._full_at_us.clear()


_reads = _ReadBuckets()


def _verdict(rate: Rate, now_us: int, allowed: bool, full_at_us: int) -> Verdict:
    missing_us = max(0, full_at_us - now_us)
    room_us = rate.seconds * MICROSECONDS - missing_us
    wait_us = 0 if allowed else rate.spacing_us - room_us
    return Verdict(
        limit=rate.amount,
        remaining=max(0, room_us // rate.spacing_us) if allowed else 0,
        reset_at=(now_us + missing_us) / MICROSECONDS,
        allowed=allowed,
        retry_after=max(1, math.ceil(wait_us / MICROSECONDS)) if not allowed else 0,
    )


def _now_us() -> int:
    return time.time_ns() // 1000
