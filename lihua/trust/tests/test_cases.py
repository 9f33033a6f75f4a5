import pytest
from django.db import IntegrityError, transaction

from lihua.notifications.models import Notice
from lihua.people.models import Person, PersonState
from lihua.trust import actions, queries, rules
from lihua.trust.models import Case, Decision, Report, Verb
from lihua.works.models import Work, WorkState
from lihua.works.queries import works_visible_to

REASON = "It threatens somebody."


@pytest.fixture
def other_mod(make_person):
    return make_person("second_mod", role="moderator")


@pytest.fixture
def case(ana, bo, make_work):
    return actions.report(bo, work=make_work(ana, "Te voy a encontrar."), category="hate", comment="他威胁我").case


@pytest.fixture
def decision(case, mod):
    return actions.decide(case, by=mod, verb="remove", rule_number=2, reason=REASON)


def test_what_several_people_report_is_one_case(ana, bo, eve, make_work):
    work = make_work(ana)
    for reporter in (bo, eve, bo):
        actions.report(reporter, work=work, category="spam")
    assert (Case.objects.count(), Report.objects.count()) == (1, 2)


def test_H109_many_reports_hide_nothing(ana, make_work, make_person):
    work = make_work(ana)
    for number in range(200):
        actions.report(make_person(f"bomber{number:03}"), work=work, category="hate")
    assert Case.objects.count() == 1
    assert works_visible_to(None).filter(pk=work.pk).exists()


def test_H112_what_one_cannot_see_cannot_be_reported(ana, cleo, bo, make_work):
    hidden = make_work(ana, visibility="followers")
    for reporter in (bo, cleo):
        with pytest.raises(rules.NotAllowed):
            actions.report(reporter, work=hidden, category="hate")


def test_H114_the_queue_goes_by_the_words_and_not_by_the_label(ana, bo, make_work):
    work = make_work(ana, "هذا نص مكتوب باللغة العربية وليس بالإنجليزية", language="en")
    assert actions.report(bo, work=work, category="spam").case.language == "ar"


def test_removing_takes_a_work_out_of_sight_and_says_why(case, decision, ana, bo):
    assert not works_visible_to(None).filter(pk=case.work_id).exists()
    assert Notice.objects.get(to=ana).facts == {"decision_id": decision.pk}
    assert Notice.objects.get(to=bo).kind == "report_closed"
    assert decision.rule.startswith("No hate")


@pytest.mark.parametrize(
    ("verb", "state"),
    [("limit", PersonState.LIMITED), ("suspend", PersonState.SUSPENDED), ("nothing", PersonState.ACTIVE)],
)
def test_the_desk_limits_or_suspends_an_account(case, mod, ana, verb, state):
    actions.decide(case, by=mod, verb=verb, rule_number=2, reason=REASON)
    assert Person.objects.get(pk=ana.pk).state == state


def test_a_case_is_decided_once(case, decision, other_mod):
    with pytest.raises(rules.NotAllowed):
        actions.decide(case, by=other_mod, verb="suspend", rule_number=2, reason=REASON)


def test_members_decide_nothing(case, eve):
    with pytest.raises(rules.NotAllowed):
        actions.decide(case, by=eve, verb="remove", rule_number=2, reason=REASON)


def test_nobody_judges_a_case_about_themselves_or_that_they_reported(mod, other_mod, make_work):
    case = actions.report(other_mod, work=make_work(mod), category="spam").case
    for moderator in (mod, other_mod):
        with pytest.raises(rules.NotAllowed):
            actions.decide(case, by=moderator, verb="nothing", rule_number=1, reason="Fine.")


def test_H113_a_decision_needs_a_rule_and_a_reason(case, mod):
    for rule_number, reason in ((2, ""), (99, REASON), (2, "   ")):
        with pytest.raises(rules.Unacceptable):
            actions.decide(case, by=mod, verb="remove", rule_number=rule_number, reason=reason)
    assert Work.objects.get(pk=case.work_id).state == WorkState.PUBLISHED


def test_H113_the_database_takes_no_decision_without_a_reason(case):
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.create(case=case, person=case.person, verb=Verb.REMOVE, rule="1", reason="", language="en")


def test_an_appeal_is_heard_by_somebody_else_and_takes_the_decision_back(decision, ana, mod, other_mod):
    appeal = actions.appeal(decision, by=ana, text="Es una canción.", blames_translation=True)
    with pytest.raises(rules.NotAllowed):
        actions.hear(appeal, by=mod, grant=False, answer="No.")
    actions.hear(appeal, by=other_mod, grant=True, answer="It is a song.")
    assert works_visible_to(None).filter(pk=decision.case.work_id).exists()
    assert Notice.objects.filter(to=ana, kind="appeal_decided").exists()


def test_a_declined_appeal_changes_nothing(decision, ana, other_mod):
    appeal = actions.appeal(decision, by=ana, text="Por favor.")
    actions.hear(appeal, by=other_mod, grant=False, answer="It stands.")
    assert not works_visible_to(None).filter(pk=decision.case.work_id).exists()


def test_H110_one_appeal_for_a_decision_and_only_ones_own(decision, ana, bo, other_mod):
    with pytest.raises(rules.NotAllowed):
        actions.appeal(decision, by=bo, text="For ana.")
    appeal = actions.appeal(decision, by=ana, text="Es una canción.")
    with pytest.raises(rules.NotAllowed):
        actions.appeal(decision, by=ana, text="Otra vez.")
    actions.hear(appeal, by=other_mod, grant=False, answer="No.")
    with pytest.raises(rules.NotAllowed):
        actions.hear(appeal, by=other_mod, grant=True, answer="Yes.")


def test_the_queue_shows_the_longest_waiting_of_my_languages_first(mod, ana, bo, eve, make_work):
    spanish = actions.report(bo, work=make_work(ana, "Compra barato aquí, amigos míos."), category="spam").case
    english = actions.report(bo, work=make_work(eve, "Buy cheap things here, my friends."), category="spam").case
    assert list(queries.open_cases(mod, tag="mine")) == [english]
    assert list(queries.open_cases(mod)) == [spanish, english]
