from typing import Any

from django.db.models import Exists, Func, OuterRef, Q
from django.db.models.expressions import RawSQL
from django.db.models.lookups import Exact, In

from lihua.people.models import Follow, Person, PersonState
from lihua.works.models import Mention, Visibility, Work, WorkState
from lihua.works.models.works import WorkQuerySet

_SEEN = [PersonState.ACTIVE, PersonState.LIMITED]
_BLOCKED_EITHER_WAY = (
    "SELECT blocked_id FROM people_block WHERE blocker_id = %s "
    "UNION ALL SELECT blocker_id FROM people_block WHERE blocked_id = %s"
)
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
    for_everyone = Q(visibility__in=_FOR_EVERYONE)
    shared = Q(
        repost_of__state=WorkState.PUBLISHED,
        repost_of__visibility__in=_FOR_EVERYONE,
        repost_of__author__state__in=_SEEN,
    )
    if viewer is None:
        return works.filter(for_everyone, Q(repost_of=None) | shared)
    strangers = _blocked_either_way(viewer)
    for_viewer = (
        Q(author=viewer)
        | Q(audience=viewer)
        | Exists(Follow.objects.filter(follower=viewer, followed=OuterRef("audience")))
        | Exists(Mention.objects.filter(work=OuterRef("pk"), person=viewer))
        | Exists(Work.objects.filter(pk=OuterRef("reply_to"), author=viewer))
    )
    return works.filter(
        for_everyone | for_viewer,
        ~Q(author__in=strangers),
        Q(repost_of=None) | (shared & ~Q(repost_of__author__in=strangers)),
    )


def _blocked_either_way(viewer: Person) -> RawSQL:
    """Ids of those who blocked the viewer or whom the viewer blocked. Written out: every page asks for it, and the
    querysets that say the same take a millisecond to put together."""
    return RawSQL(_BLOCKED_EITHER_WAY, [viewer.pk, viewer.pk])  # noqa: S611 - our own words, the ids are parameters
