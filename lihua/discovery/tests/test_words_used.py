from datetime import timedelta

import pytest
from django.utils.timezone import now

from lihua.discovery import tasks
from lihua.lexicon import actions as lexicon
from lihua.lexicon.models import GlossaryEntry
from lihua.people.actions import block, follow
from lihua.works.actions import translate

pytestmark = pytest.mark.django_db


def used(client, word, tag="zh-Hans", **more):
    answer = client.get("/words/used", {"word": word, "from": tag, **more}, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    return answer.content.decode()


def test_sentences_that_use_a_word_are_shown_with_what_they_mean(bo, ana, eve, make_work, run_tasks, signed_in):
    work = make_work(bo, "今天很冷。我来缴猫税了！")
    translate(work, into="en", sentences={"body:1": "I come to pay the cat tax!"}, by=ana)
    run_tasks()
    page = used(signed_in(eve), "猫税")
    assert "我来缴<mark>猫税</mark>了！" in page
    assert "今天很冷" not in page
    assert "I come to pay the cat tax!" in page
    assert work.get_absolute_url() in page


def test_only_sentences_in_the_words_language_and_of_other_works(bo, eve, client, make_work, run_tasks):
    here = make_work(bo, "缴猫税。")
    make_work(bo, "看。 #猫税")
    make_work(eve, "They call it 猫税 and everybody who comes here pays it with a picture.")
    run_tasks()
    assert "<mark>" in used(client, "猫税")
    assert used(client, "猫税", without=here.pk).strip() == ""


def test_H028_H079_nothing_is_shown_that_may_not_be_opened(ana, bo, cleo, eve, make_work, run_tasks, signed_in, client):
    make_work(ana, "Una siestita para mis amigos.", visibility="followers")
    make_work(ana, "Otra siestita para todos.", kind="short")
    make_work(ana, "Siestita cubierta.", warning="Cuidado")
    run_tasks()
    assert "todos" in used(client, "siestita", "es")
    for hidden in ("amigos", "cubierta"):
        assert hidden not in used(client, "siestita", "es")
    assert used(signed_in(cleo), "siestita", "es").strip() == ""
    follow(eve, ana)
    assert "amigos" in used(signed_in(eve), "siestita", "es")
    block(ana, eve)
    assert used(signed_in(eve), "siestita", "es").strip() == ""


@pytest.mark.parametrize("word", ["", "长" * 81])
def test_what_is_no_word_is_refused(client, word):
    assert client.get("/words/used", {"word": word, "from": "zh"}, headers={"HX-Request": "true"}).status_code == 400


@pytest.mark.parametrize("word", ['"', '猫" OR "狗', "猫*", "NOT 猫", "猫 NEAR 狗", "(", "'; --"])
def test_H048_H049_signs_in_a_word_search_for_nothing_else(client, make_work, bo, run_tasks, word):
    make_work(bo, "一只猫。")
    run_tasks()
    used(client, word)


def test_without_script_it_is_the_search(client):
    assert client.get("/words/used?word=猫税&from=zh").headers["Location"] == "/search?q=%E7%8C%AB%E7%A8%8E"


def test_the_glossary_knows_how_many_works_use_a_word(bo, ana, make_work, run_tasks):
    make_work(bo, "缴猫税。")
    make_work(bo, "缴猫税。", visibility="followers")
    run_tasks()
    entry = lexicon.add(word="猫税", tag="zh-Hans", by=ana)
    run_tasks()
    entry.refresh_from_db()
    assert entry.uses_count == 1
    make_work(bo, "我也缴貓稅。")
    run_tasks()
    entry.refresh_from_db()
    assert entry.uses_count == 1  # counted a moment ago
    GlossaryEntry.objects.update(uses_counted_at=now() - timedelta(minutes=11))
    make_work(bo, "又缴猫税。")
    run_tasks()
    entry.refresh_from_db()
    assert entry.uses_count == 3


def test_a_word_is_counted_anew_once_a_day(bo, ana, make_work, run_tasks):
    entry = lexicon.add(word="猫税", tag="zh-Hans", by=ana)
    make_work(bo, "缴猫税。")
    run_tasks()
    GlossaryEntry.objects.update(uses_count=77, uses_counted_at=now() - timedelta(hours=25))
    tasks.count_words_anew()
    entry.refresh_from_db()
    assert entry.uses_count == 1
