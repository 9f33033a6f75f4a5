"""What waits for somebody's answer, and how long it has waited."""

from dataclasses import dataclass

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, When

from lihua.people.models import Person
from lihua.works.models import Ask, AskKind, Stance, Work
from lihua.works.queries.gate import works_visible_to
from lihua.works.queries.reading import Reader, ReadWork, read_works

PAGE = 20


@dataclass
class Waiting:
    ask: Ask
    read: ReadWork

    @property
    def is_translation(self) -> bool:
        return self.ask.kind == AskKind.TRANSLATION


def waiting(person: Person, reader: Reader, *, before: int | None = None) -> tuple[list[Waiting], int | None]:
    """What was asked of this person, and translations between languages that they read or write; newest first.

    Returns a page and the id to go on before, if there is more.
    """
    asks = open_asks(person)
    if before is not None:
        asks = asks.filter(pk__lt=before)
    rows = list(_counted(asks).select_related("asked_by").order_by("-pk")[: PAGE + 1])
    shown = rows[:PAGE]
    works = Work.objects.filter(pk__in={ask.work_id for ask in shown}).with_card().in_bulk()
    read = read_works(works.values(), reader)
    found = [Waiting(ask, read[ask.work_id]) for ask in shown if ask.work_id in read]
    return found, shown[-1].pk if len(rows) > PAGE else None


def open_asks(person: Person) -> QuerySet[Ask]:
    known = set(person.reads) | set(person.writes)
    let_go = Stance.objects.filter(ask=OuterRef("pk"), person=person, kind=Stance.Kind.LETS_GO)
    mine = Q(to=person) | (
        Q(to=None, kind=AskKind.TRANSLATION, source_language__in=known, target_language__in=known) & ~Q(asked_by=person)
    )
    return (
        Ask.objects.filter(mine, answered_at=None, is_let_go=False)
        .filter(~Exists(let_go))
        .filter(work__in=works_visible_to(person).values("pk"))
    )


def translation_ask(work: Work, target: str, *, viewer: Person | None = None) -> Ask | None:
    """The open wish for a translation of a work, if somebody said it; with `also` and `is_mine`, see below."""
    asks = Ask.objects.filter(work=work, kind=AskKind.TRANSLATION, target_language=target, answered_at=None)
    also_mine = Stance.objects.filter(ask=OuterRef("pk"), person=viewer, kind=Stance.Kind.WANTS)
    is_mine = Q(asked_by=viewer) | Q(Exists(also_mine)) if viewer else Q(pk__isnull=True)
    return _counted(asks).annotate(is_mine=Case(When(is_mine, then=True), default=False)).first()


def _counted(asks: QuerySet[Ask]) -> QuerySet[Ask]:
    """With `also`: how many want it besides the one who asked first."""
    return asks.annotate(also=Count("stances", filter=Q(stances__kind=Stance.Kind.WANTS)))
