"""What is written into the index about works, people and tags. Only what whoever may open the thing can also read."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from lihua.discovery.search import Document
from lihua.language import analyze
from lihua.people.models import Person
from lihua.works.models import Concept, Label, Picture, Translation, Work, WorkKind, WorkTag

FOUND_KINDS = (WorkKind.NOTE, WorkKind.SHORT, WorkKind.REPLY)


def of_works(ids: Sequence[int]) -> list[Document]:
    """Documents of the works among `ids` that are published: six queries, however many works."""
    works = list(
        Work.objects.published()
        .filter(pk__in=ids, kind__in=FOUND_KINDS)
        .values_list("id", "title", "body", "warning", "place", "author__name", "author__handle")
    )
    names, also = _names_of_tags(ids), _other_words(ids)
    return [
        Document(
            id=pk,
            title=analyze(title),
            body=analyze(body),
            names=_tokens([*names[pk], author, handle, place]),
            also=_tokens([*also[pk], warning]),
        )
        for pk, title, body, warning, place, author, handle in works
    ]


def of_people(ids: Sequence[int]) -> list[Document]:
    people = Person.objects.recommended().filter(pk__in=ids)
    return [
        Document(id=pk, title=_tokens([name, handle]), names=analyze(place), body=analyze(bio))
        for pk, name, handle, place, bio in people.values_list("id", "name", "handle", "place", "bio")
    ]


def of_tags(ids: Sequence[int]) -> list[Document]:
    concepts = Concept.objects.filter(pk__in=ids, merged_into=None).prefetch_related("labels")
    return [
        Document(id=concept.pk, title=_tokens(label.name for label in concept.labels.all())) for concept in concepts
    ]


def _names_of_tags(ids: Sequence[int]) -> dict[int, list[str]]:
    """Every name of every tag of a work: 猫 finds what is tagged #cats."""
    uses = list(WorkTag.objects.filter(work__in=ids).values_list("work_id", "label__concept_id"))
    labels: dict[int, list[str]] = defaultdict(list)
    for concept_id, name in Label.objects.filter(concept__in={use[1] for use in uses}).values_list(
        "concept_id", "name"
    ):
        labels[concept_id].append(name)
    names: dict[int, list[str]] = defaultdict(list)
    for work_id, concept_id in uses:
        names[work_id] += labels[concept_id]
    return names


def _other_words(ids: Sequence[int]) -> dict[int, list[str]]:
    """People's translations, what is said of the pictures and what stands on them."""
    words: dict[int, list[str]] = defaultdict(list)
    translations = Translation.objects.filter(work__in=ids, is_current=True).order_by("field", "ordinal")
    for work_id, text in translations.values_list("work_id", "text"):
        words[work_id].append(text)
    for work_id, alt in (
        Picture.objects.filter(work__in=ids).exclude(asset__alt="").values_list("work_id", "asset__alt")
    ):
        words[work_id].append(alt)
    for work_id, lines in Picture.objects.filter(work__in=ids, asset__words__isnull=False).values_list(
        "work_id", "asset__words__lines"
    ):
        words[work_id] += [line["text"] for line in lines]
    return words


def _tokens(texts: Iterable[str]) -> list[str]:
    return analyze("\n".join(text for text in texts if text))
