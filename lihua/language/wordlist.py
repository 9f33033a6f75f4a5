"""The words of Chinese with how often they are used, how they are read, and how the other script writes them.

Derived once from CC-CEDICT, the frequencies inside rjieba and the conversions of OpenCC, and written to one file that
all processes map: the libraries themselves take 130 MB in each process, the file 10 MB in all of them together.
"""

from __future__ import annotations

import contextlib
import math
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from time import monotonic
from typing import Any, NamedTuple
from zlib import crc32

from django.conf import settings

from lihua.language import cedict
from lihua.language.cedict import CedictLine

LONGEST = 12
"""Characters of the longest word that is looked for."""

_FORMAT = 2
_TOTAL = 60_101_967
"""The sum of rjieba's frequencies."""
_UNKNOWN = 3
"""How often two characters are taken to be one word where rjieba does not know it: 都会 is mostly 都 and 会. Three or
more that the dictionary has are a word whenever they meet."""
_SCALE = 1000
_SHORT = 4
_LOOK_AGAIN = 20.0
"""Seconds until a process learns of words that another one added."""


class Known(NamedTuple):
    cost: float
    kind: str
    """v verb, a adjective, n noun... as in jieba; x where nobody says."""
    pinyin: str
    """Numbered, one syllable for each character."""
    simplified: str
    traditional: str
    pinyin_traditional: str
    """As it is read where the text is in traditional characters: 著 is zhe there."""


def cost(frequency: float) -> float:
    return math.log(_TOTAL / max(frequency, 0.01))


def frequency_of(cost: float) -> float:
    """The logarithm of how often a word of this cost is met."""
    return math.log(_TOTAL) - cost


class Wordlist:
    """The words that come along, and those of the dictionaries that the operator added."""

    def __init__(self, trie: Any, added: Any = None) -> None:
        self._trie = trie
        self._added = added
        # The commonest words are asked for again and again: a table of 2 MB makes cutting twice as fast.
        self.cost = lru_cache(maxsize=16_384)(self._cost)
        self.get = lru_cache(maxsize=4_096)(self._get)

    def with_added(self, added: Any) -> Wordlist:
        return Wordlist(self._trie, added)

    def starting(self, text: str) -> list[str]:
        """The words that the text begins with; no longer than LONGEST."""
        found = self._prefixes(self._trie, text)
        return found if self._added is None else found + self._prefixes(self._added, text)

    @staticmethod
    def _prefixes(trie: Any, text: str) -> list[str]:
        # Asking for each length costs; few words have more than four characters.
        is_longer = len(text) > _SHORT and next(trie.iterkeys(text[: _SHORT + 1]), None) is not None
        found: list[str] = trie.prefixes(text[:LONGEST] if is_longer else text[:_SHORT])
        return found

    def _get(self, word: str) -> Known | None:
        raw = self._raw(word)
        if raw is None:
            return None
        pinyin, simplified, traditional, other = raw[3:].decode().split("\t")
        weight, kind = int.from_bytes(raw[:2], "little") / _SCALE, chr(raw[2])
        return Known(weight, kind, pinyin, simplified or word, traditional or word, other or pinyin)

    def _cost(self, word: str) -> float:
        raw = self._raw(word)
        return 0.0 if raw is None else int.from_bytes(raw[:2], "little") / _SCALE

    def __contains__(self, word: str) -> bool:
        return self._raw(word) is not None

    def _raw(self, word: str) -> bytes | None:
        found = self._trie.get(word) or (self._added.get(word) if self._added is not None else None)
        return found[0] if found else None


class _Seen(NamedTuple):
    words: Wordlist
    stamp: int
    """Of the file of added words: 0 where there is none."""
    again_at: float


_seen: _Seen | None = None


def wordlist() -> Wordlist:
    """The list of this process. The very first time on a machine it takes some seconds, then a millisecond."""
    global _seen
    if _seen is not None and monotonic() < _seen.again_at:
        return _seen.words
    try:
        stamp = _added_path().stat().st_mtime_ns
    except OSError:
        stamp = 0
    words = _seen.words if _seen is not None and _seen.stamp == stamp else _open(has_added=stamp > 0)
    _seen = _Seen(words, stamp, monotonic() + _LOOK_AGAIN)
    return words


def forget() -> None:
    """Look at the files anew."""
    global _seen
    _seen = None


def _open(*, has_added: bool) -> Wordlist:
    import marisa_trie

    words = _of_program()
    if has_added:
        with contextlib.suppress(OSError, RuntimeError):
            return words.with_added(marisa_trie.BytesTrie().mmap(str(_added_path())))
    return words


@cache
def _of_program() -> Wordlist:
    import marisa_trie

    with contextlib.suppress(OSError, RuntimeError):
        return Wordlist(marisa_trie.BytesTrie().mmap(str(_path())))
    made = _make()
    with contextlib.suppress(OSError):  # a data folder that cannot be written costs memory, not the feature
        _store(made, _path())
        return Wordlist(marisa_trie.BytesTrie().mmap(str(_path())))
    return Wordlist(made)


def unpack() -> bool:
    """Make the file for all processes; False when it is there already."""
    if _path().exists():
        return False
    for old in _path().parent.glob("words-zh-*.marisa"):
        old.unlink(missing_ok=True)
    _store(_make(), _path())
    return True


def has_added_words() -> bool:
    return _added_path().exists()


def add_words(words: Iterable[tuple[str, str, list[str]]]) -> None:
    """Let words of other dictionaries be words too: simplified, traditional, numbered syllables.

    All of them at once: what was added before and is not among them is none any more.
    """
    import marisa_trie

    known = _of_program()
    records = [record for word in words for record in _added_records(known, *word)]
    if records:
        _store(marisa_trie.BytesTrie(records), _added_path())
    else:
        _added_path().unlink(missing_ok=True)
    forget()


def _added_records(
    known: Wordlist, simplified: str, traditional: str, syllables: list[str]
) -> Iterator[tuple[str, bytes]]:
    traditional = traditional or simplified
    if len(syllables) != len(simplified) or len(traditional) != len(simplified):
        return
    weight = round(cost(_UNKNOWN) * _SCALE).to_bytes(2, "little") + b"x"
    for word in {simplified, traditional} - {""}:
        if word not in known:
            other = (" ".join(syllables), simplified if word != simplified else "", traditional, "")
            yield word, weight + "\t".join(other).encode()


def _path() -> Path:
    return Path(settings.DATA) / "cache" / f"words-zh-{_FORMAT}-{cedict.edition()}-{_digest()}.marisa"


def _added_path() -> Path:
    return Path(settings.DATA) / "cache" / f"words-added-{_FORMAT}.marisa"


@cache
def _digest() -> str:
    """Of what was written by hand: with another reading the file is another."""
    return f"{crc32((files('lihua.language') / 'data' / 'pinyin.tsv').read_bytes()):08x}"


def _store(trie: Any, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(f".{os.getpid()}")
    try:
        trie.save(str(fresh))
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)


def _make() -> Any:
    import marisa_trie

    source = cedict.packaged()
    lines = list(cedict.read(source)) if source else []
    return marisa_trie.BytesTrie(_records(lines))


def _records(lines: list[CedictLine]) -> Iterator[tuple[str, bytes]]:
    import rjieba

    by_simplified: dict[str, list[CedictLine]] = defaultdict(list)
    by_traditional: dict[str, list[CedictLine]] = defaultdict(list)
    for line in lines:
        by_simplified[line.simplified].append(line)
        by_traditional[line.traditional].append(line)
    own = dict(_own_readings())
    to_traditional = _converter()
    for word in by_simplified.keys() | by_traditional.keys() | own.keys():
        here, there = by_simplified.get(word, []), by_traditional.get(word, [])
        simplified = word if here or not there else best_line(there).simplified
        traditional = _traditional(word, here, to_traditional) if here else word
        frequency = rjieba.suggest_freq(simplified)
        if not rjieba.has_word(simplified):
            frequency = _UNKNOWN if len(word) < 3 else 2 * frequency
        pinyin = own.get(word) or _reading(here or there)
        other = own.get(word) or (_reading(there) if there else pinyin)
        fields = (
            pinyin,
            simplified if simplified != word else "",
            traditional if traditional != word else "",
            other if other != pinyin else "",
        )
        weight = min(65_535, round(cost(frequency) * _SCALE))
        kind = _kind(simplified, here or there)
        yield word, weight.to_bytes(2, "little") + kind.encode() + "\t".join(fields).encode()


def _kind(word: str, lines: list[CedictLine]) -> str:
    import rjieba

    tag = rjieba.tag(word)[0][1] if rjieba.has_word(word) else "x"
    kind = {"ug": "v", "b": "a", "zg": "x"}.get(tag, tag[0])
    if kind == "x" and lines and best_line(lines).senses[0].startswith("to "):
        return "v"
    return kind


def _own_readings() -> Iterator[tuple[str, str]]:
    for line in (files("lihua.language") / "data" / "pinyin.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            word, reading = line.split("\t")[:2]
            yield word, reading


def _reading(lines: Iterable[CedictLine]) -> str:
    line = best_line(list(lines)) if lines else None
    if line is None or len(line.pinyin.split()) != len(line.simplified):
        return ""
    return line.pinyin.lower()


def best_line(lines: list[CedictLine]) -> CedictLine:
    """The one that is meant when nobody says which: 行 is xíng rather than háng, 王 a king rather than a name."""
    return lines[0] if len(lines) == 1 else min(lines, key=oddity)


def oddity(line: CedictLine) -> tuple[bool, bool, bool, int]:
    first = line.senses[0].casefold()
    return (
        line.pinyin[:1].isupper(),
        first.startswith(("variant of", "old variant", "surname", "see ", "used in", "archaic", "erhua", "japanese ")),
        len(line.simplified) == 1 and line.pinyin.lower() != _usual(line.simplified),
        -len(line.senses),
    )


@cache
def _usual(character: str) -> str:
    """pypinyin's first reading of a character, in CC-CEDICT's spelling."""
    from pypinyin import Style, pinyin

    reading = pinyin(character, style=Style.TONE3, neutral_tone_with_five=True, v_to_u=False)[0][0]
    return str(reading).replace("v", "u:")


def _converter() -> Any:
    from opencc import OpenCC

    return OpenCC("s2tw").convert


def _traditional(word: str, lines: list[CedictLine], convert: Any) -> str:
    choices = {line.traditional for line in lines}
    if len(choices) == 1:
        return lines[0].traditional
    converted: str = convert(word)
    return converted if converted in choices else best_line(lines).traditional
