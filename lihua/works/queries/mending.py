"""What can be compared, decided and mended of a sentence, and which sentences wait for somebody."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from lihua import language
from lihua.base import text as rich
from lihua.language import queries as machine
from lihua.people.models import Person
from lihua.works import rules
from lihua.works.models import Suggestion, Translation, Work
from lihua.works.queries.gate import works_visible_to
from lihua.works.queries.histories import Piece, differences
from lihua.works.queries.reading import is_wordless

MOST_SHOWN = 60
PAGE = 12
LOOKED_THROUGH = 200


@dataclass(frozen=True)
class Offered:
    """An open or decided suggestion as somebody has it."""

    suggestion: Suggestion
    pieces: list[Piece]  # against what stands there
    votes_for: int
    votes_against: int
    own_vote: bool | None
    can_vote: bool
    can_decide: bool
    is_own: bool


@dataclass(frozen=True)
class ByMachine:
    text: str
    engine: str
    pieces: list[Piece]
    is_rough: bool = False
    pivot: str = ""


@dataclass(frozen=True)
class Comparison:
    """Everything that was said of one sentence in one language, side by side with what stands there."""

    standing: Translation | None
    offered: list[Offered]
    by_machine: ByMachine | None


def compare(work: Work, *, field: str, ordinal: int, tag: str, viewer: Person | None) -> Comparison:
    """The versions of a sentence that can be opened; see `sentence_history` for whether there is such a sentence."""
    at = {"field": field, "ordinal": ordinal, "language": tag}
    standing = work.translations.filter(**at, is_current=True).select_related("by").first()
    original = sentence_of(work, field, ordinal)
    own = work.language_of(field, ordinal)
    against = original if own == tag else standing.text if standing else ""
    key = (language.digest(original), own)
    made = machine.machine_texts({key}, target=tag).get(key) if own != tag else None
    return Comparison(
        standing,
        offers([*_suggestions(work).filter(**at)[:MOST_SHOWN]], viewer, against),
        ByMachine(made.text, made.engine, differences(against, made.text) if against else [], made.rough, made.pivot)
        if made and made.engine != machine.PEOPLE
        else None,
    )


def corrections_of(work: Work, viewer: Person | None) -> list[Offered]:
    """What others would say otherwise in the author's own words, sentence by sentence; the open ones."""
    if not work.wants_corrections:
        return []
    open_ones = [
        one
        for one in _suggestions(work).filter(state=Suggestion.State.OPEN)[:MOST_SHOWN]
        if rules.is_there(work, one) and work.language_of(one.field, one.ordinal) == one.language
    ]
    return offers(open_ones, viewer)


def open_suggestions(work: Work, tag: str) -> int:
    """How many suggestions into a language wait for somebody's word."""
    return work.suggestions.filter(language=tag, state=Suggestion.State.OPEN).count()


def offers(suggestions: Sequence[Suggestion], viewer: Person | None, against: str | None = None) -> list[Offered]:
    return [_offer(one, viewer, one.instead_of if against is None else against) for one in suggestions]


def _offer(one: Suggestion, viewer: Person | None, against: str) -> Offered:
    votes = list(one.votes.all())
    mine = next((vote.is_for for vote in votes if viewer and vote.person_id == viewer.pk), None)
    return Offered(
        one,
        differences(against, one.text),
        sum(vote.is_for for vote in votes),
        sum(not vote.is_for for vote in votes),
        mine,
        can_vote=viewer is not None and rules.can_vote(viewer, one),
        can_decide=one.is_open and viewer is not None and bool(rules.ground_to_decide(viewer, one)),
        is_own=viewer is not None and one.by_id == viewer.pk,
    )


def _suggestions(work: Work) -> QuerySet[Suggestion]:
    return work.suggestions.select_related("work", "by", "decided_by").prefetch_related("votes").order_by("-pk")


def sentence_of(work: Work, field: str, ordinal: int) -> str:
    start, end = work.texts[field]["cuts"][ordinal]
    return work.text_of(field)[start:end]


@dataclass(frozen=True)
class WaitingSentence:
    """One sentence that nobody has translated yet into `target`."""

    work: Work
    field: str
    ordinal: int
    text: str
    language: str
    target: str

    @property
    def key(self) -> str:
        return f"{self.field}:{self.ordinal}"


def waiting_sentences(viewer: Person, *, source: str, target: str, before: int = 0) -> list[WaitingSentence]:
    """Sentences of works that `viewer` may read, newest first, which wait for somebody who reads both languages."""
    done = Translation.objects.filter(work=OuterRef("pk"), language=target, is_current=True, is_stale=False)
    works = (
        works_visible_to(viewer)
        .public()
        .filter(language=source)
        .exclude(author=viewer)
        .select_related("author")
        .annotate(has_some=Exists(done))
        .order_by("-pk")
    )
    if before:
        works = works.filter(pk__lt=before)
    found: list[WaitingSentence] = []
    for work in works[:LOOKED_THROUGH]:
        if len(found) >= PAGE:
            break
        found += _missing(work, source, target, has_some=getattr(work, "has_some"))  # noqa: B009 - annotated
    return found[: 2 * PAGE]


def _missing(work: Work, source: str, target: str, *, has_some: bool) -> list[WaitingSentence]:
    have: set[tuple[str, int]] = set()
    if has_some:
        rows = work.translations.filter(language=target, is_current=True, is_stale=False)
        have = set(rows.values_list("field", "ordinal"))
    missing = []
    for field in ("title", "body"):
        cut = work.texts.get(field)
        if cut is None:
            continue
        entities = [rich.Entity(*entity) for entity in cut["entities"]]
        for ordinal, (start, end) in enumerate(cut["cuts"]):
            tag = work.language_of(field, ordinal)
            if tag == source and (field, ordinal) not in have:
                words = work.text_of(field)
                if not is_wordless(words, entities, start, end):
                    missing.append(WaitingSentence(work, field, ordinal, words[start:end], tag, target))
    return missing
