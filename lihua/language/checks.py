"""Is what an engine gave a translation? Engines return the input, loop, drift into another script, or obey the text."""

from __future__ import annotations

import re
import unicodedata

from lihua.base import text as rich
from lihua.language import tags
from lihua.language.detection import detect
from lihua.language.han import han_table

LONGEST = 3000
_MARKUP = re.compile(r"</?[a-zA-Z!][^>]*>|&(?:[a-z]{2,8}|#\d+);")
_LOOP = re.compile(r"(.{2,40}?)\1{3,}|(\S)\2{7,}", re.DOTALL)
_WORD_LOOP = re.compile(r"\b(\w{2,})(?:\W+\1\b){2,}", re.IGNORECASE)
# What people write themselves: 哈哈哈, no no no, 不，不，不.
_PLAYFUL = re.compile(r"(\w)\1{2,}|\b(\w+)(?:\W+\2\b){2,}|(\w{2,8})\3{2,}", re.IGNORECASE)
_DENSE = re.compile(
    "[\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]"
)
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
# What a language is written in; Latin where nothing is said. Names may stay in another script, so a share is asked for.
_WRITTEN_IN = {
    "zh": _HAN,
    "yue": _HAN,
    "ja": re.compile("[\u3040-\u30ff\u3400-\u9fff]"),
    "ko": re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]"),
    **dict.fromkeys(("ru", "uk", "be", "bg", "mk", "kk", "mn", "ky"), re.compile("[\u0400-\u052f]")),
    **dict.fromkeys(
        ("ar", "fa", "ur", "ps", "ug"), re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]")
    ),
    **dict.fromkeys(("hi", "mr", "ne"), re.compile("[\u0900-\u097f]")),
    "th": re.compile("[\u0e00-\u0e7f]"),
    "el": re.compile("[\u0370-\u03ff\u1f00-\u1fff]"),
    "he": re.compile("[\u0590-\u05ff]"),
    "bn": re.compile("[\u0980-\u09ff]"),
}
_ANY_OF_THOSE = re.compile("[\u0370-\u1cff\u1f00-\u1fff\u3040-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff]")
_LEAST_SHARE = 0.4
_WORD = re.compile(r"[^\W\d_]{2,}")
_TELLING, _SURE = 24, 0.9
# Languages that the detector does not take for their neighbours: not no/da/sv, id/ms, hr/sr/bs.
_TOLD = frozenset(
    "ar de el en es fa fi fr he hi hu it ja ko nl pl pt ru th tr uk vi zh".split()  # noqa: SIM905
)


class BadTranslation(Exception):
    """Not shown; the original stays. `reason` is a constant phrase."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def clean(output: str) -> str:
    """Plain text in one line: no control, bidi-override or tag characters, few stacked marks."""
    return rich.one_line(output[: 4 * LONGEST])


def require_translation(sentence: str, output: str, *, target: str, allowed: str = "") -> None:
    """Raise BadTranslation unless `output` (cleaned) can be a translation of `sentence`.

    `allowed` holds whatever links, names and tags may stand in it; without it those of the sentence.
    """
    if not output:
        raise BadTranslation("empty")
    if len(output) > LONGEST or not _fits(sentence, output):
        raise BadTranslation("length")
    if _same(sentence, output):
        raise BadTranslation("unchanged")
    if _is_part_of(sentence, output):
        raise BadTranslation("copied")
    if not set(_MARKUP.findall(output)) <= set(_MARKUP.findall(sentence)):
        raise BadTranslation("markup")
    if _runs_away(output) or (repeats(output) and not _PLAYFUL.search(sentence)):
        raise BadTranslation("repetition")
    if _adds_entities(allowed or sentence, output):
        raise BadTranslation("added links")
    if not _in_script(sentence, output, target):
        raise BadTranslation("wrong script")
    if not _in_language(output, target):
        raise BadTranslation("wrong language")


def _fits(sentence: str, output: str) -> bool:
    """About as much is said: a Chinese character weighs as much as three letters."""
    said, given = weight(sentence), weight(output)
    return given <= 12 + 4 * said and said <= 20 + 5 * given


def weight(text: str) -> int:
    return len(text) + 2 * len(_DENSE.findall(text))


def _same(sentence: str, output: str) -> bool:
    return _letters(sentence) == _letters(output)


def _is_part_of(sentence: str, output: str) -> bool:
    """Nothing but words of the sentence, and not nearly all of them: somebody was told what to say."""
    said, given = _WORD.findall(sentence.casefold()), _WORD.findall(output.casefold())
    if _DENSE.search(output):  # no spaces to tell words by: the whole piece must stand there
        folded = _letters(output)
        return len(folded) >= 3 and folded in _letters(sentence) and len(_letters(sentence)) > 1.5 * len(folded)
    return bool(given) and set(given) <= set(said) and weight(sentence) > 1.5 * weight(output) + 4


def _in_language(output: str, target: str) -> bool:
    """What is long enough to be told, and clearly in a language that was not asked for, is no translation."""
    if sum(map(str.isalpha, output)) < _TELLING:
        return True
    found = detect(output, prior=(target,))
    same = tags.UNDETERMINED in (found.language, target) or tags.base(found.language) == tags.base(target)
    return same or found.confidence < _SURE or tags.base(target) not in _TOLD


def _letters(text: str) -> str:
    return "".join(character for character in unicodedata.normalize("NFKC", text).casefold() if character.isalnum())


def repeats(text: str) -> bool:
    """salad salad salad, pre-pre-pre-pre-, (笑声)(掌声)(笑声)(掌声)..."""
    return _LOOP.search(text) is not None or _WORD_LOOP.search(text) is not None


def _runs_away(text: str) -> bool:
    """Many words and nearly all the same ones."""
    words = text.casefold().split()
    return len(words) >= 12 and len(set(words)) < 0.35 * len(words)


def _adds_entities(sentence: str, output: str) -> bool:
    before = {(entity.kind, entity.value) for entity in rich.entities(sentence)}
    return any((entity.kind, entity.value) not in before for entity in rich.entities(output))


def _in_script(sentence: str, output: str, target: str) -> bool:
    base = tags.base(target)
    own = " ".join(word for word in output.split() if word not in sentence)  # names and brands may stay
    letters = sum(character.isalpha() for character in own)
    if letters < 3:
        return True
    wanted = _WRITTEN_IN.get(base)
    right = len(wanted.findall(own)) if wanted else letters - len(_ANY_OF_THOSE.findall(own))
    return right >= _LEAST_SHARE * letters and (base != "zh" or _in_chinese_of(output, tags.script(target)))


def _in_chinese_of(output: str, script: str) -> bool:
    table = han_table()
    simplified = sum(character in table.simplified for character in output)
    traditional = sum(character in table.traditional for character in output)
    return simplified >= traditional if script != "Hant" else traditional >= simplified
