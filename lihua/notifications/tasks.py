from datetime import timedelta

from django.db.models import Q
from django.utils.timezone import now

from lihua.base.tasks import periodic, task
from lihua.notifications import actions
from lihua.notifications.models import Notice
from lihua.people.models import Person

KEPT = timedelta(days=180)


@task
def tell_of_follow(follower_id: int, followed_id: int) -> None:
    follower, followed = _both(follower_id, followed_id)
    if follower and followed:
        actions.tell_of_follow(followed, follower)


@task
def tell_of_request(follower_id: int, followed_id: int) -> None:
    follower, followed = _both(follower_id, followed_id)
    if follower and followed:
        actions.tell(followed, kind="request", group=f"request:{follower.pk}", actor=follower)


@task
def forget_person(person_id: int) -> None:
    Notice.objects.filter(Q(to=person_id) | Q(actor=person_id)).delete()


@periodic(minutes=60)
def forget_old_notices() -> None:
    old = Notice.objects.filter(created_at__lt=now() - KEPT).order_by("pk").values_list("pk", flat=True)[:5000]
    Notice.objects.filter(pk__in=list(old)).delete()


def _both(one: int, other: int) -> tuple[Person | None, Person | None]:
    known = Person.objects.seen().in_bulk([one, other])
    return known.get(one), known.get(other)
