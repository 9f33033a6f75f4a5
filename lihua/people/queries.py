"""What people look at, about people."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser

from lihua.people.models import Account, Block, Follow, Invitation, Mute, Person


def person_of(user: AbstractBaseUser | AnonymousUser) -> Person | None:
    """Who an account that is signed in acts as; None for nobody, and for those who were suspended or erased."""
    if not isinstance(user, Account) or not user.is_active:
        return None
    return Person.objects.select_related("account").seen().filter(account=user).first()


def follows(follower: Person, followed: Person) -> bool:
    return Follow.objects.filter(follower=follower, followed=followed).exists()


def is_blocked_between(one: Person, other: Person) -> bool:
    """Whether either has blocked the other."""
    return Block.objects.filter(blocker=one, blocked=other).exists() or (
        Block.objects.filter(blocker=other, blocked=one).exists()
    )


def mutes_in_force(person: Person) -> set[int]:
    """Ids of the people that this person does not want to hear of now."""
    return set(Mute.objects.in_force().filter(person=person).values_list("muted_id", flat=True))


def open_invitation(code: str) -> Invitation | None:
    """The invitation of that code while it is open."""
    invitation = Invitation.objects.filter(code=code).first() if code else None
    return invitation if invitation and invitation.is_open else None
