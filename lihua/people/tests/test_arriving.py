from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from lihua.people import actions, queries, rules
from lihua.people.models import Account, AgeBand, Invitation, Person, Role

WORDS = {"name": "Mei 梅", "handle": "mei_chengdu", "email": "mei@example.org", "password1": "correct horse battery"}


@pytest.fixture
def closed(settings):
    def set_to(how):
        settings.REGISTRATION = how

    return set_to


def sign_up(client, **changes):
    return client.post(reverse("account_signup"), {**WORDS, **changes})


def test_signing_up_makes_an_account_and_the_person_it_is_seen_as(client, db):
    answer = sign_up(client)
    assert answer.url == reverse("people:first_steps")
    person = Person.objects.get(handle="mei_chengdu")
    assert (person.name, person.account.email) == ("Mei 梅", "mei@example.org")


def test_a_handle_that_is_taken_says_so_and_loses_nothing(client, db):
    actions.arrive(None, handle="mei_chengdu", name="Mei")
    answer = sign_up(client)
    assert answer.status_code == 200
    assert "Somebody has this handle" in answer.content.decode()
    assert "mei@example.org" in answer.content.decode()
    assert not Account.objects.exists()


def test_where_it_is_by_invitation_nobody_gets_in_without_one(client, db, closed):
    closed("invitation")
    sign_up(client)
    assert not Account.objects.exists()
    client.get(reverse("people:join", args=[Invitation.objects.create().code]))
    sign_up(client)
    assert Account.objects.count() == 1


def test_an_invitation_opens_once(db):
    invitation = Invitation.objects.create()
    first, second = (Account.objects.create_user(f"{name}@example.org") for name in ("first", "second"))
    actions.enter(first, invitation=invitation)
    with pytest.raises(rules.NotAllowed):
        actions.enter(second, invitation=invitation)


def test_an_invitation_whose_time_is_over_is_gone(client, db):
    invitation = Invitation.objects.create(expires_at=now() - timedelta(minutes=1))
    assert client.get(reverse("people:join", args=[invitation.code])).status_code == 410


def test_where_it_is_by_approval_one_waits_for_the_desk(client, db, closed):
    closed("approval")
    sign_up(client, application="I teach Spanish here.")
    account = Account.objects.get()
    assert not account.is_approved
    actions.approve(account)
    assert Account.objects.get().is_approved


def test_only_moderators_see_who_waits_at_the_door(signed_in, ana, mod):
    page = reverse("people:applications")
    assert signed_in(ana).get(page).status_code == 404
    assert signed_in(mod).get(page).status_code == 200


def test_the_owners_link_makes_an_owner_once(client, db):
    invitation = actions.owner_invitation()
    client.get(reverse("people:join", args=[invitation.code]))
    sign_up(client)
    assert Account.objects.get().role == Role.OWNER
    assert Client().get(reverse("people:join", args=[invitation.code])).status_code == 410


def test_a_new_owner_link_closes_the_one_before(db):
    first = actions.owner_invitation()
    actions.owner_invitation()
    assert queries.open_invitation(first.code) is None


def test_somebody_who_is_here_becomes_owner_by_saying_so(signed_in, ana):
    page = reverse("people:join", args=[actions.owner_invitation().code])
    browser = signed_in(ana)
    assert browser.get(page).status_code == 200
    browser.post(page)
    assert Account.objects.get(person=ana).role == Role.OWNER


def test_H074_sign_up_takes_no_role_and_no_state(client, db):
    sign_up(client, role="owner", is_active="1", is_approved="1", age_band="adult")
    account = Account.objects.get()
    assert (account.role, account.age_band) == (Role.MEMBER, AgeBand.UNKNOWN)


def test_H080_signing_up_with_a_known_address_looks_the_same_and_tells_its_owner(client, ana, settings):
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    known = sign_up(client, email="ana@example.org")
    fresh = sign_up(Client(), handle="another_one", email="new@example.org")
    assert (known.status_code, fresh.status_code) == (302, 302)
    assert any("ana@example.org" in message.to for message in mail.outbox)
    assert not Person.objects.filter(handle="mei_chengdu").exists()


@pytest.mark.parametrize("step", ["languages", "interests", "age", "rules", "neighbours", "ready"])
def test_every_first_step_opens_and_can_be_skipped(signed_in, ana, step):
    assert signed_in(ana).get(reverse("people:step", args=[step])).status_code == 200


def test_the_first_step_keeps_what_was_said(signed_in, ana):
    words = {"writes": ["es", "en"], "reads": ["en", "fr"], "best": "fr", "learns": "ja", "level": "A2"}
    signed_in(ana).post(reverse("people:step", args=["languages"]), words)
    person = Person.objects.get(pk=ana.pk)
    assert (person.writes, person.reads, person.learns) == (["es", "en"], ["fr", "en"], {"ja": "A2"})


def test_H116_the_young_are_not_reached_by_adults_they_do_not_know(make_person, ana):
    child = make_person("kid", age_band="child")
    actions.protect(child)
    with pytest.raises(rules.NotAllowed):
        actions.follow(ana, child)
    actions.follow(child, ana)
    actions.follow(ana, child)
    assert queries.relation(ana, child).has_asked


def test_H117_growing_older_waits_for_the_desk(make_person):
    teen = make_person("teen", age_band="teen")
    actions.protect(teen)
    assert actions.set_age_band(teen, "adult") is False
    account = Account.objects.get(person=teen)
    assert (account.age_band, account.age_band_asked) == (AgeBand.TEEN, AgeBand.ADULT)
    actions.confirm_age_band(account)
    assert Account.objects.get(person=teen).age_band == AgeBand.ADULT


@pytest.mark.parametrize("band", ["child", "teen"])
def test_H118_saying_one_is_young_protects_at_once(make_person, band):
    person = make_person("somebody", age_band="unknown")
    actions.set_age_band(person, band)
    person = Person.objects.get(pk=person.pk)
    assert (person.is_locked, person.is_sheltered, person.is_discoverable) == (True, True, False)
    actions.describe(person, is_discoverable=True)
    assert Person.objects.get(pk=person.pk).is_discoverable is False


def test_the_village_goes_on_speaking_the_language_one_signed_up_in(client, db):
    client.post(reverse("account_signup"), WORDS, headers={"Accept-Language": "zh-CN,zh;q=0.9"})
    assert Account.objects.get().interface_language == "zh-hans"
