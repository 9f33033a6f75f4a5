"""The engine on this machine against bare CTranslate2, on the same sentences in the same run; and the cache.

The pack is the tiny one of the tests: what is measured is what we put around a model, and around a model this small
it weighs most.
"""

import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.language import Row
from lihua.language import actions, digest, queries
from lihua.language.engines import packs
from lihua.language.models import MachineSentence
from lihua.language.tests.tiny_pack import make_pack, phrases

SENTENCES = 1000
BATCH = 40
ROUNDS = 15


def measure() -> list[Row]:
    with TemporaryDirectory() as folder:
        actions.add_from_file(make_pack(Path(folder) / "zh_en.argosmodel"))
    texts = _texts()
    ours, bare = _engine(texts), _bare(texts)
    ours(), bare()  # loads
    seconds: dict[str, list[float]] = {"ours": [], "bare": []}
    for number in range(ROUNDS):  # in turns: the machine is as busy for the one as for the other
        turns = [("ours", ours), ("bare", bare)]
        for name, run in turns if number % 2 else reversed(turns):
            seconds[name].append(_timed(run))
    ratio = median(bare / ours for bare, ours in zip(seconds["bare"], seconds["ours"], strict=True))
    MachineSentence.objects.all().delete()
    whole = _timed(lambda: actions.translate(texts[:400], source="zh-Hans", target="en"))
    actions.translate(texts[400:800], source="zh-Hans", target="en")
    actions.translate(texts[800:], source="zh-Hans", target="en")
    return [
        Row(
            "a pack, sentences a second of processor time (bare CTranslate2)",
            f"{SENTENCES / min(seconds['bare']):,.0f}",
            "-",
            True,
        ),
        Row(
            "a pack, sentences a second of processor time (our engine)",
            f"{SENTENCES / min(seconds['ours']):,.0f}",
            "-",
            True,
        ),
        Row("our engine's throughput, of bare CTranslate2's", f"{ratio:.1%}", ">= 90 %", ratio >= 0.9),
        Row("the same with masks, checks, scores and cache", f"{400 / whole:,.0f} sentences/s", "-", True),
        _cached(texts),
    ]


def _cached(texts: list[str]) -> Row:
    pairs = {(digest(text), "zh-Hans") for text in texts}
    found = queries.machine_texts(pairs, target="en")
    served = min(_timed(lambda: queries.machine_texts(pairs, target="en")) for _ in range(9)) * 1000
    return Row(f"{len(found):,} cached sentences served", f"{served:.1f} ms", "<= 20 ms", served <= 20)


def _texts() -> list[str]:
    """Different sentences, of one to three parts."""
    parts = [chinese for chinese, _english in phrases() if len(chinese) > 2]
    made = (
        f"{one}，{parts[(number * 7 + shift) % len(parts)]}。" for shift in range(9) for number, one in enumerate(parts)
    )
    return list(dict.fromkeys([*(f"{one}。" for one in parts), *made]))[:SENTENCES]


def _engine(texts: list[str]) -> Callable[[], object]:
    engine = packs.LocalPacks()
    return lambda: [
        engine.translate(texts[start : start + BATCH], source="zh-Hans", target="en")
        for start in range(0, len(texts), BATCH)
    ]


def _bare(texts: list[str]) -> Callable[[], object]:
    """What somebody would write who had the two libraries and nothing else."""
    import ctranslate2
    import sentencepiece

    folder = packs.installed()[0].folder
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(folder / "sentencepiece.model"))
    translator = ctranslate2.Translator(
        str(folder / "model"), compute_type="int8", inter_threads=1, intra_threads=packs.threads()
    )

    def some(batch: list[str]) -> list[str]:
        found = translator.translate_batch(
            pieces.encode(batch, out_type=str), beam_size=packs.BEAM, max_batch_size=packs.BATCH, return_scores=True
        )
        return ["".join(one.hypotheses[0]).replace("\u2581", " ").strip() for one in found]

    return lambda: [some(texts[start : start + BATCH]) for start in range(0, len(texts), BATCH)]


def _timed(run: Callable[[], object]) -> float:
    """Processor time of all threads: what else runs on the machine does not count."""
    began = time.process_time()
    run()
    return time.process_time() - began
