from datetime import timedelta
from itertools import pairwise

import pytest
from django.urls import reverse
from django.utils.timezone import now
from hypothesis import given
from hypothesis import strategies as st

from lihua.base.ids import id_at
from lihua.discovery import queries
from lihua.discovery.queries.explore import APART, spread
from lihua.discovery.queries.pages import Row
from lihua.people.actions import block, describe, follow, limit, mute
from lihua.works.actions import repost, submit, withdraw
from lihua.works.models import Work

pytestmark = pytest.mark.django_db


def ids(page):
    return [work.pk for work in page.works]


def all_pages(list_works, **options):
    """The ids of every page, to the end."""
    pages, before = [], None
    while True:
        page = list_works(before=before, **options)
        pages.append(ids(page))
        before = page.older
        if before is None:
            return pages


@pytest.fixture
def crowd(make_person):
    return [make_person(f"person_{letter}") for letter in "abcdefgh"]


def row(pk, author, language):
    return Row(pk, author, "short", "public", language, None, None, None, "active")


@given(st.lists(st.tuples(st.integers(1, 6), st.sampled_from(["en", "zh-Hans", "es"])), max_size=40))
def test_spreading_loses_and_doubles_nothing(entries):
    rows = [row(1000 - number, author, language) for number, (author, language) in enumerate(entries)]
    assert sorted(spread(rows), key=lambda one: -one.id) == rows


def test_nobody_stands_twice_within_ten_and_languages_take_turns_where_that_is_possible():
    rows = [row(1000 - number, number % 15, ("en", "zh-Hans")[number // 8 % 2]) for number in range(30)]
    placed = spread(rows)
    for place, one in enumerate(placed):
        assert all(one.author_id != other.author_id for other in placed[place + 1 : place + APART])
    same = sum(one.language == other.language for one, other in pairwise(placed))
    assert same <= 6


def test_explore_shows_at_most_three_by_one_person_and_no_page_repeats_another(ana, crowd, make_work):
    for _number in range(12):
        make_work(crowd[0])
    for person in crowd[1:]:
        for _number in range(2):
            make_work(person)
    pages = all_pages(lambda before: queries.explore(ana, before=before, limit=6))
    shown = [pk for page in pages for pk in page]
    assert len(shown) == len(set(shown))
    authors = Work.objects.in_bulk(shown)
    for page in pages:
        by_one = [authors[pk].author_id for pk in page]
        assert max(by_one.count(author) for author in by_one) <= 3
    assert {authors[pk].author_id for pk in shown} == {person.pk for person in crowd}


def test_a_flood_by_one_person_does_not_empty_explore(ana, crowd, make_work):
    for person in crowd[1:5]:
        make_work(person)
    for _number in range(60):
        make_work(crowd[0])
    page = queries.explore(ana, limit=6)
    assert len(page.works) == 6
    assert len({work.author_id for work in page.works}) == 4


def test_explore_is_the_same_each_time(ana, crowd, make_work):
    for person in crowd:
        make_work(person)
    assert ids(queries.explore(ana)) == ids(queries.explore(ana))


def test_explore_shows_public_works_of_those_who_want_to_be_suggested(ana, bo, eve, make_work):
    shown = make_work(bo)
    make_work(bo, visibility="unlisted")
    make_work(bo, visibility="followers")
    make_work(bo, reply_to=shown.pk)
    hidden = make_work(eve)
    eve.is_discoverable = False
    eve.save()
    assert ids(queries.explore(ana)) == ids(queries.explore(None)) == [shown.pk]
    assert set(ids(queries.newest(ana))) == {shown.pk, hidden.pk}


def test_whom_the_desk_limited_is_seen_by_followers_only_in_lists(ana, bo, eve, make_work):
    work = make_work(eve, "Tea #tea", channel="food")
    follow(bo, eve)
    limit(eve)
    concept = queries.concept_named("tea")
    for viewer, expected in ((ana, []), (None, []), (bo, [work.pk]), (eve, [work.pk])):
        for page in (
            queries.newest(viewer),
            queries.channel(viewer, "food"),
            queries.tag(viewer, concept),
            queries.public_timeline(viewer),
        ):
            assert ids(page) == expected
    assert ids(queries.explore(bo)) == []
    assert ids(queries.person_timeline(ana, eve)) == [work.pk]


def test_muted_people_are_left_out_and_it_is_said(ana, bo, eve, make_work, signed_in):
    shown = make_work(eve)
    make_work(bo)
    mute(ana, bo)
    follow(ana, bo)
    for page in (queries.explore(ana), queries.newest(ana)):
        assert (ids(page), page.muted) == ([shown.pk], 1)
    assert (ids(queries.following(ana)), queries.following(ana).muted) == ([], 1)
    assert "1 hidden here" in signed_in(ana).get(reverse("discovery:newest")).text
    assert len(ids(queries.person_timeline(ana, bo))) == 1


def test_H079_the_blocked_and_the_blocker_are_in_no_list(ana, bo, eve, make_work):
    make_work(bo, "Tea #tea")
    repost(make_work(bo), by=eve)
    follow(ana, eve)
    follow(ana, bo)
    for one, other in ((ana, bo), (bo, ana)):
        from lihua.people.models import Block

        Block.objects.all().delete()
        block(one, other)
        concept = queries.concept_named("tea")
        for page in (
            queries.explore(ana),
            queries.newest(ana),
            queries.following(ana),
            queries.home_timeline(ana),
            queries.public_timeline(ana),
            queries.tag(ana, concept),
            queries.person_timeline(ana, bo),
            queries.person_timeline(ana, eve),
        ):
            assert ids(page) == []


def test_H028_no_list_shows_followers_only_works_to_others(ana, eve, make_work):
    make_work(ana, "Tea #tea", visibility="followers", channel="food", pictures=1)
    concept = queries.concept_named("tea")
    for viewer in (eve, None):
        for page in (
            queries.explore(viewer),
            queries.newest(viewer),
            queries.new_neighbours(viewer),
            queries.channel(viewer, "food"),
            queries.tag(viewer, concept),
            queries.public_timeline(viewer),
            queries.person_timeline(viewer, ana),
            queries.person_timeline(viewer, ana, only_media=True),
        ):
            assert ids(page) == []


def test_H080_a_tag_that_was_only_written_for_followers_is_not_there_for_others(
    ana, bo, eve, make_work, client, signed_in
):
    follow(bo, ana)
    work = make_work(ana, "Tea #surprise", visibility="followers")
    address = reverse("discovery:tag", args=["surprise"])
    assert client.get(address).status_code == signed_in(eve).get(address).status_code == 404
    assert (
        client.get("/api/v1/tags/surprise").status_code == client.get("/api/lihua/v1/tags/surprise").status_code == 404
    )
    assert signed_in(bo).get(address).status_code == signed_in(ana).get(address).status_code == 200
    withdraw(work, by=ana)
    make_work(eve, "Tea #Surprise")
    assert client.get(address).status_code == 200


def test_H029_what_is_withdrawn_or_suspended_leaves_every_list(ana, bo, eve, make_work):
    from lihua.people.actions import suspend

    gone, by_gone = make_work(bo), make_work(eve)
    repost(by_gone, by=bo)
    follow(ana, bo)
    withdraw(gone, by=bo)
    suspend(eve)
    for page in (queries.explore(ana), queries.newest(ana), queries.following(ana), queries.home_timeline(ana)):
        assert ids(page) == []


def test_following_shows_notes_and_reposts_of_those_one_follows(ana, bo, eve, make_work):
    note, passed_on = make_work(bo), make_work(eve)
    make_work(bo, reply_to=passed_on.pk)
    shared = repost(passed_on, by=bo)
    follow(ana, bo)
    assert ids(queries.following(ana)) == [shared.pk, note.pk]
    assert queries.following(ana).works[0].itself == passed_on


def test_home_holds_ones_own_and_replies_among_those_one_follows(ana, bo, eve, make_work):
    own, strange = make_work(ana), make_work(eve)
    to_me = make_work(bo, reply_to=own.pk)
    make_work(bo, reply_to=strange.pk)
    repost(strange, by=bo)
    follow(ana, bo, with_reposts=False)
    assert ids(queries.home_timeline(ana)) == [to_me.pk, own.pk]


def test_home_pages_as_the_client_api_says(ana, bo, make_work):
    follow(ana, bo)
    works = [make_work(bo).pk for _number in range(9)]
    newest_first = works[::-1]
    assert ids(queries.home_timeline(ana, limit=4)) == newest_first[:4]
    assert ids(queries.home_timeline(ana, max_id=works[5], limit=4)) == newest_first[4:8]
    assert ids(queries.home_timeline(ana, since_id=works[2], limit=4)) == newest_first[:4]
    assert ids(queries.home_timeline(ana, min_id=works[2], limit=4)) == [works[6], works[5], works[4], works[3]]
    assert ids(queries.home_timeline(ana, since_id=works[6], max_id=works[8])) == [works[7]]
    assert queries.home_timeline(ana, max_id=works[0]).works == []
    assert queries.home_timeline(ana, max_id=works[0]).older is None


def test_home_of_more_people_than_fit_on_a_page_misses_nobody(ana, crowd, make_work):
    for person in crowd:
        follow(ana, person)
    # One writes all the time, the others now and then.
    writers = [crowd[0] if number % 3 else crowd[number // 3 % len(crowd)] for number in range(40)]
    works = [make_work(author, f"Nota {number}").pk for number, author in enumerate(writers)]
    seen, above = [], []
    while page := ids(queries.home_timeline(ana, max_id=seen[-1] if seen else None, limit=1)):
        seen += page
    assert seen == works[::-1]
    while page := ids(queries.home_timeline(ana, min_id=above[0] if above else 0, limit=2)):
        above = page + above
    assert above == works[::-1]


def test_home_finds_the_few_among_many_who_wrote_lately(ana, crowd, make_work):
    for person in crowd:
        follow(ana, person)
        make_work(person)
    assert len(ids(queries.home_timeline(ana, limit=3))) == 3
    pages, last = [], None
    while page := ids(queries.home_timeline(ana, max_id=last, limit=3)):
        pages += page
        last = page[-1]
    assert pages == sorted(Work.objects.values_list("pk", flat=True), reverse=True)


def test_a_list_goes_on_when_much_of_it_is_hidden(ana, bo, eve, make_work):
    last = make_work(eve)
    for _number in range(40):
        make_work(bo)
    mute(ana, bo)
    assert ids(queries.newest(ana, limit=3)) == [last.pk]


def test_a_tag_is_one_list_under_all_its_names(ana, bo, make_work):
    from lihua.works.actions import join, name_concept

    cats = [make_work(ana, "Waffles #Cats"), make_work(bo, "两只 #猫"), make_work(bo, "都有 #猫 #cats")]
    joining = name_concept(queries.concept_named("cats"), name="猫", tag="zh-Hans", by=ana)
    ana.account.role = "moderator"
    ana.account.save()
    join(joining, by=ana)
    for name in ("cats", "CATS", "猫", "貓"):
        assert ids(queries.tag(None, queries.concept_named(name))) == [work.pk for work in cats[::-1]]
    names = queries.names_of(queries.concept_named("猫"), ("zh-Hans", "en"))
    assert (names.shown.name, [label.name for label in names.others]) == ("猫", ["Cats"])


def test_new_neighbours_are_those_who_joined_lately(ana, bo, make_work):
    old = id_at(now() - timedelta(weeks=8))
    make_work(ana)
    new = make_work(bo)
    type(ana).objects.filter(pk=ana.pk).update(origin="imported")
    assert ids(queries.new_neighbours(None)) == [new.pk]
    assert old < bo.pk


def test_a_persons_page_has_works_replies_and_pictures(ana, bo, make_work):
    note, picture = make_work(ana), make_work(ana, pictures=1)
    reply = make_work(ana, reply_to=make_work(bo).pk)
    shared = repost(make_work(bo), by=ana)
    person = queries.person_timeline
    assert ids(person(bo, ana, with_replies=False)) == [shared.pk, picture.pk, note.pk]
    assert ids(person(bo, ana, only_replies=True, with_reposts=False)) == [reply.pk]
    assert ids(person(bo, ana, only_media=True, with_replies=False)) == [picture.pk]


@pytest.mark.parametrize("name", ["explore", "newest", "following", "person", "channel", "tag", "search"])
def test_a_page_costs_the_same_number_of_queries_for_few_and_many_cards(
    ana, crowd, make_work, signed_in, name, run_tasks, django_assert_max_num_queries
):
    def publish(count):
        for number in range(count):
            author = crowd[0] if name == "person" else crowd[number % 8]
            make_work(author, f"Tea {number} #tea", pictures=1, channel="food", kind="note", title=f"Tea {number}")
        run_tasks()

    def count_queries():
        with django_assert_max_num_queries(30) as counted:
            assert browser.get(address).status_code == 200
        return len(counted)

    address = {
        "person": reverse("discovery:person", args=[crowd[0].handle]),
        "channel": reverse("discovery:channel", args=["food"]),
        "tag": reverse("discovery:tag", args=["tea"]),
        "search": f"{reverse('discovery:search')}?q=tea",
    }.get(name) or reverse(f"discovery:{name}")
    for person in crowd:
        follow(ana, person)
    browser = signed_in(ana)
    publish(10)
    count_queries()  # what is kept in memory is read once
    few = count_queries()
    publish(20)
    assert count_queries() == few


@pytest.mark.parametrize("before", ["x", "-1", "1e9", "9" * 20, "１", "1;2", "1 OR 1=1"])
def test_H131_a_page_that_is_none_is_refused(client, before):
    assert client.get(reverse("discovery:newest"), {"before": before}).status_code == 400


@pytest.mark.parametrize("before", ["0", "1", "9" * 19, "9223372036854775807"])
def test_H131_a_page_far_away_is_simply_empty_or_whole(client, ana, make_work, before):
    work = make_work(ana)
    page = client.get(reverse("discovery:newest"), {"before": before})
    assert page.status_code == 200
    assert (str(work.pk) in page.text) == (len(before) == 19)


def test_H048_other_words_in_the_address_change_nothing(client, ana, make_work):
    make_work(ana, visibility="followers")
    work = make_work(ana)
    words = {"order_by": "account__password", "author__account__email__startswith": "a", "visibility": "followers"}
    page = client.get(reverse("discovery:newest"), words)
    assert page.text.count("<article") == 1
    assert str(work.pk) in page.text


def test_H093_only_what_everybody_may_see_is_kept_by_shared_caches(client, ana, make_work, signed_in):
    make_work(ana)
    page = client.get("/")
    assert page["Cache-Control"] == "public, max-age=30"
    assert {"Cookie", "Accept-Language"} <= {name.strip() for name in page["Vary"].split(",")}
    assert "public" not in signed_in(ana).get("/").get("Cache-Control", "")
    client.cookies["lihua_read"] = "original"
    assert "public" not in client.get("/").get("Cache-Control", "")


def test_H080_who_is_gone_and_who_never_was_look_the_same(client, ana, cleo, signed_in):
    from lihua.people.actions import suspend

    never = signed_in(cleo).get("/@nobody_here")
    assert signed_in(cleo).get("/@ana").status_code == never.status_code == 404
    suspend(ana)
    assert client.get("/@ana").status_code == 404


@pytest.mark.parametrize(
    ("shown_to", "anybody", "a_follower"),
    [("everybody", True, True), ("followers", False, True), ("nobody", False, False)],
)
def test_a_person_says_who_sees_their_followers(ana, bo, eve, client, signed_in, shown_to, anybody, a_follower):
    follow(bo, ana)
    describe(ana, network_shown=shown_to)
    address = reverse("discovery:network", args=["ana", "followers"])
    assert ("小波" in client.get(address).text) is anybody
    assert ("小波" in signed_in(eve).get(address).text) is anybody
    assert ("小波" in signed_in(bo).get(address).text.partition("<main")[2]) is a_follower
    assert "小波" in signed_in(ana).get(address).text


def test_nobody_else_sees_whom_the_young_know(ana, bo, client, signed_in):
    follow(bo, ana)
    ana.is_sheltered = True
    ana.save()
    assert "小波" not in client.get(reverse("discovery:network", args=["ana", "followers"])).text


def test_pages_open_for_everybody(client, ana, make_work):
    work = submit(ana, kind="note", title="Té verde", body="Con menta #te", channel="food")
    for name, args in (
        ("explore", []),
        ("new_neighbours", []),
        ("newest", []),
        ("how", []),
        ("channel", ["food"]),
        ("tag", ["te"]),
        ("search", []),
        ("person", ["ana"]),
        ("person_tab", ["ana", "replies"]),
        ("person_tab", ["ana", "pictures"]),
        ("network", ["ana", "following"]),
    ):
        assert client.get(reverse(f"discovery:{name}", args=args)).status_code == 200, name
    assert client.get(reverse("discovery:following")).status_code == 302
    assert client.get("/@ANA").status_code == 301
    for gone in ("/tags/nothing/", "/channel/nothing", "/@nobody_here"):
        assert client.get(gone).status_code == 404
    more = client.get("/newest", {"before": work.pk + 1}, headers={"HX-Request": "true"})
    assert "<html" not in more.text
    assert "Té verde" in more.text


def test_search_shows_where_the_words_stand(client, ana, make_work, run_tasks):
    make_work(ana, "Ayer cociné un arroz muy rico.", title="Cena", kind="note")
    run_tasks()
    page = client.get(reverse("discovery:search"), {"q": "cocine arroz"})
    assert "<mark>cociné</mark>" in page.text
    assert "<mark>arroz</mark>" in page.text
    assert client.get(reverse("discovery:search"), {"q": "ana", "in": "people"}).status_code == 200
    assert client.get(reverse("discovery:search"), {"q": "word " * 60}).status_code == 400
    assert client.get(reverse("discovery:search"), {"q": "a", "in": "secrets"}).status_code == 400
    assert client.get(reverse("discovery:search"), {"q": "a", "after": "x"}).status_code == 400


def test_H038_markup_in_what_was_asked_is_shown_as_text(client, ana):
    page = client.get(reverse("discovery:search"), {"q": "<script>alert(1)</script>"})
    assert "<script>alert" not in page.text
    assert "&lt;script&gt;" in page.text
