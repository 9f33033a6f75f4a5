"""Bringing translation packs in: from an index, by file; looked through before anything of them is used.

A pack is a zip from elsewhere. Nothing in it is trusted: names, sizes, kinds of entries, what it says it is. Only the
files that a pack needs are unpacked, beside their place, tried in a process of their own, and moved there in one step.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import stat
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from django.conf import settings

from lihua.base import outgoing
from lihua.base.weburls import NotAWebAddress, take_apart
from lihua.language import tags
from lihua.language.engines import packs
from lihua.language.engines.codes import codes_of
from lihua.language.engines.packs import METADATA, Pack
from lihua.language.models import EngineState

LARGEST_PACK = 3_000_000_000
LARGEST_INDEX = 10_000_000
MOST_ENTRIES = 5_000
MOST_SWOLLEN = 30
"""A zip whose content is so many times larger than itself is a bomb; models are hardly smaller in one."""
TRY_SECONDS = 180
_CODE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})?")
_VERSION = re.compile(r"[A-Za-z0-9.+_-]{1,30}")
_NEEDED = ("sentencepiece.model", "model/model.bin")
_WANTED = re.compile(r"metadata\.json|sentencepiece\.model|README\.md|LICENSE|model/[\w.-]{1,80}")

Progress = Callable[[int, int], None]


class PackRefused(Exception):
    """A pack, a pair or an index that cannot be used. The message is for the operator; `hint` says what would help."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


@dataclass(frozen=True)
class Offer:
    """A pack in an index."""

    source: str
    target: str
    version: str
    links: tuple[str, ...]
    sha256: str = ""
    size_bytes: int = 0

    @property
    def pair(self) -> str:
        return f"{self.source}-{self.target}"


def pair_of(text: str) -> tuple[str, str]:
    """`zh-en`, `zh-Hans-en`, `zh>en`: source and target as they were written."""
    parts = re.split(r"[-_>:]", text.strip())
    for at in range(1, len(parts)):
        source, target = "-".join(parts[:at]), "-".join(parts[at:])
        if _is_language(source) and _is_language(target) and source.casefold() != target.casefold():
            return source, target
    raise PackRefused(f"{text[:40]!r} is not a pair of languages.", "Write it such as zh-en: Chinese into English.")


def _is_language(code: str) -> bool:
    return code.casefold() in {"zt", "pb"} or (bool(_CODE.fullmatch(code)) and tags.is_known(code))


def offers(index: str = "", *, allow_private: bool = False) -> list[Offer]:
    """What an index (JSON, as Argos has it) offers."""
    address = index or settings.PACK_INDEX
    try:
        answer = outgoing.fetch(
            "GET", address, timeout=60, max_bytes=LARGEST_INDEX, also=_opened(address, address, allow_private)
        )
        if not answer.ok:
            raise PackRefused(f"The index answered {answer.status}.", f"Look at the address: {address[:200]}")
        rows = answer.json()
    except outgoing.OutgoingError as problem:
        raise PackRefused(
            f"The index cannot be read: {problem.reason}.",
            "Try again later; without internet: lihua engine add PAIR --file PACK. "
            "An index in your own network needs --allow-private.",
        ) from problem
    if not isinstance(rows, list):
        raise PackRefused("The index has another form: a list of packs is needed.")
    return [offer for row in rows if (offer := _offer(row))]


def _offer(row: Any) -> Offer | None:
    if not isinstance(row, dict) or row.get("type", "translate") != "translate":
        return None
    source, target, links = row.get("from_code"), row.get("to_code"), row.get("links")
    if not (isinstance(source, str) and isinstance(target, str) and isinstance(links, list)):
        return None
    if not (_CODE.fullmatch(source) and _CODE.fullmatch(target)):
        return None
    usable = tuple(link for link in links if isinstance(link, str) and link.startswith(("http://", "https://")))
    checksum = row.get("sha256") or row.get("checksum") or ""
    checksum = str(checksum).removeprefix("sha256:").lower()
    size = row.get("size") if isinstance(row.get("size"), int) else 0
    return Offer(
        source,
        target,
        str(row.get("package_version", ""))[:30],
        usable,
        checksum if re.fullmatch(r"[0-9a-f]{64}", checksum) else "",
        size or 0,
    )


def offer_for(source: str, target: str, offered: Sequence[Offer]) -> Offer:
    """The newest pack of a pair, or a refusal that says through which third language it would go."""
    fits = [one for one in offered if _means(one.source, source) and _means(one.target, target) and one.links]
    if fits:
        return max(fits, key=lambda one: [int(part) for part in re.findall(r"\d+", one.version)])
    into = {one.target for one in offered if _means(one.source, source)}
    out_of = {one.source for one in offered if _means(one.target, target)}
    between = sorted(into & out_of, key=lambda code: code != "en")
    hint = "lihua engine list --offered shows what there is."
    if between:
        hint = f"It can go through {between[0]}: add {source}-{between[0]} and {between[0]}-{target}."
    raise PackRefused(f"The index has no pack from {source} into {target}.", hint)


def _means(code: str, wanted: str) -> bool:
    if code.casefold() == wanted.casefold():
        return True
    try:
        return code in codes_of(tags.normalize(wanted))
    except tags.UnknownLanguage:
        return False


def add_from_index(
    source: str, target: str, *, index: str = "", allow_private: bool = False, progress: Progress | None = None
) -> Pack:
    """Download the newest pack of a pair, going on where an earlier attempt stopped, and install it."""
    _require_libraries()
    address = index or settings.PACK_INDEX
    offer = offer_for(source, target, offers(address, allow_private=allow_private))
    there = _installed(offer.source, offer.target)
    if there and there.version == offer.version:
        return there
    file = _incoming() / f"{hashlib.sha256(repr(offer).encode()).hexdigest()[:24]}.part"
    _download(offer, address, file, allow_private, progress or (lambda done, total: None))
    if offer.sha256 and _sha256(file) != offer.sha256:
        file.unlink()
        raise PackRefused(
            "The pack is not the one of the index: its checksum differs.", "Try again, or tell its makers."
        )
    try:
        return add_from_file(file, wanted=(offer.source, offer.target))
    finally:
        file.unlink(missing_ok=True)


def _download(offer: Offer, index: str, file: Path, allow_private: bool, progress: Progress) -> None:
    problem: outgoing.OutgoingError | None = None
    for link in offer.links[:5]:
        also = _opened(link, index, allow_private)
        for _attempt in range(3):  # a connection that breaks is taken up again where it broke
            before = file.stat().st_size if file.exists() else 0
            try:
                outgoing.download(link, file, max_bytes=LARGEST_PACK, progress=progress, also=also)
                return
            except outgoing.OutgoingFailed as failure:
                problem = failure
                if not file.exists() or file.stat().st_size <= before:
                    break
            except outgoing.OutgoingRefused as refusal:
                problem = refusal
                break
    raise PackRefused(
        f"The pack cannot be downloaded: {problem.reason if problem else 'no link'}.",
        "Try again: what has come is kept. Without internet: lihua engine add PAIR --file PACK.",
    )


def _opened(address: str, index: str, allow_private: bool) -> frozenset[str]:
    """With --allow-private the index may lie in the operator's own network, and its packs beside it on that host."""
    if not allow_private or urlsplit(address).hostname != urlsplit(index).hostname:
        return frozenset()
    try:
        target = take_apart(address)
    except NotAWebAddress as problem:
        raise PackRefused(f"This is not an address: {address[:100]}") from problem
    return frozenset({target.origin})


def add_from_file(file: Path, *, wanted: tuple[str, str] | None = None) -> Pack:
    """Look a pack through, try it, and put it into its place; what was there before goes."""
    _require_libraries()
    if not file.is_file():
        raise PackRefused(f"There is no file {file}.", "Look at the path.")
    fresh = _incoming() / uuid4().hex
    try:
        _unpack(file, fresh)
        facts = _metadata(fresh, wanted)
        _try(fresh)
        return _put(fresh, facts)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, NotImplementedError, RuntimeError) as problem:
        raise PackRefused("The pack is damaged or is no zip file.", "Download it again.") from problem
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def remove(source: str, target: str) -> Pack:
    """Take a pack away. A worker that has it in memory lets go of it with its next sentence of that pair."""
    pack = _installed(source, target)
    if pack is None:
        raise PackRefused(f"There is no pack {source}-{target}.", "lihua engine list shows those that are installed.")
    gone = _incoming() / uuid4().hex
    pack.folder.rename(gone)
    shutil.rmtree(gone, ignore_errors=True)
    return pack


def _installed(source: str, target: str) -> Pack | None:
    fits = [p for p in packs.installed() if _means(p.source, source) and _means(p.target, target)]
    return fits[0] if fits else None


def _unpack(file: Path, into: Path) -> None:
    with zipfile.ZipFile(file) as opened:
        entries = list(_entries(opened, file.stat().st_size))
        if "metadata.json" not in entries_by_name(entries):
            raise PackRefused("This is no translation pack: it has no metadata.json.")
        names = entries_by_name(entries)
        if "bpe.model" in names and "sentencepiece.model" not in names:
            raise PackRefused(
                "This pack cuts words by BPE; only packs with a sentencepiece.model can be used.",
                "Look for another version of the pair in the index.",
            )
        missing = [name for name in _NEEDED if name not in names]
        if missing:
            raise PackRefused(f"This is no translation pack: it has no {missing[0]}.")
        room = sum(entry.file_size for _name, entry in entries)
        if shutil.disk_usage(_incoming()).free < room + 100_000_000:
            raise PackRefused(f"The disk is too full for this pack ({room // 1_000_000} MB).", "Make room.")
        for name, entry in entries:
            if _WANTED.fullmatch(name):
                _copy(opened, entry, into / name)


def entries_by_name(entries: Sequence[tuple[str, zipfile.ZipInfo]]) -> dict[str, zipfile.ZipInfo]:
    return dict(entries)


def _entries(opened: zipfile.ZipFile, packed_bytes: int) -> Iterator[tuple[str, zipfile.ZipInfo]]:
    """The files with their names inside the pack, which may have one folder around everything."""
    every = opened.infolist()
    if len(every) > MOST_ENTRIES:
        raise PackRefused("The pack has too many files in it.")
    unpacked = sum(entry.file_size for entry in every)
    if unpacked > min(LARGEST_PACK, MOST_SWOLLEN * packed_bytes + 10_000_000):
        raise PackRefused("The pack would swell to a size that no pack has.")
    seen: set[str] = set()
    for entry in every:
        _require_plain(entry)
        if entry.filename in seen:
            raise PackRefused("The pack has two files of one name.")
        seen.add(entry.filename)
    files = [entry for entry in every if not entry.is_dir()]
    tops = {PurePosixPath(entry.filename).parts[0] for entry in files}
    top = f"{tops.pop()}/" if len(tops) == 1 and all("/" in entry.filename for entry in files) else ""
    for entry in files:
        yield entry.filename.removeprefix(top), entry


def _require_plain(entry: zipfile.ZipInfo) -> None:
    name = entry.filename
    if (
        name.startswith("/")
        or "\\" in name
        or ":" in name
        or ".." in PurePosixPath(name).parts
        or any(ord(character) < 32 for character in name)
        or len(name) > 255
    ):
        raise PackRefused("The pack has a file that would lie outside of it.")
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise PackRefused("The pack has a link or a device in it.")
    if entry.flag_bits & 0x1:
        raise PackRefused("The pack is encrypted.")


def _copy(opened: zipfile.ZipFile, entry: zipfile.ZipInfo, into: Path) -> None:
    into.parent.mkdir(parents=True, exist_ok=True)
    left = entry.file_size
    with opened.open(entry) as packed, into.open("xb") as file:
        while chunk := packed.read(1 << 20):
            left -= len(chunk)
            if left < 0:
                raise PackRefused("The pack says another size than it has.")
            file.write(chunk)


def _metadata(folder: Path, wanted: tuple[str, str] | None) -> dict[str, str]:
    file = folder / METADATA
    try:
        facts = json.loads(file.read_text(encoding="utf-8")) if file.stat().st_size < 100_000 else None
    except (ValueError, RecursionError):
        facts = None
    if not isinstance(facts, dict):
        raise PackRefused("The pack's metadata.json cannot be read.")
    source, target = facts.get("from_code"), facts.get("to_code")
    version = facts.get("package_version", "0")
    if not (isinstance(source, str) and isinstance(target, str) and source != target):
        raise PackRefused("The pack does not say from which language into which it translates.")
    if not (_CODE.fullmatch(source) and _CODE.fullmatch(target)):
        raise PackRefused("The pack's languages are written in a way that is not known.")
    if not (isinstance(version, str) and _VERSION.fullmatch(version)) or facts.get("type", "translate") != "translate":
        raise PackRefused("The pack's metadata is not that of a translation pack.")
    if wanted and not (_means(source, wanted[0]) and _means(target, wanted[1])):
        raise PackRefused(
            f"The pack translates from {source} into {target}, not from {wanted[0]} into {wanted[1]}.",
            f"lihua engine add {source}-{target} --file PACK",
        )
    return {"source": source, "target": target, "version": version}


_TRIAL = """
import sys, ctranslate2, sentencepiece
folder = sys.argv[1]
pieces = sentencepiece.SentencePieceProcessor(model_file=folder + "/sentencepiece.model")
engine = ctranslate2.Translator(folder + "/model", device="cpu", compute_type="int8", intra_threads=1)
given = engine.translate_batch([pieces.encode("1.", out_type=str)], beam_size=1, max_decoding_length=8)
assert isinstance(given[0].hypotheses[0], list)
"""


def _try(folder: Path) -> None:
    """Load it and have it translate a little, in a process of its own: a broken model may take its process along."""
    command = [sys.executable, "-I", "-c", _TRIAL, str(folder)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=TRY_SECONDS, check=False)  # noqa: S603 - our own
    except subprocess.TimeoutExpired as problem:
        raise PackRefused("The pack's model does not answer.") from problem
    if done.returncode:
        raise PackRefused("The pack's model cannot be used by CTranslate2.", "Download it again.")


def _put(fresh: Path, facts: dict[str, str]) -> Pack:
    place = packs.packs_folder() / f"{facts['source']}_{facts['target']}"
    gone = _incoming() / uuid4().hex
    if place.exists():
        place.rename(gone)
    fresh.rename(place)
    shutil.rmtree(gone, ignore_errors=True)
    EngineState.objects.filter(key="local").delete()  # whatever it failed at may work now
    found = packs._read(place)
    if found is None:
        raise PackRefused("The pack's metadata.json cannot be read.")
    return found


def _incoming() -> Path:
    """Beside the packs, so that moving is one step."""
    folder = packs.packs_folder() / ".incoming"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _require_libraries() -> None:
    if not packs.is_possible():
        raise PackRefused(
            "CTranslate2 and SentencePiece are not installed.",
            "make up installs them; by hand: pip install 'lihua[packs]'",
        )


def _sha256(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
