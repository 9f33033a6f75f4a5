"""Which language a stretch of text is built in: its script first, then the model inside the script, then the author."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal, NamedTuple

from lihua.language import tags
from lihua.language.han import han_table
from lihua.language.runs import ONE_LANGUAGE, Run, Share, script_of
from lihua.language.telling import is_sound, known_by, romanised, signs

Source = Literal["rules", "model", "prior", "author"]


class Part(NamedTuple):
    """A stretch of a mixed text, in code points."""

    start: int
    end: int
    language: str


@dataclass(frozen=True, slots=True)
class Detected:
    language: str
    """BCP 47, `und` where it cannot be told."""
    script: str
    """ISO 15924: Hans, Hant, Jpan, Kore, Latn...; Zyyy when there are no letters. Chinese in pinyin is `Latn`."""
    confidence: float
    source: Source
    """What decided: rules (script, letters, small words), the model, or what the author usually writes. A language that
    the author chose has the source `author`; the detector never says so."""
    others: tuple[str, ...] = ()
    """Languages that it might be instead, the likeliest first."""
    parts: tuple[Part, ...] = ()
    """The stretches of a text in several languages, in order; none where it is all in one."""


NOTHING = Detected(tags.UNDETERMINED, "Zyyy", 0.0, "rules")
_FEW_LETTERS = 3
_LEAST_CONFIDENCE = 0.35

_CANDIDATES = {
    "Latn": ("en", "es", "fr", "de", "pt", "it", "nl", "pl", "tr", "id", "vi", "sv", "ro", "cs", "hu", "tl"),
    "Cyrl": ("ru", "uk", "bg", "sr"),
    "Arab": ("ar", "fa", "ur"),
    "Deva": ("hi", "mr", "ne"),
}
# Some write these everywhere, and few people write those here: a text must say so a little more clearly.
_HOW_USUAL = {
    "en": 1.6,
    **dict.fromkeys(("nl", "pl", "sv", "ro", "cs", "hu", "tl"), 0.4),
    **dict.fromkeys(("bg", "sr", "ur", "mr", "ne"), 0.25),
}
_MOST_WORDS_OF_A_NAME = 3
_SURE_OF_A_NAME = 0.9


def whole(words: str, runs: Sequence[Run], shares: dict[str, Share], prior: Sequence[str]) -> Detected:
    """The language in which a stretch of text is built, whatever it borrows."""
    main = max(shares, key=lambda script: shares[script].words)
    certainty = 0.6 + 0.4 * shares[main].words / sum(share.words for share in shares.values())
    found = _in_script(main, words, runs, shares, prior)
    return found if certainty == 1.0 else replace(found, confidence=round(found.confidence * certainty, 3))


def _in_script(
    script: str, words: str, runs: Sequence[Run], shares: dict[str, Share], prior: Sequence[str]
) -> Detected:
    letters = shares[script].letters
    if script in ("Hani", "Kana"):
        return _chinese_or_japanese(words, shares, prior)
    if script == "Hang":
        return Detected("ko", "Kore", 0.99 if letters > 1 else 0.8, "rules")
    if script in ONE_LANGUAGE and letters >= _FEW_LETTERS:
        return Detected(ONE_LANGUAGE[script], script, 0.99, "rules")
    usual = [tag for tag in prior if script_of(tags.base(tag)) == script]
    if letters < _FEW_LETTERS or script not in _CANDIDATES:
        return Detected(usual[0], script, 0.5, "prior") if usual else Detected("und", script, 0.0, "rules")
    kept = " ".join([words[run.start : run.end] for run in runs if run.script == script])
    if script == "Latn" and all(map(is_sound, kept.split())):
        return Detected(usual[0], script, 0.5, "prior") if usual else Detected("und", script, 0.0, "rules")
    if script == "Latn" and (spelt := romanised(kept)):
        written = next((tags.normalize(tag) for tag in prior if tags.base(tag) == spelt), "")
        return Detected(written or tags.normalize(spelt), "Latn", 0.75, "rules")
    return _by_model(script, words, kept, letters, usual)


def _chinese_or_japanese(words: str, shares: dict[str, Share], prior: Sequence[str]) -> Detected:
    table = han_table()
    han = [character for character in words if "\u3400" <= character <= "\u9fff"]
    simplified = sum(character in table.simplified for character in han)
    traditional = sum(character in table.traditional for character in han)
    japanese = sum(character in table.japanese for character in han)
    kana = shares["Kana"].letters if "Kana" in shares else 0
    chinese = sum(not _is_usual_in_japan(character) for character in han) - japanese
    if _is_japanese(words, len(han), kana, chinese, japanese):
        return Detected("ja", "Jpan", 0.99 if kana > 1 or japanese > 1 else 0.85, "rules")
    usual = [tag for tag in prior if tags.base(tag) in ("zh", "ja", "yue")]
    if usual and tags.base(usual[0]) == "ja" and chinese <= 0 and len(han) < 12:
        return Detected("ja", "Jpan", 0.7, "prior", ("zh-Hant" if traditional else "zh-Hans",))
    others = ("ja",) if chinese <= 0 and not simplified else ()
    if simplified == traditional:
        written = next((tags.normalize(tag) for tag in usual if tags.base(tag) == "zh"), None)
        if written:
            other = "zh-Hans" if written == "zh-Hant" else "zh-Hant"
            return Detected(written, tags.script(written), 0.8, "prior", (other, *others))
        return Detected("zh-Hans", "Hans", 0.7, "rules", ("zh-Hant", *others))
    margin = abs(simplified - traditional) / (simplified + traditional)
    tag, other = ("zh-Hans", "zh-Hant") if simplified > traditional else ("zh-Hant", "zh-Hans")
    return Detected(tag, tags.script(tag), round(0.8 + 0.19 * margin, 3), "rules", (other, *others))


def _is_japanese(words: str, han: int, kana: int, chinese: int, japanese: int) -> bool:
    """Kana, unless it is a の in a Chinese text, as people write for fun; or characters that only Japan writes."""
    if kana:
        telling = kana - words.count("の")
        return chinese <= 0 or (telling > 0 and kana > 0.1 * (han + kana))
    return japanese > 0 and japanese > chinese


@lru_cache(maxsize=4096)
def _is_usual_in_japan(character: str) -> bool:
    """Among the 2,965 everyday characters of JIS X 0208 (level 1), which EUC-JP keeps in the rows B0 to CF."""
    encoded = character.encode("euc_jp", "ignore")
    return len(encoded) == 2 and 0xB0 <= encoded[0] <= 0xCF


def _by_model(script: str, words: str, kept: str, letters: int, usual: Sequence[str]) -> Detected:
    from lihua.language import langid

    bases = [tags.base(tag) for tag in usual]
    candidates = tuple(dict.fromkeys([*_CANDIDATES[script], *(one for one in bases if one in langid.LANGUAGES)]))
    chances = langid.model().probabilities(kept, candidates) or dict.fromkeys(candidates, 1 / len(candidates))
    plain = max(chances, key=lambda one: chances[one])
    _weigh(chances, _HOW_USUAL)
    _weigh(chances, signs(script, words, kept))
    by_text = max(chances, key=lambda one: chances[one])
    is_known = chances[by_text] > 1.5 * sum(chances.values()) / len(candidates)
    if bases:
        trust = 6.0 if letters < 20 else 3.0 if letters < 60 else 1.5
        _weigh(chances, {one: trust * (1.5 if one == bases[0] else 1.0) for one in bases if one in chances})
    total = sum(chances.values())
    ranked = sorted(chances, key=lambda one: -chances[one])
    best, confidence = ranked[0], chances[ranked[0]] / total
    others = tuple(one for one in ranked[:4] if chances[one] > 0.02 * total)
    least = _SURE_OF_A_NAME if script == "Latn" and best not in bases and _is_name(kept) else _LEAST_CONFIDENCE
    if confidence < least or (not is_known and best not in bases):
        return Detected("und", script, round(confidence, 3), "model", others[:3])
    source: Source = "prior" if best != by_text else "rules" if best != plain else "model"
    return Detected(best, script, round(min(confidence, 0.99), 3), source, others[1:])


def _is_name(kept: str) -> bool:
    """A few capitalised words of which none is common in any language."""
    words = kept.split()
    return len(words) <= _MOST_WORDS_OF_A_NAME and all(
        word[0].isupper() and not word.isupper() and not known_by(word.lower()) for word in words
    )


def _weigh(chances: dict[str, float], weights: dict[str, float]) -> None:
    for language, weight in weights.items():
        if language in chances:
            chances[language] *= weight
