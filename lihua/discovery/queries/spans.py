"""Which ids come next, found by index alone: no list of works costs more in a large village than in a small one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import connection
from django.db.models import F, OuterRef, QuerySet, Subquery

from lihua.discovery.models import WorkLevel
from lihua.works.models import Visibility, Work, WorkKind, WorkState, WorkTag

MAX_ID = 2**63 - 1
STANDALONE = (WorkKind.NOTE, WorkKind.SHORT)
# SQLite takes 500 parts of a compound select.
MAX_ARMS = 400


@dataclass(frozen=True)
class Span:
    """The works with `after < id < before`, the newest of them first; `upward` takes the oldest of them instead."""

    before: int = MAX_ID
    after: int = 0
    upward: bool = False

    @classmethod
    def of(cls, *, max_id: int | None = None, since_id: int | None = None, min_id: int | None = None) -> "Span":
        """The paging words of the client API. `min_id` means the page that follows it directly."""
        before = MAX_ID if max_id is None else max(0, min(max_id, MAX_ID))
        after = min_id if min_id is not None else since_id
        return cls(before, 0 if after is None else max(0, min(after, MAX_ID)), upward=min_id is not None)

    def beyond(self, last: int) -> "Span":
        """What is left when the ids up to `last` were seen."""
        return replace(self, after=last) if self.upward else replace(self, before=last)

    def up_to(self, last: int) -> "Span":
        """Its beginning, with `last` as the last."""
        return replace(self, before=last + 1) if self.upward else replace(self, after=last - 1)


@dataclass(frozen=True)
class Arm:
    """Rows of one table that an index holds in the order of their work's id: `column = value`, and so on."""

    table: str
    id_column: str
    equal: tuple[tuple[str, str | int], ...]
    kinds: tuple[str, ...] = ()
    # Repeats a partial index's own condition, word for word: SQLite uses the index only then.
    condition: str = ""

    @property
    def values(self) -> list[str | int]:
        return [*(value for _column, value in self.equal), *self.kinds]


def of_author(author_id: int, kinds: Sequence[str] = ()) -> Arm:
    return Arm(Work._meta.db_table, "id", (("author_id", author_id),), tuple(str(kind) for kind in kinds))


def of_label(label_id: int) -> Arm:
    return Arm(WorkTag._meta.db_table, "work_id", (("label_id", label_id),))


def of_channel(channel: str) -> Arm:
    return Arm(Work._meta.db_table, "id", (("channel", channel),), condition="NOT (channel = '')")


def of_level(language: str, rank: int) -> Arm:
    return Arm(WorkLevel._meta.db_table, "work_id", (("language", language), ("rank", rank)))


def public(kinds: Sequence[str] = STANDALONE) -> list[Arm]:
    same = (("state", WorkState.PUBLISHED.value), ("visibility", Visibility.PUBLIC.value))
    return [Arm(Work._meta.db_table, "id", (*same, ("kind", str(kind)))) for kind in kinds]


def next_ids(arms: Sequence[Arm], span: Span, limit: int) -> list[int]:
    """The first `limit` work ids of the span over all arms, newest first (oldest first where it is `upward`).

    Each arm is one walk along one index that stops after `limit` rows; an IN over several values would sort them all.
    """
    if not arms or limit < 1:
        return []
    arms = arms[:MAX_ARMS]
    order = "ASC" if span.upward else "DESC"
    parts = [_part(arm, order) for arm in arms]
    params: list[str | int] = [value for arm in arms for value in (*arm.values, span.before, span.after, limit)]
    sql = f"SELECT DISTINCT id FROM ({' UNION ALL '.join(parts)}) AS arms ORDER BY id {order} LIMIT %s"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, [*params, limit])
        return [row[0] for row in cursor.fetchall()]


def nearest_authors(
    people: QuerySet[Any], author: str, span: Span, kinds: Sequence[str], count: int
) -> tuple[list[int], Span]:
    """Of many authors the `count` whose works come next in the span: no other's work can be among the next `count`.

    And the part of the span that holds those: where `count` authors are found, the next work of each makes `count`
    already, so nothing beyond the last of them can be among the next. `people` are rows that name an author in the
    field `author`. One seek in an index for each of them.
    """
    works = Work.objects.filter(author=OuterRef(author), pk__lt=span.before, pk__gt=span.after)
    if kinds:
        works = works.filter(kind__in=kinds)
    nearest = Subquery(works.order_by("pk" if span.upward else "-pk").values("pk")[:1])
    order = F("nearest").asc(nulls_last=True) if span.upward else F("nearest").desc(nulls_last=True)
    rows = people.annotate(nearest=nearest).order_by(order).values_list(author, "nearest")[:count]
    found = [(author_id, work_id) for author_id, work_id in rows if work_id is not None]
    return [author_id for author_id, _work_id in found], span.up_to(found[-1][1]) if len(found) == count else span


def _part(arm: Arm, order: str) -> str:
    """One arm's select; every name in it is ours, every value is a parameter."""
    where = "".join(f"{column} = %s AND " for column, _value in arm.equal)
    if arm.kinds:
        where += f"kind IN ({', '.join(['%s'] * len(arm.kinds))}) AND "
    if arm.condition:
        where += f"{arm.condition} AND "
    id_column = arm.id_column
    return (
        f"SELECT id FROM (SELECT {id_column} AS id FROM {arm.table} WHERE {where}"  # noqa: S608
        f"{id_column} < %s AND {id_column} > %s ORDER BY {id_column} {order} LIMIT %s) AS arm"
    )
