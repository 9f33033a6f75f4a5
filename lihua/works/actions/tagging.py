"""Tags are concepts with a name in each language. Joining and splitting concepts moves names, never works."""

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from lihua import language
from lihua.base import text as rich
from lihua.base.events import announce
from lihua.people.models import Person
from lihua.works import rules
from lihua.works.events import TagChanged
from lihua.works.models import Concept, Joining, Label, Visibility, Work, WorkState, WorkTag

MAX_LABEL = 60


def tag_work(work: Work, names: Sequence[str]) -> None:
    """Point a work at the labels that it was written with, making those that nobody used before."""
    labels = labels_for(names, language_hint=work.language)
    WorkTag.objects.bulk_create(
        WorkTag(work=work, label=label, position=position) for position, label in enumerate(labels)
    )
    if labels:
        Concept.objects.filter(pk__in={label.concept_id for label in labels}).update(last_used_at=now())


@transaction.atomic
def labels_for(names: Sequence[str], *, language_hint: str = "") -> list[Label]:
    """The labels of these names, in whatever case or width they were written; a new one begins its own concept."""
    folded = {fold(name): name for name in reversed(names) if fold(name)}
    known = {label.folded: label for label in Label.objects.filter(folded__in=folded)}
    hint = "" if language_hint == language.tags.UNDETERMINED else language_hint
    for key, name in folded.items():
        if key not in known:
            known[key] = _new_label(key, name, hint)
    return [known[key] for key in dict.fromkeys(fold(name) for name in names) if key]


def fold(name: str) -> str:
    return language.fold(name)[:MAX_LABEL]


def _new_label(folded: str, name: str, tag: str) -> Label:
    concept = Concept.objects.create()
    label, is_new = Label.objects.get_or_create(
        folded=folded, defaults={"concept": concept, "name": name[:MAX_LABEL], "language": tag}
    )
    if not is_new:  # somebody else was first
        concept.delete()
    return label


@transaction.atomic
def name_concept(concept: Concept, *, name: str, tag: str, by: Person) -> Label | Joining:
    """Give a concept a name in a language. A name that another concept has proposes that the two are one.

    Raises Unacceptable with a message for each field, NotAllowed.
    """
    if not rules.can_publish(by):
        raise rules.NotAllowed(_("This account cannot publish at the moment."))
    name, tag = _checked_name(name), _checked_language(tag)
    known = Label.objects.select_related("concept").filter(folded=fold(name)).first()
    if known is None:
        announce(TagChanged(concept_id=concept.pk))
        return Label.objects.create(
            concept=concept,
            name=name,
            folded=fold(name),
            language=tag,
            added_by=by,
            is_preferred=not concept.labels.filter(language=tag, is_preferred=True).exists(),
        )
    if known.concept_id == concept.pk:
        if not known.language:
            known.language = tag
            known.is_preferred = not concept.labels.filter(language=tag, is_preferred=True).exists()
            known.save(update_fields=["language", "is_preferred"])
        return known
    joining, _is_new = Joining.objects.get_or_create(
        kept=concept, other=known.concept, ended_at=None, defaults={"proposed_by": by}
    )
    return joining


@transaction.atomic
def join(joining: Joining, *, by: Person) -> None:
    """Make two concepts one: the other's labels move, its address leads on. `split` undoes it. For moderators."""
    rules.require_moderator(by)
    joining = Joining.objects.select_for_update(of=("self",)).select_related("kept", "other").get(pk=joining.pk)
    if joining.joined_at or joining.ended_at or joining.kept.merged_into_id or joining.other.merged_into_id:
        raise rules.NotAllowed(_("This was decided already."))
    labels = list(joining.other.labels.all())
    joining.moved = [{"label": label.pk, "preferred": label.is_preferred} for label in labels]
    _move(labels, joining.kept)
    joining.joined_by, joining.joined_at = by, now()
    joining.save(update_fields=["moved", "joined_by", "joined_at"])
    Concept.objects.filter(pk=joining.other_id).update(merged_into=joining.kept)
    _count([joining.kept_id, joining.other_id])
    announce(TagChanged(concept_id=joining.kept_id))
    announce(TagChanged(concept_id=joining.other_id))


@transaction.atomic
def split(joining: Joining, *, by: Person) -> None:
    """Undo a joining, or decline one that was only proposed. For moderators."""
    rules.require_moderator(by)
    joining = Joining.objects.select_for_update(of=("self",)).select_related("kept", "other").get(pk=joining.pk)
    if joining.ended_at:
        raise rules.NotAllowed(_("This was decided already."))
    if joining.joined_at:
        was_preferred = {moved["label"]: moved["preferred"] for moved in joining.moved}
        Label.objects.filter(pk__in=was_preferred).update(concept=joining.other, is_preferred=False)
        Label.objects.filter(pk__in=[pk for pk, was in was_preferred.items() if was]).update(is_preferred=True)
        Concept.objects.filter(pk=joining.other_id).update(merged_into=None)
        _count([joining.kept_id, joining.other_id])
        announce(TagChanged(concept_id=joining.kept_id))
        announce(TagChanged(concept_id=joining.other_id))
    joining.ended_by, joining.ended_at = by, now()
    joining.save(update_fields=["ended_by", "ended_at"])


def _move(labels: Iterable[Label], concept: Concept) -> None:
    taken = set(concept.labels.filter(is_preferred=True).values_list("language", flat=True))
    for label in labels:
        label.concept = concept
        label.is_preferred = label.is_preferred and (not label.language or label.language not in taken)
        label.save(update_fields=["concept", "is_preferred"])
        taken.add(label.language)


def _count(concepts: Iterable[int]) -> None:
    for pk in concepts:
        tagged = WorkTag.objects.filter(
            label__concept=pk, work__state=WorkState.PUBLISHED, work__visibility=Visibility.PUBLIC
        )
        Concept.objects.filter(pk=pk).update(works_count=tagged.values("work").distinct().count())


def _checked_name(name: str) -> str:
    name = rich.one_line(name).lstrip("#＃")
    found = rich.entities(f"#{name}")
    if len(found) != 1 or found[0].kind != "tag" or found[0].end != len(name) + 1:
        raise rules.Unacceptable({"name": _("A tag is one word of up to 60 letters and digits, such as 家常菜.")})
    return name


def _checked_language(tag: str) -> str:
    try:
        return language.tags.normalize(tag)
    except language.tags.UnknownLanguage as problem:
        raise rules.Unacceptable(
            {"language": _("“%(tag)s” is not a language we know.") % {"tag": tag[:35]}}
        ) from problem
