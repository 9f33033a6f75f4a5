"""Lists fill with translations while they are read; the order is that of what is on screen."""

from django.urls import reverse

from lihua.base.models import OutboxEntry
from lihua.works.tests.test_machine import TEXT, engine, waiting_for_the_engine  # noqa: F401 - a fixture

URL = "works:fill"
CARD = 'id="card-{}"'


def test_a_card_says_that_a_machine_can_help_and_comes_again_translated(
    engine, bo, eve, make_work, signed_in, run_tasks  # noqa: F811
):  # fmt: skip
    work = make_work(bo, TEXT)
    OutboxEntry.objects.all().delete()
    browser = signed_in(eve)
    assert f'data-awaits="{work.pk}"' in browser.get(reverse("discovery:newest")).content.decode()
    first = browser.get(reverse(URL), {"cards": work.pk})
    assert (first["X-Waiting"], first.content.decode().strip()) == (str(work.pk), "")
    run_tasks()
    again = browser.get(reverse(URL), {"cards": work.pk})
    assert again["X-Waiting"] == ""
    html = again.content.decode()
    assert CARD.format(work.pk) in html
    assert "Beat three eggs." in html
    assert "data-awaits" not in html


def test_answers_are_filled_too(engine, ana, bo, eve, make_work, signed_in, run_tasks):  # noqa: F811
    work = make_work(ana, "Hola.")
    answer = make_work(bo, TEXT, reply_to=work.pk)
    OutboxEntry.objects.all().delete()
    browser = signed_in(eve)
    assert f'data-awaits="{answer.pk}"' in browser.get(work.get_absolute_url()).content.decode()
    browser.get(reverse(URL), {"answers": answer.pk})
    run_tasks()
    assert "Softer!" in browser.get(reverse(URL), {"answers": answer.pk}).content.decode()


def test_what_is_on_screen_first_is_asked_for_first(engine, bo, eve, make_work, signed_in):  # noqa: F811
    works = [make_work(bo, f"{TEXT} {number}号。") for number in "一二三"]
    OutboxEntry.objects.all().delete()
    wanted = [works[1].pk, works[2].pk, works[0].pk]
    signed_in(eve).get(reverse(URL), {"cards": ",".join(map(str, wanted))})
    rows = OutboxEntry.objects.filter(task="lihua.works.tasks.translate_for").order_by("pk")
    assert [row.facts["work_id"] for row in rows] == wanted


def test_the_same_is_asked_of_the_engine_once(engine, bo, eve, make_work, signed_in):  # noqa: F811
    work = make_work(bo, TEXT)
    OutboxEntry.objects.all().delete()
    for _again in range(3):
        signed_in(eve).get(reverse(URL), {"cards": work.pk})
    assert waiting_for_the_engine() == 1


def test_without_an_engine_nothing_waits(bo, eve, make_work, signed_in):
    work = make_work(bo, TEXT)
    answer = signed_in(eve).get(reverse(URL), {"cards": work.pk})
    assert (answer.status_code, answer["X-Waiting"]) == (200, "")


def test_H079_what_a_reader_may_not_see_is_not_filled_in(engine, ana, bo, cleo, make_work, signed_in):  # noqa: F811
    work = make_work(bo, TEXT, visibility="followers")
    answer = signed_in(cleo).get(reverse(URL), {"cards": work.pk, "answers": work.pk})
    assert (answer["X-Waiting"], answer.content.decode().strip()) == ("", "")


def test_H132_many_are_not_all_asked_for_at_once_and_nonsense_is_nothing(engine, eve, signed_in):  # noqa: F811
    ids = ",".join(["x", "-1", "9" * 40, "", "１", *map(str, range(1000))])
    assert signed_in(eve).get(reverse(URL), {"cards": ids}).status_code == 200
