"""How Chinese words are read beside each other: characters of several readings, and the tones of 一 and 不.

What the dictionary cannot know because it depends on the neighbours. The rules are lines of data/polyphones.tsv.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from lihua.language.segmentation import Word, is_doubled
from lihua.language.wordlist import Known, wordlist

_NEAR = 14
"""Characters before and behind that a rule may look at."""


class _Rule(NamedTuple):
    reading: str
    before: re.Pattern[str] | None
    behind: re.Pattern[str] | None
    kinds_before: str
    kinds_behind: str


def readings(text: str, found: Sequence[Word], *, is_traditional: bool = False) -> list[list[str]]:
    """Numbered syllables of each word, one for each character; none where the word is not Chinese."""
    known = [wordlist().get(word.text) for word in found]
    read = [_read(text, found, known, at, is_traditional=is_traditional) for at in range(len(found))]
    _repeat_after_one(found, read)
    _change_tones(text, found, read)
    return read


def _read(
    text: str, found: Sequence[Word], known: Sequence[Known | None], at: int, *, is_traditional: bool
) -> list[str]:
    word, own = found[at], known[at]
    if own is None:
        return _doubled(word.text) if is_doubled(word.text) else []
    for rule in _rules().get(own.simplified if is_traditional else word.text, ()):
        if _holds(rule, text, found, known, at):
            return rule.reading.split()
    return (own.pinyin_traditional if is_traditional else own.pinyin).split()


def _doubled(word: str) -> list[str]:
    single = wordlist().get(word[0] + word[2])
    first, _space, second = single.pinyin.partition(" ") if single else ("", "", "")
    return [first, first, second, second] if second else []


def _holds(rule: _Rule, text: str, found: Sequence[Word], known: Sequence[Known | None], at: int) -> bool:
    word = found[at]
    if rule.before is not None and not rule.before.search(text[max(0, word.start - _NEAR) : word.start]):
        return False
    if rule.behind is not None and not rule.behind.search(text[word.end : word.end + _NEAR]):
        return False
    return _is_kind(rule.kinds_before, found, known, at - 1, at) and _is_kind(
        rule.kinds_behind, found, known, at + 1, at
    )


def _is_kind(wanted: str, found: Sequence[Word], known: Sequence[Known | None], at: int, beside: int) -> bool:
    if not wanted:
        return True
    kind = ""
    if 0 <= at < len(found) and (found[at].end == found[beside].start or found[beside].end == found[at].start):
        neighbour = known[at]
        kind = neighbour.kind if neighbour else ""
    return kind not in wanted[1:] if wanted[0] == "!" else kind != "" and kind in wanted


@cache
def _rules() -> dict[str, list[_Rule]]:
    rules: dict[str, list[_Rule]] = {}
    for line in (files("lihua.language") / "data" / "polyphones.tsv").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        word, reading, before, behind, kinds_before, kinds_behind = [*line.split("\t"), "", "", "", ""][:6]
        rules.setdefault(word, []).append(
            _Rule(
                reading,
                re.compile(before) if before else None,
                re.compile(behind) if behind else None,
                kinds_before,
                kinds_behind,
            )
        )
    return rules


def _repeat_after_one(found: Sequence[Word], read: list[list[str]]) -> None:
    """看一看, 数了数: both are read as the verb."""
    for at in range(2, len(found)):
        if found[at].text == found[at - 2].text and found[at - 1].text in "一了" and len(found[at].text) == 1:
            read[at] = read[at - 2]


_DIGITS = frozenset("零〇一二两三四五六七八九十")
_BEFORE_NUMBERS = _DIGITS | {"第"}
_ORDINAL = frozenset("号月日楼班级等")
"""Behind it 一 is the first: 一号, 一楼."""


def _change_tones(text: str, found: Sequence[Word], read: list[list[str]]) -> None:
    """一 and 不 as they are spoken: yí gè, yì diǎn, bú shì; after one another weak: kàn yi kàn, shì bu shì."""
    if "一" not in text and "不" not in text:
        return
    spoken = [(word.start + at, place, at) for place, word in enumerate(found) for at in range(len(read[place]))]
    tone = {start: read[place][at][-1] for start, place, at in spoken}
    for start, place, at in spoken:
        character = text[start]
        if character == "一" and read[place][at] == "yi1":
            read[place][at] = "yi" + _tone_of_one(text, start, tone, found[place])
        elif character == "不" and read[place][at] == "bu4":
            read[place][at] = "bu" + _tone_of_not(text, start, tone, found[place])


def _tone_of_one(text: str, start: int, tone: dict[int, str], word: Word) -> str:
    before, behind = text[start - 1 : start] if start else "", text[start + 1 : start + 2]
    if before and before == behind:
        return "5"
    is_last = start == word.end - 1
    is_counted = before in _BEFORE_NUMBERS or behind in _DIGITS
    if is_counted or (is_last and len(word.text) > 1) or (len(word.text) < 3 and behind in _ORDINAL):
        return "1"
    return _against(tone.get(start + 1, ""), behind, otherwise="1", before_others="4")


_COMPLEMENTS = frozenset("完了到见懂清动起上下来去开住好会出着惯够掉成过走尽及回进得透准满")
_NO_COMPLEMENT = frozenset(("要不然", "要不是", "可不是", "岂不是", "莫不是", "倒不如", "还不如", "从不", "并不"))


def _tone_of_not(text: str, start: int, tone: dict[int, str], word: Word) -> str:
    before, behind = text[start - 1 : start] if start else "", text[start + 1 : start + 2]
    if before and before == behind:
        return "5"
    is_inside = word.start < start < word.end - 1
    if is_inside and len(word.text) == 3 and word.text not in _NO_COMPLEMENT and _is_verb(before):
        return "5"
    if len(word.text) == 1 and behind in _COMPLEMENTS and _is_verb(before) and start + 1 in tone:
        return "5"
    return _against(tone.get(start + 1, ""), behind, otherwise="4", before_others="4")


def _is_verb(character: str) -> bool:
    """Whether it can stand before 不 and what the deed comes to: 听不懂, 做不完."""
    known = wordlist().get(character) if character else None
    return known is not None and known.kind in "va" and character not in "会能要想可敢肯该是都也还"


def _against(tone: str, character: str, *, otherwise: str, before_others: str) -> str:
    """The second tone before a fourth one; 个 counts as fourth also where it is weak."""
    if not tone:
        return otherwise
    return "2" if tone == "4" or character == "个" else before_others
