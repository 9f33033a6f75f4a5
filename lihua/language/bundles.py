"""Files that were given to the operator: archives opened in memory, with limits. Names inside them are never paths."""

from __future__ import annotations

import bz2
import gzip
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import IO

MAX_FILE_BYTES = 300_000_000
MAX_UNPACKED_BYTES = 600_000_000
MAX_MEMBERS = 5_000
MAX_RATIO = 100
"""Words pack to a fifth or a tenth; what packs a hundred times better is a trap."""
_FREE_BYTES = 10_000_000
"""Below this no ratio is asked for: little of one letter packs very well."""
_CHUNK = 1 << 20


class FileRefused(Exception):
    """Not a file that can be brought in. `hint` says what could."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


Bundle = dict[str, bytes]
"""What was in the file: names in lower case, without folders and without .gz or .dz, and what they hold, unpacked."""

_WANTED = (".ifo", ".idx", ".dict", ".syn", ".index", ".tei", ".u8", ".txt", ".xml", ".license", "license", "copying")
_PARTS = (".ifo", ".idx", ".idx.gz", ".idx.dz", ".dict", ".dict.dz", ".syn", ".syn.dz", ".index", ".index.gz")


def open_bundle(path: Path) -> Bundle:
    """The file, with those that belong to it, or what an archive holds. Raises FileRefused."""
    if not path.is_file():
        raise FileRefused(f"{path} is no file.", "Name the dictionary's file.")
    opened = _Budget(path.stat().st_size)
    try:
        if zipfile.is_zipfile(path):
            return dict(_of_zip(path, opened))
        if _is_tar(path):
            return dict(_of_tar(path, opened))
        return dict(_with_siblings(path, opened))
    except (zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, gzip.BadGzipFile) as problem:
        raise FileRefused(f"{path.name} is damaged: {problem}.", "Fetch it again.") from problem
    except (NotImplementedError, RuntimeError) as problem:  # a zip with a password, or packed in an unknown way
        raise FileRefused(f"{path.name} cannot be unpacked: {problem}.", "Pack it without a password.") from problem


class _Budget:
    """Counts what really comes out, whatever the headers say."""

    def __init__(self, packed: int) -> None:
        if packed > MAX_FILE_BYTES:
            raise FileRefused(f"The file is larger than {MAX_FILE_BYTES // 1_000_000} MB.")
        self.most = min(MAX_UNPACKED_BYTES, max(_FREE_BYTES, packed * MAX_RATIO))
        self.read = 0

    def all_of(self, stream: IO[bytes]) -> bytes:
        parts: list[bytes] = []
        while part := stream.read(_CHUNK):
            self.read += len(part)
            if self.read > self.most:
                raise FileRefused(
                    f"The file unpacks to more than {self.most // 1_000_000} MB.", "A dictionary of words is smaller."
                )
            parts.append(part)
        return b"".join(parts)


def _of_zip(path: Path, opened: _Budget) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(path) as archive:
        members = archive.infolist()
        _require_few(len(members))
        for member in members:
            _require_sound(member.filename)
            if member.external_attr >> 28 == 0xA:
                raise FileRefused(f"{path.name} holds a link: {member.filename[:80]!r}.")
        for member in members:
            if not member.is_dir() and _is_wanted(member.filename):
                with archive.open(member) as stream:
                    yield _unpacked(member.filename, stream, opened)


def _of_tar(path: Path, opened: _Budget) -> Iterator[tuple[str, bytes]]:
    with (
        path.open("rb") as file,
        tarfile.open(fileobj=_Counted(_unpacker(path)(file), opened), mode="r|") as archive,  # type: ignore[call-overload]
    ):
        for number, member in enumerate(archive):
            _require_few(number + 1)
            _require_sound(member.name)
            if not (member.isfile() or member.isdir()):
                raise FileRefused(f"{path.name} holds what is no file: {member.name[:80]!r}.")
            if member.isfile() and _is_wanted(member.name):
                stream = archive.extractfile(member)
                if stream is not None:
                    yield _unpacked(member.name, stream, opened)


class _Counted:
    """A stream that may not give more than the budget allows, skipped members included."""

    def __init__(self, stream: IO[bytes], opened: _Budget) -> None:
        self._stream = stream
        self._most = opened.most
        self._read = 0

    def read(self, size: int = -1) -> bytes:
        part = self._stream.read(size)
        self._read += len(part)
        if self._read > self._most:
            raise FileRefused(f"The file unpacks to more than {self._most // 1_000_000} MB.")
        return part


def _with_siblings(path: Path, opened: _Budget) -> Iterator[tuple[str, bytes]]:
    stem = path.name
    for ending in sorted(_PARTS, key=len, reverse=True):
        if path.name.lower().endswith(ending):
            stem = path.name[: -len(ending)]
            break
    paths = {path, *(path.with_name(stem + ending) for ending in _PARTS if stem != path.name)}
    for one in sorted(paths):
        if one.is_file():
            if one != path:
                opened.most = min(MAX_UNPACKED_BYTES, opened.most + one.stat().st_size * MAX_RATIO)
            with one.open("rb") as stream:
                yield _unpacked(one.name, stream, opened)


def _unpacked(name: str, stream: IO[bytes], opened: _Budget) -> tuple[str, bytes]:
    plain = PurePosixPath(name.replace("\\", "/")).name.lower()
    for ending in (".gz", ".dz"):
        if plain.endswith(ending):
            return plain[: -len(ending)], opened.all_of(gzip.GzipFile(fileobj=stream))  # type: ignore[arg-type]
    return plain, opened.all_of(stream)


def _is_wanted(name: str) -> bool:
    plain = name.lower().removesuffix(".gz").removesuffix(".dz")
    return plain.endswith(_WANTED)


def _require_few(count: int) -> None:
    if count > MAX_MEMBERS:
        raise FileRefused(f"The archive holds more than {MAX_MEMBERS} files.")


def _require_sound(name: str) -> None:
    """An archive whose names point outside of it is refused whole, though no name is used as a path here."""
    parts = name.replace("\\", "/").split("/")
    if ".." in parts or name.startswith(("/", "\\")) or "\0" in name or name[1:2] == ":" or len(name) > 500:
        raise FileRefused(f"The archive holds a name that points outside of it: {name[:80]!r}.")


def _unpacker(path: Path) -> Callable[[IO[bytes]], IO[bytes]]:
    with path.open("rb") as file:
        head = file.read(6)
    if head.startswith(b"\x1f\x8b"):
        return lambda file: gzip.GzipFile(fileobj=file)  # type: ignore[return-value]
    if head.startswith(b"BZh"):
        return bz2.BZ2File
    if head.startswith(b"\xfd7zXZ"):
        return lzma.LZMAFile
    return lambda file: file


def _is_tar(path: Path) -> bool:
    name = path.name.lower()
    return ".tar" in name or name.endswith((".tgz", ".tbz", ".tbz2", ".txz"))
