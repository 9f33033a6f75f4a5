"""Words of the glossary at the desk."""

import pytest

from lihua.lexicon import actions as lexicon
from lihua.lexicon.models import Explanation, GlossaryEntry, State
from lihua.trust import actions, rules
from lihua.trust.models import Case

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry(bo, ana):
    added = lexicon.add(word="猫税", tag="zh-Hans", by=bo)
    lexicon.explain(added, lexicon.Meaning("en", "something hateful"), by=ana)
    return added


@pytest.fixture
def said(entry):
    return entry.explanations.get()


def test_what_several_report_about_an_explanation_is_one_case(said, bo, eve, ana):
    for reporter in (bo, eve, bo):
        actions.report(reporter, said=said, category="hate")
    case = Case.objects.get()
    assert (case.person, case.language, case.reports.count()) == (ana, "en", 2)


def test_the_desk_removes_an_explanation_and_says_why_and_takes_it_back(said, eve, mod, ana, make_person, signed_in):
    case = actions.report(eve, said=said, category="hate").case
    page = signed_in(mod).get(case.get_absolute_url()).content.decode()
    assert "something hateful" in page
    assert "something hateful" in signed_in(mod).get("/desk?language=").content.decode()
    decision = actions.decide(case, by=mod, verb="remove", rule_number=0, reason="It is hateful.")
    said.refresh_from_db()
    assert said.state == State.REMOVED
    assert "something hateful" in signed_in(ana).get(decision.get_absolute_url()).content.decode()
    appeal = actions.appeal(decision, by=ana, text="It is not.")
    actions.hear(appeal, by=make_person("judge", role="moderator"), grant=True, answer="Right.")
    said.refresh_from_db()
    assert said.state == State.PUBLISHED


def test_a_word_and_its_author_and_what_is_said_of_it_are_cases_apart(entry, said, bo, eve, ana):
    actions.report(eve, said=entry, category="spam")
    actions.report(eve, said=said, category="spam")
    actions.report(eve, person=bo, category="spam")
    actions.report(eve, person=ana, category="spam")
    assert Case.objects.count() == 4


def test_the_form_reports_a_word(entry, said, eve, signed_in):
    browser = signed_in(eve)
    for address in (f"/report?entry={entry.pk}", f"/report?explanation={said.pk}"):
        assert browser.get(address).status_code == 200
        assert browser.post(address, {"category": "hate", "comment": ""}).status_code == 302
    assert sorted(Case.objects.values_list("said_kind", flat=True)) == ["entry", "explanation"]


def test_H112_what_one_cannot_see_of_the_glossary_cannot_be_reported(entry, said, ana, cleo, eve, signed_in):
    with pytest.raises(rules.NotAllowed):
        actions.report(cleo, said=said, category="hate")
    assert signed_in(cleo).get(f"/report?explanation={said.pk}").status_code == 404
    lexicon.remove(entry)
    for address in (f"/report?entry={entry.pk}", f"/report?explanation={said.pk}", "/report?entry=1"):
        assert signed_in(eve).get(address).status_code == 404


def test_nobody_reports_themselves(said, ana):
    with pytest.raises(rules.NotAllowed):
        actions.report(ana, said=said, category="hate")


def test_a_case_outlives_the_word_that_it_is_about(entry, said, eve, mod, signed_in):
    case = actions.report(eve, said=said, category="hate").case
    Explanation.objects.all().delete()
    GlossaryEntry.objects.all().delete()
    assert signed_in(mod).get(case.get_absolute_url()).status_code == 200
    decision = actions.decide(case, by=mod, verb="remove", rule_number=0, reason="It was hateful.")
    assert decision.pk
