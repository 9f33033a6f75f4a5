"""Follow, mute and block, each with its opposite. Doing one twice is doing it once."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from lihua.base.events import announce
from lihua.people import rules
from lihua.people.events import FollowRequested, PersonFollowed
from lihua.people.models import Block, Follow, FollowRequest, Mute, Person
from lihua.people.queries import is_blocked_between

MOST_FOLLOWED = 7500  # what Mastodon allows too; beyond it nobody reads, they collect


@transaction.atomic
def follow(follower: Person, followed: Person, *, with_reposts: bool = True) -> Follow | FollowRequest:
    """Follow somebody, or ask to where they approve each follower. Raises NotAllowed."""
    is_possible = follower.pk != followed.pk and followed.is_seen and rules.may_address(follower, followed)
    if not is_possible or is_blocked_between(follower, followed):
        raise rules.NotAllowed(_("You cannot follow this person."))
    known = Follow.objects.filter(follower=follower, followed=followed).first()
    if known:
        if known.with_reposts != with_reposts:
            known.with_reposts = with_reposts
            known.save(update_fields=["with_reposts"])
        return known
    if follower.following_count >= MOST_FOLLOWED:
        raise rules.NotAllowed(
            _("You follow %(count)d people, which is as many as one can.") % {"count": follower.following_count}
        )
    if followed.is_locked:
        request, is_new = FollowRequest.objects.get_or_create(follower=follower, followed=followed)
        if is_new:
            announce(FollowRequested(follower_id=follower.pk, followed_id=followed.pk))
        return request
    return _begin(follower, followed, with_reposts=with_reposts)


@transaction.atomic
def unfollow(follower: Person, followed: Person) -> None:
    FollowRequest.objects.filter(follower=follower, followed=followed).delete()
    _end(follower, followed)


def remove_follower(person: Person, follower: Person) -> None:
    _end(follower, person)


@transaction.atomic
def accept_request(request: FollowRequest) -> None:
    request = (
        FollowRequest.objects.select_for_update(of=("self",)).select_related("follower", "followed").get(pk=request.pk)
    )
    request.delete()
    _begin(request.follower, request.followed, with_reposts=True)


def decline_request(request: FollowRequest) -> None:
    request.delete()


def mute(person: Person, other: Person, *, until: datetime | None = None, also_notices: bool = True) -> Mute:
    muted, _is_new = Mute.objects.update_or_create(
        person=person, muted=other, defaults={"until": until, "also_notices": also_notices}
    )
    return muted


def unmute(person: Person, other: Person) -> None:
    Mute.objects.filter(person=person, muted=other).delete()


@transaction.atomic
def block(blocker: Person, blocked: Person) -> Block:
    """Neither sees the other from now on; follows between them end."""
    if blocker.pk == blocked.pk:
        raise rules.NotAllowed(_("You cannot block yourself."))
    for one, other in ((blocker, blocked), (blocked, blocker)):
        unfollow(one, other)
    blocking, _is_new = Block.objects.get_or_create(blocker=blocker, blocked=blocked)
    return blocking


def unblock(blocker: Person, blocked: Person) -> None:
    Block.objects.filter(blocker=blocker, blocked=blocked).delete()


def _begin(follower: Person, followed: Person, *, with_reposts: bool) -> Follow:
    following, is_new = Follow.objects.get_or_create(
        follower=follower, followed=followed, defaults={"with_reposts": with_reposts}
    )
    if is_new:
        Person.objects.filter(pk=follower.pk).update(following_count=F("following_count") + 1)
        Person.objects.filter(pk=followed.pk).update(followers_count=F("followers_count") + 1)
        announce(PersonFollowed(follower_id=follower.pk, followed_id=followed.pk))
    return following


@transaction.atomic
def _end(follower: Person, followed: Person) -> None:
    gone, _rows = Follow.objects.filter(follower=follower, followed=followed).delete()
    if gone:
        Person.objects.filter(pk=follower.pk, following_count__gt=0).update(following_count=F("following_count") - 1)
        Person.objects.filter(pk=followed.pk, followers_count__gt=0).update(followers_count=F("followers_count") - 1)
