from datetime import timedelta

from django.utils.timezone import now
from django.utils.translation import gettext as _

from lihua.people import rules
from lihua.people.models import Invitation, Person, Role

LASTS = timedelta(days=14)
OWNER_LINK_LASTS = timedelta(hours=24)
MOST_OPEN = 10


def invite(person: Person, *, uses: int = 1) -> Invitation:
    """A link that lets somebody in. Raises NotAllowed when this person has too many open ones."""
    mine = [invitation for invitation in Invitation.objects.filter(made_by=person) if invitation.is_open]
    is_trusted = person.account is not None and person.account.is_moderator
    if not is_trusted and (len(mine) >= MOST_OPEN or uses > 1):
        raise rules.NotAllowed(_("You have %(limit)d open invitations. Wait until one is used.") % {"limit": MOST_OPEN})
    return Invitation.objects.create(made_by=person, uses_left=max(1, min(uses, 100)), expires_at=now() + LASTS)


def take_back(invitation: Invitation) -> None:
    Invitation.objects.filter(pk=invitation.pk).update(uses_left=0)


def owner_invitation() -> Invitation:
    """A new one-time link that makes its opener the owner; earlier ones stop working."""
    Invitation.objects.filter(role=Role.OWNER, uses_left__gt=0).update(uses_left=0)
    return Invitation.objects.create(role=Role.OWNER, uses_left=1, expires_at=now() + OWNER_LINK_LASTS)
