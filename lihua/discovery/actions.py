"""Keeping the search index true. Everything here may be done twice."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from django.db import transaction

from lihua import language
from lihua.discovery import search
from lihua.discovery.models import IndexState, WorkLevel
from lihua.discovery.search import documents
from lihua.language import levels
from lihua.language.search import VERSION
from lihua.people.models import Person
from lihua.works.models import Concept, Work

BATCH = 500


def index_many(work_ids: Iterable[int]) -> None:
    """Look at these works again: what is published is found as it stands now, what is gone is found no more."""
    _write(search.WORKS, documents.of_works, work_ids)


def grade_many(work_ids: Iterable[int]) -> None:
    """Estimate anew how advanced these works are; nothing to do where there is no list of levels."""
    if not levels.scales():
        return
    for batch in _batches(work_ids):
        graded = []
        for work in Work.objects.filter(pk__in=batch).only("title", "body", "language"):
            grade = language.grade(f"{work.title}\n{work.body}", work.language)
            if grade:
                base = language.tags.base(work.language)
                graded.append(WorkLevel(work_id=work.pk, language=base, rank=grade.level.rank))
        with transaction.atomic():
            WorkLevel.objects.filter(work__in=batch).delete()
            WorkLevel.objects.bulk_create(graded)


def index_people(person_ids: Iterable[int]) -> None:
    _write(search.PEOPLE, documents.of_people, person_ids)


def index_tags(concept_ids: Iterable[int]) -> None:
    _write(search.TAGS, documents.of_tags, concept_ids)


def index_everything() -> Iterator[int]:
    """Make the whole index anew, batch by batch; yields how many works, people and tags were looked at so far."""
    done = 0
    for write, table in ((index_people, Person), (index_tags, Concept), (index_many, Work)):
        for ids in _batches(table.objects.order_by("pk").values_list("pk", flat=True).iterator()):
            write(ids)
            done += len(ids)
            yield done
    IndexState.objects.update_or_create(id=1, defaults={"version": VERSION, "coming": VERSION})


def _write(table: str, make: Callable[[Sequence[int]], list[search.Document]], ids: Iterable[int]) -> None:
    index = search.index(table)
    for batch in _batches(ids):
        found = make(batch)
        index.write(found)
        gone = set(batch).difference(document.id for document in found)
        if gone:
            index.remove(sorted(gone))


def _batches(ids: Iterable[int]) -> Iterator[list[int]]:
    batch: list[int] = []
    for pk in ids:
        batch.append(pk)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
