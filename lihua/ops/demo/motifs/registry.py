"""Every motif by its name. Each takes a sheet and a source of chance, and fills the sheet."""

from collections.abc import Callable
from random import Random

from lihua.ops.demo.pen import Sheet

Motif = Callable[[Sheet, Random], None]
MOTIFS: dict[str, Motif] = {}


def motif(draw: Motif) -> Motif:
    MOTIFS[draw.__name__] = draw
    return draw
