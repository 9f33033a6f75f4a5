"""A person as other apps see one: Account, CredentialAccount, Relationship."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db.models import prefetch_related_objects
from django.utils.timezone import now

from lihua.api.entities.forms import absolute, day, for_apps, midnight, moment, paragraphs, picture_of_ours
from lihua.base import text as rich
from lihua.people.models import Block, Follow, FollowRequest, Mute, NetworkShown, Person, PersonState, Role
from lihua.works.links import address_of

Entity = dict[str, Any]

# Mastodon's bits for what a role may do; apps show moderation to who has them. Ours happens at the desk.
_ROLES = {Role.MEMBER: ("-99", ""), Role.MODERATOR: ("1", "Moderator"), Role.OWNER: ("3", "Owner")}


def accounts(people: Sequence[Person]) -> list[Entity]:
    load(people)
    return [account(person) for person in people]


def load(people: Sequence[Person]) -> None:
    """What `account` shows, for many people in one query."""
    prefetch_related_objects(list(people), "links")


def account(person: Person) -> Entity:
    address = f"{settings.URL}/@{person.handle}"
    avatar, header = avatar_of(person), header_of(person)
    is_gone = person.state == PersonState.SUSPENDED
    return {
        "id": str(person.pk),
        "username": person.handle,
        "acct": person.handle,
        "display_name": "" if is_gone else person.name,
        "locked": person.is_locked,
        "bot": False,
        "discoverable": person.is_discoverable,
        "indexable": person.is_discoverable,
        "group": False,
        "created_at": midnight(person.created_at),
        "note": "" if is_gone else paragraphs(person.bio),
        "url": address,
        "uri": address,
        "avatar": avatar,
        "avatar_static": avatar,
        "avatar_description": "",
        "header": header,
        "header_static": header,
        "header_description": "",
        "followers_count": person.followers_count,
        "following_count": person.following_count,
        "statuses_count": person.works_count,
        "last_status_at": day(person.last_work_at),
        "hide_collections": person.network_shown != NetworkShown.EVERYBODY,
        "noindex": not person.is_discoverable,
        "emojis": [],
        "roles": [],
        "fields": [] if is_gone else [field(link.label, link.value) for link in person.links.all()],
        **({"suspended": True} if is_gone else {}),
        **({"limited": True} if person.state == PersonState.LIMITED else {}),
    }


def field(label: str, value: str) -> Entity:
    found = [entity for entity in rich.entities(value) if entity.kind == "link"]
    return {"name": label, "value": for_apps(rich.render(value, found, address_of)), "verified_at": None}


def credentials(person: Person) -> Entity:
    """The caller's own account, with what its owner may know and change."""
    owner = person.account
    number, name = _ROLES[Role(owner.role) if owner else Role.MEMBER]
    return {
        **account(person),
        "source": {
            "privacy": "public",
            "sensitive": False,
            "language": person.writes[0] if person.writes else "",
            "note": person.bio,
            "fields": [{"name": link.label, "value": link.value, "verified_at": None} for link in person.links.all()],
            "follow_requests_count": person.follow_requests_received.count(),
            "hide_collections": person.network_shown != NetworkShown.EVERYBODY,
            "discoverable": person.is_discoverable,
            "indexable": person.is_discoverable,
            "attribution_domains": [],
            "quote_policy": "nobody",
        },
        "role": {"id": number, "name": name, "permissions": "0", "color": "", "highlighted": bool(name)},
    }


def muted(people: Sequence[Person], viewer: Person) -> list[Entity]:
    """Accounts with the moment when the viewer's mute of each ends."""
    until = dict(Mute.objects.filter(person=viewer, muted__in=people).values_list("muted_id", "until"))
    return [
        {**entity, "mute_expires_at": moment(until.get(person.pk))}
        for entity, person in zip(accounts(people), people, strict=True)
    ]


def avatar_of(person: Person) -> str:
    return absolute(f"{settings.MEDIA_URL}{person.picture}") if person.picture else picture_of_ours("api/nobody.png")


def header_of(person: Person) -> str:
    return absolute(f"{settings.MEDIA_URL}{person.header}") if person.header else picture_of_ours("api/header.png")


def relationships(viewer: Person, ids: Sequence[int]) -> list[Entity]:
    """How the viewer stands to each of these people, in the order asked; six queries for any number."""
    following = dict(
        Follow.objects.filter(follower=viewer, followed__in=ids).values_list("followed_id", "with_reposts")
    )
    followers = set(Follow.objects.filter(followed=viewer, follower__in=ids).values_list("follower_id", flat=True))
    asked = dict(FollowRequest.objects.filter(follower=viewer, followed__in=ids).values_list("followed_id", "pk"))
    asking = set(FollowRequest.objects.filter(followed=viewer, follower__in=ids).values_list("follower_id", flat=True))
    mutes = {
        mute.muted_id: mute for mute in Mute.objects.filter(person=viewer, muted__in=ids).exclude(until__lte=now())
    }
    blocks = set(Block.objects.filter(blocker=viewer, blocked__in=ids).values_list("blocked_id", flat=True))
    return [
        {
            "id": str(pk),
            "following": pk in following,
            "showing_reblogs": following.get(pk, False),
            "notifying": False,
            "languages": None,
            "followed_by": pk in followers,
            "blocking": pk in blocks,
            "blocked_by": False,  # who blocked whom is told to nobody but the one who did
            "muting": pk in mutes,
            "muting_notifications": pk in mutes and mutes[pk].also_notices,
            "muting_expires_at": moment(mutes[pk].until) if pk in mutes else None,
            "requested": pk in asked,
            "requested_by": pk in asking,
            "domain_blocking": False,
            "endorsed": False,
            "note": "",
        }
        for pk in ids
    ]


def mention(person: Person) -> Entity:
    return {
        "id": str(person.pk),
        "username": person.handle,
        "acct": person.handle,
        "url": f"{settings.URL}/@{person.handle}",
    }
