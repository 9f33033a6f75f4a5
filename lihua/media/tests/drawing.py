"""Pictures for tests, drawn by code: what a camera, a prankster and a burglar would send."""

import io
import struct
import zlib
from collections.abc import Sequence
from typing import Any

import piexif
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

# One colour for each corner, far apart: top left red, top right green, bottom left blue, bottom right yellow.
CORNERS = ((220, 30, 30), (30, 180, 60), (30, 60, 220), (230, 210, 40))


def four_corners(width: int = 120, height: int = 80) -> Image.Image:
    picture = Image.new("RGB", (width, height))
    for number, colour in enumerate(CORNERS):
        box = (number % 2 * width // 2, number // 2 * height // 2)
        picture.paste(colour, (*box, box[0] + width // 2, box[1] + height // 2))
    return picture


def corners_of(picture: Image.Image) -> list[int]:
    """Which of CORNERS stands in each corner, by likeness."""
    picture = picture.convert("RGB")
    width, height = picture.size
    found = []
    for x, y in ((0.2, 0.2), (0.8, 0.2), (0.2, 0.8), (0.8, 0.8)):
        seen = picture.getpixel((int(width * x), int(height * y)))
        found.append(min(range(4), key=lambda n: sum((a - b) ** 2 for a, b in zip(seen, CORNERS[n], strict=True))))
    return found


def saved(picture: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
    if kind == "HEIF":
        import pillow_heif

        pillow_heif.register_heif_opener()
    file = io.BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


def upload(content: bytes, name: str = "picture.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def turned(orientation: int) -> bytes:
    """A picture that is `four_corners` when it is shown as its EXIF says."""
    undo = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}  # the transposition that each orientation takes back
    picture = four_corners()
    if orientation in undo:
        picture = picture.transpose(Image.Transpose(undo[orientation]))
    return saved(picture, exif=piexif.dump({"0th": {piexif.ImageIFD.Orientation: orientation}}), quality=92)


def tell_tale() -> bytes:
    """A photograph that tells where it was taken, by whom and with what, in every place that a JPEG has for it."""
    thumbnail = saved(Image.new("RGB", (32, 24), (1, 2, 3)))
    exif = piexif.dump(
        {
            "0th": {piexif.ImageIFD.Make: b"SECRETCAM", piexif.ImageIFD.Artist: b"SECRETNAME"},
            "Exif": {piexif.ExifIFD.BodySerialNumber: b"SECRETSERIAL", piexif.ExifIFD.LensModel: b"SECRETLENS"},
            "GPS": {piexif.GPSIFD.GPSLatitudeRef: b"N", piexif.GPSIFD.GPSLatitude: ((43, 1), (28, 1), (2, 1))},
            "1st": {piexif.ImageIFD.Make: b"SECRETTHUMB"},
            "thumbnail": thumbnail,
        }
    )
    return saved(four_corners(), exif=exif, xmp=b"<x:xmpmeta>SECRETXMP</x:xmpmeta>", comment=b"SECRETCOMMENT")


def png_header(width: int, height: int, *, chunks: Sequence[tuple[bytes, bytes]] = ()) -> bytes:
    """A PNG that says it is that large, with hardly anything behind it."""
    head = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    parts = [(b"IHDR", head), *chunks, (b"IDAT", zlib.compress(b"\0" * 64)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in parts)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def gif(frames: int, size: tuple[int, int] = (60, 40), duration: int = 50) -> bytes:
    pictures = [Image.new("RGB", size, (n * 7 % 256, n * 13 % 256, n * 29 % 256)) for n in range(frames)]
    return saved(pictures[0], "GIF", save_all=True, append_images=pictures[1:], duration=duration, loop=0)


def endless_gif(frames: int) -> bytes:
    """A tiny GIF with many frames: one pixel each."""
    frame = b"\x21\xf9\x04\0\x01\0\0\0" + b"\x2c\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0"
    return b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff" + frame * frames + b";"
