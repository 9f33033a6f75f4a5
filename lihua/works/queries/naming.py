"""Tags as a reader knows them, and what to suggest while somebody writes."""

from dataclasses import dataclass

from django.db.models import Q

from lihua import language
from lihua.language.queries import ReadShort, Short, read_short
from lihua.people.models import Person
from lihua.people.queries import people_visible_to
from lihua.works.models import Concept, Joining, Label, Work
from lihua.works.queries.reading import Reader

SUGGESTED = 8


@dataclass(frozen=True)
class ReadTag:
    """A tag as it was written and, where it differs, as the reader's language calls it."""

    name: str
    language: str
    known_as: str = ""
    known_language: str = ""
    works_count: int = 0
    is_machine: bool = False  # nobody gave it that name: a machine put it so, for this reader to know what it says
    misses: ReadShort | None = None  # what a machine could still be asked


def read_tags(work: Work, reader: Reader) -> list[ReadTag]:
    """The tags of a work in the author's order; three queries at most.

    What a tag is called in the reader's language: what people call it, else what a machine makes of it.
    """
    labels = [use.label for use in work.tags.all()]
    foreign = [label for label in labels if label.language and reader.is_foreign(label.language)]
    known = _names_for({label.concept_id for label in foreign}, reader) if foreign else {}
    nameless = [label for label in foreign if label.concept_id not in known]
    shorts = read_short([Short(label.name, label.language) for label in nameless], reads=reader.reads)
    made = {label.pk: short for label, short in zip(nameless, shorts, strict=True)}
    return [
        _by_machine(label, made[label.pk])
        if label.pk in made
        else _read(label, known.get(label.concept_id) if label in foreign else None)
        for label in labels
    ]


def _by_machine(label: Label, short: ReadShort) -> ReadTag:
    if not short.is_translated or short.is_rough:  # a guess at a single word says more wrong than right
        return ReadTag(label.name, label.language, misses=short if short.misses else None)
    words = short.translation.strip().rstrip(".。")
    return ReadTag(label.name, label.language, words, short.translated_into, is_machine=short.is_by_machine)


def _read(label: Label, known: Label | None, works_count: int = 0) -> ReadTag:
    if known is None or known.pk == label.pk:
        return ReadTag(label.name, label.language, works_count=works_count)
    return ReadTag(label.name, label.language, known.name, known.language, works_count)


def _names_for(concepts: set[int], reader: Reader) -> dict[int, Label]:
    """For each concept the name in the language that the reader reads best."""
    rows = Label.objects.filter(concept__in=concepts, language__in=reader.reads)
    best: dict[int, Label] = {}
    for row in rows:
        other = best.get(row.concept_id)
        if other is None or _rank(row, reader) < _rank(other, reader):
            best[row.concept_id] = row
    return best


def _rank(label: Label, reader: Reader) -> tuple[int, bool, int]:
    return (reader.reads.index(label.language), not label.is_preferred, label.pk)


def suggest_tags(typed: str, reader: Reader) -> list[ReadTag]:
    """Tags that begin so, in any of their names: who types #home is shown #家常菜 too."""
    folded = language.fold(typed)[:60]
    if not folded:
        return []
    rows = (
        Label.objects.filter(folded__startswith=folded, concept__works_count__gt=0)
        .select_related("concept")
        .order_by("-concept__works_count", "name")[:SUGGESTED]
    )
    known = _names_for({row.concept_id for row in rows}, reader)
    return [_read(row, known.get(row.concept_id), row.concept.works_count) for row in rows]


def suggest_people(typed: str, viewer: Person) -> list[Person]:
    """People whom one may mention, by the beginning of handle or name."""
    if not typed:
        return []
    begins = Q(handle__startswith=typed.lower()) | Q(name__istartswith=typed)
    return list(people_visible_to(viewer).filter(begins, is_discoverable=True).order_by("-followers_count")[:SUGGESTED])


@dataclass(frozen=True)
class Names:
    """Everything that a concept is called, and what is proposed about it."""

    concept: Concept
    label: Label
    labels: list[Label]
    joinings: list[Joining]


def names_of(name: str) -> Names | None:
    """By any of its names."""
    label = Label.objects.select_related("concept").filter(folded=language.fold(name)[:60]).first()
    if label is None:
        return None
    concept = label.concept
    labels = list(concept.labels.select_related("added_by").order_by("-is_preferred", "language", "name"))
    joinings = (
        Joining.objects.filter(Q(kept=concept) | Q(other=concept))
        .select_related("proposed_by", "joined_by", "ended_by")
        .prefetch_related("kept__labels", "other__labels")
        .order_by("-pk")[:50]
    )
    return Names(concept, label, labels, list(joinings))
