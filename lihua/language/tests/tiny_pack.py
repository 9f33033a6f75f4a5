"""A very small translation engine that is real: a CTranslate2 model and a SentencePiece model in an Argos pack.

    python -m lihua.language.tests.tiny_pack FOLDER [--serve PORT]

It knows phrase_book.tsv and nothing else. Nothing is trained: the book is written into the weights, which takes a
second. Each phrase is one piece of the SentencePiece model. A source piece is embedded as the code (a row of signs) of
what it means; the decoder at place n attends to place n of the source, by the codes of the places, and the output
layer asks which piece of the target has the code that it sees there. A piece that is not in the book is embedded so
faintly that the model is unsure, and says so in its probabilities. Real engines err otherwise: judge none by it.
"""

from __future__ import annotations

import argparse
import functools
import http.server
import json
import struct
import tempfile
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

BOOK = Path(__file__).with_name("phrase_book.tsv")
NAMES = {"zh": "Chinese", "en": "English", "es": "Spanish"}
MARKS = {
    "。": ".",
    "，": ",",
    "！": "!",
    "？": "?",
    "；": ";",
    "：": ":",
    "、": ",",
    "～": "~",
    "…": "…",
    **{mark: mark for mark in ".,!?;:~"},
}
PLACEHOLDERS = [f"{{{number}}}" for number in range(30)]
SPACE = "\u2581"
WORD_DIMENSIONS, PLACE_DIMENSIONS, PLACES = 384, 128, 1024
SURE, FAINT = 1.0, 0.03


def phrases() -> list[tuple[str, str]]:
    """Chinese, English."""
    lines = BOOK.read_text(encoding="utf-8").splitlines()
    pairs = [tuple(line.split("\t")) for line in lines if line and not line.startswith("#")]
    return [(chinese, english) for chinese, english in pairs]


def make_pack(file: Path, *, source: str = "zh", target: str = "en", version: str = "1.0", top: str = "") -> Path:
    """Write the pack of one direction; `top` is the folder inside the zip (as the packs in the index have one)."""
    model, pieces = _model_and_pieces(source, target)
    top = top or f"translate-{source}_{target}-{version.replace('.', '_')}/"
    metadata = {
        "package_version": version,
        "argos_version": "1.9.0",
        "from_code": source,
        "from_name": NAMES.get(source, source),
        "to_code": target,
        "to_name": NAMES.get(target, target),
    }
    file.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as pack:
        pack.writestr(f"{top}metadata.json", json.dumps(metadata))
        pack.writestr(f"{top}README.md", "Made from the phrase book of Li Hua's tests.\n")
        pack.writestr(f"{top}sentencepiece.model", pieces)
        for name, content in model.items():
            pack.writestr(f"{top}model/{name}", content)
    return file


def index_of(packs: Iterable[Path], address: str, **more: Any) -> list[dict[str, Any]]:
    """The rows of an Argos index for packs that are served at `address`."""
    rows = []
    for pack in packs:
        with zipfile.ZipFile(pack) as opened:
            name = next(name for name in opened.namelist() if name.endswith("metadata.json"))
            rows.append({**json.loads(opened.read(name)), "links": [f"{address}/{pack.name}"], **more})
    return rows


@functools.cache
def _model_and_pieces(source: str, target: str) -> tuple[dict[str, bytes], bytes]:
    meanings = _meanings(source, target)
    with tempfile.TemporaryDirectory() as folder:
        _write_model(Path(folder), meanings)
        files = {file.name: file.read_bytes() for file in Path(folder).iterdir()}
    return files, sentencepiece_model(list(meanings))


def _meanings(source: str, target: str) -> dict[str, str]:
    """Source piece -> target piece. A space of the text is part of the piece behind it."""
    pairs = phrases() if source == "zh" else [(english, chinese) for chinese, english in phrases()]
    found: dict[str, str] = {}
    for said, meant in pairs:
        for form in dict.fromkeys((said, said[:1].lower() + said[1:], said[:1].upper() + said[1:])):
            _add(found, form, meant, spaced=target != "zh")
    for mark, western in MARKS.items():
        there = western if target != "zh" else next((m for m, w in MARKS.items() if w == mark), mark)
        found.setdefault(mark, there)
        found.setdefault(SPACE + mark, there)
    for kept in [*PLACEHOLDERS, *"0123456789"]:
        _add(found, kept, kept, spaced=target != "zh" and kept in PLACEHOLDERS)
    found.setdefault(SPACE, SPACE)
    return found


def _add(found: dict[str, str], said: str, meant: str, *, spaced: bool) -> None:
    piece = (SPACE + meant.replace(" ", SPACE)) if spaced else meant
    found.setdefault(SPACE + said.replace(" ", SPACE), piece)
    found.setdefault(said.replace(" ", SPACE), piece)


def _write_model(folder: Path, meanings: dict[str, str]) -> None:
    import ctranslate2
    import numpy as np

    specials = ["<unk>", "<s>", "</s>"]
    sources = [*specials, *meanings]
    targets = [*specials, *dict.fromkeys(meanings.values())]
    chance = np.random.default_rng(20250113)
    word_codes = _codes(chance, len(targets), WORD_DIMENSIONS)
    place_codes = _codes(chance, PLACES, PLACE_DIMENSIONS)
    width = WORD_DIMENSIONS + PLACE_DIMENSIONS

    spec = ctranslate2.specs.TransformerSpec.from_config(num_layers=1, num_heads=1, pre_norm=True)
    spec.encoder.scale_embeddings = spec.decoder.scale_embeddings = False
    places = np.zeros((PLACES, width), np.float32)
    places[:, WORD_DIMENSIONS:] = place_codes
    spec.encoder.position_encodings.encodings = places
    spec.decoder.position_encodings.encodings = places

    number = {piece: index for index, piece in enumerate(targets)}
    embedded = np.zeros((len(sources), width), np.float32)
    for row, piece in enumerate(sources):
        meant = number[meanings.get(piece, piece)]
        embedded[row, :WORD_DIMENSIONS] = word_codes[meant] * (FAINT if piece == "<unk>" else SURE)
    spec.encoder.embeddings[0].weight = embedded
    spec.decoder.embeddings.weight = np.zeros((len(targets), width), np.float32)

    for part in (spec.encoder, spec.decoder):
        _norm(part.layer_norm, width)
        _silent(part.layer[0].self_attention, width)
        _norm(part.layer[0].ffn.layer_norm, width)
        _linear(part.layer[0].ffn.linear_0, np.zeros((8, width), np.float32))
        _linear(part.layer[0].ffn.linear_1, np.zeros((width, 8), np.float32))

    of_words, of_places = np.zeros((2, width, width), np.float32)
    of_words[:WORD_DIMENSIONS, :WORD_DIMENSIONS] = np.eye(WORD_DIMENSIONS)
    of_places[WORD_DIMENSIONS:, WORD_DIMENSIONS:] = np.eye(PLACE_DIMENSIONS)
    look = spec.decoder.layer[0].attention
    _norm(look.layer_norm, width)
    _linear(look.linear[0], of_places * 4)  # queries: which place am I at, asked sharply
    _linear(look.linear[1], np.concatenate([of_places, of_words]))  # keys: the places; values: the words there
    _linear(look.linear[2], of_words)

    asked = np.zeros((len(targets), width), np.float32)
    asked[:, :WORD_DIMENSIONS] = word_codes * (14 / WORD_DIMENSIONS)
    asked[1] = 0  # nothing begins twice
    _linear(spec.decoder.projection, asked)
    spec.register_source_vocabulary(sources)
    spec.register_target_vocabulary(targets)
    spec.config.add_source_eos = True
    spec.validate()
    spec.optimize(quantization="int8")
    spec.save(str(folder))


def _codes(chance: Any, count: int, width: int) -> Any:
    """Rows of as many -1 as +1 (so that a layer norm leaves them alone), each nearly at right angles to the others."""
    import numpy as np

    half = np.repeat(np.array([-1.0, 1.0], np.float32), width // 2)
    return np.stack([chance.permutation(half) for _ in range(count)])


def _norm(spec: Any, width: int) -> None:
    import numpy as np

    spec.gamma, spec.beta = np.ones(width, np.float32), np.zeros(width, np.float32)


def _linear(spec: Any, weight: Any) -> None:
    import numpy as np

    spec.weight, spec.bias = weight, np.zeros(len(weight), np.float32)


def _silent(spec: Any, width: int) -> None:
    import numpy as np

    _norm(spec.layer_norm, width)
    _linear(spec.linear[0], np.zeros((3 * width, width), np.float32))
    _linear(spec.linear[1], np.zeros((width, width), np.float32))


def sentencepiece_model(pieces: Sequence[str]) -> bytes:
    """A unigram model in which the fewest pieces win, so that a whole phrase beats its words.

    Written as the protocol buffer that it is (sentencepiece_model.proto): a trainer would choose pieces of its own.
    """
    unknown, control, normal = 2, 3, 1
    rows = [("<unk>", 0.0, unknown), ("<s>", 0.0, control), ("</s>", 0.0, control)]
    rows += [(piece, -1.0, normal) for piece in pieces]
    model = b"".join(_field(1, _text(1, piece) + _float(2, score) + _number(3, kind)) for piece, score, kind in rows)
    model += _field(2, _number(3, 1))  # trainer: unigram
    return model + _field(3, _text(1, "identity") + b"".join(_number(n, 1) for n in (3, 4, 5)))  # normalizer


def _field(number: int, content: bytes) -> bytes:
    return _varint(number << 3 | 2) + _varint(len(content)) + content


def _text(number: int, text: str) -> bytes:
    return _field(number, text.encode())


def _number(number: int, value: int) -> bytes:
    return _varint(number << 3) + _varint(value)


def _float(number: int, value: float) -> bytes:
    return _varint(number << 3 | 5) + struct.pack("<f", value)


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*out, value])


def main() -> None:
    parser = argparse.ArgumentParser(description="Make the tiny packs and their index; serve them on the loopback.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--serve", type=int, metavar="PORT")
    chosen = parser.parse_args()
    packs = [
        make_pack(chosen.folder / "translate-zh_en-1_0.argosmodel"),
        make_pack(chosen.folder / "translate-en_zh-1_0.argosmodel", source="en", target="zh"),
    ]
    address = f"http://127.0.0.1:{chosen.serve or 8199}"
    (chosen.folder / "index.json").write_text(json.dumps(index_of(packs, address), indent=1))
    print(f"{chosen.folder}: {', '.join(pack.name for pack in packs)}, index.json")
    if chosen.serve:
        print(f"lihua engine add zh-en --index {address}/index.json --allow-private")
        handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(chosen.folder))
        http.server.ThreadingHTTPServer(("127.0.0.1", chosen.serve), handler).serve_forever()


if __name__ == "__main__":
    main()
