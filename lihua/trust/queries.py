"""What the desk looks at, what a person is told, and what everybody may read."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from lihua import language
from lihua.lexicon.queries import said_by_number
from lihua.lexicon.rules import Said
from lihua.media.rules import Access
from lihua.people.models import Person
from lihua.trust.models import Appeal, Case, Category, Decision
from lihua.works.queries import Reader, ReadWork, read_works


@dataclass(frozen=True)
class QueueRow:
    """One open case as the queue shows it: the words beside their translation, and why they were reported."""

    case: Case
    read: ReadWork | None
    categories: list[tuple[str, int]]
    reports: int
    said: Said | None = None  # of the glossary


def open_cases(moderator: Person, *, tag: str = "", category: str = "") -> QuerySet[Case]:
    """Cases that wait, the longest waiting first; `tag` is a language, "mine" those that the moderator reads."""
    cases = Case.objects.filter(decided_at=None).exclude(person=moderator)
    if tag == "mine":
        cases = cases.filter(language__in=[*moderator.reads, "und"])
    elif tag:
        cases = cases.filter(language=tag)
    if category:
        cases = cases.filter(reports__category=category).distinct()
    return cases.select_related("person", "work__author", "assigned_to").order_by("id")


def queue(cases: list[Case], reader: Reader) -> list[QueueRow]:
    """A page of the queue in a fixed number of queries."""
    works = [case.work for case in cases if case.work]
    read = read_works(works, reader) if works else {}
    said = said_by_number([(case.said_kind, case.said_id) for case in cases if case.said_id])
    found: dict[int, Counter[str]] = {case.pk: Counter() for case in cases}
    rows = Case.objects.filter(pk__in=list(found)).values_list("pk", "reports__category").annotate(n=Count("reports"))
    for pk, category, number in rows:
        if category:
            found[pk][category] += number
    return [
        QueueRow(
            case=case,
            read=read.get(case.work_id) if case.work_id else None,
            categories=[(str(Category(name).label), count) for name, count in found[case.pk].most_common()],
            reports=found[case.pk].total(),
            said=said.get((case.said_kind, case.said_id or 0)),
        )
        for case in cases
    ]


def languages_waiting() -> list[tuple[str, int]]:
    """How many cases wait in each language: where the desk lacks a reader, it shows."""
    rows = Case.objects.filter(decided_at=None).values_list("language").annotate(n=Count("pk")).order_by("-n")
    return [(tag, number) for tag, number in rows]


def appeals_waiting(moderator: Person) -> QuerySet[Appeal]:
    """Appeals that this moderator may hear."""
    return (
        Appeal.objects.filter(heard_at=None)
        .exclude(decision__by=moderator)
        .exclude(decision__person=moderator)
        .select_related("decision__case__work", "decision__person")
        .order_by("id")
    )


def decisions_about(person: Person) -> QuerySet[Decision]:
    return (
        Decision.objects.filter(person=person)
        .exclude(verb="nothing")
        .select_related("case__work", "appeal")
        .order_by("-id")
    )


def public_log(*, before: int | None = None) -> QuerySet[Decision]:
    """Every decision: rule, reason, language, outcome of the appeal. Neither who was concerned nor who decided."""
    log = Decision.objects.select_related("appeal").order_by("-id")
    return log.filter(pk__lt=before) if before else log


def known_languages() -> list[str]:
    return list(language.tags.SUPPORTED)


def access_to_evidence(asset_id: int, viewer: Person | None) -> Access | None:
    """A moderator sees the pictures of what was reported, and of nothing else that was not meant for them."""
    is_moderator = viewer is not None and viewer.account is not None and viewer.account.is_moderator
    if is_moderator and Case.objects.filter(work__pictures__asset=asset_id).exists():
        return Access.PRIVATE
    return None
