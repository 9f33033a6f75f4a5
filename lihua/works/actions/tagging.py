from collections.abc import Sequence

from django.db import transaction
from django.db.models import F
from django.utils.timezone import now

from lihua import language
from lihua.works.models import Concept, Label, Work, WorkTag


def tag_work(work: Work, names: Sequence[str]) -> None:
    """Point a work at the labels that it was written with, making those that nobody used before."""
    labels = [label_for(name, language_hint=work.language) for name in names]
    labels = list({label.pk: label for label in labels}.values())
    WorkTag.objects.bulk_create(
        WorkTag(work=work, label=label, position=position) for position, label in enumerate(labels)
    )
    Concept.objects.filter(pk__in={label.concept_id for label in labels}).update(
        works_count=F("works_count") + 1, last_used_at=now()
    )


def untag_work(work: Work) -> None:
    concepts = set(work.tags.values_list("label__concept_id", flat=True))
    work.tags.all().delete()
    Concept.objects.filter(pk__in=concepts, works_count__gt=0).update(works_count=F("works_count") - 1)


@transaction.atomic
def label_for(name: str, *, language_hint: str = "") -> Label:
    """The label of that name, in whatever case or width it was written; a new one begins a concept of its own."""
    folded = language.fold(name)[:60]
    known = Label.objects.filter(folded=folded).first()
    if known:
        return known
    concept = Concept.objects.create()
    hint = "" if language_hint == "und" else language_hint
    return Label.objects.create(concept=concept, name=name, folded=folded, language=hint)


@transaction.atomic
def join_labels(kept: Concept, other: Concept) -> None:
    """Make two concepts one: the other's labels move, its address leads on."""
    if kept.pk == other.pk:
        return
    taken = set(kept.labels.filter(is_preferred=True).values_list("language", flat=True))
    for label in other.labels.all():
        label.concept = kept
        label.is_preferred = label.is_preferred and label.language not in taken
        label.save(update_fields=["concept", "is_preferred"])
        taken.add(label.language)
    Concept.objects.filter(pk=other.pk).update(merged_into=kept, works_count=0)
    Concept.objects.filter(pk=kept.pk).update(
        works_count=WorkTag.objects.filter(label__concept=kept).values("work").distinct().count()
    )
