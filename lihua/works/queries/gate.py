from django.db.models import Exists, OuterRef, Q

from lihua.people.models import Block, Follow, Person, PersonState
from lihua.works.models import Mention, Visibility, Work, WorkState
from lihua.works.models.works import WorkQuerySet


def works_visible_to(viewer: Person | None) -> WorkQuerySet:
    """Every work that `viewer` may open, and no other; None is somebody who is not signed in.

    Views, API, search, feeds and exports start here; nobody builds a privacy filter of their own. A repost is visible
    when the work it passes on is.
    """
    own = Q(author=viewer) if viewer else Q(pk__in=[])
    allowed = Q(visibility__in=[Visibility.PUBLIC, Visibility.UNLISTED])
    works = Work.objects.filter(author__state__in=[PersonState.ACTIVE, PersonState.LIMITED])
    shown = Q(repost_of=None) | Q(
        repost_of__state=WorkState.PUBLISHED,
        repost_of__visibility__in=[Visibility.PUBLIC, Visibility.UNLISTED],
        repost_of__author__state__in=[PersonState.ACTIVE, PersonState.LIMITED],
    )
    if viewer is None:
        return works.filter(allowed, shown, state=WorkState.PUBLISHED)
    followed = Exists(Follow.objects.filter(follower=viewer, followed=OuterRef("author")))
    mentioned = Exists(Mention.objects.filter(work=OuterRef("pk"), person=viewer))
    allowed |= own | (Q(visibility=Visibility.FOLLOWERS) & (followed | mentioned))
    return works.filter(allowed, shown, state=WorkState.PUBLISHED).exclude(
        Q(author__in=Block.objects.filter(blocker=viewer).values("blocked"))
        | Q(author__in=Block.objects.filter(blocked=viewer).values("blocker"))
        | Q(repost_of__author__in=Block.objects.filter(blocker=viewer).values("blocked"))
        | Q(repost_of__author__in=Block.objects.filter(blocked=viewer).values("blocker"))
    )
