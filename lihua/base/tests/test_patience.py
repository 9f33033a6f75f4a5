"""What one question to the database may cost a page."""

import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import OperationalError, connection, connections

from lihua.base import patience

NUMBERS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {}) "
COUNT = NUMBERS + "SELECT count(*) FROM n"
FIRST_AND_LAST = NUMBERS + "SELECT i FROM n WHERE i = 1 OR i > 900000000"
ENDLESS = 1_000_000_000

pytestmark = pytest.mark.django_db


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A connection as the web processes have them, to the same database."""
    before = {**connections.settings["default"], "OPTIONS": {**connections.settings["default"]["OPTIONS"]}}
    monkeypatch.setitem(connections.settings, "default", before)
    patience.limit(0.2)
    fresh = connections.create_connection("default")
    fresh.settings_dict["NAME"] = connection.settings_dict["NAME"]
    fresh.alias = "impatient"  # PostgreSQL's pools are kept by it
    yield fresh
    fresh.close()
    if fresh.vendor == "postgresql":
        fresh.close_pool()


def ask(cursor: Any, question: str, numbers: int) -> list[Any]:
    cursor.execute(question.format(numbers))
    return list(cursor.fetchall())


@pytest.mark.parametrize("question", [COUNT, FIRST_AND_LAST])
def test_H131_a_question_that_takes_too_long_is_ended(impatient, question):
    with impatient.cursor() as cursor:
        began = time.monotonic()
        with pytest.raises(OperationalError):
            ask(cursor, question, ENDLESS)
        assert time.monotonic() - began < 5
        assert ask(cursor, COUNT, 3) == [(3,)]


def test_H131_many_quick_questions_are_no_long_one(impatient):
    with impatient.cursor() as cursor:
        until = time.monotonic() + 0.4
        while time.monotonic() < until:
            assert ask(cursor, COUNT, 20_000) == [(20_000,)]


def test_commands_and_the_worker_may_take_their_time():
    with connection.cursor() as cursor:
        assert ask(cursor, COUNT, 500_000) == [(500_000,)]
    assert "PATIENCE" not in connection.settings_dict
    assert "options" not in connection.settings_dict["OPTIONS"]
