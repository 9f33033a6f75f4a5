"""Korean in Latin letters: the Revised Romanization of 2000, as a word is spoken (독립 is dongnip, 신라 is Silla).

Its own exceptions are kept: tensed consonants are not shown, and h stays after k, t, p (축하 is chukha). What a
spelling does not tell (신문로 is Sinmunno) is not known here.
"""

from __future__ import annotations

_LEADS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_VOWELS = (
    "a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we", "wi", "yu", "eu",
    "ui", "i",
)  # fmt: skip
_TAILS = ("", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ")
_LEAD_LETTERS = dict(
    zip(
        _LEADS,
        ("g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h"),
        strict=True,
    )
) | {"ㄹㄹ": "l"}  # the second of two
_TAIL_LETTERS = {"": "", "ㄱ": "k", "ㄴ": "n", "ㄷ": "t", "ㄹ": "l", "ㅁ": "m", "ㅂ": "p", "ㅇ": "ng"}
_SOUNDS = {
    "ㄱ": "ㄱㄲㅋㄳㄺ",
    "ㄴ": "ㄴㄵㄶ",
    "ㄷ": "ㄷㅅㅆㅈㅊㅌㅎ",
    "ㄹ": "ㄹㄼㄽㄾㅀ",
    "ㅁ": "ㅁㄻ",
    "ㅂ": "ㅂㅍㅄㄿ",
    "ㅇ": "ㅇ",
}
_PLAIN = {tail: sound for sound, tails in _SOUNDS.items() for tail in tails}
"""What is heard of a final consonant at the end of a word."""
_PAIRS = {
    "ㄳ": ("ㄱ", "ㅅ"),
    "ㄵ": ("ㄴ", "ㅈ"),
    "ㄶ": ("ㄴ", "ㅎ"),
    "ㄺ": ("ㄹ", "ㄱ"),
    "ㄻ": ("ㄹ", "ㅁ"),
    "ㄼ": ("ㄹ", "ㅂ"),
    "ㄽ": ("ㄹ", "ㅅ"),
    "ㄾ": ("ㄹ", "ㅌ"),
    "ㄿ": ("ㄹ", "ㅍ"),
    "ㅀ": ("ㄹ", "ㅎ"),
    "ㅄ": ("ㅂ", "ㅅ"),
}
_BREATHED = {"ㄱ": "ㅋ", "ㄷ": "ㅌ", "ㅈ": "ㅊ"}
_NASAL = {"ㄱ": "ㅇ", "ㄷ": "ㄴ", "ㅂ": "ㅁ"}
_NOUNS = "닭흙칡"
_FIRST, _LAST = 0xAC00, 0xD7A3
_I = 20


def romanize(word: str) -> str:
    """The word in Latin letters; empty where nothing of it is Korean."""
    if not any(_FIRST <= ord(character) <= _LAST for character in word):
        return ""
    parts: list[str] = []
    run: list[str] = []
    for character in word:
        if _FIRST <= ord(character) <= _LAST:
            run.append(character)
        else:
            parts += [_run(run), character]
            run = []
    return "".join([*parts, _run(run)])


def _run(syllables: list[str]) -> str:
    leads, vowels, tails = [], [], []
    for syllable in syllables:
        code = ord(syllable) - _FIRST
        leads.append(_LEADS[code // 588])
        vowels.append(code % 588 // 28)
        tails.append(_TAILS[code % 28])
    for at, syllable in enumerate(syllables):
        if at + 1 < len(syllables):
            tails[at], leads[at + 1] = _meet(tails[at], leads[at + 1], vowels[at + 1], syllable)
        else:
            tails[at] = _PLAIN.get(tails[at], "")
    return "".join(
        _LEAD_LETTERS[lead] + _VOWELS[vowel] + _TAIL_LETTERS[tail]
        for lead, vowel, tail in zip(leads, vowels, tails, strict=True)
    )


def _meet(tail: str, lead: str, vowel: int, syllable: str) -> tuple[str, str]:
    """What is heard of a final consonant and the first one of the next syllable."""
    if not tail:
        return "", lead
    if lead == "ㅇ":
        return _carried(tail, vowel)
    if tail in "ㅎㄶㅀ":
        return _after_h(tail, lead)
    if lead == "ㅎ" and tail in "ㅈㄵ":
        return ("ㄴ" if tail == "ㄵ" else ""), "ㅊ"
    if lead == "ㅎ" and tail == "ㄷ" and vowel == _I:
        return "", "ㅊ"
    if tail == "ㄺ" and lead == "ㄱ" and syllable not in _NOUNS:
        return "ㄹ", lead
    return _assimilated(_PLAIN[tail], lead)


def _carried(tail: str, vowel: int) -> tuple[str, str]:
    """Before a vowel the consonant moves over: 음악 is eumak; ㄷ and ㅌ soften before i: 같이 is gachi."""
    if tail == "ㅇ":
        return tail, "ㅇ"
    rest, moved = _PAIRS.get(tail, ("", tail))
    if moved == "ㅎ":
        return ("", rest) if rest else ("", "ㅇ")
    if vowel == _I and moved in "ㄷㅌ":
        moved = "ㅈ" if moved == "ㄷ" else "ㅊ"
    return rest, moved


def _after_h(tail: str, lead: str) -> tuple[str, str]:
    rest = _PAIRS[tail][0] if tail in _PAIRS else ""
    if lead in _BREATHED:
        return rest, _BREATHED[lead]
    if lead == "ㅅ":
        return rest, lead
    return _assimilated(rest or "ㄷ", lead)


def _assimilated(tail: str, lead: str) -> tuple[str, str]:
    if lead == "ㄹ" and tail in "ㄴㄹ":
        return "ㄹ", "ㄹㄹ"
    if lead == "ㄴ" and tail == "ㄹ":
        return "ㄹ", "ㄹㄹ"
    if lead == "ㄹ":
        return _NASAL.get(tail, tail), "ㄴ"
    if lead in "ㄴㅁ":
        return _NASAL.get(tail, tail), lead
    return tail, lead
