"""`make bench-language`: how well and how fast texts are understood and translated.

A part is a module here, named in `PARTS`, with `measure() -> list[Row]`. Each part runs in a process of its own, with
Django set up, on a village of its own that `lihua prepare` made (`var/bench/language`), so that one part's memory and
caches do not help or burden the next.
"""

from dataclasses import dataclass

PARTS = ("detection", "reading", "dictionary", "engine", "serving")


@dataclass(frozen=True)
class Row:
    what: str
    measured: str
    wanted: str
    """A dash where nothing is wanted: the figure is there to be known."""
    is_met: bool
