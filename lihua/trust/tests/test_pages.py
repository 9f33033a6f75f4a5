import pytest
from django.urls import reverse

from lihua.people import actions as people
from lihua.trust import actions
from lihua.trust.models import Appeal, Case, Decision


@pytest.fixture
def case(ana, bo, make_work):
    return actions.report(bo, work=make_work(ana, "Te voy a encontrar."), category="hate", comment="<b>他</b>").case


@pytest.fixture
def decision(case, mod):
    return actions.decide(case, by=mod, verb="remove", rule_number=2, reason="It threatens somebody.")


def test_reporting_from_a_page_reaches_the_desk(signed_in, ana, bo, make_work):
    page = f"{reverse('trust:report')}?work={make_work(ana).pk}"
    browser = signed_in(bo)
    assert browser.get(page).status_code == 200
    browser.post(page, {"category": "spam", "comment": "广告"})
    assert Case.objects.get().reports.get().comment == "广告"


def test_the_desk_is_not_there_for_members(signed_in, ana, case):
    for page in (reverse("trust:desk"), case.get_absolute_url()):
        assert signed_in(ana).get(page).status_code == 404


def test_deciding_on_the_page(signed_in, mod, case):
    browser = signed_in(mod)
    assert "Te voy a encontrar." in browser.get(reverse("trust:desk") + "?language=").content.decode()
    assert browser.get(case.get_absolute_url()).status_code == 200
    words = {"verb": "remove", "rule_number": "2", "reason": "It threatens.", "reason_for_person": "Amenaza."}
    assert browser.post(case.get_absolute_url(), words).url == reverse("trust:desk")
    assert Decision.objects.get().reason_for_person == "Amenaza."


def test_a_refused_decision_loses_nothing(signed_in, mod, case):
    answer = signed_in(mod).post(case.get_absolute_url(), {"verb": "remove", "reason": "A long reason"})
    assert answer.status_code == 422
    assert "A long reason" in answer.content.decode()


def test_the_person_concerned_reads_the_decision_and_appeals(signed_in, ana, decision):
    browser = signed_in(ana)
    page = decision.get_absolute_url()
    assert "It threatens somebody." in browser.get(page).content.decode()
    browser.post(page, {"text": "Es una canción.", "blames_translation": "on"})
    assert Appeal.objects.get().blames_translation
    assert "Es una canción." in browser.get(page).content.decode()


def test_somebody_suspended_can_still_read_and_appeal(signed_in, ana, decision):
    people.suspend(ana)
    browser = signed_in(ana)
    assert browser.get(reverse("trust:my_decisions")).status_code == 200
    browser.post(decision.get_absolute_url(), {"text": "Déjame explicar."})
    assert Appeal.objects.count() == 1


def test_H076_nobody_reads_the_decisions_about_another(signed_in, bo, decision):
    assert signed_in(bo).get(decision.get_absolute_url()).status_code == 404


def test_H111_neither_log_nor_notice_names_who_decided_or_who_was_concerned(signed_in, client, ana, bo, mod, decision):
    log = client.get(reverse("trust:log")).content.decode()
    mine = signed_in(ana).get(decision.get_absolute_url()).content.decode()
    assert "It threatens somebody." in log
    for page in (log, mine):
        assert mod.handle not in page
        assert mod.name not in page
    for person in (ana, bo):
        assert f"@{person.handle}" not in log


def test_H112_what_a_reporter_typed_is_escaped_on_the_desk(signed_in, mod, case):
    assert "<b>他</b>" not in signed_in(mod).get(case.get_absolute_url()).content.decode()


def test_an_appeal_is_heard_on_the_page_by_another_moderator(signed_in, make_person, mod, ana, decision):
    appeal = actions.appeal(decision, by=ana, text="Es una canción.")
    page = reverse("trust:hear", args=[appeal.pk])
    assert signed_in(mod).get(page).status_code == 404
    browser = signed_in(make_person("second_mod", role="moderator"))
    assert browser.get(page).status_code == 200
    browser.post(page, {"grant": "yes", "answer": "It is a song."})
    assert Appeal.objects.get().is_granted


@pytest.mark.parametrize("count", [2, 8])
def test_the_desk_costs_the_same_for_few_and_many_cases(
    signed_in, mod, ana, bo, make_work, django_assert_max_num_queries, count
):
    for number in range(count):
        actions.report(bo, work=make_work(ana, f"Número {number} de muchos mensajes."), category="spam")
    browser = signed_in(mod)
    with django_assert_max_num_queries(20):
        browser.get(reverse("trust:desk") + "?language=")
