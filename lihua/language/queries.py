"""What the machine has already translated, and what the dictionaries say. One query, however many sentences."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from lihua.language import dictionaries
from lihua.language.digests import digest
from lihua.language.lookup import DictEntry, DictionarySource, look_up, look_up_at, look_up_many
from lihua.language.models import PEOPLE, MachineSentence, PackJob
from lihua.language.packing import offered as offered_packs
from lihua.language.packing import wanted as wanted_packs
from lihua.language.reporting import EngineReport, PackReport, engine_reports, pack_reports, seen_by
from lihua.language.shorts import ReadShort, Short, is_foreign, language_of, names_of, sentences_of

__all__ = [
    "MAX_ASKED",
    "PEOPLE",
    "DictEntry",
    "DictionarySource",
    "EngineReport",
    "MachineText",
    "PackReport",
    "ReadShort",
    "Short",
    "cached",
    "cached_pairs",
    "engine_reports",
    "has_dictionary",
    "look_up",
    "look_up_at",
    "look_up_many",
    "machine_texts",
    "offered_packs",
    "pack_jobs",
    "pack_reports",
    "read_short",
    "seen_by",
    "wanted_packs",
]

MAX_ASKED = 2000
"""Digests in one query: SQLite takes 32,766 values, and a page never shows more."""


def cached(digests: Iterable[str], *, source: str, target: str) -> dict[str, str]:
    """Digest -> text of the sentences that an engine has put from `source` into `target`; the newest engine's wins."""
    found = cached_pairs({(digest, source) for digest in digests}, target=target)
    return {digest: text for (digest, _source), (text, _engine) in found.items()}


def cached_pairs(pairs: Collection[tuple[str, str]], *, target: str) -> dict[tuple[str, str], tuple[str, str]]:
    """(digest, source) -> (text, engine), for texts of several languages at once. Public texts' only."""
    return {pair: (found.text, found.engine) for pair, found in machine_texts(pairs, target=target).items()}


@dataclass(frozen=True)
class MachineText:
    """What a machine made of a sentence. `score` is an estimate from 0 to 1; `pivot` the third language in between."""

    text: str
    engine: str
    score: float | None = None
    rough: bool = False
    pivot: str = ""


def machine_texts(
    pairs: Collection[tuple[str, str]], *, target: str, with_private: bool = False
) -> dict[tuple[str, str], MachineText]:
    """(digest, source) -> the newest machine translation, for texts of several languages at once.

    `with_private` finds also what was made of texts below public: for who reads such a text.
    """
    if not pairs:
        return {}
    wanted = set(list(pairs)[:MAX_ASKED])
    rows = (
        MachineSentence.objects.filter(
            digest__in=sorted({digest for digest, _source in wanted}),
            source__in=sorted({source for _digest, source in wanted}),
            target=target,
            is_private__lte=with_private,
        )
        .exclude(text="")
        .order_by("pk")
        .values_list("digest", "source", "text", "engine", "score", "is_rough", "pivot")
    )
    found = {(row[0], row[1]): MachineText(*row[2:]) for row in rows if (row[0], row[1]) in wanted}
    by_people = {(row[0], row[1]): MachineText(*row[2:]) for row in rows if row[3] == PEOPLE}
    return found | {pair: text for pair, text in by_people.items() if pair in wanted}


def read_short(shorts: Sequence[Short], *, reads: Sequence[str]) -> list[ReadShort]:
    """Each text as who reads these languages has it: one query for all, none where nothing is foreign."""
    known = machine_texts(names_of(shorts, reads), target=reads[0]) if reads else {}
    return [_read_short(short, reads, known) for short in shorts]


def _read_short(short: Short, reads: Sequence[str], known: Mapping[tuple[str, str], MachineText]) -> ReadShort:
    language = language_of(short)
    if not is_foreign(language, reads):
        return ReadShort(short.text, language)
    made: list[MachineText] = []
    misses = False
    pieces, last_end = [], 0
    for start, end, sentence in sentences_of(short.text, language):
        found = known.get((digest(sentence), language))
        pieces += [short.text[last_end:start], found.text if found else sentence]
        last_end = end
        made += [found] if found else []
        misses |= found is None
    if not made:
        return ReadShort(short.text, language, misses=misses)
    return ReadShort(
        short.text,
        language,
        translation="".join([*pieces, short.text[last_end:]]),
        translated_into=reads[0],
        engines=tuple(sorted({one.engine for one in made})),
        is_rough=any(one.rough for one in made),
        misses=misses,
    )


def has_dictionary() -> bool:
    """Whether the dictionary that came along is in."""
    return dictionaries.has_cedict()


def pack_jobs() -> list[PackJob]:
    """The packs that were asked for on the page, the newest first."""
    return list(PackJob.objects.order_by("-pk")[:20])
