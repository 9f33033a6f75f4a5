"""Where the words in a picture are read: a process of its own, walled in like the darkroom, that ends when it is done.

    python -I -m lihua.media.magnifier FOLDER

looks at FOLDER/source, one of our own renditions (WebP), and writes FOLDER/read.json: each line with its words, how
sure the reader is, and its box as fractions of the picture. The reader (RapidOCR on onnxruntime, an extra) brings its
models along in its wheel: it is told where they are, and there is no way out to fetch others.
"""

import importlib.metadata
import json
import os
import sys
from pathlib import Path
from typing import Any

from lihua.media import sandbox

SECONDS, MEMORY_MEGABYTES, FILE_MEGABYTES = 60, 3072, 8
LONGEST = 1600  # pixels of a side, of a picture or of one band of a long one
OVERLAP = 120
BANDS = 6  # of a long screenshot; what is below is not read
MODELS = {
    "Det.model_path": "PP-OCRv6_det_small.onnx",
    "Cls.model_path": "ch_ppocr_mobile_v2.0_cls_mobile.onnx",
    "Rec.model_path": "PP-OCRv6_rec_small.onnx",
}


def main() -> None:
    (folder,) = sys.argv[1:]
    os.nice(10)  # nobody waits for it
    sandbox.limit(seconds=SECONDS, memory_megabytes=MEMORY_MEGABYTES, file_megabytes=FILE_MEGABYTES)
    os.chdir(folder)
    reader = _reader()
    from PIL import Image, WebPImagePlugin

    del WebPImagePlugin
    Image._initialized = 2  # no other reader is ever tried
    sandbox.enclose(folder)
    with Image.open("source", formats=["WEBP"]) as picture:
        lines = read(picture.convert("RGB"), reader)
    with open("read.part", "w", encoding="utf-8") as file:
        json.dump({"engine": f"rapidocr {importlib.metadata.version('rapidocr')}", "lines": lines}, file)
    os.replace("read.part", "read.json")


def _reader() -> Any:
    """With its models in memory before the door shuts."""
    import rapidocr

    models = Path(rapidocr.__file__).parent / "models"
    reader: Any = rapidocr.RapidOCR(
        params={
            **{name: str(models / file) for name, file in MODELS.items()},
            "Global.log_level": "critical",
            "Global.max_side_len": LONGEST,
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )
    for load in (reader._load_det_model, reader._load_cls_model, reader._load_rec_model):
        load()
    return reader


def read(picture: Any, reader: Any) -> list[dict[str, Any]]:
    """Each line that was seen, in no order. A long picture is read in bands: scaled down, its words would blur."""
    width, height = picture.size
    is_long = height > 2 * width
    scale = min(1, LONGEST / (width if is_long else max(width, height)))
    if scale < 1:
        picture = picture.resize((max(1, round(width * scale)), max(1, round(height * scale))))
    width, height = picture.size
    found: list[dict[str, Any]] = []
    for number in range(BANDS if is_long else 1):
        top = number * (LONGEST - OVERLAP)
        bottom = min(height, top + LONGEST)
        for words, confidence, (left, high, right, low) in _lines(picture.crop((0, top, width, bottom)), reader):
            # What lies across the edge of a band is whole in one of the two.
            is_cut = (low >= bottom - top - 4 and bottom < height) or (high <= 4 and top > 0)
            box = [left / width, (top + high) / height, (right - left) / width, (low - high) / height]
            if not is_cut and not any(_is_same(box, other["box"]) for other in found[-200:]):
                found.append({"text": words, "confidence": confidence, "box": box})
        if bottom >= height:
            break
    return found


def _lines(picture: Any, reader: Any) -> list[tuple[str, float, tuple[float, float, float, float]]]:
    import numpy

    seen = reader(numpy.asarray(picture)[:, :, ::-1].copy())
    if seen.boxes is None or seen.txts is None:
        return []
    lines = []
    for corners, words, confidence in zip(seen.boxes, seen.txts, seen.scores, strict=True):
        across = [float(corner[0]) for corner in corners]
        down = [float(corner[1]) for corner in corners]
        lines.append((str(words), float(confidence), (min(across), min(down), max(across), max(down))))
    return lines


def _is_same(one: list[float], other: list[float]) -> bool:
    """Whether two boxes lie on each other by more than half of the smaller."""
    across = min(one[0] + one[2], other[0] + other[2]) - max(one[0], other[0])
    down = min(one[1] + one[3], other[1] + other[3]) - max(one[1], other[1])
    return across > 0 and down > 0 and across * down > 0.5 * min(one[2] * one[3], other[2] * other[3])


if __name__ == "__main__":
    main()
