"""Texts beside works (who somebody is, what a board is called) for who looks at a page."""

from collections.abc import Sequence

from django.http import HttpRequest

from lihua.base.limits import hit
from lihua.language import actions as machine
from lihua.language.queries import ReadShort, Short, read_short
from lihua.works import rules
from lihua.works.queries.reading import Reader


def read_and_want(
    shorts: Sequence[Short], *, reader: Reader, request: HttpRequest, public: bool = True
) -> list[ReadShort]:
    """Each text as this reader has it. What misses of public ones is asked of an engine after the page."""
    read = read_short(shorts, reads=reader.reads)
    if public:
        want([one for one in read if one.misses], reader=reader, request=request)
    return read


def want(missing: Sequence[ReadShort], *, reader: Reader, request: HttpRequest) -> None:
    if missing and rules.may_wake_machine(reader):
        payer = f"person:{reader.person.pk}" if reader.person else ""
        machine.want_short(
            missing, target=reader.target, payer=payer, may_ask=lambda: hit("translating", request).allowed
        )
