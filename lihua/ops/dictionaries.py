"""Dictionaries and lists of levels, from the command line: in, out, and which there are."""

import argparse
import json
from pathlib import Path
from typing import Any

from tqdm import tqdm

from lihua import language
from lihua.language import dictionaries as words
from lihua.language import dictionaryfiles, levelfiles, levelling
from lihua.language.bundles import FileRefused
from lihua.language.models import Dictionary, LevelList
from lihua.ops.cli import Answer
from lihua.ops.preparing import require_village
from lihua.ops.refusals import Refused


def add(chosen: argparse.Namespace) -> Answer:
    """Bring in a dictionary's file; what is given on the command line wins over what the file says of itself."""
    require_village(makes_one=True)
    try:
        found = dictionaryfiles.read(
            Path(chosen.file),
            name=chosen.name,
            licence=chosen.licence,
            url=chosen.url,
            source=chosen.source,
            target=chosen.target,
        )
        with tqdm(desc=found.facts.name, unit=" words") as bar:
            stored = dictionaryfiles.add(found, tell=bar.update)
    except FileRefused as problem:
        raise Refused(str(problem), problem.hint) from problem
    except language.tags.UnknownLanguage as problem:
        raise Refused(f"This is no language tag: {problem}", "Write tags such as zh-Hans, en or pt-BR.") from problem
    return _told(stored)


def list_all(_chosen: argparse.Namespace) -> None:
    require_village(makes_one=True)
    for stored in Dictionary.objects.filter(is_ready=True).order_by("source", "-priority", "name"):
        print(json.dumps(_told(stored), ensure_ascii=False))


def remove(chosen: argparse.Namespace) -> Answer:
    require_village(makes_one=True)
    stored = Dictionary.objects.filter(name=chosen.name, is_ready=True).first()
    if stored is None:
        there = Dictionary.objects.filter(is_ready=True).values_list("name", flat=True)
        raise Refused(f"There is no dictionary {chosen.name}.", f"There are: {', '.join(there) or 'none'}.")
    words.remove(stored.pk)
    if stored.source == "zh":
        words.share_words()
    return {"removed": chosen.name}


def add_levels(chosen: argparse.Namespace) -> Answer:
    require_village(makes_one=True)
    try:
        stored = levelling.bring_in(levelfiles.read(_there(chosen.file), name=chosen.name, licence=chosen.licence))
    except FileRefused as problem:
        raise Refused(str(problem), problem.hint) from problem
    return _levels_told(stored)


def list_levels(_chosen: argparse.Namespace) -> None:
    require_village(makes_one=True)
    for stored in LevelList.objects.order_by("language", "name"):
        print(json.dumps(_levels_told(stored), ensure_ascii=False))


def remove_levels(chosen: argparse.Namespace) -> Answer:
    require_village(makes_one=True)
    if not levelling.remove(chosen.name):
        there = LevelList.objects.values_list("name", flat=True)
        raise Refused(f"There is no list {chosen.name}.", f"There are: {', '.join(there) or 'none'}.")
    return {"removed": chosen.name}


def _there(name: str) -> Path:
    path = Path(name)
    if not path.is_file():
        raise Refused(f"{name} is no file.", "Look at the path.")
    return path


def _told(stored: Dictionary) -> dict[str, Any]:
    return {
        "name": stored.name,
        "from": stored.source,
        "to": stored.target,
        "words": stored.count,
        "licence": stored.licence,
        "url": stored.url,
        "edition": stored.edition,
    }


def _levels_told(stored: LevelList) -> dict[str, Any]:
    return {
        "name": stored.name,
        "language": stored.language,
        "scale": stored.scale,
        "words": stored.count,
        "licence": stored.licence,
        "url": stored.url,
    }
