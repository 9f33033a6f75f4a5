"""Who may do what about people, and which names are free."""

import re

from confusable_homoglyphs import confusables
from django.utils.translation import gettext as _

from lihua.people.models import Follow, NetworkShown, Person

HANDLE = re.compile(r"[a-z0-9_]{2,30}")
RESERVED = frozenset(
    (  # noqa: SIM905 - a list of words reads best as words
        "about account admin administrator api auth boards desk explore help home lihua live mail media moderator "
        "nodeinfo notices oauth official owner people publish root rules search security settings site staff static "
        "support system tags terms well_known works"
    ).split()
)
# Beside UTS 39: what looks alike in most fonts within the characters that a handle may have.
_LOOKALIKES = str.maketrans({"0": "o", "1": "l", "i": "l", "5": "s", "_": ""})


class HandleTaken(Exception):
    """Somebody has this handle, or one that looks like it."""


class HandleRefused(Exception):
    """Not a possible handle; the message says what would be."""


class NotAllowed(Exception):
    """This person may not do this."""


def skeleton(handle: str) -> str:
    """What is left of a handle when look-alikes are made one: two people cannot have the same."""
    return handle.casefold().translate(_LOOKALIKES).replace("rn", "m").replace("vv", "w")


def require_free(handle: str, *, keep: Person | None = None) -> str:
    """The handle as it will be stored, or HandleRefused, or HandleTaken."""
    handle = handle.strip().removeprefix("@").lower()
    if not HANDLE.fullmatch(handle):
        raise HandleRefused(_("A handle has 2 to 30 letters a to z, digits or underscores, such as mei_in_chengdu."))
    if handle in RESERVED or skeleton(handle) in {
        skeleton(name) for name in ("admin", "official", "moderator", "staff")
    }:
        raise HandleRefused(_("This handle is kept for the village itself. Choose another one."))
    taken = Person.objects.filter(skeleton=skeleton(handle))
    if keep:
        taken = taken.exclude(pk=keep.pk)
    if taken.exists():
        raise HandleTaken(_("Somebody has this handle, or one that looks like it. Choose another one."))
    return handle


def may_see_network(viewer: Person | None, person: Person) -> bool:
    """Whether the viewer may see who follows a person and whom they follow. Of the young nobody else sees it."""
    if viewer is not None and viewer.pk == person.pk:
        return True
    if person.is_sheltered or person.network_shown == NetworkShown.NOBODY:
        return False
    if person.network_shown == NetworkShown.FOLLOWERS:
        return viewer is not None and Follow.objects.filter(follower=viewer, followed=person).exists()
    return True


def may_address(actor: Person, to: Person) -> bool:
    """Whether `actor` may follow, or be heard of by, `to`: adults who are strangers do not reach the young."""
    if not to.is_sheltered or actor.pk == to.pk:
        return True
    is_young = actor.account is not None and actor.account.is_minor
    return is_young or Follow.objects.filter(follower=to, followed=actor).exists()


def has_lookalikes(name: str) -> bool:
    """Whether a name mixes scripts so as to look like another (UTS 39); Chinese beside Latin is ordinary."""
    return bool(
        confusables.is_dangerous(name, preferred_aliases=["latin", "common", "han", "hiragana", "katakana", "hangul"])
    )
