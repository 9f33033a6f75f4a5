"""Ids: one generator for all tables, growing, of 63 bits, and telling their moment."""

import threading
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from lihua.base.ids import id_at, moment_of, new_id


def test_ids_only_grow_and_are_never_given_twice():
    ids = [new_id() for _ in range(20_000)]
    assert ids == sorted(set(ids))


def test_threads_share_the_generator():
    found: list[int] = []
    threads = [threading.Thread(target=lambda: found.extend(new_id() for _ in range(2_000))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(found)) == 8_000


def test_a_new_id_tells_when_it_was_made():
    assert abs(moment_of(new_id()) - datetime.now(UTC)) < timedelta(seconds=2)


@given(
    st.datetimes(min_value=datetime(1970, 1, 2), max_value=datetime(6000, 1, 1), timezones=st.just(UTC)),
    st.integers(),
)
def test_an_id_of_another_time_sorts_by_it_and_can_be_made_again(moment, salt):
    made = id_at(moment, salt)
    assert 0 < made < 2**63
    assert abs(moment_of(made) - moment) < timedelta(milliseconds=2)
    assert id_at(moment, salt) == made
    assert id_at(moment + timedelta(milliseconds=2), salt) > made
