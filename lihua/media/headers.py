"""What a file is and how large its picture claims to be, read from its first bytes alone: no decoder is started.

The name and the type that came with an upload are never asked. Whoever lies here is caught by the darkroom, which
opens the file as this kind and no other.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

ENOUGH_FRAMES = 5000  # counting stops here
MAX_BOXES = 20_000
MAX_BLOCKS = 300_000  # of 255 bytes in a GIF


class Seekable(Protocol):
    def read(self, size: int = ..., /) -> bytes: ...
    def seek(self, offset: int, whence: int = ..., /) -> int: ...
    def tell(self) -> int: ...


class Kind(StrEnum):
    JPEG = "JPEG"
    PNG = "PNG"
    WEBP = "WEBP"
    GIF = "GIF"
    AVIF = "AVIF"
    HEIC = "HEIF"  # as Pillow's plugin calls it


@dataclass(frozen=True)
class Header:
    kind: Kind
    width: int  # as stored, before it is turned upright
    height: int
    frames: int = 1

    @property
    def pixels(self) -> int:
        return self.width * self.height


class Unknown(Exception):
    """Not a picture of a kind that is accepted; `kind` names what it seems to be, or is empty."""

    def __init__(self, kind: str = "") -> None:
        super().__init__(kind)
        self.kind = kind


class Broken(Exception):
    """Begins like a picture and does not go on like one."""


# What people send instead, so that the refusal can say what it is.
OTHERS = [
    (b"%PDF", "PDF"), (b"%!PS", "PostScript"), (b"\xc5\xd0\xd3\xc6", "EPS"), (b"8BPS", "Photoshop"), (b"BM", "BMP"),
    (b"II*\0", "TIFF"), (b"MM\0*", "TIFF"), (b"\xff\x0a", "JPEG XL"), (b"\0\0\0\x0cJXL ", "JPEG XL"),
    (b"\0\0\0\x0cjP  ", "JPEG 2000"), (b"\0\0\1\0", "ICO"), (b"v/1\1", "OpenEXR"), (b"SIMPLE", "FITS"),
    (b"PK\3\4", "ZIP"), (b"\x1aE\xdf\xa3", "Matroska"), (b"MATLAB", "MATLAB"),
]  # fmt: skip

HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx"}
AVIF_BRANDS = {b"avif", b"avis"}


def read_header(file: Seekable) -> Header:
    """Raises Unknown or Broken. The file is left where it was found: at its beginning."""
    file.seek(0)
    start = file.read(64)
    try:
        if start.startswith(b"\xff\xd8\xff"):
            header = _jpeg(file)
        elif start.startswith(b"\x89PNG\r\n\x1a\n"):
            header = _png(file)
        elif start[:6] in {b"GIF87a", b"GIF89a"}:
            header = _gif(file)
        elif start[:4] == b"RIFF" and start[8:12] == b"WEBP":
            header = _webp(file)
        elif start[4:8] == b"ftyp":
            header = _iso(file, start)
        else:
            raise Unknown(_other(start))
    except (struct.error, IndexError) as problem:
        raise Broken from problem
    finally:
        file.seek(0)
    if not header.width or not header.height:
        raise Broken
    return header


# What no picture holds and a browser, a server or a reader of documents would act upon. Long enough not to stand in
# compressed data by chance.
SECOND_KINDS = [
    (b"<script", "HTML"), (b"<!doctype html", "HTML"), (b"<html>", "HTML"), (b"<html ", "HTML"), (b"<iframe", "HTML"),
    (b"<?php ", "PHP"), (b"<?php\n", "PHP"), (b"<?php\r", "PHP"),
]  # fmt: skip
END_OF_ZIP, ZIP_COMMENT = b"PK\5\6", 65_535
PRINTABLE = frozenset(range(0x20, 0x7F)) | {9, 10, 13}


def second_kind(file: Seekable, kind: Kind) -> str:
    """What a picture is besides, where it is two kinds of file at once; else empty. Phones put films behind pictures,
    which is their right: only what somebody could be tricked into running or opening is looked for."""
    file.seek(0)
    start = file.read(1024)
    if b"%PDF-" in start:
        return "PDF"
    before, chunk = b"", start
    while chunk:
        words = (before + chunk).lower()
        for mark, name in SECOND_KINDS:
            if mark in words:
                file.seek(0)
                return name
        before, chunk = chunk[-16:], file.read(1 << 20)
    size = file.seek(0, 2)
    file.seek(max(0, size - ZIP_COMMENT - 22))
    end = file.read()
    file.seek(0)
    at = end.rfind(END_OF_ZIP)
    if at >= 0 and at + 22 + int.from_bytes(end[at + 20 : at + 22], "little") == len(end):
        return "ZIP"
    # These three end with a mark of their own; others may end with their metadata.
    tail = end.rstrip(b"\0 \t\r\n")[-16:]
    is_text = kind in {Kind.JPEG, Kind.PNG, Kind.GIF} and len(tail) == 16 and PRINTABLE.issuperset(tail)
    return "text" if is_text else ""


def _other(start: bytes) -> str:
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if text.startswith((b"<svg", b"<?xml")):
        return "SVG"
    if text.startswith((b"<!doctype html", b"<html", b"<script")):
        return "HTML"
    return next((name for magic, name in OTHERS if start.startswith(magic)), "")


def _jpeg(file: Seekable) -> Header:
    file.seek(2)
    for _ in range(MAX_BOXES):
        byte = file.read(1)
        if byte != b"\xff":
            raise Broken
        marker = file.read(1)[0]
        if marker == 0xFF:  # a fill byte: as many as one likes may stand before a marker
            file.seek(-1, 1)
            continue
        if marker in {0xD9, 0xDA}:  # the end, or the picture's data: no frame header came before
            raise Broken
        if marker == 0x01 or 0xD0 <= marker <= 0xD8:
            continue
        (length,) = struct.unpack(">H", file.read(2))
        if length < 2:
            raise Broken
        if 0xC0 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC}:
            _bits, height, width = struct.unpack(">BHH", file.read(5))
            return Header(Kind.JPEG, width, height)
        file.seek(length - 2, 1)
    raise Broken


def _png(file: Seekable) -> Header:
    file.seek(8)
    length, name, width, height = struct.unpack(">I4sII", file.read(16))
    if name != b"IHDR" or length != 13:
        raise Broken
    file.seek(8 + 12 + length)
    for _ in range(MAX_BOXES):
        length, name = struct.unpack(">I4s", file.read(8))
        if name == b"acTL":
            (frames,) = struct.unpack(">I", file.read(4))
            return Header(Kind.PNG, width, height, max(frames, 1))
        if name == b"IDAT":
            return Header(Kind.PNG, width, height)
        file.seek(length + 4, 1)
    raise Broken


def _gif(file: Seekable) -> Header:
    file.seek(6)
    width, height, flags, _background, _aspect = struct.unpack("<HHBBB", file.read(7))
    _skip_colours(file, flags)
    frames = 0
    blocks = iter(range(MAX_BLOCKS))
    while frames < ENOUGH_FRAMES:
        block = file.read(1)
        if block == b"\x2c":
            left, top, wide, high, flags = struct.unpack("<HHHHB", file.read(9))
            width, height = max(width, left + wide), max(height, top + high)
            frames += 1
            _skip_colours(file, flags)
            file.seek(1, 1)
        elif block == b"\x21":
            file.seek(1, 1)
        else:  # the trailer, the end, or what decoders do not read any more
            break
        while (size := file.read(1)) not in {b"", b"\0"}:
            if next(blocks, None) is None:
                raise Broken
            file.seek(size[0], 1)
    if not frames:
        raise Broken
    return Header(Kind.GIF, width, height, frames)


def _skip_colours(file: Seekable, flags: int) -> None:
    if flags & 0x80:
        file.seek(3 * 2 ** ((flags & 7) + 1), 1)


def _webp(file: Seekable) -> Header:
    file.seek(12)
    name, size = struct.unpack("<4sI", file.read(8))
    start = file.read(10)
    if name == b"VP8 ":
        if start[3:6] != b"\x9d\x01\x2a":
            raise Broken
        width, height = struct.unpack("<HH", start[6:10])
        return Header(Kind.WEBP, width & 0x3FFF, height & 0x3FFF)
    if name == b"VP8L":
        if start[0] != 0x2F:
            raise Broken
        (bits,) = struct.unpack("<I", start[1:5])
        return Header(Kind.WEBP, (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
    if name != b"VP8X":
        raise Broken
    width = int.from_bytes(start[4:7], "little") + 1
    height = int.from_bytes(start[7:10], "little") + 1
    frames = 0
    file.seek(20 + size + (size & 1))
    while frames < ENOUGH_FRAMES and len(chunk := file.read(8)) == 8:
        name, size = struct.unpack("<4sI", chunk)
        frames += name == b"ANMF"
        file.seek(size + (size & 1), 1)
    return Header(Kind.WEBP, width, height, max(frames, 1))


def _iso(file: Seekable, start: bytes) -> Header:
    (size,) = struct.unpack(">I", start[:4])
    brands = {start[8:12], *(start[at : at + 4] for at in range(16, min(size, 64), 4))}
    if brands & AVIF_BRANDS:
        kind = Kind.AVIF
    elif brands & HEIC_BRANDS or start[8:12] == b"mif1":
        kind = Kind.HEIC
    else:
        raise Unknown("video")
    file.seek(0, 2)
    sizes = list(_extents(file, 0, file.tell(), depth=0))
    if not sizes:
        raise Broken
    width, height = max(sizes, key=lambda extent: extent[0] * extent[1])
    return Header(kind, width, height)


def _extents(file: Seekable, start: int, end: int, *, depth: int) -> Iterator[tuple[int, int]]:
    """Every `ispe` of meta/iprp/ipco: the picture and, in a grid, its tiles."""
    at = start
    for _ in range(MAX_BOXES):
        if at + 8 > end:
            return
        file.seek(at)
        size, name = struct.unpack(">I4s", file.read(8))
        inside = at + 8
        if size == 1:
            (size,) = struct.unpack(">Q", file.read(8))
            inside += 8
        size = size or end - at
        if size < 8:
            raise Broken
        if name == b"ispe":
            _version, width, height = struct.unpack(">III", file.read(12))
            yield width, height
        elif name in {b"meta", b"iprp", b"ipco"} and depth < 3:
            yield from _extents(file, inside + (4 if name == b"meta" else 0), min(at + size, end), depth=depth + 1)
        at += size
    raise Broken
