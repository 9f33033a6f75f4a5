"""Who may open what: the one list and the one rule give the same answer for everybody."""

import pytest

from lihua.people import actions as people
from lihua.works import actions, rules
from lihua.works.models import Work
from lihua.works.queries import works_visible_to

VIEWERS = ["nobody", "author", "follower", "mentioned", "stranger", "blocked", "blocker"]
OPEN_TO_ALL = {"nobody", "author", "follower", "mentioned", "stranger"}


@pytest.fixture
def village(make_person, make_work):
    who = {name: make_person(name) for name in VIEWERS if name != "nobody"}
    author = who["author"]
    people.follow(who["follower"], author)
    for name in ("blocked", "blocker"):
        people.follow(who[name], author)
    people.block(author, who["blocked"])
    people.block(who["blocker"], author)
    works = {v: make_work(author, "Hello @mentioned", visibility=v) for v in ("public", "unlisted", "followers")}
    return {"nobody": None, **who}, works


def openers(viewers, work):
    by_rule = {name for name, person in viewers.items() if rules.can_open(person, Work.objects.get(pk=work.pk))}
    by_list = {name for name, person in viewers.items() if works_visible_to(person).filter(pk=work.pk).exists()}
    assert by_rule == by_list
    return by_rule


def test_who_opens_a_published_work(village):
    viewers, works = village
    assert openers(viewers, works["public"]) == OPEN_TO_ALL
    assert openers(viewers, works["unlisted"]) == OPEN_TO_ALL
    assert openers(viewers, works["followers"]) == {"author", "follower", "mentioned"}


@pytest.mark.parametrize("state", ["held", "removed", "withdrawn"])
def test_nobody_opens_what_is_held_removed_or_withdrawn(village, state):
    viewers, works = village
    verb = {"held": actions.hold, "removed": actions.remove}.get(state)
    for work in works.values():
        verb(work) if verb else actions.withdraw(work, by=viewers["author"])
        assert openers(viewers, work) == set()


def test_nobody_opens_works_of_the_suspended(village):
    viewers, works = village
    people.suspend(viewers["author"])
    for work in works.values():
        assert openers(viewers, work) == set()


def test_the_limited_are_still_read(village):
    viewers, works = village
    people.limit(viewers["author"])
    assert openers(viewers, works["public"]) == OPEN_TO_ALL


def test_a_repost_is_open_to_those_who_may_open_what_it_passes_on(village):
    viewers, works = village
    shared = actions.repost(works["public"], by=viewers["stranger"])
    assert openers(viewers, shared) == OPEN_TO_ALL
    actions.hold(works["public"])
    assert openers(viewers, shared) == set()


def test_H029_a_repost_of_a_suspended_author_is_gone(village):
    viewers, works = village
    shared = actions.repost(works["public"], by=viewers["stranger"])
    people.suspend(viewers["author"])
    assert openers(viewers, shared) == set()


def test_what_is_for_followers_cannot_be_passed_on(village):
    viewers, works = village
    with pytest.raises(rules.NotAllowed):
        actions.repost(works["followers"], by=viewers["follower"])


def test_an_answer_to_a_followers_note_is_read_by_those_who_may_read_the_note(village, make_work, make_person):
    viewers, works = village
    other = make_person("other")
    people.follow(other, viewers["follower"])  # follows who answers, not who wrote the note
    answer = make_work(viewers["follower"], "Me too", reply_to=works["followers"].pk)
    assert openers(viewers, answer) == {"author", "follower"}
    assert not rules.can_open(other, answer)
    deeper = make_work(viewers["author"], "Good", reply_to=answer.pk)
    assert openers(viewers, deeper) == {"author", "follower"}


def test_a_narrow_answer_to_a_public_note_is_for_ones_own_followers_and_the_person_answered(
    village, make_work, make_person
):
    viewers, works = village
    fan = make_person("fan")
    people.follow(fan, viewers["stranger"])
    answer = make_work(viewers["stranger"], "Psst", reply_to=works["public"].pk, visibility="followers")
    assert openers(viewers | {"fan": fan}, answer) == {"author", "stranger", "fan"}


def test_H079_who_is_blocked_neither_reads_nor_answers_nor_reacts_nor_translates(ana, cleo, make_work):
    note = make_work(ana, "Hola.")
    for verb in (
        lambda: actions.submit(cleo, body="hey", reply_to=note.pk),
        lambda: actions.like(note, by=cleo),
        lambda: actions.save(note, by=cleo),
        lambda: actions.repost(note, by=cleo),
        lambda: actions.translate(note, into="en", sentences={"body:0": "Hi."}, by=cleo),
        lambda: actions.ask_for_translation(note, by=cleo, into="en"),
    ):
        with pytest.raises(rules.NotAllowed):
            verb()


def test_H079_who_is_blocked_does_not_come_back_under_anothers_answer(ana, bo, cleo, make_work):
    note = make_work(ana, "Hola.")
    answer = make_work(bo, "你好。", reply_to=note.pk)
    with pytest.raises(rules.NotAllowed):
        actions.submit(cleo, body="hey", reply_to=answer.pk)
    shared = actions.repost(note, by=bo)
    assert not rules.can_open(cleo, shared)
    with pytest.raises(rules.NotAllowed):
        actions.submit(cleo, body="hey", reply_to=shared.pk)


def test_H079_a_mention_of_who_blocked_one_reaches_nobody(ana, cleo, make_work):
    from lihua.notifications.models import Notice
    from lihua.works.models import Ask

    make_work(cleo, "@ana look")
    assert not Notice.objects.filter(to=ana).exists()
    assert not Ask.objects.filter(to=ana).exists()


def test_H028_the_gate_is_the_only_list_of_works_for_followers(village):
    viewers, works = village
    for name in ("nobody", "stranger", "blocked", "blocker"):
        seen = works_visible_to(viewers[name])
        assert works["followers"].pk not in set(seen.values_list("pk", flat=True))
        assert works["followers"].pk not in set(seen.order_by("body").values_list("pk", flat=True)[:100])
