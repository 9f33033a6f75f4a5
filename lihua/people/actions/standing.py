"""What `trust` decides about people, carried out. Only the desk calls these; reasons stand with its decisions."""

from django.db import transaction

from lihua.base.events import announce
from lihua.people.events import PersonChanged
from lihua.people.models import Person, PersonState


def limit(person: Person) -> None:
    """Seen by those who follow or come to the page; not recommended, not in public lists."""
    _set_state(person, PersonState.LIMITED, before={PersonState.ACTIVE})


def release(person: Person) -> None:
    _set_state(person, PersonState.ACTIVE, before={PersonState.LIMITED})


def suspend(person: Person) -> None:
    """Not seen, and cannot act: sessions and tokens stop working with the next request."""
    _set_state(person, PersonState.SUSPENDED, before={PersonState.ACTIVE, PersonState.LIMITED})


def unsuspend(person: Person) -> None:
    _set_state(person, PersonState.ACTIVE, before={PersonState.SUSPENDED})


@transaction.atomic
def _set_state(person: Person, state: PersonState, *, before: set[PersonState]) -> None:
    if Person.objects.filter(pk=person.pk, state__in=before).update(state=state):
        person.state = state
        announce(PersonChanged(person_id=person.pk))
