from collections.abc import Sequence
from urllib.parse import urlsplit

from django.db import transaction
from django.utils.translation import gettext as _

from lihua.base import text as rich
from lihua.base.events import announce
from lihua.people import rules
from lihua.people.events import PersonChanged
from lihua.people.models import Account, NetworkShown, Person, ProfileLink

MAX_LINKS = 4


@transaction.atomic
def describe(
    person: Person,
    *,
    name: str | None = None,
    bio: str | None = None,
    place: str | None = None,
    is_locked: bool | None = None,
    is_discoverable: bool | None = None,
    network_shown: str | None = None,
    lets_engines_read: bool | None = None,
) -> None:
    """Change what others see; None leaves a part as it is. Raises NotAllowed with a reason."""
    if name is not None:
        name = rich.one_line(name)
        if not name or len(name) > 60:
            raise rules.NotAllowed(_("A name has 1 to 60 characters."))
        person.name = name
    if bio is not None:
        bio = rich.normalise(bio)
        if len(bio) > 1000:
            raise rules.NotAllowed(
                _("The text about you has %(length)d characters; up to 1000 fit.") % {"length": len(bio)}
            )
        person.bio = bio
    if place is not None:
        person.place = rich.one_line(place)[:60]
    if is_locked is not None:
        person.is_locked = is_locked
    if is_discoverable is not None:
        is_young = person.account is not None and person.account.is_minor
        person.is_discoverable = is_discoverable and not is_young
    if network_shown is not None:
        person.network_shown = NetworkShown(network_shown)
    if lets_engines_read is not None:
        person.lets_engines_read = lets_engines_read
    person.save(
        update_fields=["name", "bio", "place", "is_locked", "is_discoverable", "network_shown", "lets_engines_read"]
    )
    announce(PersonChanged(person_id=person.pk))


@transaction.atomic
def rename(person: Person, handle: str) -> None:
    """Another handle. Raises HandleRefused or HandleTaken."""
    handle = rules.require_free(handle, keep=person)
    person.handle, person.skeleton = handle, rules.skeleton(handle)
    person.save(update_fields=["handle", "skeleton"])
    announce(PersonChanged(person_id=person.pk))


def set_picture(person: Person, kind: str, key: str) -> str:
    """Show another picture or header, by storage key; empty shows none. Returns the key shown before."""
    if kind not in {"picture", "header"}:
        raise rules.NotAllowed(_("There is a picture and a header, nothing else."))
    before = str(getattr(person, kind))
    setattr(person, kind, key)
    person.save(update_fields=[kind])
    announce(PersonChanged(person_id=person.pk))
    return before


@transaction.atomic
def set_links(person: Person, links: Sequence[tuple[str, str]]) -> None:
    """Up to four lines of label and value; a value that is an address becomes a link to its true host."""
    cleaned = [(rich.one_line(label)[:60], rich.one_line(value)[:300]) for label, value in links]
    cleaned = [(label or _host(value), value) for label, value in cleaned if value]
    if len(cleaned) > MAX_LINKS:
        raise rules.NotAllowed(_("Up to %(limit)d links fit.") % {"limit": MAX_LINKS})
    person.links.all().delete()
    ProfileLink.objects.bulk_create(
        ProfileLink(person=person, label=label, value=value, position=position)
        for position, (label, value) in enumerate(cleaned)
    )


def set_interface_language(account: Account, code: str) -> None:
    account.interface_language = code
    account.save(update_fields=["interface_language"])


def _host(value: str) -> str:
    return urlsplit(value).hostname or value[:60]
