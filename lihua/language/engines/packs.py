"""Engines on this machine: CTranslate2 and SentencePiece models in the Argos pack format, under `packs/` of the data.

A pack is one direction of one pair of languages. It is loaded when it is first needed, by the worker only: a model
takes tens to hundreds of megabytes in every process that holds it. Where no pack leads from one language to the other,
two that meet in a third do (the pivot). Chinese script that no pack writes is converted by OpenCC.
"""

from __future__ import annotations

import json
import os
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from time import monotonic
from typing import Any

from django.conf import settings

from lihua.language import tags
from lihua.language.engines.codes import codes_of, tag_of
from lihua.language.engines.contract import EngineFailed, Kind, Made

BEAM = 2
BATCH = 32
LOADED_AT_MOST = 3
"""Models in memory at once; the one that was longest unused goes first."""
LONGEST_INPUT = 512  # pieces; a sentence of 600 characters has fewer
METADATA = "metadata.json"
UNKNOWN = "<unk>"


@dataclass(frozen=True)
class Pack:
    """One installed pack. `source` and `target` are its own codes, such as zh and en."""

    source: str
    target: str
    version: str
    folder: Path
    target_prefix: str = ""

    @property
    def pair(self) -> str:
        return f"{self.source}-{self.target}"

    @property
    def size_bytes(self) -> int:
        return sum(file.stat().st_size for file in self.folder.rglob("*") if file.is_file())


@dataclass(frozen=True)
class Route:
    """The packs to go through, and what has to be done to Chinese before and after."""

    packs: tuple[Pack, ...]
    before: str = ""
    after: str = ""

    @property
    def pivot(self) -> str:
        return tag_of(self.packs[0].target) if len(self.packs) > 1 else ""

    @property
    def version(self) -> str:
        return "+".join(f"{pack.pair}-{pack.version}" for pack in self.packs)[:60]


def packs_folder() -> Path:
    return Path(settings.DATA) / "packs"


def installed() -> list[Pack]:
    """What lies in the data folder; a look at the folder is cheap, so that every process sees a pack at once."""
    folder = packs_folder()
    try:
        stamp = folder.stat().st_mtime_ns
    except OSError:
        return []
    return list(_installed(folder, stamp))


_listed: dict[Path, tuple[int, tuple[Pack, ...]]] = {}


def _installed(folder: Path, stamp: int) -> tuple[Pack, ...]:
    known = _listed.get(folder)
    if known is None or known[0] != stamp:
        found = [pack for child in sorted(folder.iterdir()) if (pack := _read(child))]
        _listed[folder] = known = (stamp, tuple(found))
    return known[1]


def _read(folder: Path) -> Pack | None:
    if folder.name.startswith(".") or not folder.is_dir():
        return None
    try:
        facts = json.loads((folder / METADATA).read_text(encoding="utf-8"))
        return Pack(
            facts["from_code"],
            facts["to_code"],
            str(facts.get("package_version", "")),
            folder,
            str(facts.get("target_prefix", "")),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def route(source: str, target: str) -> Route | None:
    """The shortest way: one pack, else two that meet, by English where that is possible."""
    packs = installed()
    for before, sources in _names(source, is_source=True):
        for after, targets in _names(target, is_source=False):
            for pack in packs:
                if pack.source in sources and pack.target in targets:
                    return Route((pack,), before, after)
    for before, sources in _names(source, is_source=True):
        for after, targets in _names(target, is_source=False):
            ways = [
                (first, second)
                for first in packs
                for second in packs
                if first.source in sources and second.target in targets and first.target == second.source
            ]
            if ways:
                return Route(min(ways, key=lambda way: way[0].target != "en"), before, after)
    return None


def _names(tag: str, *, is_source: bool) -> list[tuple[str, tuple[str, ...]]]:
    """(conversion, codes) in the order of preference: Chinese of the other script is converted by OpenCC."""
    found = [("", codes_of(tag))]
    if tags.base(tag) == "zh":
        other = "zh-Hans" if tags.script(tag) == "Hant" else "zh-Hant"
        to_other, to_own = ("t2s", "s2t") if other == "zh-Hans" else ("s2t", "t2s")
        found.append((to_other if is_source else to_own, codes_of(other)))
    return found


def is_possible() -> bool:
    """Whether the two libraries are here (the extra `packs`)."""
    return find_spec("ctranslate2") is not None and find_spec("sentencepiece") is not None


_serves_pages = False


def leave_to_the_worker() -> None:
    """Called by processes that serve pages: no model is ever loaded there."""
    global _serves_pages
    _serves_pages = True


def works_here() -> bool:
    return not _serves_pages


class LocalPacks:
    key = "local"
    name = "local"
    kind: Kind = "local"
    address = ""

    def version(self, source: str, target: str) -> str:
        found = route(source, target)
        return found.version if found else ""

    def offers(self, source: str, target: str) -> bool:
        return route(source, target) is not None

    def pivot(self, source: str, target: str) -> str:
        found = route(source, target)
        return found.pivot if found else ""

    def translate(self, texts: Sequence[str], *, source: str, target: str) -> list[Made]:
        found = route(source, target)
        if found is None:
            raise EngineFailed("no pack for this pair", is_pair=True)
        if not works_here():
            raise EngineFailed("only the worker loads packs", is_pair=True)
        if found.before:
            texts = [_converter(found.before)(text) for text in texts]
        made = _through(found.packs[0], texts)
        for pack in found.packs[1:]:
            made = [_less_sure(*both) for both in zip(made, _through(pack, [one.text for one in made]), strict=True)]
        if found.after:
            made = [Made(_converter(found.after)(one.text), one.log_probability) for one in made]
        return made


def _through(pack: Pack, texts: Sequence[str]) -> list[Made]:
    try:
        return _loaded(pack).translate(texts)
    except (RuntimeError, ValueError, OSError) as problem:  # what CTranslate2 and SentencePiece raise
        raise EngineFailed("the pack does not work", is_pair=True) from problem


def _less_sure(before: Made, after: Made) -> Made:
    """Of two packs in a row the less sure one's probability counts."""
    sure = [one.log_probability for one in (before, after) if one.log_probability is not None]
    return Made(after.text, min(sure, default=None))


@cache
def _converter(config: str) -> Callable[[str], str]:
    import opencc

    convert: Callable[[str], str] = opencc.OpenCC(config).convert
    return convert


class Model:
    """A loaded pack."""

    def __init__(self, folder: Path, *, target_prefix: str = "") -> None:
        import ctranslate2
        import sentencepiece

        self._prefix = [[target_prefix]] if target_prefix else None
        self._pieces: Any = sentencepiece.SentencePieceProcessor(model_file=str(folder / "sentencepiece.model"))
        self._translator: Any = ctranslate2.Translator(
            str(folder / "model"), device="cpu", compute_type="int8", inter_threads=1, intra_threads=threads()
        )

    def translate(self, texts: Sequence[str]) -> list[Made]:
        """In one go; CTranslate2 sorts by length and makes batches of its own."""
        if not texts:
            return []
        pieces: list[list[str]] = self._pieces.encode(list(texts), out_type=str)
        longest = max(map(len, pieces))
        if longest > LONGEST_INPUT:
            raise EngineFailed("a sentence is too long", is_pair=True)
        found = self._run(pieces, longest)
        # Where a piece came out that the model has no word for, the piece of the source stands in. This needs the
        # attention of every step, which costs a tenth of the time: it is asked for only there.
        unknown = [number for number, (given, _score) in enumerate(found) if UNKNOWN in given]
        if unknown:
            again = self._run([pieces[number] for number in unknown], longest, replace_unknowns=True)
            for number, one in zip(unknown, again, strict=True):
                found[number] = one
        return [Made(_joined(given), score) for given, score in found]

    def _run(
        self, pieces: list[list[str]], longest: int, *, replace_unknowns: bool = False
    ) -> list[tuple[list[str], float]]:
        """The pieces of each translation, and the mean log-probability of a piece."""
        skip = 1 if self._prefix else 0
        found = self._translator.translate_batch(
            pieces,
            target_prefix=self._prefix * len(pieces) if self._prefix else None,
            beam_size=BEAM,
            max_batch_size=BATCH,
            max_decoding_length=min(512, 3 * longest + 20),  # a model that loops stops some time
            replace_unknowns=replace_unknowns,
            return_scores=True,
        )
        return [(one.hypotheses[0][skip:], one.scores[0]) for one in found]


def _joined(pieces: Sequence[str]) -> str:
    return "".join(pieces).replace("\u2581", " ").strip()


def threads() -> int:
    """One core stays free for those who read pages meanwhile."""
    return settings.PACK_THREADS or max(1, min(4, (os.cpu_count() or 2) - 1))


IDLE_SECONDS = 900.0
"""So long a model stays in memory that nobody needs."""

_models: OrderedDict[tuple[Path, int], Model] = OrderedDict()
_used_at: dict[tuple[Path, int], float] = {}
_loading = threading.Lock()


def _loaded(pack: Pack) -> Model:
    """The pack's model; a pack that was put in the place of another is another one."""
    if not is_possible():
        raise EngineFailed("CTranslate2 and SentencePiece are not installed", is_pair=True)
    key = (pack.folder, (pack.folder / METADATA).stat().st_mtime_ns)
    with _loading:
        _used_at[key] = monotonic()
        if key in _models:
            _models.move_to_end(key)
            return _models[key]
        for old in [old for old in _models if old[0] == pack.folder]:
            del _models[old]
        while len(_models) >= LOADED_AT_MOST:
            _models.popitem(last=False)
        _models[key] = Model(pack.folder, target_prefix=pack.target_prefix)
        return _models[key]


def forget_models(*, idle_seconds: float = 0.0) -> None:
    """Give the memory back of those that nobody needed for so long."""
    with _loading:
        for key in [key for key in _models if monotonic() - _used_at.get(key, 0.0) >= idle_seconds]:
            del _models[key]
