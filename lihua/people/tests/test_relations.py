from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import now
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lihua.people import actions, queries, rules
from lihua.people.models import Follow, FollowRequest, Mute, Person


def test_following_twice_is_following_once(ana, bo):
    actions.follow(ana, bo)
    actions.follow(ana, bo)
    bo.refresh_from_db()
    assert (Follow.objects.count(), bo.followers_count) == (1, 1)


def test_a_locked_person_is_asked_first(ana, bo):
    actions.describe(bo, is_locked=True)
    request = actions.follow(ana, bo)
    assert isinstance(request, FollowRequest)
    assert not queries.follows(ana, bo)
    actions.accept_request(request)
    assert queries.follows(ana, bo)


def test_a_declined_request_leaves_nothing(ana, bo):
    actions.describe(bo, is_locked=True)
    actions.decline_request(actions.follow(ana, bo))
    assert not queries.relation(ana, bo).has_asked


def test_nobody_follows_themselves(ana):
    with pytest.raises(rules.NotAllowed):
        actions.follow(ana, ana)


def test_blocking_ends_follows_both_ways_and_prevents_new_ones(ana, bo):
    actions.follow(ana, bo)
    actions.follow(bo, ana)
    actions.block(ana, bo)
    assert Follow.objects.count() == 0
    with pytest.raises(rules.NotAllowed):
        actions.follow(bo, ana)
    assert not queries.people_visible_to(bo).filter(pk=ana.pk).exists()


def test_a_mute_ends_by_itself(ana, bo):
    actions.mute(ana, bo, until=now() + timedelta(hours=1))
    assert queries.mutes_in_force(ana) == {bo.pk}
    Mute.objects.update(until=now() - timedelta(seconds=1))
    assert queries.mutes_in_force(ana) == set()


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    steps=st.lists(st.tuples(st.sampled_from(["follow", "unfollow", "block", "unblock"]), st.booleans()), max_size=12)
)
def test_counters_always_equal_the_rows(transactional_db, steps):
    Person.objects.all().delete()
    one, other = (actions.arrive(None, handle=name, name=name) for name in ("first_one", "second_one"))
    for verb, forward in steps:
        pair = (one, other) if forward else (other, one)
        try:
            getattr(actions, verb)(*pair)
        except rules.NotAllowed:
            continue
    for person in (one, other):
        person.refresh_from_db()
        assert person.followers_count == Follow.objects.filter(followed=person).count()
        assert person.following_count == Follow.objects.filter(follower=person).count()


def test_H130_nobody_follows_without_end(ana, bo):
    ana.following_count = actions.relating.MOST_FOLLOWED
    with pytest.raises(rules.NotAllowed, match="as many as one can"):
        actions.follow(ana, bo)


def test_H130_a_name_of_ten_thousand_characters_is_refused(signed_in, ana):
    words = {"name": "x" * 10_000, "handle": "ana", "bio": "y" * 10_000}
    assert signed_in(ana).post(reverse("people:settings_profile"), words).status_code in (200, 422)
    ana.refresh_from_db()
    assert ana.name == "Ana"
