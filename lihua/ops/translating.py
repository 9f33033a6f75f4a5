"""`lihua language translate`: sentences on standard input, JSON lines on standard output."""

import argparse
import contextlib
import sys
from collections.abc import Iterable
from typing import Any

from lihua import language
from lihua.language import actions, queries
from lihua.ops.cli import say
from lihua.ops.languages import lines_of, say_line
from lihua.ops.preparing import require_village
from lihua.ops.refusals import Refused

AT_ONCE = 64


def translate(chosen: argparse.Namespace) -> None:
    """One JSON object a line; a sentence that could not be translated has an empty translation and a reason."""
    require_village(makes_one=True)
    source, target = _tag(chosen.source), _tag(chosen.target)
    key = _engine(chosen.engine) if chosen.engine else ""
    if source == target:
        raise Refused("The two languages are the same.", "lihua language translate --from zh --to en")
    with contextlib.suppress(BrokenPipeError):  # `| head`
        _translate_all(lines_of(sys.stdin), source, target, key)


def _translate_all(lines: Iterable[str], source: str, target: str, key: str) -> None:
    batch: list[str] = []
    for line in lines:
        batch.append(line)
        if len(batch) == AT_ONCE or sys.stdin.isatty():
            _say_all(batch, source, target, key)
            batch = []
    if batch:
        _say_all(batch, source, target, key)


def _say_all(lines: list[str], source: str, target: str, key: str) -> None:
    """A line may hold several sentences: each is translated by itself, as in a text."""
    cuts = [[line[start:end] for start, end in language.cut(line, source)] or [line] for line in lines]
    made = iter(
        actions.translate([sentence for line in cuts for sentence in line], source=source, target=target, engine=key)
    )
    for line, sentences in zip(lines, cuts, strict=True):
        found = [next(made) for _sentence in sentences]
        say_line(_answer(line, found, target))


def _answer(line: str, found: list[actions.Translated], target: str) -> dict[str, Any]:
    wrong = next((one for one in found if one.status in ("failed", "refused")), None)
    if wrong:
        say(f"Not translated: {wrong.reason}.")
    joint = "" if target.split("-")[0] in ("zh", "ja", "th") else " "
    scores = [one.score for one in found if one.score is not None]
    answer: dict[str, Any] = {
        "source": line,
        "translation": "" if wrong else joint.join(one.text for one in found),
        "engine": next((one.engine for one in found if one.engine), ""),
        "score": min(scores) if scores else None,
        "rough": any(one.rough for one in found),
    }
    pivot = next((one.pivot for one in found if one.pivot), "")
    return answer | ({"pivot": pivot} if pivot else {}) | ({"reason": wrong.reason} if wrong else {})


def _tag(text: str) -> str:
    try:
        return language.tags.normalize(text)
    except language.tags.UnknownLanguage as problem:
        raise Refused(f"This is not a language tag: {text}", "Write tags such as zh, zh-Hant, en.") from problem


def _engine(name: str) -> str:
    reports = queries.engine_reports()
    for one in reports:
        if name.casefold() in (one.key, one.name.casefold()):
            return one.key
    there = ", ".join(one.name for one in reports) or "none"
    raise Refused(f"There is no engine {name}.", f"There are: {there}. lihua engine list shows more.")
