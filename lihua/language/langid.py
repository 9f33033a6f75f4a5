"""The model of py3langid in a small, shared form: a file in the data folder that every process maps into its memory.

py3langid itself takes about 100 MB in each process and half a second to load. Here its automaton (a trie of byte
patterns with the links of Aho and Corasick) and the weights of our languages are written once, 10 MB, and then only
looked at. The scores are the same (a test compares them); numpy is not needed.
Model and method: py3langid 0.4 (BSD-3-Clause), after Lui and Baldwin 2012, "langid.py: An Off-the-shelf Language
Identification Tool".
"""

from __future__ import annotations

import contextlib
import lzma
import math
import mmap
import os
import shutil
import struct
import tempfile
import zipfile
from array import array
from collections import Counter
from collections.abc import Sequence
from functools import cache
from importlib.metadata import version
from importlib.resources import as_file, files
from operator import itemgetter
from pathlib import Path
from typing import IO, Any

from django.conf import settings

LANGUAGES = (
    "en", "es", "fr", "de", "pt", "it", "nl", "pl", "tr", "id", "vi", "sv", "da", "no", "fi", "cs", "sk",
    "hu", "ro", "ca", "gl", "hr", "sl", "ms", "tl", "sw", "sq", "eu", "la", "ru", "uk", "be", "bg", "sr",
    "mk", "kk", "mn", "ar", "fa", "ur", "ps", "ug", "hi", "mr", "ne",
)  # fmt: skip
_FORMAT = 1
_SCALE = 2048.0
_LONGEST = 1200
_LOG_2 = math.log(2)
_HEADER = struct.Struct("<8sII")
_MAGIC = b"LHlangid"


class Model:
    """Arrays over the states of the automaton. State 0 is the empty pattern; children of one state lie side by side."""

    def __init__(self, raw: mmap.mmap | bytes) -> None:
        magic, states, languages = _HEADER.unpack_from(raw)
        if magic != _MAGIC or languages != len(LANGUAGES) or len(raw) != _size(states):
            raise ValueError("not a language model of this version")
        view, at = memoryview(raw), _HEADER.size
        self._raw = raw
        self._states = states

        def take(count: int, kind: str) -> Any:
            nonlocal at
            part = view[at : at + count * struct.calcsize(kind)].cast(kind)  # type: ignore[call-overload]
            at += part.nbytes
            return part

        self._priors = dict(zip(LANGUAGES, take(languages, "f"), strict=True))
        self._first_child = take(states + 1, "I")
        self._fallback = take(states, "I")
        self._weights = {language: take(states, "h") for language in LANGUAGES}
        self._is_pattern = take(states, "B")
        self._labels = at  # bytes on the way into each state: looked for with raw.find()

    def probabilities(self, text: str, languages: Sequence[str]) -> dict[str, float]:
        """Of the given languages alone; they sum to 1. Empty when the text shows nothing that the model knows."""
        encoded = (text.lower() if text.isupper() else text).encode("utf-8", "ignore")[:_LONGEST]
        seen = self._seen(encoded)
        if not seen:
            return {}
        # Most patterns occur once in a short text: their weights are summed as whole numbers, which is twice as fast.
        once = itemgetter(0, 0, *(state for state, count in seen.items() if count == 1))  # state 0 weighs nothing
        often = [(state, math.log1p(count)) for state, count in seen.items() if count > 1]
        cool = math.sqrt(len(encoded))
        scores = {}
        for one in languages:
            if one in self._weights:
                weights = self._weights[one]
                total = _LOG_2 * sum(once(weights))
                for state, count in often:
                    total += count * weights[state]
                scores[one] = (total / _SCALE + self._priors[one]) / cool
        best = max(scores.values(), default=0.0)
        powers = {one: math.exp(score - best) for one, score in scores.items()}
        total = sum(powers.values())
        return {one: power / total for one, power in powers.items()}

    def _seen(self, encoded: bytes) -> Counter[int]:
        """How often each pattern is the longest one that ends at a byte."""
        find, first, fallback, labels = self._raw.find, self._first_child, self._fallback, self._labels
        state, ended = 0, []
        for byte in encoded:
            wanted = bytes((byte,))
            while True:
                child = find(wanted, labels + first[state], labels + first[state + 1])
                if child >= 0:
                    state = child - labels
                    break
                if state == 0:
                    break
                state = fallback[state]
            ended.append(state)
        return Counter(state for state in ended if self._is_pattern[state])


def unpack() -> bool:
    """Make the file for all processes; False when it is there already."""
    if _path().exists():
        return False
    _store(_path(), _make())
    return True


@cache
def model() -> Model:
    """The model of this process. The very first time on a machine it takes two seconds, then a millisecond."""
    path = _path()
    with contextlib.suppress(OSError, ValueError):
        return _open(path)
    made = _make()
    with contextlib.suppress(OSError):  # a data folder that cannot be written costs memory, not the feature
        _store(path, made)
        return _open(path)
    return Model(made)


def _path() -> Path:
    return Path(settings.DATA) / "cache" / f"langid-{_FORMAT}-{version('py3langid')}.bin"


def _open(path: Path) -> Model:
    with path.open("rb") as file:
        return Model(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))


def _store(path: Path, made: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(f".{os.getpid()}")
    try:
        fresh.write_bytes(made)
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)


def _size(states: int) -> int:
    return _HEADER.size + 4 * len(LANGUAGES) + 4 * (states + 1) + 4 * states + 2 * states * len(LANGUAGES) + 2 * states


def _make() -> bytes:
    with tempfile.TemporaryFile() as unpacked:
        with as_file(files("py3langid") / "data" / "model.npz.xz") as path, lzma.open(path) as packed:
            shutil.copyfileobj(packed, unpacked, 1 << 20)
        return _made_from(unpacked)


def _made_from(unpacked: IO[bytes]) -> bytes:
    with zipfile.ZipFile(unpacked) as archive:
        names = _numbers(archive, "classes").decode("utf-32-le")
        outputs = array("i", _numbers(archive, "out_feat"))
        row_of = array("H", _numbers(archive, "nextmove_row"))
        labels, first_child, fallback, features = _automaton(_numbers(archive, "nextmove"), row_of, outputs)
        classes = [names[at : at + 3].rstrip("\0") for at in range(0, len(names), 3)]
        priors = array("f", _numbers(archive, "pc"))
        weights = _weights(_numbers(archive, "ptc"), classes, features)
    parts: list[bytes] = [
        _HEADER.pack(_MAGIC, len(features), len(LANGUAGES)),
        array("f", [priors[classes.index(language)] for language in LANGUAGES]).tobytes(),
        first_child.tobytes(),
        fallback.tobytes(),
        *(column.tobytes() for column in weights),
        bytes(feature >= 0 for feature in features),
        labels,
    ]
    return b"".join(parts)


def _automaton(
    moves: bytes, row_of: array[int], outputs: array[int]
) -> tuple[bytes, array[int], array[int], list[int]]:
    """Label, first child, fallback and feature of each state, breadth first.

    In the full table of moves a state not met before is a child; all others are where the fallback would lead. States
    without children of their own share their fallback's row, so each distinct row is read once.
    """
    labels, first_child, fallback, features = bytearray(b"\0"), array("I"), array("I", [0]), [-1]
    order, place, rows_read = [0], {0: 0}, set()
    for at, state in enumerate(order):
        first_child.append(len(order))
        row = row_of[state]
        if row in rows_read:
            continue
        rows_read.add(row)
        following = struct.unpack_from("<256I", moves, row * 1024)
        behind = struct.unpack_from("<256I", moves, row_of[order[fallback[at]]] * 1024)
        for byte, child in sorted((following.index(child), child) for child in set(following) if child not in place):
            place[child] = len(order)
            order.append(child)
            labels.append(byte)
            features.append(outputs[child])
            fallback.append(place[behind[byte]] if at else 0)
    first_child.append(len(order))
    return bytes(labels), first_child, fallback, features


def _weights(table: bytes, classes: list[str], features: list[int]) -> list[array[int]]:
    """Log probabilities as whole numbers, one column for each language; 0 for a state that is no pattern."""
    halves = struct.unpack("<65536e", struct.pack("<65536H", *range(65536)))
    whole = [round(value * _SCALE) if -16 < value < 16 else (-32767 if value < 0 else 32767) for value in halves]
    columns = memoryview(table).cast("H")
    weights = []
    for language in LANGUAGES:
        column = columns[classes.index(language) :: len(classes)].tolist()
        weights.append(array("h", [whole[column[feature]] if feature >= 0 else 0 for feature in features]))
    return weights


def _numbers(archive: zipfile.ZipFile, name: str) -> bytes:
    """What an .npy file holds behind its header."""
    member = archive.read(f"{name}.npy")
    return member[10 + int.from_bytes(member[8:10], "little") :]
