"""What people are told, how it is grouped and worded, and who is not told."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils.module_loading import import_string

from lihua.notifications import queries, wording
from lihua.notifications.actions import mark_read, tell, untell
from lihua.notifications.models import Notice

works = "lihua.works.actions."
people = "lihua.people.actions."


def verb(path: str) -> Callable[..., Any]:
    return import_string(path)


def page(signed_in, person, query=""):
    return signed_in(person).get(f"/notices{query}").content.decode()


def test_three_who_like_are_one_line(ana, bo, eve, mod, make_work, signed_in):
    work = make_work(ana, "Un gato en la ventana")
    for person in (bo, eve, mod):
        verb(works + "like")(work, by=person)
    groups, _next = queries.groups_of(ana)
    assert [(group.kind, group.count, group.unread) for group in groups] == [("like", 3, 3)]
    html = page(signed_in, ana)
    assert "and 1 other liked your post" in html
    assert "Un gato en la ventana" in html


def test_two_are_both_named(ana, bo, eve, make_work, signed_in):
    work = make_work(ana)
    for person in (bo, eve):
        verb(works + "like")(work, by=person)
    html = page(signed_in, ana)
    assert "<bdi>Eve</bdi></a> and <a" in html
    assert "小波" in html


def test_a_like_taken_back_is_not_told_any_more(ana, bo, make_work):
    work = make_work(ana)
    verb(works + "like")(work, by=bo)
    verb(works + "unlike")(work, by=bo)
    assert not Notice.objects.exists()


def test_a_follow_is_told_once_however_often_it_is_done(ana, bo, run_tasks, signed_in):
    for _ in range(3):
        verb(people + "follow")(bo, ana)
        run_tasks()
        verb(people + "unfollow")(bo, ana)
    assert Notice.objects.filter(kind="follow").count() == 1
    assert "follows you" in page(signed_in, ana, "?show=follows")


def test_a_request_is_told_and_ends_when_it_is_granted(ana, bo, run_tasks, signed_in):
    ana.is_locked = True
    ana.save()
    request = verb(people + "follow")(bo, ana)
    run_tasks()
    assert "asks to follow you" in page(signed_in, ana)
    verb(people + "accept_request")(request)
    run_tasks()
    assert list(Notice.objects.values_list("kind", flat=True)) == ["follow"]


def test_neither_the_blocked_nor_the_muted_nor_oneself_tells_anything(ana, bo, cleo):
    verb(people + "mute")(ana, bo)
    for actor in (ana, bo, cleo):
        tell(ana, kind="follow", group="follow:x", actor=actor)
    assert not Notice.objects.exists()


def test_somebody_blocked_later_is_not_shown_any_more(ana, bo, run_tasks):
    verb(people + "follow")(bo, ana)
    run_tasks()
    verb(people + "block")(bo, ana)
    assert queries.groups_of(ana) == ([], None)


def test_what_is_not_there_any_more_is_counted_not_shown(ana, bo, make_work, signed_in):
    work = make_work(ana, "Secreto")
    verb(works + "like")(work, by=bo)
    verb(works + "withdraw")(work, by=ana)
    html = page(signed_in, ana)
    assert "Secreto" not in html
    assert "One notice is about something that is not there any more" in html


def test_the_filters_show_their_kinds_only(ana, bo, make_work, run_tasks, signed_in):
    verb(works + "like")(make_work(ana), by=bo)
    verb(people + "follow")(bo, ana)
    run_tasks()
    assert "liked" not in page(signed_in, ana, "?show=follows")
    assert "liked" in page(signed_in, ana, "?show=nonsense")
    assert "follows you" not in page(signed_in, ana, "?show=mentions")


def test_words_are_in_the_readers_language(ana, bo, run_tasks, signed_in):
    verb(people + "follow")(bo, ana)
    run_tasks()
    ana.account.interface_language = "zh-hans"
    ana.account.save()
    answer = signed_in(ana).get("/notices")
    assert answer.headers["Content-Language"] == "zh-Hans"


def test_looking_does_not_mark_as_read_the_page_does(ana, bo, make_work, signed_in):
    verb(works + "like")(make_work(ana), by=bo)
    browser = signed_in(ana)
    browser.get("/notices")
    assert browser.get("/notices/unread").json() == {"unread": 1}
    newest = Notice.objects.get().pk
    verb(works + "like")(make_work(ana), by=bo)
    assert browser.post("/notices/read", {"up_to": newest}).status_code == 302
    assert browser.get("/notices/unread").json() == {"unread": 1}
    browser.post("/notices/read")
    assert browser.get("/notices/unread").json() == {"unread": 0}


def test_a_notice_is_told_live(ana, bo):
    from lihua.base.models import LiveEvent

    tell(ana, kind="follow", group="follow:x", actor=bo)
    tell(ana, kind="follow", group="follow:x", actor=bo)
    mark_read(ana)
    events = LiveEvent.objects.filter(channel=f"person:{ana.pk}").values_list("kind", flat=True)
    assert list(events) == ["notice", "read"]


def test_nobody_else_reads_or_marks_them(ana, bo, make_work, signed_in, client):
    verb(works + "like")(make_work(ana), by=bo)
    assert "liked" not in page(signed_in, bo)
    signed_in(bo).post("/notices/read")
    assert queries.unread_count(ana) == 1
    assert client.get("/notices").status_code == 302


def test_the_page_costs_the_same_for_two_lines_and_for_thirty(ana, bo, eve, make_work, signed_in):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def cost():
        with CaptureQueriesContext(
            connection,
        ) as queries_made:
            page(signed_in, ana)
        return len(queries_made)

    def happen(count):
        for number in range(count):
            work = make_work(ana, f"Nota {number}", pictures=1)
            for person in (bo, eve):
                verb(works + "like")(work, by=person)
                verb(works + "repost")(work, by=person)

    happen(1)
    page(signed_in, ana)
    few = cost()
    happen(14)
    assert cost() == few


def test_more_than_a_page_goes_on_without_gap_or_repetition(ana, bo, make_work, signed_in):
    for number in range(35):
        verb(works + "like")(make_work(ana, f"nota-{number}-"), by=bo)
    first, following = queries.groups_of(ana)
    second, end = queries.groups_of(ana, before=following)
    assert len(first) == 30
    assert len(second) == 5
    assert end is None
    assert not {group.name for group in first} & {group.name for group in second}
    more = signed_in(ana).get(f"/notices?before={following}", headers={"HX-Request": "true"}).content.decode()
    assert "nota-0-" in more
    assert "<html" not in more


@pytest.mark.parametrize("before", ["x", "-1", "1e9", "9" * 30, "", "٣"])
def test_an_odd_page_is_the_first(ana, signed_in, before):
    assert signed_in(ana).get("/notices", {"before": before}).status_code == 200


def test_a_name_with_markup_stays_a_name(ana, bo, run_tasks, signed_in):
    bo.name = "<img src=x onerror=alert(1)>{people}"
    bo.save()
    verb(people + "follow")(bo, ana)
    run_tasks()
    html = page(signed_in, ana)
    assert "<img src=x" not in html
    assert "&lt;img src=x" in html


def test_untelling_leaves_the_others(ana, bo, eve):
    for actor in (bo, eve):
        tell(ana, kind="like", group="like:1", actor=actor, work_id=1)
    untell(kind="like", group="like:1", actor=bo)
    assert Notice.objects.get().actor == eve


def test_every_kind_that_is_told_has_words():
    """Whoever tells something of a new kind wires how it is said."""
    import ast
    from pathlib import Path

    import lihua

    told = set()
    for path in Path(lihua.__file__).parent.rglob("*.py"):
        if "tests" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) == "tell":
                told |= {k.value.value for k in node.keywords if k.arg == "kind" and isinstance(k.value, ast.Constant)}
    assert told
    assert told <= wording.known_kinds()
