"""Many works from elsewhere at once, with their origin, licence and whom to name. Doing it twice adds nothing.

What is imported is data: mentions and tags in it stay words, nobody is told, nothing is announced. Whoever imports
has the index written in the same transaction (`discovery.actions.index_many`).
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F, Q

from lihua import language
from lihua.base import text as rich
from lihua.base.ids import id_at, new_id
from lihua.people.models import Person
from lihua.works.links import render_html
from lihua.works.models import Translation, Work, WorkKind


@dataclass(frozen=True)
class ImportedSentence:
    """A short post of one sentence: the source says what a sentence is, so it is not cut again."""

    origin: str  # "tatoeba:891077"
    author: Person
    body: str
    language: str
    moment: datetime
    salt: int  # 0..65535: with the moment it makes the id, the same each time
    licence: str = ""
    attribution: str = ""


@dataclass(frozen=True)
class ImportedTranslation:
    origin: str
    of: str  # the origin of the work
    language: str
    text: str
    by: Person
    moment: datetime
    licence: str = ""


@transaction.atomic
def import_sentences(sentences: Iterable[ImportedSentence]) -> list[Work]:
    """Add those that are not here yet; returns only these."""
    wanted = {sentence.origin: sentence for sentence in sentences}
    for known in Work.objects.filter(origin__in=wanted).values_list("origin", flat=True):
        wanted.pop(known or "", None)
    works = Work.objects.bulk_create([_work(sentence) for sentence in wanted.values()])
    _count_for_authors(works)
    return works


@transaction.atomic
def import_translations(translations: Iterable[ImportedTranslation]) -> list[Translation]:
    """Add those that are not here yet; of several for one sentence the first counts, the others are its history.

    A translation whose work is not here is left out.
    """
    wanted = {translation.origin: translation for translation in translations}
    for known in Translation.objects.filter(origin__in=wanted).values_list("origin", flat=True):
        wanted.pop(known or "", None)
    works = {
        work.origin: work
        for work in Work.objects.filter(origin__in={translation.of for translation in wanted.values()})
    }
    taken = set(
        Translation.objects.filter(Q(is_current=True), work__in=works.values(), field="body", ordinal=0).values_list(
            "work_id", "language"
        )
    )
    rows = []
    for translation in wanted.values():
        work = works.get(translation.of)
        if work is not None:
            place = (work.pk, translation.language)
            rows.append(_translation(work, translation, is_current=place not in taken))
            taken.add(place)
    return Translation.objects.bulk_create(rows)


def _work(sentence: ImportedSentence) -> Work:
    body = rich.normalise(sentence.body)
    return Work(
        id=id_at(sentence.moment, sentence.salt),
        kind=WorkKind.SHORT,
        author=sentence.author,
        body=body,
        html=render_html(body, []),
        language=sentence.language,
        language_source="author",
        texts={"body": {"revision": 1, "language": sentence.language, "cuts": [[0, len(body)]], "entities": []}},
        origin=sentence.origin,
        licence=sentence.licence,
        attribution=sentence.attribution,
        published_at=sentence.moment,
    )


def _translation(work: Work, translation: ImportedTranslation, *, is_current: bool) -> Translation:
    return Translation(
        id=new_id(),
        work=work,
        field="body",
        revision=1,
        ordinal=0,
        digest=language.digest(work.body),
        language=translation.language,
        text=rich.one_line(translation.text),
        by=translation.by,
        is_current=is_current,
        licence=translation.licence,
        origin=translation.origin,
        created_at=translation.moment,
    )


def _count_for_authors(works: Sequence[Work]) -> None:
    counts = Counter(work.author_id for work in works)
    for author_id, count in counts.items():
        newest = max(work.published_at for work in works if work.author_id == author_id)
        Person.objects.filter(pk=author_id).update(works_count=F("works_count") + count)
        Person.objects.filter(Q(last_work_at=None) | Q(last_work_at__lt=newest), pk=author_id).update(
            last_work_at=newest
        )
