from datetime import timedelta

from django.urls import reverse
from django.utils.timezone import now

from lihua.people import actions, queries
from lihua.people.actions.closing import erase_closed
from lihua.people.models import Account, Follow, Person, PersonState


def test_a_closed_account_is_gone_from_sight_and_can_come_back(ana, bo):
    actions.close(ana)
    assert not queries.people_visible_to(bo).filter(pk=ana.pk).exists()
    assert queries.person_of(ana.account) is None
    actions.keep(ana)
    assert queries.people_visible_to(bo).filter(pk=ana.pk).exists()


def test_after_the_grace_period_nothing_names_the_person(ana, bo):
    actions.follow(ana, bo)
    actions.close(ana)
    erase_closed()
    assert Account.objects.filter(email="ana@example.org").exists()
    Person.objects.filter(pk=ana.pk).update(closing_at=now() - timedelta(days=1))
    erase_closed()
    gone = Person.objects.get(pk=ana.pk)
    assert (gone.state, gone.name, gone.handle) == (PersonState.ERASED, "", f"gone_{ana.pk}")
    assert not Account.objects.filter(email="ana@example.org").exists()
    assert not Follow.objects.exists()


def test_signing_in_while_closing_offers_to_stay(signed_in, ana):
    actions.close(ana)
    browser = signed_in(ana)
    assert "Keep my account" in browser.get(reverse("people:closing")).content.decode()
    browser.post(reverse("people:reopen"))
    assert Person.objects.get(pk=ana.pk).state == PersonState.ACTIVE


def test_H077_a_suspended_person_cannot_act_from_the_next_request_on(signed_in, ana, bo):
    browser = signed_in(ana)
    actions.suspend(ana)
    answer = browser.post(reverse("people:follow", args=["bo"]))
    assert answer.status_code == 302
    assert not Follow.objects.exists()


def test_suspending_does_not_open_what_was_closed(ana):
    actions.close(ana)
    actions.suspend(ana)
    actions.unsuspend(ana)
    assert Person.objects.get(pk=ana.pk).state == PersonState.CLOSING
