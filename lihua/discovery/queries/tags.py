"""A tag is a concept with names in many languages; its page shows works under all of them."""

from dataclasses import dataclass

from lihua import language
from lihua.discovery.queries import timelines
from lihua.discovery.queries.pages import PAGE, WorkPage
from lihua.people.models import Person
from lihua.works.models import Concept, Label
from lihua.works.queries import works_visible_to


def concept_named(name: str) -> Concept | None:
    """The concept that has this name, in whatever case, width or script it is written, with its labels loaded."""
    label = Label.objects.select_related("concept__merged_into").filter(folded=language.fold(name)[:60]).first()
    return label.concept.merged_into or label.concept if label else None


def concept_seen_by(viewer: Person | None, name: str) -> Concept | None:
    """The same, where the viewer may open a work that carries it: a tag may be as private as what it was written in."""
    concept = concept_named(name)
    if concept is None or concept.works_count:
        return concept
    return concept if works_visible_to(viewer).filter(tags__label__concept=concept).exists() else None


@dataclass(frozen=True)
class Names:
    """What a concept is called: the name for this reader, and the other ones with their languages."""

    shown: Label
    others: list[Label]


def names_of(concept: Concept, languages: tuple[str, ...], *, asked: str = "") -> Names:
    """The name in the first of these languages that has one, else the one asked for, else the oldest."""
    labels = sorted(concept.labels.all(), key=lambda label: label.pk)
    folded = language.fold(asked)[:60]

    def rank(label: Label) -> tuple[int, bool, bool, int]:
        place = languages.index(label.language) if label.language in languages else len(languages)
        return (place, not label.is_preferred, label.folded != folded, label.pk)

    shown = min(labels, key=rank)
    return Names(shown, [label for label in labels if label.pk != shown.pk])


def tag(viewer: Person | None, concept: Concept, *, before: int | None = None, limit: int = PAGE) -> WorkPage:
    """Public works under all names of one concept, newest first."""
    return timelines.tag_timeline(viewer, [concept], max_id=before, limit=limit)
