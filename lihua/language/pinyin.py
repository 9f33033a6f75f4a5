"""Pinyin as people read it: from `nu:3 er2` to `nǚ ér`."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_MARKED: dict[str, tuple[str, ...]] = {vowel: tuple(forms.split()) for vowel, forms in {
    "a": "ā á ǎ à a", "e": "ē é ě è e", "i": "ī í ǐ ì i", "o": "ō ó ǒ ò o", "u": "ū ú ǔ ù u", "ü": "ǖ ǘ ǚ ǜ ü",
    "m": "m̄ ḿ m̌ m̀ m", "n": "n̄ ń ň ǹ n",
}.items()}  # fmt: skip


def marked(numbered: str) -> str:
    """Each syllable of a reading with its tone mark instead of its number."""
    return " ".join(map(marked_syllable, numbered.split()))


@lru_cache(maxsize=4096)
def marked_syllable(syllable: str) -> str:
    letters, tone = syllable[:-1], syllable[-1:]
    if tone not in "12345" or not letters.replace(":", "").isalpha():
        return syllable
    letters = letters.replace("u:", "ü").replace("U:", "Ü")
    if letters == "xx":  # what nobody knows how to read
        return ""
    bearer = _bearer(letters.lower())
    if bearer < 0:
        return letters
    vowel = letters[bearer]
    mark = _MARKED[vowel.lower()][int(tone) - 1]
    return letters[:bearer] + (mark.upper() if vowel.isupper() else mark) + letters[bearer + 1 :]


_TONES = {"\u0304": "1", "\u0301": "2", "\u030c": "3", "\u0300": "4"}


def numbered(reading: str) -> list[str]:
    """The way back: each syllable with its number, ü as u:."""
    syllables = []
    for syllable in unicodedata.normalize("NFD", reading.lower()).split():
        tone = next((_TONES[sign] for sign in syllable if sign in _TONES), "5")
        letters = "".join(sign for sign in syllable.replace("u\u0308", "u:") if sign not in _TONES)
        # ǘ is u, two dots, acute; taken apart the accent may stand between.
        syllables.append(letters.replace("\u0308", ":") + tone)
    return syllables


def _bearer(letters: str) -> int:
    """Where the mark stands: on a or e, else on the o of ou, else on the last vowel; on m or n in 呣 嗯."""
    for vowel in "ae":
        if vowel in letters:
            return letters.index(vowel)
    if "ou" in letters:
        return letters.index("o")
    vowels = [at for at, letter in enumerate(letters) if letter in "iouü"]
    if vowels:
        return vowels[-1]
    return 0 if letters in ("m", "n", "ng") else -1
