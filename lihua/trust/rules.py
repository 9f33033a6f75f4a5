"""Who may report, judge, and be heard."""

from lihua.lexicon.queries import can_see_said
from lihua.lexicon.rules import Said
from lihua.people.models import Person
from lihua.trust.models import Appeal, Case, Decision
from lihua.works import rules as works
from lihua.works.models import Work


class NotAllowed(Exception):
    """This person may not do this; the message says why."""


class Unacceptable(Exception):
    """Something is missing: a decision without rule and reason cannot be made."""


def is_moderator(person: Person | None) -> bool:
    return person is not None and person.account is not None and person.account.is_moderator


def can_report(reporter: Person, work: Work | None, person: Person, said: Said | None = None) -> bool:
    """Only what one can see, and not oneself."""
    if reporter.pk == person.pk:
        return False
    if said is not None:
        return can_see_said(reporter, said)
    return works.can_open(reporter, work) if work else person.is_seen


def can_judge(moderator: Person | None, case: Case) -> bool:
    """Moderators, but nobody in a case about themselves or that they reported."""
    if moderator is None or not is_moderator(moderator) or case.person_id == moderator.pk:
        return False
    return not case.reports.filter(reporter=moderator).exists()


def can_appeal(person: Person, decision: Decision) -> bool:
    return decision.person_id == person.pk and decision.restricts and not hasattr(decision, "appeal")


def can_hear(moderator: Person | None, appeal: Appeal) -> bool:
    """Another moderator than the one who decided."""
    if moderator is None or not can_judge(moderator, appeal.decision.case):
        return False
    return appeal.heard_at is None and appeal.decision.by_id != moderator.pk
