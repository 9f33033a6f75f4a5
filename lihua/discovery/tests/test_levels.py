"""About which level a work is: graded where lists are in, offered as a choice, never a promise."""

import pytest
from django.urls import reverse

from lihua.discovery import queries, tasks
from lihua.discovery.models import WorkLevel
from lihua.language import levelling, levels

pytestmark = pytest.mark.django_db

EASY, HARD = "我爱你，我的猫爱你。", "经济全球化的藤蔓。"
WORDS = {"我": 1, "爱": 1, "你": 1, "的": 1, "猫": 2, "经济": 5, "全球化": 6, "藤蔓": 7}


@pytest.fixture(autouse=True)
def _tables_are_looked_at():
    levels.forget()
    yield
    levels.forget()


@pytest.fixture
def lists():
    levelling.bring_in(
        levelling.Listing(name="little", language="zh", scale=levels.HSK, licence="ours", url="", words=WORDS)
    )


def shown(page):
    return [work.pk for work in page.works]


def test_a_list_is_narrowed_to_a_level(bo, make_work, run_tasks, lists):
    easy, hard = make_work(author=bo, body=EASY), make_work(author=bo, body=HARD)
    run_tasks()
    assert shown(queries.up_to(None, queries.UpTo("zh", 2))) == [easy.pk]
    assert shown(queries.up_to(None, queries.UpTo("zh", 7))) == [hard.pk, easy.pk]


def test_works_from_before_are_graded_when_a_list_comes_and_forgotten_when_it_goes(bo, make_work, run_tasks):
    work = make_work(author=bo, body=EASY)
    run_tasks()
    assert not WorkLevel.objects.exists()
    levelling.bring_in(
        levelling.Listing(name="little", language="zh", scale=levels.HSK, licence="ours", url="", words=WORDS)
    )
    tasks.renew_levels()
    run_tasks()
    assert list(WorkLevel.objects.values_list("work_id", flat=True)) == [work.pk]
    levelling.remove("little")
    tasks.renew_levels()
    run_tasks()
    assert not WorkLevel.objects.exists()


def test_a_level_shows_nobody_what_they_may_not_see(bo, ana, make_work, run_tasks, lists):
    make_work(author=bo, body=EASY, visibility="followers")
    make_work(author=bo, body=EASY, visibility="unlisted")
    run_tasks()
    assert shown(queries.up_to(ana, queries.UpTo("zh", 7))) == []


def test_explore_offers_levels_only_where_lists_are(bo, make_work, run_tasks, signed_in, lists):
    easy, hard = make_work(author=bo, body=EASY), make_work(author=bo, body=HARD)
    run_tasks()
    browser = signed_in(bo)
    page = browser.get(reverse("discovery:explore"), {"level": "zh-3"}).content.decode()
    assert "about HSK 1-3" in page
    assert easy.get_absolute_url() in page
    assert hard.get_absolute_url() not in page
    levelling.remove("little")
    page = browser.get(reverse("discovery:explore"), {"level": "zh-3"}).content.decode()
    assert "HSK" not in page
    assert hard.get_absolute_url() in page


def test_search_is_narrowed_and_counts_the_same(bo, make_work, run_tasks, lists):
    easy = make_work(author=bo, body=f"{EASY}学")
    make_work(author=bo, body=f"{HARD}学")
    run_tasks()
    level = queries.UpTo("zh", 3)
    assert [work.pk for work in queries.find_works(None, "学", level=level).items] == [easy.pk]
    assert queries.count_works(None, "学", level=level) == 1
    assert queries.count_works(None, "学") == 2


def test_the_page_says_about_which_level_and_that_it_is_an_estimate(bo, make_work, signed_in, lists):
    page = signed_in(bo).get(make_work(author=bo, body=EASY).get_absolute_url()).content.decode()
    assert "about HSK" in page
    assert "an estimate" in page


@pytest.mark.parametrize("name", ["", "zh", "zh-0", "zh-8", "zh-999", "zh-x", "xx-1", "en-1", "zh-1-2", "-1", "zh-３"])
def test_what_is_no_level_narrows_nothing(lists, name):
    assert queries.UpTo.named(name) is None


def test_levels_are_named_as_people_say_them(lists):
    assert [queries.UpTo("zh", rank).label for rank in (1, 3, 7)] == ["HSK 1", "HSK 1-3", "HSK 1-9"]


def test_the_language_that_one_learns_comes_first(lists):
    levelling.bring_in(
        levelling.Listing(name="english", language="en", scale=levels.CEFR, licence="", url="", words={"cat": 1})
    )
    levels.forget()
    assert [of[0].language for of in queries.offered(["en"])] == ["en", "zh"]
    assert [one.label for one in queries.offered(["en"])[0]][:3] == ["A1", "A1-A2", "A1-B1"]
