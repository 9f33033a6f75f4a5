"""Works from elsewhere. `lihua import --format tatoeba FILE`: sentence pairs by people who are named."""

import argparse
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

from django.db import transaction
from tqdm import tqdm

from lihua import language
from lihua.discovery.actions import index_many, index_people
from lihua.ops.cli import Answer
from lihua.ops.refusals import Refused
from lihua.people import actions as people
from lihua.people import rules
from lihua.people.models import Person
from lihua.works.actions import ImportedSentence, ImportedTranslation, import_sentences, import_translations

SOURCE = "tatoeba"
LICENCE = "CC BY 2.0 FR"
BATCH = 1000
# The file has no dates, but its numbers were given in the order of writing: spread over the project's first 15 years.
FIRST = datetime(2007, 10, 1, tzinfo=UTC)
SECONDS_A_NUMBER = 43
_ATTRIBUTION = re.compile(
    r"CC-BY 2\.0 \(France\) Attribution: tatoeba\.org #(\d{1,9}) \(([^()]{1,60})\) & #(\d{1,9}) \(([^()]{1,60})\)"
)


@dataclass(frozen=True)
class Sentence:
    number: int
    text: str
    language: str
    author: str

    @property
    def moment(self) -> datetime:
        return FIRST + timedelta(seconds=self.number * SECONDS_A_NUMBER)


@dataclass(frozen=True)
class Pair:
    post: Sentence
    translation: Sentence


@dataclass
class Sums:
    works: int = 0
    translations: int = 0
    people: int = 0
    skipped: int = 0


def run(chosen: argparse.Namespace) -> Answer:
    """Each batch is one transaction, index included: killed half-way and begun again, it goes on where it was."""
    sums = Sums()
    file = Path(chosen.file)
    with file.open("rb") as lines:
        total = sum(1 for _line in lines)
    known = {person.name: person for person in Person.objects.filter(origin=SOURCE)}
    with tqdm(total=total, desc="Importing", unit=" pairs", smoothing=0) as bar:
        for batch in _batches(read(file, posts=chosen.posts)):
            _take_in(batch, known, sums)
            bar.update(len(batch))
    return vars(sums)


def read(file: Path, *, posts: str) -> Iterator[Pair]:
    """The pairs of a file, one to a line: English, Chinese, attribution. Raises Refused naming a line that is none."""
    with file.open(encoding="utf-8", newline="\n") as lines:
        try:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    yield _pair(line.rstrip("\r\n"), number, posts)
        except UnicodeDecodeError as problem:
            raise Refused(f"{file} is not text in UTF-8.", "Take the file as Tatoeba gives it.") from problem


def _pair(line: str, number: int, posts: str) -> Pair:
    parts = line.split("\t")
    said = _ATTRIBUTION.fullmatch(parts[2]) if len(parts) == 3 else None
    if said is None or not parts[0].strip() or not parts[1].strip():
        raise Refused(
            f"Line {number} is not a pair: {line[:80]!r}.",
            "Each line holds English, Chinese and the attribution with both numbers and names, between tabs.",
        )
    english = Sentence(int(said[1]), parts[0], "en", said[2])
    chinese = Sentence(int(said[3]), parts[1], _chinese(parts[1]), said[4])
    return Pair(chinese, english) if posts == "cmn" else Pair(english, chinese)


def _chinese(text: str) -> str:
    """Simplified or traditional: the source calls both cmn."""
    found = language.detect(text, prior=["zh-Hans"]).language
    return found if found in {"zh-Hans", "zh-Hant"} else "zh-Hans"


@transaction.atomic
def _take_in(batch: list[Pair], known: dict[str, Person], sums: Sums) -> None:
    fresh = _people(batch, known)
    works = import_sentences(_as_work(pair.post, known) for pair in batch)
    translations = import_translations(_as_translation(pair, known) for pair in batch)
    index_many({work.pk for work in works} | {row.work_id for row in translations})
    index_people(person.pk for person in fresh)
    sums.people += len(fresh)
    sums.works += len(works)
    sums.translations += len(translations)
    sums.skipped += len(batch) - len(translations)


def _people(batch: list[Pair], known: dict[str, Person]) -> list[Person]:
    """Make the people of this batch who are not here yet, and say which."""
    fresh: dict[str, Person] = {}
    for pair in batch:
        for sentence in (pair.post, pair.translation):
            if sentence.author not in known:
                person = _person(sentence.author)
                people.set_languages(person, writes=[sentence.language], reads=[sentence.language])
                fresh[sentence.author] = known[sentence.author] = person
    return list(fresh.values())


def _person(name: str) -> Person:
    """Somebody who is seen but has no account; the handle is their name there, or close to it."""
    plain = re.sub(r"[^a-z0-9_]", "_", name.lower())[:20].ljust(2, "_")
    for handle in (plain, f"{plain}_tatoeba", *(f"{plain}_t{number}" for number in range(2, 1000))):
        try:
            return people.arrive(None, handle=handle, name=name, origin=SOURCE)
        except (rules.HandleTaken, rules.HandleRefused):
            continue
    raise Refused(f"No handle is left for {name}.", "This should not happen.")


def _as_work(sentence: Sentence, known: dict[str, Person]) -> ImportedSentence:
    return ImportedSentence(
        origin=f"{SOURCE}:{sentence.number}",
        author=known[sentence.author],
        body=sentence.text,
        language=sentence.language,
        moment=sentence.moment,
        salt=sentence.number % 65536,
        licence=LICENCE,
        attribution=f"tatoeba.org #{sentence.number} ({sentence.author})",
    )


def _as_translation(pair: Pair, known: dict[str, Person]) -> ImportedTranslation:
    return ImportedTranslation(
        origin=f"{SOURCE}:{pair.translation.number}>{pair.post.number}",
        of=f"{SOURCE}:{pair.post.number}",
        language=pair.translation.language,
        text=pair.translation.text,
        by=known[pair.translation.author],
        moment=max(pair.post.moment, pair.translation.moment),
        licence=LICENCE,
    )


def _batches(pairs: Iterable[Pair]) -> Iterator[list[Pair]]:
    pairs = iter(pairs)
    while batch := list(islice(pairs, BATCH)):
        yield batch
