"""One analyzer for what is indexed and what is asked, so that both always agree.

Neither side knows the other's language: every rule here looks at the characters alone. Told in docs/rooms/language.md.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from lihua.language.han import han_table

VERSION = 1
"""Raised with every change of what `analyze` gives: an index built by another version must be rebuilt."""

BREAK = "zzb"
"""Stands where punctuation parts characters, so that a phrase does not match across it (上学，生活 is not 学生)."""

LONGEST_TOKEN = 64
_LONGEST_PHRASE = 4

_SINGLE = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"  # Thai, Lao, Burmese, Khmer: no spaces between words
    "\u1100-\u11ff\u3005\u3007\u3041-\u30ff\u3105-\u318f\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff"
    "\uf900-\ufaff\U00020000-\U0003ffff"
)
_MARK = "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0963\u0966-\u0dff\u0f71-\u0f84"
_SINGLE_MARK = (
    "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece\u102b-\u103e"
    "\u1056-\u109d\u17b4-\u17d3\u3099\u309a"
)
_TOKEN = re.compile(
    rf"[{_SINGLE}][{_SINGLE_MARK}]*"
    rf"|(?:(?![{_SINGLE}])[^\W_])(?:(?![{_SINGLE}])[^\W_]|[{_MARK}])*"
    r"|[。！？，、；：…!?,;:.()（）\n]+"
)
_IS_SINGLE = re.compile(f"[{_SINGLE}]")
_QUOTED = re.compile(r"[\"“”«「『]([^\"“”«»「」『』]{1,200})[\"“”»」』]")


def analyze(text: str) -> list[str]:
    """Index tokens in the order of the text. No token holds white space."""
    tokens: list[str] = []
    for token in _TOKEN.findall(fold(text)):
        first = token[0]
        if first >= "\u0e00" and _IS_SINGLE.match(first):
            tokens.append(token)
        elif first.isalnum():
            tokens.append(stem(token))
        elif tokens and tokens[-1] >= "\u0e00":
            tokens.append(BREAK)
    if tokens and tokens[-1] == BREAK:
        tokens.pop()
    return tokens


def query_terms(text: str) -> list[list[str]]:
    """What was asked, as terms that must all be found; each is a phrase of tokens that stand side by side."""
    terms: list[list[str]] = []
    rest = text
    if any(mark in text for mark in '"“”«「『'):
        terms += [analyze(quoted) for quoted in _QUOTED.findall(text)]
        rest = _QUOTED.sub(" ", text)
    for run in _runs(rest):
        terms += _phrases(run)
    return [list(term) for term in dict.fromkeys(tuple(term) for term in terms if term)]


def _runs(text: str) -> list[list[str]]:
    """Characters that stand together are one run; every word in letters is a run of its own."""
    runs: list[list[str]] = []
    for chunk in text.split():
        together = False
        for token in analyze(chunk):
            single = _IS_SINGLE.match(token) is not None
            if token == BREAK:
                together = False
            elif single and together:
                runs[-1].append(token)
            else:
                runs.append([token])
                together = single
    return runs


def _phrases(run: list[str]) -> list[list[str]]:
    """A long run of Chinese is asked word by word (成都火锅推荐): what holds the whole run holds every word of it."""
    if len(run) <= _LONGEST_PHRASE or not all("\u3400" <= token <= "\u9fff" for token in run):
        return [run]
    import rjieba

    return [list(word) for word in rjieba.cut("".join(run))]


def fold(text: str) -> str:
    """Width, case, accents, scripts of Chinese, kana and digits made equal. For matching, never for showing."""
    if text.isascii():
        return text.lower()
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_fold_table())
    return unicodedata.normalize("NFC", folded)


@cache
def _fold_table() -> dict[int, str | None]:
    table: dict[int, str | None] = dict(han_table().fold)
    for block in (range(0xC0, 0x250), range(0x370, 0x400), range(0x1E00, 0x2000)):
        for code in block:
            letter = unicodedata.normalize("NFD", chr(code))[0]
            if letter != chr(code) and letter.isalpha():
                table[code] = letter
    table.update({ord(letter): plain for letter, plain in _PLAIN_LETTERS.items()})
    table.update({katakana: chr(katakana - 0x60) for katakana in range(0x30A1, 0x30F7)})
    for zero in (0x0660, 0x06F0, 0x0966, 0x09E6):
        table.update({zero + digit: str(digit) for digit in range(10)})
    table.update(dict.fromkeys(_DROPPED))
    return table


_PLAIN_LETTERS = (
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
    | {"ё": "е", "ґ": "г", "ў": "у", "ї": "і"}
    | dict(zip("أإآٱىیئةۀکؤ", "اااايييههكو", strict=True))  # Arabic and Persian forms of one letter
)
_DROPPED = (
    *range(0x0300, 0x0370),  # accents that did not compose
    *(0x0640, 0x0670, *range(0x064B, 0x0660), *range(0x0591, 0x05C8)),  # vowel marks of Arabic and Hebrew
    *(0x093C, 0x09BC),  # nukta
    *(0x00AD, 0x200C, 0x200D),  # soft hyphen and joiners
)


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """A mild stem that needs no language, applied until nothing changes, so that a stem is its own stem."""
    word = word[:LONGEST_TOKEN]
    shorten = _shorten_latin if word[0] < "\u0250" else _shorten_cyrillic if "\u0400" <= word[0] < "\u0530" else None
    if shorten is None or not word.isalpha():
        return word
    while True:
        shorter = shorten(word)
        if shorter == word:
            return word
        word = shorter


_VOWEL = re.compile("[aeiouy]")


def _shorten_latin(word: str) -> str:
    """Plurals (-s -es), English -ing -ed, a final silent e, y as i, a doubled last consonant; three letters stay."""
    if len(word) < 4:
        return word
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    if word.endswith("e"):
        return word[:-1]
    if word.endswith("ing") and len(word) >= 6 and _VOWEL.search(word, 0, len(word) - 3):
        return word[:-3]
    if word.endswith("ed") and len(word) >= 5 and _VOWEL.search(word, 0, len(word) - 2):
        return word[:-2]
    if word.endswith("y"):
        return word[:-1] + "i"
    if word[-1] == word[-2] and word[-1] not in "aeious":
        return word[:-1]
    return word


_CYRILLIC_ENDING = re.compile(
    "(?:иями|ями|ами|ого|его|ому|ему|ыми|ими|ией|ый|ий|ой|ая|яя|ое|ее|ые|ие|ых|их|ую|юю|ов|ев|ей|ом|ем|ам|ям|ах|ях|ою|ею"
    "|ия|ии|ью|а|я|о|е|у|ю|ы|и|і|ь|й)$"
)


def _shorten_cyrillic(word: str) -> str:
    shorter = _CYRILLIC_ENDING.sub("", word)
    return shorter if len(shorter) >= 3 else word
