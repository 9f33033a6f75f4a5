from typing import Any

from django.db import transaction
from django.utils.timezone import now

from lihua.base import live
from lihua.base.ids import new_id
from lihua.notifications.models import Notice
from lihua.people import queries as people
from lihua.people import rules
from lihua.people.models import Mute, Person


@transaction.atomic
def tell(to: Person, *, kind: str, group: str, actor: Person | None = None, **facts: Any) -> None:
    """Tell a person once that something happened; `facts` are ids. Silent between people who blocked or muted."""
    if to.account_id is None or (actor is not None and not _wants_to_hear(to, actor)):
        return
    notice, is_new = Notice.objects.get_or_create(
        to=to, kind=kind, actor=actor, group=group, defaults={"id": new_id(), "facts": facts}
    )
    if is_new:
        live.publish(live.person_channel(to.pk), "notice", id=str(notice.pk), notice=kind)


@transaction.atomic
def tell_of_follow(to: Person, follower: Person) -> None:
    """Say it once: who comes and goes is not news each time. A request that stood before is answered by this."""
    Notice.objects.filter(to=to, kind="request", actor=follower).delete()
    if not Notice.objects.filter(to=to, kind="follow", actor=follower).exists():
        tell(to, kind="follow", group=f"follow:{now():%G-%V}", actor=follower)


def untell(*, kind: str, group: str, actor: Person) -> None:
    """Take back what is no longer so: a like that was undone."""
    Notice.objects.filter(kind=kind, group=group, actor=actor).delete()


def mark_read(person: Person, *, up_to: int | None = None) -> None:
    """All of them, or those that were there when the page was made: what came since stays unread."""
    unread = Notice.objects.filter(to=person, read_at=None)
    (unread.filter(pk__lte=up_to) if up_to is not None else unread).update(read_at=now())
    live.publish(live.person_channel(person.pk), "read")


def _wants_to_hear(to: Person, actor: Person) -> bool:
    if to.pk == actor.pk or people.is_blocked_between(to, actor) or not rules.may_address(actor, to):
        return False
    return not Mute.objects.in_force().filter(person=to, muted=actor, also_notices=True).exists()
