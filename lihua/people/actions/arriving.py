from collections.abc import Mapping, Sequence

from django.db import transaction

from lihua import language
from lihua.base import text as rich
from lihua.people import rules
from lihua.people.models import Account, LanguageUse, Person, PersonLanguage


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
def set_languages(
    person: Person,
    *,
    writes: Sequence[str] = (),
    reads: Sequence[str] = (),
    learns: Mapping[str, str] | None = None,
) -> None:
    """Say anew which languages a person writes, reads (best first) and learns (tag to level)."""
    person.languages.all().delete()
    chosen = [
        *((LanguageUse.WRITES, tag, "") for tag in writes),
        *((LanguageUse.READS, tag, "") for tag in reads),
        *((LanguageUse.LEARNS, tag, level) for tag, level in (learns or {}).items()),
    ]
    unique = {(use, language.tags.normalize(tag)): level for use, tag, level in chosen}
    PersonLanguage.objects.bulk_create(
        PersonLanguage(person=person, use=use, tag=tag, level=level, position=position)
        for position, ((use, tag), level) in enumerate(unique.items())
    )
    person.__dict__.pop("uses", None)
    getattr(person, "_prefetched_objects_cache", {}).pop("languages", None)
