"""What is known of languages, from the command line: texts on standard input, JSON lines on standard output."""

import argparse
import contextlib
import json
import sys
from collections.abc import Iterator
from typing import Any, TextIO

from lihua import language
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


VERBS = {"detect": detect}


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


def say_line(answer: dict[str, Any]) -> None:
    print(json.dumps(answer, ensure_ascii=False), flush=True)
