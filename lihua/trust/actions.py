"""What people do about rules: report, decide, appeal, hear. `trust` decides; the rooms below carry out."""

from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from lihua import language
from lihua.base import text as rich
from lihua.base.options import village_rules
from lihua.lexicon import actions as lexicon
from lihua.lexicon.models import GlossaryEntry
from lihua.lexicon.queries import said_by_number
from lihua.lexicon.rules import Said
from lihua.notifications.actions import tell
from lihua.people import actions as people
from lihua.people.models import Person, PersonState
from lihua.trust import rules
from lihua.trust.models import Appeal, Case, Category, Decision, Report, Verb
from lihua.works import actions as works
from lihua.works.models import Work, WorkState


@transaction.atomic
def report(
    reporter: Person,
    *,
    category: str,
    work: Work | None = None,
    person: Person | None = None,
    said: Said | None = None,
    comment: str = "",
) -> Report:
    """Tell the desk of a work, of something said in the glossary, or of a person as such.

    What several people report about one thing is one case.

    Nothing is hidden by the number of reports. Raises NotAllowed.
    """
    subject = work.author if work else said.author if said else person
    if subject is None or not rules.can_report(reporter, work, subject, said):
        raise rules.NotAllowed(_("You cannot report this."))
    case, _is_new = Case.objects.get_or_create(
        work=work,
        person=subject,
        said_kind=kind_of(said) if said else "",
        said_id=said.pk if said else None,
        decided_at=None,
        defaults={"language": _language_of_said(said) if said else _language_of(work, subject)},
    )
    comment = rich.normalise(comment)[:2000]
    reported, _is_first = Report.objects.update_or_create(
        case=case,
        reporter=reporter,
        defaults={
            "category": Category(category),
            "comment": comment,
            "language": language.detect(comment, prior=reporter.writes).language if comment else "und",
        },
    )
    return reported


def kind_of(said: Said) -> str:
    return "entry" if isinstance(said, GlossaryEntry) else "explanation"


def said_of(case: Case) -> Said | None:
    """What of the glossary a case is about; nothing once it is erased."""
    named = (case.said_kind, case.said_id or 0)
    return said_by_number([named]).get(named)


def _language_of_said(said: Said) -> str:
    words = said.word if isinstance(said, GlossaryEntry) else f"{said.equivalent}\n{said.text}"
    return language.detect(words, prior=(said.language,)).language


def _language_of(work: Work | None, person: Person) -> str:
    """Of the words themselves: a label may lie."""
    words = f"{work.title}\n{work.body}" if work else person.bio
    return language.detect(words).language


def assign(case: Case, *, to: Person | None) -> None:
    if to is not None and not rules.can_judge(to, case):
        raise rules.NotAllowed(_("You cannot judge this case."))
    Case.objects.filter(pk=case.pk, decided_at=None).update(assigned_to=to)


@transaction.atomic
def decide(
    case: Case,
    *,
    by: Person,
    verb: str,
    rule_number: int,
    reason: str,
    reason_for_person: str = "",
) -> Decision:
    """End a case: carry out, say why to the person concerned, thank those who reported.

    Raises NotAllowed, Unacceptable.
    """
    case = Case.objects.select_for_update(of=("self",)).select_related("person", "work").get(pk=case.pk)
    if not rules.can_judge(by, case) or case.decided_at is not None:
        raise rules.NotAllowed(_("You cannot judge this case, or somebody decided it already."))
    reason, reason_for_person = rich.normalise(reason), rich.normalise(reason_for_person)
    spoken = _language_of_reason(reason, by)
    rule = _rule(rule_number, spoken)
    if not reason or not rule or (verb == Verb.REMOVE and case.is_about_a_person):
        raise rules.Unacceptable(_("A decision needs a rule and a reason."))
    decision = Decision.objects.create(
        case=case,
        person=case.person,
        verb=Verb(verb),
        rule=rule,
        rule_number=rule_number,
        reason=reason[:2000],
        language=spoken,
        reason_for_person=reason_for_person[:2000],
        content_language=case.language,
        by=by,
    )
    Case.objects.filter(pk=case.pk).update(decided_at=decision.made_at, assigned_to=None)
    _carry_out(decision)
    if decision.restricts:
        tell(case.person, kind="decision", group=f"decision:{decision.pk}", decision_id=decision.pk)
    for told in case.reports.exclude(reporter=None).select_related("reporter"):
        if told.reporter is not None:
            tell(told.reporter, kind="report_closed", group=f"case:{case.pk}", decision_id=decision.pk)
    return decision


def _language_of_reason(reason: str, by: Person) -> str:
    detected = language.detect(reason, prior=by.writes).language
    return detected if detected != "und" else next(iter(by.writes), "en")


def _rule(number: int, spoken: str) -> str:
    written = village_rules(spoken)
    if number == 0:
        return _("The law, or the sense of the rules")
    return written[number - 1][:400] if 0 < number <= len(written) else ""


def rule_text(decision: Decision, tag: str) -> str:
    """The rule in the reader's language where the village has it so, else as it stood when it was applied."""
    written = village_rules(tag)
    number = decision.rule_number
    return written[number - 1] if 0 < number <= len(written) else decision.rule


def _carry_out(decision: Decision) -> None:
    match decision.verb:
        case Verb.REMOVE if decision.case.work:
            works.remove(decision.case.work)
        case Verb.REMOVE if said := said_of(decision.case):
            lexicon.remove(said)
        case Verb.LIMIT:
            people.limit(decision.person)
        case Verb.SUSPEND:
            people.suspend(decision.person)


def _take_back(decision: Decision) -> None:
    work = decision.case.work
    if decision.verb == Verb.REMOVE and work is not None and work.state == WorkState.REMOVED:
        works.restore(work)
    elif decision.verb == Verb.REMOVE and (said := said_of(decision.case)):
        lexicon.restore(said)
    elif decision.verb == Verb.LIMIT and decision.person.state == PersonState.LIMITED:
        people.release(decision.person)
    elif decision.verb == Verb.SUSPEND and decision.person.state == PersonState.SUSPENDED:
        people.unsuspend(decision.person)


@transaction.atomic
def appeal(decision: Decision, *, by: Person, text: str, blames_translation: bool = False) -> Appeal:
    """Ask that somebody else looks at it. Once for each decision. Raises NotAllowed, Unacceptable."""
    decision = Decision.objects.select_for_update().get(pk=decision.pk)
    if not rules.can_appeal(by, decision):
        raise rules.NotAllowed(_("This decision cannot be appealed, or was already."))
    text = rich.normalise(text)[:3000]
    if not text:
        raise rules.Unacceptable(_("Say why the decision is wrong, in your own language."))
    return Appeal.objects.create(
        decision=decision,
        text=text,
        language=language.detect(text, prior=by.writes).language,
        blames_translation=blames_translation,
    )


@transaction.atomic
def hear(appealed: Appeal, *, by: Person, grant: bool, answer: str) -> Appeal:
    """Decide an appeal as somebody who did not make the decision; granting takes the decision back."""
    appealed = (
        Appeal.objects.select_for_update(of=("self",))
        .select_related("decision__case__work", "decision__person")
        .get(pk=appealed.pk)
    )
    if not rules.can_hear(by, appealed):
        raise rules.NotAllowed(_("An appeal is heard by another moderator, once."))
    answer = rich.normalise(answer)[:2000]
    if not answer:
        raise rules.Unacceptable(_("Say why."))
    appealed.is_granted, appealed.answer, appealed.heard_by, appealed.heard_at = grant, answer, by, now()
    appealed.answer_language = _language_of_reason(answer, by)
    appealed.save()
    if grant:
        _take_back(appealed.decision)
    tell(
        appealed.decision.person,
        kind="appeal_decided",
        group=f"appeal:{appealed.pk}",
        decision_id=appealed.decision_id,
    )
    return appealed
