"""What a person's page tells besides their works."""

from lihua.base import text as rich
from lihua.discovery.queries.spans import MAX_ID
from lihua.people.models import Block, Follow, Person
from lihua.people.queries import people_visible_to

PEOPLE = 40


def network(
    viewer: Person | None, person: Person, which: str, *, before: int | None = None, limit: int = PEOPLE
) -> tuple[list[Person], int | None]:
    """`followers` or `following` of a person, the latest first, and where the list goes on."""
    side, other = ("followed", "follower") if which == "followers" else ("follower", "followed")
    seen = people_visible_to(viewer)
    if viewer:
        seen = seen.exclude(pk__in=Block.objects.filter(blocker=viewer).values("blocked"))
    rows = (
        Follow.objects.filter(**{side: person, f"{other}__in": seen, "pk__lt": MAX_ID if before is None else before})
        .select_related(other)
        .prefetch_related(f"{other}__languages")
        .order_by("-pk")[: limit + 1]
    )
    follows = list(rows)
    people = [getattr(follow, other) for follow in follows[:limit]]
    return people, follows[limit - 1].pk if len(follows) > limit else None


def links_of(person: Person) -> list[tuple[str, str, str]]:
    """(label, words, address) of a profile's links; the words show the true host, plain text has no address."""
    found = []
    for link in person.links.all():
        host = rich.link_host(link.value) if link.value.startswith(("https://", "http://")) else ""
        found.append((link.label, host or link.value, link.value if host else ""))
    return found
