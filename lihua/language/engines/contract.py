"""What every engine is to the rest of the room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

Kind = Literal["local", "http", "llm"]


class EngineFailed(Exception):
    """No usable answer. `reason` is a constant phrase; `is_pair` when only this pair of languages is at fault."""

    def __init__(self, reason: str, *, is_pair: bool = False, rest: float = 0.0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.is_pair = is_pair
        self.rest = rest


@dataclass(frozen=True)
class Made:
    """What an engine gave for one text: untrusted. `log_probability`: the mean of a token's, where the engine tells."""

    text: str
    log_probability: float | None = None


class Engine(Protocol):
    """An adapter. It knows one protocol and no health, no quota, no cache."""

    key: str
    """What settings and commands call it."""
    name: str
    """What readers see, and what MachineSentence remembers."""
    kind: Kind

    @property
    def address(self) -> str:
        """Where texts go, an origin; empty where they stay in this process."""
        ...

    def version(self, source: str, target: str) -> str:
        """What makes its answers other ones: a pack's version, a model's name. Empty where it does not tell."""
        ...

    def offers(self, source: str, target: str) -> bool:
        """Whether the pair is worth asking for, answered without asking; true where only the engine knows."""
        ...

    def pivot(self, source: str, target: str) -> str:
        """The third language through which it goes, or an empty text."""
        ...

    def translate(self, texts: Sequence[str], *, source: str, target: str) -> list[Made]:
        """As many as were given, in their order. Raises EngineFailed."""
        ...
