from typing import Any

from django.db.models import Exists, Func, OuterRef, Q
from django.db.models.lookups import Exact, In

from lihua.people.models import Block, Follow, Person, PersonState
from lihua.works.models import Mention, Visibility, Work, WorkState
from lihua.works.models.works import WorkQuerySet

_SEEN = [PersonState.ACTIVE, PersonState.LIMITED]
_FOR_EVERYONE = [Visibility.PUBLIC, Visibility.UNLISTED]


class _Unindexed(Func):
    """A column that SQLite shall not look up in an index: nearly all works are published by people who are there.

    Whoever passes the gate knows something better: ids, an author, a thread. Measured with 100,000 works: 24 ms for
    150 ids without this, 1 ms with it.
    """

    arity = 1
    template = "%(expressions)s"

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template="+%(expressions)s", **context)


def works_visible_to(viewer: Person | None) -> WorkQuerySet:
    """Every work that `viewer` may open, and no other; None is somebody who is not signed in.

    Views, API, search, feeds and exports start here; nobody builds a privacy filter of their own. A repost is visible
    when the work it passes on is. What is for followers is for those of its `audience`: an answer to a followers-only
    note is read by whoever may read the note, and always by the person it answers.
    """
    works = Work.objects.filter(Exact(_Unindexed("state"), WorkState.PUBLISHED), In(_Unindexed("author__state"), _SEEN))
    passed_on = Q(repost_of=None) | Q(
        repost_of__state=WorkState.PUBLISHED,
        repost_of__visibility__in=_FOR_EVERYONE,
        repost_of__author__state__in=_SEEN,
    )
    for_everyone = Q(visibility__in=_FOR_EVERYONE)
    if viewer is None:
        return works.filter(for_everyone, passed_on)
    for_viewer = (
        Q(author=viewer)
        | Q(audience=viewer)
        | Exists(Follow.objects.filter(follower=viewer, followed=OuterRef("audience")))
        | Exists(Mention.objects.filter(work=OuterRef("pk"), person=viewer))
        | Exists(Work.objects.filter(pk=OuterRef("reply_to"), author=viewer))
    )
    blocked = Block.objects.filter(blocker=viewer).values("blocked")
    blockers = Block.objects.filter(blocked=viewer).values("blocker")
    return works.filter(for_everyone | for_viewer, passed_on).exclude(
        Q(author__in=blocked)
        | Q(author__in=blockers)
        | Q(repost_of__author__in=blocked)
        | Q(repost_of__author__in=blockers)
    )
