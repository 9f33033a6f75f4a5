import pytest

from lihua import language
from lihua.discovery import queries
from lihua.language.models import MachineSentence
from lihua.lexicon import actions as lexicon
from lihua.people.actions import block
from lihua.works.actions import translate

pytestmark = pytest.mark.django_db


def offers(phrase, viewer=None, source="en", target="zh-Hans"):
    found = queries.ways_to_say_it(phrase, source=source, target=target, viewer=viewer)
    return [(offer.text, offer.origin, offer.is_checked) for offer in found]


def test_the_glossary_offers_in_both_directions_and_says_what_is_confirmed(bo, ana, eve):
    lexicon.add(word="no cap", tag="en", by=eve, meaning=lexicon.Meaning("zh-Hans", "不骗你"))
    entry = lexicon.add(word="猫税", tag="zh-Hans", by=bo, meaning=lexicon.Meaning("en", "cat tax"))
    lexicon.vote(entry.explanations.get(), by=ana)
    assert offers("No Cap") == [("不骗你", "village", False)]
    assert offers("cat tax") == [("猫税", "village", True)]


def test_what_people_translated_is_offered_in_both_directions(bo, eve, ana, make_work, run_tasks):
    chinese = make_work(bo, "慢慢吃。不着急。")
    translate(chinese, into="en", sentences={"body:1": "Take your time!"}, by=ana)
    english = make_work(eve, "See you tomorrow.")
    translate(english, into="zh-Hans", sentences={"body:0": "明天见。"}, by=bo)
    run_tasks()
    assert offers("take your time") == [("不着急。", "people", True)]
    assert offers("see you tomorrow") == [("明天见。", "people", True)]
    assert offers("明天见", source="zh-Hans", target="en") == [("See you tomorrow.", "people", True)]


def test_a_sentence_that_holds_the_phrase_comes_after_and_is_shown_whole(bo, eve, make_work, run_tasks):
    work = make_work(eve, "See you tomorrow at the river.")
    translate(work, into="zh-Hans", sentences={"body:0": "明天河边见。"}, by=bo)
    run_tasks()
    (found,) = queries.ways_to_say_it("see you tomorrow", source="en", target="zh-Hans", viewer=None)
    assert (found.text, found.said) == ("明天河边见。", "See you tomorrow at the river.")


def test_what_a_machine_made_says_so_and_comes_last(eve, bo):
    MachineSentence.objects.create(
        digest=language.digest("cat tax"), source="en", target="zh-Hans", engine="test", text="猫的税"
    )
    lexicon.add(word="猫税", tag="zh-Hans", by=bo, meaning=lexicon.Meaning("en", "cat tax"))
    assert [one[:2] for one in offers("cat tax")] == [("猫税", "village"), ("猫的税", "machine")]


def test_H028_H079_nothing_is_offered_from_what_one_may_not_open(ana, bo, eve, cleo, make_work, run_tasks):
    work = make_work(ana, "Hasta la vista.", visibility="followers")
    translate(work, into="en", sentences={"body:0": "So long."}, by=ana)
    entry = lexicon.add(word="guay", tag="es", by=bo)
    lexicon.explain(entry, lexicon.Meaning("en", "cool"), by=ana)
    run_tasks()
    assert offers("so long", eve, target="es") == []
    assert offers("cool", cleo, target="es") == []
    assert offers("cool", eve, target="es") == [("guay", "village", False)]
    block(eve, ana)
    assert offers("cool", eve, target="es") == []


def test_while_an_answer_is_written_ways_to_say_it_are_asked_for(bo, eve, make_work, signed_in):
    lexicon.add(word="猫税", tag="zh-Hans", by=bo, meaning=lexicon.Meaning("en", "cat tax"))
    browser = signed_in(eve)
    page = browser.get(make_work(bo, "缴猫税！").get_absolute_url()).content.decode()
    assert 'data-from="en" data-to="zh-Hans"' in page
    asked = "/words/say?text=cat+tax&from=en&to=zh-Hans"
    assert 'data-offer="猫税"' in browser.get(asked, headers={"HX-Request": "true"}).content.decode()
    assert "<html" in browser.get(asked).content.decode()


@pytest.mark.parametrize("asked", ["text=a&from=en", "text=a&from=en&to=xx-no", f"text={'a' * 121}&from=en&to=es"])
def test_what_is_no_question_is_refused(client, asked):
    assert client.get(f"/words/say?{asked}").status_code == 400


@pytest.mark.parametrize("phrase", ['"', '" OR "', "<script>alert(1)</script>", "猫*", "((", "%"])
def test_H038_H048_a_phrase_is_only_ever_text(client, phrase):
    page = client.get("/words/say", {"text": phrase, "from": "en", "to": "es"}, headers={"HX-Request": "true"})
    assert page.status_code == 200
    assert "<script>alert" not in page.content.decode()
