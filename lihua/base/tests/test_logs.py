"""One event, one line."""

import logging

from lihua.base.logs import FactsFormatter


def line_of(message: str, *arguments: object, **facts: object) -> str:
    record = logging.getLogger("x").makeRecord("x", logging.INFO, "", 0, message, arguments, None, extra=facts)
    return FactsFormatter().format(record)


def test_facts_stand_behind_the_message():
    assert line_of("a note was published", work_id=7).endswith("INFO x a note was published work_id=7")


def test_H096_a_line_break_in_a_message_or_a_fact_begins_no_new_line():
    line = line_of("Not Found: %s", "/x\r\n2026-01-01 ERROR root forged", handle="a\nb")
    assert len(line.splitlines()) == 1
