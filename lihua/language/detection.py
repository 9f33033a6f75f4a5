"""Which language a text is in, with the stretches and the sentences that are in another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from lihua.language import tags
from lihua.language.mixed import parts_of
from lihua.language.recognition import NOTHING, Detected, whole
from lihua.language.runs import Run, runs_of, script_of, shares_of
from lihua.language.signs import CODE, KAOMOJI, LINK, SHORTCODE

_LONGEST = 3000
_SURE_OF_SENTENCE = 0.8
_FEW_LETTERS = 8

_NOT_WORDS = re.compile(
    rf"{LINK}|\b[\w.+-]+@[\w-]+\.[\w.-]+|@[\w.]+(?:@[\w.-]+)?|[#＃][\w·]+|{CODE}|{SHORTCODE}|{KAOMOJI}", re.IGNORECASE
)
_TAG_SIGN = re.compile("[#＃]")
_QUOTED = re.compile('“[^“”\n]+”|"[^"\n]+"|«[^«»\n]+»|「[^「」\n]+」|『[^『』\n]+』|《[^《》\n]+》|‘[^‘’\n]{6,}’')


def detect(text: str, prior: Sequence[str] = ()) -> Detected:
    """The language of the author's own words; links, mentions, tags and emoji say nothing about it, quotes little.

    `prior`: the languages that the author writes, the most usual first. They decide where the text does not.
    """
    words = _NOT_WORDS.sub(_blank, text[:_LONGEST])
    runs = runs_of(words)
    if not runs:
        words = _TAG_SIGN.sub(" ", text[:_LONGEST]) if _TAG_SIGN.search(text) else ""  # tags are all there is
        words = _NOT_WORDS.sub(_blank, words).replace("_", " ")
        runs = runs_of(words)
    if not runs:
        return NOTHING
    own, own_runs = _own_words(words, runs)
    shares = shares_of(own, own_runs)
    found = whole(own, own_runs, shares, prior)
    parts = parts_of(words, runs, found, prior)
    if not parts:
        return found
    others = dict.fromkeys([*(part.language for part in parts), *found.others])
    return replace(found, parts=parts, others=tuple(tag for tag in others if tag != found.language))


def languages_of_sentences(
    text: str, cuts: Sequence[Sequence[int]], language: str, prior: Sequence[str] = (), *, is_said: bool = False
) -> dict[int, str]:
    """By ordinal, the language of each sentence that clearly is in another one than its text.

    `is_said`: the author named the text's language. Then what the detector takes the whole text for is said of none
    of its sentences, so that a correction sticks.
    """
    if len(cuts) < 2:
        return {}
    usual = [tag for tag in (language, *prior) if tag != tags.UNDETERMINED]
    taken_for = {tags.base(detect(text).language)} if is_said else set()
    different = {}
    for ordinal, (start, end) in enumerate(cuts):
        if not runs_of(_NOT_WORDS.sub(_blank, text[start:end])):  # tags alone are in no language of their own
            continue
        said = detect(text[start:end], prior=usual)
        if said.language in (language, tags.UNDETERMINED) or said.confidence < _SURE_OF_SENTENCE:
            continue
        same_script = script_of(tags.base(said.language)) == script_of(tags.base(language))
        letters = sum(map(str.isalpha, text[start:end]))
        if letters < (_FEW_LETTERS if same_script else 2):
            continue
        if is_said and same_script and (tags.base(said.language) in {*taken_for, tags.base(language)}):
            continue
        different[ordinal] = said.language
    return different


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _own_words(words: str, runs: list[Run]) -> tuple[str, list[Run]]:
    """Without what is quoted, if enough is left to tell by."""
    if not _QUOTED.search(words):
        return words, runs
    own = _QUOTED.sub(_blank, words)
    own_runs = runs_of(own)
    if sum(share.words for share in shares_of(own, own_runs).values()) >= 2.0:
        return own, own_runs
    return words, runs
