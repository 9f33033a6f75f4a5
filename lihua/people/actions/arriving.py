from collections.abc import Mapping, Sequence

from django.db import transaction
from django.db.models import F, Q
from django.utils.timezone import now
from django.utils.translation import gettext as _

from lihua import language
from lihua.base import text as rich
from lihua.base.options import registration
from lihua.people import rules
from lihua.people.models import (
    INTERESTS,
    Account,
    AgeBand,
    Invitation,
    LanguageUse,
    Person,
    PersonLanguage,
    Role,
)

MAX_LANGUAGES = 12


@transaction.atomic
def arrive(account: Account | None, *, handle: str, name: str, origin: str = "") -> Person:
    """Make the person that an account is seen as. Raises HandleRefused or HandleTaken."""
    handle = rules.require_free(handle)
    return Person.objects.create(
        account=account,
        handle=handle,
        skeleton=rules.skeleton(handle),
        name=rich.one_line(name)[:60] or handle,
        origin=origin,
        is_sheltered=bool(account and account.is_minor),
    )


@transaction.atomic
def enter(account: Account, *, invitation: Invitation | None = None, application: str = "") -> None:
    """Let a new account in as the village wants it: with an invitation at once, else after approval where that is so.

    Raises NotAllowed when the invitation was used up meanwhile, or where one is needed.
    """
    how = registration()
    if invitation is not None:
        _use(invitation)
        account.role = Role(invitation.role)
        account.invited_with = invitation
    elif how in {"invitation", "closed"}:
        raise rules.NotAllowed(_("This village lets people in by invitation. Ask a neighbour for a link."))
    account.is_approved = invitation is not None or how != "approval"
    account.application = rich.normalise(application)[:1000]
    account.save(update_fields=["role", "invited_with", "is_approved", "application"])


@transaction.atomic
def become_owner(account: Account, *, invitation: Invitation) -> None:
    """Somebody who is here already opens the owner's link."""
    if invitation.role != Role.OWNER:
        raise rules.NotAllowed(_("This link does not make an owner."))
    _use(invitation)
    Account.objects.filter(pk=account.pk).update(role=Role.OWNER, is_approved=True)


def _use(invitation: Invitation) -> None:
    """Take one use of it, so that two who open it at once do not both get in with the last."""
    still_open = Q(uses_left__gt=0) & (Q(expires_at=None) | Q(expires_at__gt=now()))
    if not Invitation.objects.filter(still_open, pk=invitation.pk).update(uses_left=F("uses_left") - 1):
        raise rules.NotAllowed(_("This invitation was used already, or its time is over. Ask for a new one."))


def approve(account: Account) -> None:
    Account.objects.filter(pk=account.pk).update(is_approved=True, application="")


@transaction.atomic
def set_languages(
    person: Person,
    *,
    writes: Sequence[str] = (),
    reads: Sequence[str] = (),
    learns: Mapping[str, str] | None = None,
) -> None:
    """Say anew which languages a person writes, reads (best first) and learns (tag to level).

    Raises language.tags.UnknownLanguage.
    """
    chosen = [
        *((LanguageUse.WRITES, tag, "") for tag in writes[:MAX_LANGUAGES]),
        *((LanguageUse.READS, tag, "") for tag in reads[:MAX_LANGUAGES]),
        *((LanguageUse.LEARNS, tag, level) for tag, level in list((learns or {}).items())[:MAX_LANGUAGES]),
    ]
    unique = {(use, language.tags.normalize(tag)): level[:8] for use, tag, level in chosen}
    person.languages.all().delete()
    PersonLanguage.objects.bulk_create(
        PersonLanguage(person=person, use=use, tag=tag, level=level, position=position)
        for position, ((use, tag), level) in enumerate(unique.items())
    )
    person.__dict__.pop("uses", None)
    getattr(person, "_prefetched_objects_cache", {}).pop("languages", None)


def set_interests(person: Person, interests: Sequence[str]) -> None:
    known = {slug for slug, _name in INTERESTS}
    person.interests = [slug for slug in dict.fromkeys(interests) if slug in known]
    person.save(update_fields=["interests"])


@transaction.atomic
def set_age_band(person: Person, band: str) -> bool:
    """Say one's age band. The young are protected at once; growing older waits for the desk.

    True when it took effect.
    """
    account = Account.objects.select_for_update().get(person=person)
    wanted = AgeBand(band)
    grows_older = account.is_minor and wanted not in {AgeBand.CHILD, account.age_band}
    if grows_older:
        account.age_band_asked = wanted
        account.save(update_fields=["age_band_asked"])
        return False
    account.age_band, account.age_band_asked = wanted, ""
    account.save(update_fields=["age_band", "age_band_asked"])
    if account.is_minor:
        protect(person)
    return True


def confirm_age_band(account: Account) -> None:
    """The desk has looked: what was asked for counts."""
    Account.objects.filter(pk=account.pk).exclude(age_band_asked="").update(
        age_band=F("age_band_asked"), age_band_asked=""
    )


def protect(person: Person) -> None:
    """Defaults for the young: followers are approved, no suggestions, no strangers who are adults."""
    person.is_locked = person.is_sheltered = True
    person.is_discoverable = False
    person.save(update_fields=["is_locked", "is_sheltered", "is_discoverable"])


def finish_arriving(person: Person) -> None:
    Person.objects.filter(pk=person.pk, arrived_at=None).update(arrived_at=now())
