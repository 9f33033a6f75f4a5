"""Where pictures are developed: a process of its own that knows nothing of the village and is walled in.

    python -I -m lihua.media.darkroom FOLDER KIND PURPOSE MAX_PIXELS

reads FOLDER/source, which a stranger sent, as a picture of KIND and of no other, writes clean files beside it and, at
the very end, FOLDER/made.json. What comes out was drawn anew from pixels: no metadata, no profile, no second file
hidden behind the first can come along. Not Django: it must start fast and hold no secret.
"""

import errno
import json
import os
import re
import sys
from collections.abc import Iterator
from typing import Any

from lihua.media import sandbox

TRY_AGAIN = 75  # the exit status when the disk is full: not the picture's fault
SECONDS, MEMORY_MEGABYTES, FILE_MEGABYTES = 40, 2048, 64

# Cards are 200 to 300 CSS pixels wide, a note's page up to 600; screens have one or two dots a pixel, phones three.
WIDTHS = (240, 480, 720, 1080, 1440)
TALLEST = 12_000  # WebP ends at 16,383
MOST_PIXELS = 6_000_000  # of one rendition; long drawings and screenshots become narrower
SQUARES = (96, 240, 480)
BANNERS = ((600, 200), (1200, 400), (1800, 600))

MOVING_WIDTH, MOVING_FRAMES, MOVING_MS = 480, 180, 30_000

AVIF = {"format": "AVIF", "quality": 58, "speed": 9, "max_threads": 1}
WEBP = {"format": "WEBP", "quality": 76, "method": 2}
MARK = re.compile(rb"\xff+([\x01-\xfe])", re.S)
WHITE = "#ffffff"
TURNS = {2: 0, 3: 3, 4: 1, 5: 5, 6: 4, 7: 6, 8: 2}  # EXIF orientation -> PIL.Image.Transpose


def main() -> None:
    folder, kind, purpose, max_pixels = sys.argv[1:]
    sandbox.limit(seconds=SECONDS, memory_megabytes=MEMORY_MEGABYTES, file_megabytes=FILE_MEGABYTES)
    os.chdir(folder)
    import blurhash  # noqa: F401 - what is loaded before the door shuts need not be found later
    import pillow_heif
    from PIL import AvifImagePlugin, GifImagePlugin, Image, ImageCms, JpegImagePlugin, PngImagePlugin, WebPImagePlugin

    del AvifImagePlugin, GifImagePlugin, ImageCms, JpegImagePlugin, PngImagePlugin, WebPImagePlugin
    if kind == "HEIF":
        pillow_heif.register_heif_opener(thumbnails=False)
    Image._initialized = 2  # no other reader is ever tried
    Image.MAX_IMAGE_PIXELS = int(max_pixels)
    sandbox.enclose(folder)
    try:
        _develop_and_tell(kind, purpose)
    except OSError as problem:
        sys.exit(TRY_AGAIN if problem.errno in {errno.ENOSPC, errno.EDQUOT} else 1)


def _develop_and_tell(kind: str, purpose: str) -> None:
    from PIL import Image

    try:
        made = develop("source", kind, purpose)
    except MemoryError:
        made = {"problem": "heavy"}
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        made = {"problem": "large"}
    except Exception as problem:
        if isinstance(problem, OSError) and problem.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise
        made = {"problem": "broken", "detail": f"{type(problem).__name__}: {problem}"[:200]}
    with open("made.part", "w", encoding="utf-8") as file:
        json.dump(made, file)
    os.replace("made.part", "made.json")


def develop(source: str, kind: str, purpose: str) -> dict[str, Any]:
    """Every file that is made of `source`, and what is to be known of it."""
    from PIL import Image

    if kind == "JPEG":
        require_sound_jpeg(source)
    with Image.open(source, formats=[kind]) as picture:
        frames = getattr(picture, "n_frames", 1) if kind in {"GIF", "WEBP", "PNG"} else 1
        turn = _turn(picture)
        sideways = turn is not None and turn in {2, 4, 5, 6}
        width, height = picture.size[::-1] if sideways else picture.size
        top = _top(width, height) if purpose == "work" else _profile_top(width, height)
        if kind == "JPEG":
            picture.draft("RGB", top[::-1] if sideways else top)
        still = _clean(picture, top[::-1] if sideways else top)
        if turn is not None:
            still = still.transpose(Image.Transpose(turn))
        made: dict[str, Any] = {"width": width, "height": height, "renditions": []}
        made.update(_colours(still))
        if purpose == "work":
            made["renditions"] = list(_stills(still))
            if frames > 1:
                made["renditions"].append(_motion(picture, frames))
        else:
            made["renditions"] = list(_crops(still, SQUARES if purpose == "picture" else BANNERS))
        return made


def require_sound_jpeg(source: str) -> None:
    """Refuse a JPEG whose data is damaged in the middle. The decoder would only warn, and show a torn picture.

    Between the start of a scan and the next segment stand only restart marks, in turn; anything else is damage.
    """
    with open(source, "rb") as file:
        data = file.read()
    at, turn, is_scan = 2, 0, False
    while mark := MARK.search(data, at):
        at, code = mark.end(), mark[1][0]
        if code == 0xD9:
            return
        if 0xD0 <= code <= 0xD7:
            if is_scan and code != 0xD0 + turn:
                raise ValueError(f"restart mark {code:x} at {at}, expected {turn}")
            turn = (turn + 1) % 8
        elif code >= 0xC0 and code != 0xD8:  # a segment, with its length
            at += int.from_bytes(data[at : at + 2], "big")
            turn, is_scan = 0, code == 0xDA
        elif is_scan:
            raise ValueError(f"stray mark {code:x} at {at}")


def _top(width: int, height: int) -> tuple[int, int]:
    """The largest size that is made of it."""
    scale = min(1, WIDTHS[-1] / width, TALLEST / height, (MOST_PIXELS / (width * height)) ** 0.5)
    return max(1, round(width * scale)), max(1, round(height * scale))


def _profile_top(width: int, height: int) -> tuple[int, int]:
    scale = min(1, 2000 / max(width, height))
    return max(1, round(width * scale)), max(1, round(height * scale))


def _turn(picture: Any) -> int | None:
    """How to turn it upright. Cameras write broken EXIF; then it stays as it is."""
    try:
        return TURNS.get(picture.getexif().get(0x0112, 1))
    except Exception:
        return None


def _clean(picture: Any, size: tuple[int, int]) -> Any:
    """Its pixels at `size`, in sRGB, eight bits a channel, with transparency only where there is some."""
    from PIL import Image

    profile = picture.info.get("icc_profile")
    picture.load()
    if picture.mode.startswith("I;16") or picture.mode in {"I", "F"}:
        picture = picture.point(lambda value: value * (1 / 256)).convert("L")
    if "transparency" in picture.info or picture.mode in {"LA", "PA", "La", "RGBa"}:
        picture = picture.convert("RGBA")
    elif picture.mode == "P":
        picture = picture.convert("RGB")
    if picture.size != size:
        picture = picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
    picture = _to_srgb(picture, profile)
    if picture.mode == "RGBA" and picture.getextrema()[3][0] == 255:
        picture = picture.convert("RGB")
    picture.info = {}
    return picture


def _to_srgb(picture: Any, profile: bytes | None) -> Any:
    from PIL import ImageCms

    alpha = picture.getchannel("A") if picture.mode == "RGBA" else None
    if profile and picture.mode in {"RGB", "RGBA", "CMYK", "L"}:
        import io

        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            flat = picture.convert("RGB") if alpha is not None else picture
            if "sRGB" not in (ImageCms.getProfileDescription(source) or ""):
                flat = ImageCms.profileToProfile(flat, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
            picture = flat
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            pass  # a profile that cannot be read is as none
    picture = picture.convert("RGB")
    if alpha is not None:
        picture.putalpha(alpha)
    return picture


def _stills(picture: Any) -> Iterator[dict[str, Any]]:
    """Each width in both formats, the wide ones first: each is made of the one before."""
    from PIL import Image

    for width in sorted({*(w for w in WIDTHS if w < 0.87 * picture.width), picture.width}, reverse=True):
        if width != picture.width:
            height = max(1, round(picture.height * width / picture.width))
            picture = picture.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)
        yield _write(picture, f"{width}.avif", "image/avif", AVIF)
        yield _write(picture, f"{width}.webp", "image/webp", WEBP)


def _crops(picture: Any, sizes: tuple[Any, ...]) -> Iterator[dict[str, Any]]:
    from PIL import ImageOps

    for size in sizes:
        wide, high = (size, size) if isinstance(size, int) else size
        crop = ImageOps.fit(picture, (wide, high))
        if crop.mode == "RGBA":
            crop = _on_paper(crop)
        yield _write(crop, f"{wide}.webp", "image/webp", WEBP)


def _motion(picture: Any, frames: int) -> dict[str, Any]:
    """The picture in motion, of bounded size, length and number of frames: every n-th is kept, too long an end cut."""
    from PIL import Image

    scale = min(1, MOVING_WIDTH / picture.width, 1.5 * MOVING_WIDTH / picture.height)
    size = max(1, round(picture.width * scale)), max(1, round(picture.height * scale))
    step = -(-frames // MOVING_FRAMES)
    kept: list[Any] = []
    durations: list[int] = []
    total = 0
    for number in range(frames):
        picture.seek(number)
        duration = int(picture.info.get("duration") or 100)
        duration = 100 if duration < 20 else min(duration, 10_000)  # as browsers do
        if number % step == 0:
            if total > MOVING_MS:
                break
            frame = picture.convert("RGBA").resize(size, Image.Resampling.BILINEAR, reducing_gap=2.0)
            frame.info = {}
            kept.append(frame)
            durations.append(0)
        durations[-1] += duration
        total += duration
    first, *others = kept
    options = {"save_all": True, "append_images": others, "duration": durations, "loop": 0, "minimize_size": False}
    made = _write(first, "moving.webp", "image/webp", {"format": "WEBP", "quality": 62, "method": 1, **options})
    return {**made, "moving": True}


def _write(picture: Any, name: str, mime: str, options: dict[str, Any]) -> dict[str, Any]:
    picture.save(name, **options, exif=b"", icc_profile=None, xmp=b"")
    return {"file": name, "mime": mime, "width": picture.width, "height": picture.height}


def _colours(picture: Any) -> dict[str, str]:
    """What is drawn until it is there: blurhash, the average, the four corners."""
    import blurhash
    from PIL import Image

    is_clear = picture.mode == "RGBA"  # what shows through stays: white, also in the dark, where drawings are black
    paper = _on_paper(picture) if is_clear else picture
    small = paper.resize((32, 32), Image.Resampling.BOX, reducing_gap=2.0)
    wide = picture.width >= picture.height
    across, down = (5, 4) if wide else (4, 5)
    rows = [[small.getpixel((x, y)) for x in range(32)] for y in range(32)]
    corners = small.resize((2, 2), Image.Resampling.BOX)
    return {
        "blurhash": blurhash.encode(rows, across, down),
        "colour": WHITE if is_clear else _hex(small.resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))),
        "corners": " ".join(
            WHITE if is_clear else _hex(corners.getpixel(place)) for place in ((0, 0), (1, 0), (0, 1), (1, 1))
        ),
    }


def _on_paper(picture: Any) -> Any:
    from PIL import Image

    paper = Image.new("RGB", picture.size, (255, 255, 255))
    paper.paste(picture, mask=picture.getchannel("A"))
    return paper


def _hex(colour: tuple[int, ...]) -> str:
    return "#" + "".join(f"{part:02x}" for part in colour[:3])


if __name__ == "__main__":
    main()
