"""What translations cost where they are shown: from the cache, and on a page of cards."""

import statistics
import time
from collections.abc import Callable
from typing import Any

from benchmarks.language import Row

SENTENCES = 1_000
CARDS = 30
ROUNDS = 40
READS = ("en",)
SMALL = [
    f"{day}的{thing}很{how}。"
    for day in ("今天", "昨天", "明天")
    for thing in ("茶", "面", "猫")
    for how in ("好", "贵")
]


def measure() -> list[Row]:
    from django.conf import settings
    from django.test.utils import setup_test_environment

    setup_test_environment()  # so that the test client may ask as `testserver`
    settings.ALLOWED_HOSTS = ["*"]
    works = _village()
    return [_cached(), _works(works), _page()]


def _village() -> list[Any]:
    """Thirty notes of forty sentences in Chinese, every sentence of them translated; made once."""
    from lihua import language
    from lihua.language.models import MachineSentence
    from lihua.people.models import Account, Person
    from lihua.works.actions import submit
    from lihua.works.models import Work

    author = Person.objects.filter(handle="serving").first()
    if author is None:
        account = Account.objects.create_user("serving@example.org", None)
        author = Person.objects.create(account=account, handle="serving", skeleton="serving", name="小波")
        for number in range(CARDS):
            body = "".join(f"第{number}家第{place}天，{SMALL[place % len(SMALL)]}" for place in range(40))
            submit(author, kind="short", title=f"第{number}家的故事在这里。", body=body, language="zh-Hans")
    works = list(Work.objects.public().filter(author=author).with_card()[:CARDS])
    found = {
        work.text_of(name)[start:end]
        for work in works
        for name, text in work.texts.items()
        for start, end in text["cuts"]
    }
    MachineSentence.objects.bulk_create(
        (
            MachineSentence(
                digest=language.digest(one), source="zh-Hans", target="en", engine="bench",
                text=f"What is said here is the story of the {place}th house.",
            )
            for place, one in enumerate(sorted(found))
        ),
        ignore_conflicts=True,
    )  # fmt: skip
    return list(works)


def _cached() -> Row:
    from lihua.language import queries
    from lihua.language.models import MachineSentence

    rows = MachineSentence.objects.filter(engine="bench").values_list("digest", "source")
    pairs = set(rows[:SENTENCES])
    took = _median(lambda: queries.machine_texts(pairs, target="en"))
    return Row(f"{len(pairs):,} sentences from the cache (median)", f"{took:.1f} ms", "<= 20 ms", took <= 20)


def _works(works: list[Any]) -> Row:
    """The same through works, which also cuts, escapes and joins: for reader of translations and of originals."""
    from lihua.works.queries import Reader, read_works

    some = works[: SENTENCES // 41]
    other = _median(lambda: read_works(some, Reader(None, READS)))
    own = _median(lambda: read_works(some, Reader(None, ("zh-Hans",))))
    count = sum(len(text["cuts"]) for work in some for text in work.texts.values())
    what = f"{count:,} sentences of {len(some)} works read with their translations; without (median)"
    return Row(what, f"{other:.1f} ms; {own:.1f} ms", "-", True)


def _page() -> Row:
    """One page, for a reader of both and one of the originals, in turn: what else the machine does hits both."""
    from django.test import Client

    bilingual, plain = (
        Client(headers={"Accept-Language": "en"}),
        Client(headers={"Accept-Language": "zh-Hans,en;q=0.5"}),
    )
    ratios, first, second = [], [], []
    for page in (bilingual, plain):
        answer = page.get("/newest")
        assert answer.status_code == 200, answer.status_code
    shown = bilingual.get("/newest").content.decode()
    cards, translated = shown.count('<article class="card'), shown.count('class="translation"')
    for _round in range(ROUNDS):
        one, other = _once(lambda: bilingual.get("/newest")), _once(lambda: plain.get("/newest"))
        first.append(one)
        second.append(other)
        ratios.append(one / other)
    ratio = statistics.median(ratios)
    what = (
        f"page of {cards} cards, {translated} translated, against the same page as it was written (median of {ROUNDS})"
    )
    measured = f"{ratio:.2f} times ({statistics.median(first):.1f}; {statistics.median(second):.1f} ms)"
    return Row(what, measured, "<= 1.3 times", ratio <= 1.3)


def _median(call: Callable[[], object], times: int = 21) -> float:
    call()
    return statistics.median(_once(call) for _ in range(times))


def _once(call: Callable[[], object]) -> float:
    """Milliseconds."""
    began = time.perf_counter()
    call()
    return (time.perf_counter() - began) * 1000
