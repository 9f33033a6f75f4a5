"""Bringing dictionaries into the tables: CC-CEDICT both ways, and whatever a file holds.

The words are brought in under a name of their own, some at a time, so that nobody waits for the database; when all are
there they take the place of the former ones at once. Two who do it at the same time do no harm: the later one stays.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice
from time import sleep

from django.db import connection, transaction
from django.db.models import Q
from django.utils.timezone import now

from lihua.language import cedict, inversion, segmentation, wordlist
from lihua.language.cedict import CedictLine
from lihua.language.models import Dictionary, DictionaryEntry
from lihua.language.pinyin import marked, numbered
from lihua.language.search import fold
from lihua.language.wordlist import oddity

logger = logging.getLogger(__name__)

BATCH = 1_000
LONGEST_HEADWORD = 120
LONGEST_READING = 250
LONGEST_SENSES = 8_000
_UNFINISHED_KEPT = timedelta(minutes=30)


Tell = Callable[[int], None]
"""Hears how many words have come in since it last heard."""


@dataclass(frozen=True)
class Facts:
    """What is said about a dictionary beside its words."""

    name: str
    source: str
    target: str
    edition: str = ""
    licence: str = ""
    url: str = ""
    priority: int = 0


@dataclass(frozen=True)
class Explained:
    """One headword as a file gives it."""

    headword: str
    senses: tuple[str, ...]
    reading: str = ""
    traditional: str = ""
    rank: int = 0


CEDICT = Facts(
    name="CC-CEDICT",
    source="zh",
    target="en",
    licence="CC BY-SA 4.0",
    url="https://cc-cedict.org/",
    priority=10,
)
INVERTED = Facts(
    name="CC-CEDICT, from English",
    source="en",
    target="zh",
    licence=CEDICT.licence,
    url=CEDICT.url,
    priority=10,
)


def load_cedict(*, is_patient: bool = False) -> bool:
    """Bring in the CC-CEDICT that came with the program; False when it is there already, or did not come along.

    Takes some seconds. `is_patient` leaves others time at the database in between.
    """
    source, edition = cedict.packaged(), cedict.edition()
    if source is None or has_cedict():
        return False
    pause = 0.02 if is_patient else 0.0
    # Read twice: all lines at once fill 70 MB, which a worker that goes on for weeks would keep.
    bring_in(_with_edition(CEDICT, edition), explained(cedict.read(source)), pause=pause)
    bring_in(_with_edition(INVERTED, edition), inversion.inverted(cedict.read(source)), pause=pause)
    return True


def has_cedict() -> bool:
    """Whether CC-CEDICT is in: the one that came along, or one that the operator brought."""
    is_right = Q(edition=cedict.edition()) | Q(edition__startswith="file")
    names = [CEDICT.name, INVERTED.name]
    return Dictionary.objects.filter(is_right, is_ready=True, name__in=names).count() == len(names)


def _with_edition(facts: Facts, edition: str) -> Facts:
    return Facts(**{**facts.__dict__, "edition": edition})


def explained(lines: Iterable[CedictLine]) -> Iterator[Explained]:
    for line in lines:
        yield Explained(
            line.simplified,
            tuple(line.senses),
            marked(line.pinyin),
            line.traditional if line.traditional != line.simplified else "",
            rank_of(line),
        )


def rank_of(line: CedictLine) -> int:
    """Among readings of one word: names and variants last, then the usual reading, then the one with more senses."""
    is_name, is_variant, is_unusual, fewness = oddity(line)
    return 400 * is_name + 200 * is_variant + 100 * is_unusual + max(-99, fewness)


def bring_in(
    facts: Facts, words: Iterable[Explained], *, pause: float = 0.0, tell: Tell = lambda _count: None
) -> Dictionary:
    """Store the words under this name in place of those that stood there."""
    clear_unfinished()
    dictionary = Dictionary.objects.create(
        name=f"{facts.name[:60]} {uuid.uuid4().hex}",
        source=facts.source,
        target=facts.target,
        edition=facts.edition,
        licence=facts.licence,
        url=facts.url,
        priority=facts.priority,
    )
    try:
        count = _store(dictionary.pk, words, pause=pause, tell=tell)
    except BaseException:  # the file is damaged, or somebody pressed Ctrl-C
        remove(dictionary.pk)
        raise
    return _put_in_place(dictionary, facts.name, count)


def _store(dictionary_id: int, words: Iterable[Explained], *, pause: float, tell: Tell) -> int:
    rows = (row for word in words for row in _rows(dictionary_id, word))
    count = 0
    while batch := list(islice(rows, BATCH)):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany(_INSERT, batch)
        count += len(batch)
        tell(len(batch))
        sleep(pause)
    return count


_COLUMNS = ("dictionary_id", "key", "headword", "traditional", "reading", "senses", "rank")
# One statement for many rows: through objects it takes five times as long.
_INSERT = (
    f"INSERT INTO {DictionaryEntry._meta.db_table} ({', '.join(_COLUMNS)}) VALUES ({', '.join(['%s'] * len(_COLUMNS))})"  # noqa: S608
)


def _rows(dictionary_id: int, word: Explained) -> Iterator[tuple[int | str, ...]]:
    senses = "\n".join(" ".join(sense.split("\n")) for sense in word.senses)[:LONGEST_SENSES]
    if not word.headword or not senses or len(word.headword) > LONGEST_HEADWORD:
        return
    reading = word.reading if len(word.reading) <= LONGEST_READING else ""
    for key in dict.fromkeys((fold(word.headword), fold(word.traditional or word.headword))):
        if key and len(key) <= LONGEST_HEADWORD:
            yield dictionary_id, key, word.headword, word.traditional, reading, senses, word.rank


def _put_in_place(dictionary: Dictionary, name: str, count: int) -> Dictionary:
    with transaction.atomic():
        former = list(Dictionary.objects.filter(name=name).values_list("pk", flat=True))
        Dictionary.objects.filter(pk__in=former).update(name=f"{name[:60]} {uuid.uuid4().hex}", is_ready=False)
        dictionary.name, dictionary.count, dictionary.is_ready = name, count, True
        dictionary.save(update_fields=["name", "count", "is_ready"])
    logger.info("A dictionary is in", extra={"words": count})
    for pk in former:
        remove(pk)
    return dictionary


def clear_unfinished() -> None:
    """Take out what a process that was killed had half brought in."""
    for pk in Dictionary.objects.filter(is_ready=False, created_at__lt=now() - _UNFINISHED_KEPT).values_list(
        "pk", flat=True
    ):
        remove(pk)


def share_words() -> None:
    """Let the Chinese words of added dictionaries be cut and read as words, in all processes."""
    wordlist.add_words(_added_words())


def _added_words() -> Iterator[tuple[str, str, list[str]]]:
    rows = DictionaryEntry.objects.filter(dictionary__is_ready=True, dictionary__source="zh")
    for headword, traditional, reading in rows.filter(_is_added()).values_list("headword", "traditional", "reading"):
        syllables = numbered(reading)
        if len(syllables) != len(headword):
            syllables = [one for word in segmentation.words(headword, "zh-Hans") for one in _syllables(word.text)]
        yield headword, traditional, syllables


def has_added_words() -> bool:
    return Dictionary.objects.filter(
        Q(name=CEDICT.name, edition__startswith="file") | ~Q(name=CEDICT.name), is_ready=True, source="zh"
    ).exists()


def _is_added() -> Q:
    return Q(dictionary__edition__startswith="file") | ~Q(dictionary__name=CEDICT.name)


def _syllables(word: str) -> list[str]:
    known = wordlist.wordlist().get(word)
    return known.pinyin.split() if known else []


def remove(dictionary_id: int) -> None:
    """Take a dictionary out, some words at a time."""
    Dictionary.objects.filter(pk=dictionary_id).update(is_ready=False)
    entries = DictionaryEntry.objects.filter(dictionary_id=dictionary_id)
    while some := list(entries.values_list("pk", flat=True)[: 5 * BATCH]):
        DictionaryEntry.objects.filter(pk__in=some).delete()
    Dictionary.objects.filter(pk=dictionary_id).delete()
