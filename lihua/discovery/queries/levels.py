"""Works up to a level: an estimate that readers choose by, where the operator brought in lists of levels."""

from collections.abc import Sequence
from dataclasses import dataclass

from lihua.discovery.models import WorkLevel
from lihua.discovery.queries import spans
from lihua.discovery.queries.explore import is_public
from lihua.discovery.queries.pages import PAGE, WorkPage, page_of
from lihua.discovery.queries.spans import Span, next_ids
from lihua.language import levels
from lihua.people.models import Person


@dataclass(frozen=True)
class UpTo:
    """Everything in one language up to a level of its scale."""

    language: str
    rank: int

    @property
    def name(self) -> str:
        """How the address says it: `zh-3`."""
        return f"{self.language}-{self.rank}"

    @property
    def label(self) -> str:
        scale = levels.scales().get(self.language, "")
        lowest, highest = levels.label(scale, 1), levels.label(scale, self.rank)
        if self.rank == 1:
            return lowest
        return f"{lowest}-{highest.rpartition(' ')[2].rpartition('-')[2]}"

    @classmethod
    def named(cls, name: str) -> "UpTo | None":
        """None for what is no level, or of a language without lists."""
        language, _dash, rank = name.partition("-")
        known = levels.scales().get(language)
        is_rank = known and rank.isascii() and rank.isdecimal() and len(rank) < 3 and int(rank) in levels.ranks(known)
        return cls(language, int(rank)) if is_rank else None

    def of(self, ids: Sequence[int]) -> set[int]:
        """Which of these works it holds."""
        found = WorkLevel.objects.filter(work__in=ids, language=self.language, rank__lte=self.rank)
        return set(found.values_list("work_id", flat=True))


def offered(learns: Sequence[str] = ()) -> list[list[UpTo]]:
    """The levels to choose from, language by language, those that the reader learns first."""
    known = levels.scales()
    order = sorted(known, key=lambda one: learns.index(one) if one in learns else len(learns))
    return [[UpTo(one, rank) for rank in levels.ranks(known[one])] for one in order]


def up_to(viewer: Person | None, level: UpTo, *, before: int | None = None, limit: int = PAGE) -> WorkPage:
    """Public works up to a level, newest first."""
    arms = [spans.of_level(level.language, rank) for rank in range(1, level.rank + 1)]
    return page_of(
        lambda span, count: next_ids(arms, span, count),
        viewer,
        span=Span.of(max_id=before),
        limit=limit,
        keep=is_public,
        is_public=True,
    )
