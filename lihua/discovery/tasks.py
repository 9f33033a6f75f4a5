"""What happens to the index when the village changes (config/wiring.py says when)."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.timezone import now

from lihua.base.tasks import defer, periodic, task
from lihua.discovery import actions, queries
from lihua.discovery.models import IndexState, WorkLevel
from lihua.language import levels
from lihua.language.search import VERSION
from lihua.lexicon import actions as lexicon
from lihua.lexicon.models import GlossaryEntry, State
from lihua.lexicon.queries import known_in
from lihua.people.models import Person
from lihua.works.models import Concept, Work, WorkTag

# Works looked at again in one task, when their author's name changed.
STEP = 1000
# A word that was counted a moment ago is not counted again for each work that uses it.
COUNTED_AGAIN = timedelta(minutes=10)
COUNTED_ANEW = timedelta(days=1)
COUNTED_AT_ONCE = 200


@task
def index_work(work_id: int, **_facts: object) -> None:
    actions.index_many([work_id])
    actions.grade_many([work_id])
    concepts = WorkTag.objects.filter(work=work_id).values_list("label__concept_id", flat=True)
    actions.index_tags(set(concepts))
    _count_words_of(work_id)


@task
def index_person(person_id: int, after: int = 0) -> None:
    """A person's own entry, then that of everything that carries their name."""
    if not after:
        actions.index_people([person_id])
    works = Work.objects.filter(author=person_id, pk__gt=after).order_by("pk")
    ids = list(works.values_list("pk", flat=True)[:STEP])
    actions.index_many(ids)
    if len(ids) == STEP:
        defer(index_person, person_id=person_id, after=ids[-1])


@task
def index_tag(concept_id: int, after: int = 0) -> None:
    """A tag's own entry, then that of everything that carries it: each is found under all its names."""
    if not after:
        actions.index_tags([concept_id])
    uses = WorkTag.objects.filter(label__concept=concept_id, work__gt=after).order_by("work")
    ids = list(uses.values_list("work_id", flat=True).distinct()[:STEP])
    actions.index_many(ids)
    if len(ids) == STEP:
        defer(index_tag, concept_id=concept_id, after=ids[-1])


@periodic(minutes=10)
def renew_index() -> None:
    """Begin to make the index anew where another version of the analyzer made it: after an update."""
    state, _is_new = IndexState.objects.get_or_create(id=1)
    if VERSION not in {state.version, state.coming}:
        with transaction.atomic():
            IndexState.objects.update(coming=VERSION)
            defer(renew_step, version=VERSION)


@task
def renew_step(version: int, after: int = 0) -> None:
    """A stretch of the works at a time, so that nobody waits for the database meanwhile; then people and tags."""
    ids = list(Work.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:STEP])
    actions.index_many(ids)
    if len(ids) == STEP:
        defer(renew_step, version=version, after=ids[-1])
        return
    actions.index_people(Person.objects.values_list("pk", flat=True).iterator())
    actions.index_tags(Concept.objects.values_list("pk", flat=True).iterator())
    IndexState.objects.update(version=version)


@periodic(minutes=10)
def renew_levels() -> None:
    """Begin to grade the works anew where a list of levels came or went."""
    state, _is_new = IndexState.objects.get_or_create(id=1)
    lists = levels.fingerprint()
    if state.levels == lists:
        return
    with transaction.atomic():
        IndexState.objects.update(levels=lists)
        WorkLevel.objects.all().delete()
        if lists:
            defer(grade_step, lists=lists)


@task
def grade_step(lists: str, after: int = 0) -> None:
    if levels.fingerprint() != lists:
        return  # it is begun anew for what came since
    levels.forget()
    ids = list(Work.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:STEP])
    actions.grade_many(ids)
    if len(ids) == STEP:
        defer(grade_step, lists=lists, after=ids[-1])


@task
def count_word(entry_id: int) -> None:
    """A word came into the glossary, or is another one now: how many works use it."""
    _count(GlossaryEntry.objects.filter(pk=entry_id, state=State.PUBLISHED))


@periodic(minutes=60)
def count_words_anew() -> None:
    """Works were edited, hidden and erased meanwhile, and a popular word was counted once in ten minutes."""
    old = Q(uses_counted_at=None) | Q(uses_counted_at__lt=now() - COUNTED_ANEW)
    words = GlossaryEntry.objects.filter(old, state=State.PUBLISHED).order_by("uses_counted_at")
    _count(words[:COUNTED_AT_ONCE])


def _count(words: QuerySet[GlossaryEntry]) -> None:
    lexicon.count_uses({entry.pk: queries.count_public(entry.word) for entry in words})


def _count_words_of(work_id: int) -> None:
    """A work is in the index: its words of the glossary are counted anew."""
    work = Work.objects.public().filter(pk=work_id).first()
    texts = [(work.text_of(name), text["language"]) for name, text in work.texts.items()] if work else []
    found = {match.entry_id for words, tag in texts for match in known_in([words], tag)[0]}
    if found:
        lately = Q(uses_counted_at__gt=now() - COUNTED_AGAIN)
        _count(GlossaryEntry.objects.filter(pk__in=found).exclude(lately))
