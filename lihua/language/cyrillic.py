"""Cyrillic in Latin letters, each language by its own standard.

Russian, Belarusian, Kazakh: BGN/PCGN, without dots and soft signs. Ukrainian: the national system of 2010. Bulgarian:
the law of 2009. Serbian: Gaj's alphabet. Macedonian: that of its passports. Mongolian: MNS 5217:2012.
"""

from __future__ import annotations

import re


def _pairs(letters: str, latin: str) -> dict[str, str]:
    return dict(zip(letters, latin.split(), strict=True))


_APOSTROPHES = dict.fromkeys("'’\u02bc", "")
_COMMON = _pairs(
    "абвгдезиклмнопрстуфхцжчшщйыэюяё",
    "a b v g d e z i k l m n o p r s t u f kh ts zh ch sh shch y y e yu ya yo",
) | {"ъ": "", "ь": ""}
_LETTERS: dict[str, dict[str, str]] = {
    "ru": _COMMON,
    "uk": _COMMON | _APOSTROPHES | _pairs("гґиіїєйюя", "h g y i i ie i iu ia"),
    "be": _COMMON | _APOSTROPHES | _pairs("гґіў", "h g i w"),
    "bg": _COMMON | _pairs("хщъь", "h sht a y"),
    "sr": _pairs("абвгдђежзијклљмнњопрстћуфхцчџш", "a b v g d đ e ž z i j k l lj m n nj o p r s t ć u f h c č dž š"),
    "mk": _pairs(
        "абвгдѓежзѕијклљмнњопрстќуфхцчџш", "a b v g d gj e zh z dz i j k l lj m n nj o p r s t kj u f h c ch dj sh"
    ),
    "kk": _COMMON | _pairs("әғқңөұүһі", "ä gh q ng ö u ü h i"),
    "mn": _COMMON | _pairs("жөүйь", "j ö ü i i"),
}
LANGUAGES = frozenset(_LETTERS)
_FIRST = {"uk": {"ї": "yi", "є": "ye", "й": "y", "ю": "yu", "я": "ya"}}
"""At the beginning of a word."""
_WITH_YE = frozenset(("ru", "be", "kk", "mn"))
_YE = re.compile("(?<![а-яёіў])е|(?<=[аеёиоуыэюяіў])е|(?<=[ьъ’'\u02bc])е")
_CYRILLIC = re.compile("[\u0400-\u04ff]")


def romanize(word: str, language: str) -> str:
    """The word in Latin letters; empty where nothing of it is Cyrillic."""
    letters = _LETTERS.get(language)
    if letters is None or not _CYRILLIC.search(word):
        return ""
    plain = _prepared(word.lower(), language)
    first = _FIRST.get(language, {}).get(plain[:1])
    made = (first if first is not None else letters.get(plain[:1], plain[:1])) + "".join(
        letters.get(letter, letter) for letter in plain[1:]
    )
    if word.isupper() and len(word) > 1:
        return made.upper()
    return made[:1].upper() + made[1:] if word[:1].isupper() else made


def _prepared(word: str, language: str) -> str:
    if language in _WITH_YE:
        word = _YE.sub("ye", word)
    if language == "uk":
        word = word.replace("зг", "zgh")
    if language == "bg" and word.endswith("ия"):
        word = word[:-2] + "ia"
    return word
