"""What people look at, about people."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from django.utils.timezone import now

from lihua.people.models import (
    Account,
    Block,
    Follow,
    FollowRequest,
    Invitation,
    LanguageUse,
    Mute,
    Person,
    PersonLanguage,
    Role,
    SaidLanguage,
)
from lihua.people.models.persons import PersonQuerySet


@dataclass(frozen=True)
class Relation:
    """How one person stands to another: what the follow button and the menus show."""

    is_self: bool = False
    follows: bool = False
    with_reposts: bool = False
    is_followed: bool = False
    has_asked: bool = False
    is_asked: bool = False
    mutes: bool = False
    mutes_notices: bool = False
    blocks: bool = False
    is_blocked: bool = False


def person_of(user: AbstractBaseUser | AnonymousUser) -> Person | None:
    """Who an account that is signed in acts as; None for nobody, and for those who were suspended or are closing."""
    person = any_person_of(user)
    return person if person is not None and person.is_seen else None


def any_person_of(user: AbstractBaseUser | AnonymousUser) -> Person | None:
    """The same, whatever state the person is in."""
    if not isinstance(user, Account) or not user.is_active:
        return None
    person = Person.objects.filter(account_id=user.pk).first()
    if person is not None:
        person.account = user
    return person


def people_visible_to(viewer: Person | None) -> PersonQuerySet:
    """Everybody whose page `viewer` may open: those who are seen and did not block the viewer."""
    people = Person.objects.seen()
    if viewer is None:
        return people
    return people.exclude(pk__in=Block.objects.filter(blocked=viewer).values("blocker"))


def follows(follower: Person, followed: Person) -> bool:
    return Follow.objects.filter(follower=follower, followed=followed).exists()


def is_blocked_between(one: Person, other: Person) -> bool:
    """Whether either has blocked the other."""
    return Block.objects.filter(Q(blocker=one, blocked=other) | Q(blocker=other, blocked=one)).exists()


def mutes_in_force(person: Person) -> set[int]:
    """Ids of the people that this person does not want to hear of now."""
    return set(Mute.objects.in_force().filter(person=person).values_list("muted_id", flat=True))


def relation(me: Person | None, other: Person) -> Relation:
    return relations(me, [other])[other.pk]


def relations(me: Person | None, others: Sequence[Person]) -> dict[int, Relation]:
    """How I stand to each of them, in a fixed number of queries."""
    if me is None:
        return {other.pk: Relation() for other in others}
    ids = [other.pk for other in others]
    following = dict(Follow.objects.filter(follower=me, followed__in=ids).values_list("followed_id", "with_reposts"))
    followers = set(Follow.objects.filter(followed=me, follower__in=ids).values_list("follower_id", flat=True))
    asked = set(FollowRequest.objects.filter(follower=me, followed__in=ids).values_list("followed_id", flat=True))
    asking = set(FollowRequest.objects.filter(followed=me, follower__in=ids).values_list("follower_id", flat=True))
    mutes = dict(Mute.objects.in_force().filter(person=me, muted__in=ids).values_list("muted_id", "also_notices"))
    blocks = set(Block.objects.filter(blocker=me, blocked__in=ids).values_list("blocked_id", flat=True))
    blocked = set(Block.objects.filter(blocked=me, blocker__in=ids).values_list("blocker_id", flat=True))
    return {
        pk: Relation(
            is_self=pk == me.pk,
            follows=pk in following,
            with_reposts=following.get(pk, False),
            is_followed=pk in followers,
            has_asked=pk in asked,
            is_asked=pk in asking,
            mutes=pk in mutes,
            mutes_notices=mutes.get(pk, False),
            blocks=pk in blocks,
            is_blocked=pk in blocked,
        )
        for pk in ids
    }


def suggestions(person: Person | None, *, most: int = 5) -> list[Person]:
    """People to follow at the start: active, of the languages that are read or learnt first, with shared interests."""
    if person is None:
        return []
    known = Follow.objects.filter(follower=person).values("followed")
    found = (
        Person.objects.recommended()
        .filter(works_count__gt=0, account__isnull=False)
        .exclude(pk=person.pk)
        .exclude(pk__in=known)
        .exclude(pk__in=Block.objects.filter(Q(blocker=person) | Q(blocked=person)).values("blocked"))
        .prefetch_related("languages")
        .order_by("-last_work_at")[:60]
    )
    wanted = {*person.learns, *person.reads}
    interests = set(person.interests)

    def fit(other: Person) -> tuple[int, int]:
        return (-len(wanted & set(other.writes)) * 2 - len(interests & set(other.interests)), -other.followers_count)

    return sorted(found, key=fit)[:most]


def readers_of_both(one: str, other: str, *, most: int) -> list[Person]:
    """The most recently active people who read both languages: whom to ask for a translation."""
    return list(
        Person.objects.seen()
        .filter(account__isnull=False, pk__in=_readers(one))
        .filter(pk__in=_readers(other))
        .order_by("-last_work_at", "-id")[:most]
    )


def _readers(tag: str) -> QuerySet[PersonLanguage, int]:
    return PersonLanguage.objects.filter(use=LanguageUse.READS, tag=tag).values_list("person_id", flat=True)


_SAID_COUNTS_UP_TO = 3
_HALF_AS_MUCH_AFTER = timedelta(days=60)
_TOO_LITTLE = 0.1


def usual_languages(person: Person) -> list[str]:
    """What this person probably writes next, the likeliest first.

    The languages that they say they write, in their order (1, 1/2, 1/3...), and what they said of texts that were
    taken for another one: as much as the first one each time, up to three times, and half as much after 60 days.
    """
    weights = {tag: 1 / (place + 1) for place, tag in enumerate(person.writes)}
    said = list(SaidLanguage.objects.filter(person=person).order_by("-last_at", "-pk"))
    for one in said:
        fading = 0.5 ** ((now() - one.last_at) / _HALF_AS_MUCH_AFTER)
        weights[one.tag] = weights.get(one.tag, 0.0) + min(one.times, _SAID_COUNTS_UP_TO) * fading
    lately = {one.tag: -place for place, one in enumerate(said)}
    ranked = sorted(weights, key=lambda tag: (-round(weights[tag], 2), -lately.get(tag, -len(said))))
    return [tag for tag in ranked if weights[tag] >= _TOO_LITTLE]


def open_invitation(code: str) -> Invitation | None:
    """The invitation of that code while it is open; the owner's link only while there is no owner."""
    invitation = Invitation.objects.filter(code=code).first() if code else None
    if invitation is None or not invitation.is_open:
        return None
    if invitation.role == Role.OWNER and Account.objects.filter(role=Role.OWNER, is_active=True).exists():
        return None
    return invitation


def applicants() -> list[Person]:
    """Those who wait to be let in, the longest waiting first."""
    waiting = Person.objects.filter(account__is_approved=False, account__is_active=True)
    return list(waiting.select_related("account").order_by("id")[:100])


def age_questions() -> list[Person]:
    """Young people who asked for an older age band."""
    asked = Person.objects.exclude(account=None).exclude(account__age_band_asked="")
    return list(asked.select_related("account").order_by("id")[:100])
