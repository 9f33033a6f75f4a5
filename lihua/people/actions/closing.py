"""Leaving: a time in which one can come back, then everything that names the person is erased."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import now

from lihua.base.events import announce
from lihua.base.tasks import periodic
from lihua.people.events import PersonChanged, PersonErased
from lihua.people.models import (
    Block,
    Follow,
    FollowRequest,
    Mute,
    Person,
    PersonLanguage,
    PersonState,
    ProfileLink,
    SaidLanguage,
)

GRACE = timedelta(days=14)


@transaction.atomic
def close(person: Person) -> None:
    """Gone from sight at once; erased when the grace period is over."""
    Person.objects.filter(pk=person.pk).update(state=PersonState.CLOSING, closing_at=now() + GRACE)
    announce(PersonChanged(person_id=person.pk))


@transaction.atomic
def keep(person: Person) -> None:
    """Stay after all, as before."""
    if Person.objects.filter(pk=person.pk, state=PersonState.CLOSING).update(state=PersonState.ACTIVE, closing_at=None):
        announce(PersonChanged(person_id=person.pk))


@periodic(minutes=60)
def erase_closed() -> None:
    for person in Person.objects.filter(state=PersonState.CLOSING, closing_at__lt=now())[:100]:
        erase(person)


@transaction.atomic
def erase(person: Person) -> None:
    """Everything that says who this was. Rooms above erase what the person made when they hear of it.

    The row stays, empty, so that sums, decisions and other people's threads keep standing.
    """
    account = person.account
    for rows in (PersonLanguage, SaidLanguage, ProfileLink):
        rows.objects.filter(person=person).delete()
    for mine, theirs in (
        (Follow, "follower followed"),
        (FollowRequest, "follower followed"),
        (Block, "blocker blocked"),
    ):
        for side in theirs.split():
            mine.objects.filter(**{side: person}).delete()
    Mute.objects.filter(Q(person=person) | Q(muted=person)).delete()
    Person.objects.filter(pk=person.pk).update(
        account=None,
        handle=f"gone_{person.pk}",
        skeleton=f"gone_{person.pk}",
        name="",
        bio="",
        place="",
        picture="",
        header="",
        interests=[],
        state=PersonState.ERASED,
        is_discoverable=False,
        closing_at=None,
        followers_count=0,
        following_count=0,
    )
    if account is not None:
        account.delete()
    announce(PersonErased(person_id=person.pk))
