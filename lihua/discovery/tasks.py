"""What happens to the index when the village changes (config/wiring.py says when)."""

from django.db import transaction

from lihua.base.tasks import defer, periodic, task
from lihua.discovery import actions
from lihua.discovery.models import IndexState
from lihua.language.search import VERSION
from lihua.people.models import Person
from lihua.works.models import Concept, Work, WorkTag

# Works looked at again in one task, when their author's name changed.
STEP = 1000


@task
def index_work(work_id: int, **_facts: object) -> None:
    actions.index_many([work_id])
    concepts = WorkTag.objects.filter(work=work_id).values_list("label__concept_id", flat=True)
    actions.index_tags(set(concepts))


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
