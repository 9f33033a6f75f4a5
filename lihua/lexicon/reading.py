"""What pages of this room know of who reads: the reader that works' middleware puts on every request."""

from collections.abc import Mapping
from typing import Protocol

from lihua.people.middleware import PersonRequest


class Reader(Protocol):
    @property
    def reads(self) -> tuple[str, ...]: ...

    @property
    def target(self) -> str: ...

    @property
    def learns(self) -> Mapping[str, str]: ...


class ReaderRequest(PersonRequest):
    reader: Reader
