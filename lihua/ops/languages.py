"""What is known of languages, from the command line: texts on standard input, JSON lines on standard output."""

import argparse
import contextlib
import json
import sys
from collections.abc import Iterator
from typing import Any, TextIO

from lihua import language
from lihua.language import actions, queries
from lihua.ops.cli import say
from lihua.ops.preparing import require_village
from lihua.ops.refusals import Refused


def run(chosen: argparse.Namespace) -> None:
    with contextlib.suppress(BrokenPipeError):  # `| head`
        VERBS[chosen.verb](chosen)


def detect(chosen: argparse.Namespace) -> None:
    prior = [_known(tag) for tag in chosen.prior.split(",") if tag.strip()]
    for text in lines_of(sys.stdin):
        found = language.detect(text, prior=prior)
        say_line(
            {
                "language": found.language,
                "script": found.script,
                "confidence": found.confidence,
                "source": found.source,
                "others": list(found.others),
                "parts": [{**part._asdict(), "text": text[part.start : part.end]} for part in found.parts],
            }
        )


def cut(chosen: argparse.Namespace) -> None:
    tag = _known(chosen.language) if chosen.language else ""
    for text in lines_of(sys.stdin):
        spans = language.cut(text, tag)
        say_line([{"start": start, "end": end, "text": text[start:end]} for start, end in spans])


def annotate(chosen: argparse.Namespace) -> None:
    tag = _known(chosen.language) if chosen.language else ""
    for text in lines_of(sys.stdin):
        of_text = tag or language.detect(text).language
        aid = chosen.aid or language.usual_aid(of_text)
        try:
            tokens = language.annotate(text, of_text, aid)
        except language.AidMissing as problem:
            raise Refused(str(problem), problem.hint) from problem
        say_line([{"text": token.text, "reading": token.reading} for token in tokens])


def look_up(chosen: argparse.Namespace) -> None:
    """A JSON object for each entry, the best first; of the words it is made of where no dictionary has it whole."""
    require_village(makes_one=True)
    if not queries.has_dictionary():
        say("Bringing in the dictionary that came along (once)")
        actions.load_dictionary_now()
    source = _known(chosen.source) if chosen.source else language.detect(chosen.word).language
    if source == language.tags.UNDETERMINED:
        source = "en"
    targets = (_known(chosen.target),) if chosen.target else ()
    entries = queries.look_up(chosen.word, source=source, targets=targets)
    if not entries:  # 猫税 is none, but 猫 and 税 are
        parts = [word.text for word in language.words(chosen.word, source)]
        found = queries.look_up_many(parts, source=source, targets=targets)
        entries = [entry for part in parts for entry in found.get(part, ())]
    if not entries:
        raise Refused(
            f"No dictionary here has {chosen.word}.",
            "lihua dictionary list says which there are; --from names a language.",
        )
    for entry in entries:
        level = language.level(entry.headword, source)
        say_line(
            {
                "headword": entry.headword,
                "traditional": entry.traditional,
                "reading": entry.reading,
                "senses": list(entry.senses),
                "from": entry.language,
                "to": entry.target,
                "lemma": entry.lemma,
                "level": level.label if level else None,
                "dictionary": entry.dictionary.name,
                "licence": entry.dictionary.licence,
            }
        )


VERBS = {"detect": detect, "cut": cut, "annotate": annotate, "look-up": look_up}


def _known(tag: str) -> str:
    try:
        return language.tags.normalize(tag)
    except language.tags.UnknownLanguage as problem:
        raise Refused(f"This is no language tag: {tag}", "Write tags such as zh-Hans, en or pt-BR.") from problem


def lines_of(source: TextIO) -> Iterator[str]:
    """One text a line; what is no UTF-8 is read as well as it can be."""
    if hasattr(source, "reconfigure"):
        source.reconfigure(encoding="utf-8", errors="replace", newline="\n")
    for line in source:
        yield line.rstrip("\r\n")


def say_line(answer: dict[str, Any] | list[dict[str, Any]]) -> None:
    print(json.dumps(answer, ensure_ascii=False), flush=True)
