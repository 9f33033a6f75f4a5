"""What people look at, about what they were told."""

from collections import defaultdict

from django.db.models import Count, F, Max, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from lihua.notifications.models import Notice
from lihua.notifications.wording import NAMED, Group
from lihua.people.models import Person
from lihua.people.queries import people_visible_to

SHOWS = {
    "all": (),
    "mentions": ("mention", "reply", "ask_translation"),
    "follows": ("follow", "request"),
}
PAGE = 30


def notices_of(person: Person) -> QuerySet[Notice]:
    """What this person was told by people whom they may see, and by nobody in particular."""
    return Notice.objects.filter(Q(actor=None) | Q(actor__in=people_visible_to(person)), to=person)


def unread_count(person: Person, *, most: int = 100) -> int:
    """For the bell: every page asks, so it is one look into one index."""
    return Notice.objects.filter(to=person, read_at=None).values("pk")[:most].count()


def groups_of(person: Person, *, show: str = "all", before: int | None = None) -> tuple[list[Group], int | None]:
    """A page of groups, newest first, and where the next page begins. Two queries."""
    notices = notices_of(person)
    if kinds := SHOWS.get(show):
        notices = notices.filter(kind__in=kinds)
    rows = notices.values("kind", "group").annotate(
        newest_id=Max("id"), count=Count("id"), unread=Count("id", filter=Q(read_at=None))
    )
    if before is not None:
        rows = rows.filter(newest_id__lt=before)
    page = list(rows.order_by("-newest_id")[: PAGE + 1])
    following = page[PAGE - 1]["newest_id"] if len(page) > PAGE else None
    newest = _newest(notices, [row["group"] for row in page[:PAGE]])
    groups = [
        Group(
            row["kind"], row["group"], newest[row["kind"], row["group"]], row["count"], row["unread"], row["newest_id"]
        )
        for row in page[:PAGE]
    ]
    return groups, following


def _newest(notices: QuerySet[Notice], names: list[str]) -> dict[tuple[str, str], list[Notice]]:
    """The newest notices of each group: as many as are named, and one for the look of it."""
    place = Window(RowNumber(), partition_by=[F("kind"), F("group")], order_by=F("id").desc())
    ranked = notices.filter(group__in=names).annotate(place=place).filter(place__lte=NAMED + 1)
    found: dict[tuple[str, str], list[Notice]] = defaultdict(list)
    for notice in ranked.select_related("actor").order_by("-id"):
        found[notice.kind, notice.group].append(notice)
    return found
