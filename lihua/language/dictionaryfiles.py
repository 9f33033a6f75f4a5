"""Dictionaries that an operator has as a file: CC-CEDICT, StarDict, FreeDict (StarDict, dictd or TEI), also packed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from lihua.base.text import one_line
from lihua.language import cedict, dictd, dictionaries, inversion, stardict, tags, teifile
from lihua.language.bundles import Bundle, FileRefused, open_bundle
from lihua.language.cedict import CedictLine
from lihua.language.dictionaries import CEDICT, INVERTED, Explained, Facts
from lihua.language.models import Dictionary

MAX_ENTRIES = 3_000_000
_KNOWN = (
    "Known are CC-CEDICT (.txt, .u8, .gz), StarDict (.ifo with its .idx and .dict.dz) and FreeDict (StarDict, .index"
    " with .dict.dz, or .tei), each also in a .zip or .tar."
)
_LICENCE = re.compile(
    r"(GNU (?:Lesser |Affero )?General Public License[^.\n]{0,60}|GNU Free Documentation License[^.\n]{0,40}"
    r"|(?:A|L)?GPL(?:[ -]?v?\d(?:\.\d)?)?(?:-or-later|\+)?|(?:CC|Creative Commons)[ -][^.,;\n]{2,60}(?:\d\.\d)?"
    r"|public domain|MIT License|https?://creativecommons\.org/\S+)",
    re.IGNORECASE,
)
_PAIR = re.compile(r"(?<![a-z])([a-z]{2,3})-([a-z]{2,3})(?![a-z])")


@dataclass(frozen=True)
class Read:
    """A dictionary in a file: what is said about it, and its words, which are read as they are asked for."""

    facts: Facts
    words: Iterator[Explained]
    lines: tuple[CedictLine, ...] = ()
    """Of a dictionary in the form of CC-CEDICT, for what is made of it besides."""


def read(path: Path, *, name: str = "", licence: str = "", url: str = "", source: str = "", target: str = "") -> Read:
    """What is given here wins over what the file says. Raises FileRefused; UnknownLanguage for a tag that is none."""
    found = _read(path, open_bundle(path))
    facts = replace(
        found.facts,
        name=one_line(name or found.facts.name)[:100],
        licence=one_line(licence or found.facts.licence)[:200],
        url=url or found.facts.url,
        source=tags.base(tags.normalize(source)) if source else found.facts.source,
        target=tags.base(tags.normalize(target)) if target else found.facts.target,
    )
    if not facts.source or not facts.target:
        raise FileRefused(
            f"{path.name} does not say between which languages it is.",
            "Say it: --from TAG --to TAG, such as --from de --to en.",
        )
    if not facts.licence:
        raise FileRefused(
            f"{path.name} does not say under which licence it is.",
            "Say it, as its authors do: --licence 'CC BY-SA 4.0'.",
        )
    return replace(found, facts=facts)


def _read(path: Path, bundle: Bundle) -> Read:
    names = list(bundle)
    if any(name.endswith(".ifo") for name in names):
        return _of_stardict(path, bundle)
    if any(name.endswith(".index") for name in names):
        return _of_dictd(path, bundle)
    for name, data in bundle.items():
        if name.endswith((".tei", ".xml")) or data[:200].lstrip().startswith(b"<?xml"):
            return _of_tei(path, data)
    for data in bundle.values():
        if read_cedict := _of_cedict(path, data):
            return read_cedict
    raise FileRefused(f"{path.name} is no dictionary that is known here.", _KNOWN)


def _of_stardict(path: Path, bundle: Bundle) -> Read:
    said = stardict.facts(bundle)
    about = " ".join((said.get("description", ""), *(_text(bundle, "license", "copying"))))
    facts = _facts(
        path, bundle, said.get("bookname", ""), about, edition=said.get("version", ""), url=said.get("website", "")
    )
    return Read(facts, _bounded(stardict.entries(bundle)))


def _of_dictd(path: Path, bundle: Bundle) -> Read:
    short, about = dictd.about(bundle)
    facts = _facts(path, bundle, short, " ".join((about, *_text(bundle, "license", "copying"))))
    return Read(facts, _bounded(dictd.entries(bundle)))


def _of_tei(path: Path, data: bytes) -> Read:
    title, licence, words = teifile.read(data)
    return Read(_facts(path, (), title, licence), _bounded(words))


def _of_cedict(path: Path, data: bytes) -> Read | None:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise FileRefused(f"{path.name} is not UTF-8: {problem.reason} at byte {problem.start}.", _KNOWN) from problem
    rows = text.splitlines()
    if not any(cedict.parse(rows[:2_000])):
        return None
    said = {
        key: value for key, sign, value in (row[2:].partition("=") for row in rows[:100] if row[:2] == "#!") if sign
    }
    said = {key.strip(): value.strip() for key, value in said.items()}
    lines = tuple(islice(cedict.parse(rows), MAX_ENTRIES))
    is_cedict = any("CC-CEDICT" in row for row in rows[:5] if row.startswith("#"))
    facts = replace(
        CEDICT,
        name=CEDICT.name if is_cedict else path.name.split(".")[0],
        edition=f"file {said.get('date', '')}".strip(),
        licence=_licence(said.get("license", "")) or (CEDICT.licence if is_cedict else ""),
        url=CEDICT.url if is_cedict else said.get("publisher", ""),
        priority=CEDICT.priority if is_cedict else 0,
    )
    return Read(facts, dictionaries.explained(lines), lines)


def add(found: Read, *, tell: dictionaries.Tell = lambda _count: None) -> Dictionary:
    """Bring in what was read, in place of what had its name; CC-CEDICT both ways."""
    stored = dictionaries.bring_in(found.facts, found.words, tell=tell)
    if found.facts.name == CEDICT.name:
        inverted = replace(INVERTED, edition=found.facts.edition, licence=found.facts.licence)
        dictionaries.bring_in(inverted, inversion.inverted(found.lines))
    if found.facts.source == "zh":
        dictionaries.share_words()
    return stored


def _facts(path: Path, bundle: Iterable[str], name: str, about: str, *, edition: str = "", url: str = "") -> Facts:
    pair = next((found for one in (path.name.lower(), *bundle, name.lower()) if (found := _PAIR.search(one))), None)
    source, target = (_base(pair.group(1)), _base(pair.group(2))) if pair else ("", "")
    return Facts(name or path.name.split(".")[0], source, target, edition[:100], _licence(about), url[:500])


def _base(code: str) -> str:
    try:
        return tags.base(tags.normalize(code))
    except tags.UnknownLanguage:
        return ""


def _licence(about: str) -> str:
    if "creativecommons.org/licenses/by-sa/4.0" in about:
        return "CC BY-SA 4.0"
    found = _LICENCE.search(about)
    return " ".join(found.group(0).split()) if found else ""


def _text(bundle: Bundle, *endings: str) -> list[str]:
    return [data[:20_000].decode("utf-8", "replace") for name, data in bundle.items() if name.endswith(endings)]


def _bounded(words: Iterator[Explained]) -> Iterator[Explained]:
    for number, word in enumerate(words):
        if number >= MAX_ENTRIES:
            raise FileRefused(f"The dictionary has more than {MAX_ENTRIES:,} words.")
        senses = (one_line(sense) for sense in word.senses)
        yield Explained(one_line(word.headword), tuple(filter(None, senses)), one_line(word.reading))
