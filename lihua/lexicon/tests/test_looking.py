from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lihua.lexicon import actions, queries

pytestmark = pytest.mark.django_db

EGGS = "三个鸡蛋加一点水打散。"


def look(text=EGGS, at=0, source="zh-Hans", targets=("en",), viewer=None):
    return queries.look(text, at, source=source, targets=targets, viewer=viewer)


def ask(client, text=EGGS, at=0, *, fragment=True, **more):
    address = f"/words/look?{urlencode({'text': text, 'at': at, 'from': 'zh-Hans', **more}, doseq=True)}"
    return client.get(address, headers={"HX-Request": "true"} if fragment else {})


def test_a_tapped_word_is_explained_with_what_else_begins_there(dictionary):
    found = look(at=EGGS.index("打"))
    assert (found.word, found.reading, found.main.entries[0].senses[0]) == ("打散", "dǎ sàn", "to beat (eggs)")
    assert [one.word for one in found.others] == ["打"]
    assert [source.licence for source in found.dictionaries] == ["CC BY-SA 4.0"]


def test_the_second_character_belongs_to_its_word_and_begins_one_of_its_own(dictionary):
    found = look(at=EGGS.index("散"))
    assert found.word == "打散"
    assert [one.word for one in found.others] == ["散"]


def test_both_scripts_are_told(dictionary):
    assert look(at=2).forms == [("traditional", "雞蛋")]
    assert look("三個雞蛋", 2, "zh-Hant").forms == [("simplified", "鸡蛋")]


def test_an_inflected_english_word_leads_to_its_lemma_for_a_chinese_reader(dictionary):
    found = look("Two cats sleep.", 5, "en", ("zh-Hans",))
    assert (found.word, found.main.word) == ("cats", "cat")
    assert found.forms == [("lemma", "cat")]
    assert found.main.entries[0].senses == ("猫 māo",)


def test_the_village_speaks_before_the_dictionary_and_over_a_longer_stretch(dictionary, bo, add_word):
    add_word("猫税", "zh-Hans", by=bo, reading="māo shuì", en="cat tax", es="impuesto gatuno")
    found = look("我来缴猫税了", 3)
    assert (found.word, found.start, found.end) == ("猫税", 3, 5)
    assert found.glossary[0].explanation.equivalent == "cat tax"
    assert look("我来缴猫税了", 4, targets=("es", "en")).glossary[0].explanation.equivalent == "impuesto gatuno"
    assert [one.word for one in found.others] == ["猫"]


def test_a_word_that_nobody_knows_is_still_a_word(dictionary):
    found = look("绝绝子", 1)
    assert found.is_empty
    assert found.word


def test_what_i_keep_is_marked(dictionary, ana):
    actions.keep(ana, word="打散", tag="zh-Hans")
    assert look(at=EGGS.index("打"), viewer=ana).kept
    assert not look(at=EGGS.index("打")).kept


@pytest.mark.parametrize(
    ("source", "reads", "targets"),
    [
        ("zh-Hans", ("en", "zh-Hant"), ("en",)),
        ("zh-Hans", ("zh-Hant",), ("en",)),
        ("en", ("en",), ("zh-Hans",)),
        ("es", ("es", "fr", "de"), ("fr", "de")),
    ],
)
def test_a_word_is_explained_in_languages_other_than_its_own(source, reads, targets):
    assert queries.targets_for(source, reads) == targets


def test_a_text_is_read_word_by_word(dictionary, bo, add_word):
    add_word("猫税", "zh-Hans", by=bo, en="cat tax")
    rows = queries.word_list("鸡蛋打散，猫税，鸡蛋。", source="zh-Hans", targets=("en",), viewer=None)
    assert [(row.text, row.at, row.sense, row.is_own) for row in rows] == [
        ("鸡蛋", 0, "(chicken) egg; hen's egg", False),
        ("打散", 2, "to beat (eggs); to break up", False),
        ("猫税", 5, "cat tax", True),
    ]


def test_the_popover_costs_a_handful_of_queries(dictionary, bo, client, add_word, django_assert_max_num_queries):
    add_word("打散", "zh-Hans", by=bo, en="to whisk")
    ask(client, at=7)
    with django_assert_max_num_queries(6):
        answer = ask(client, at=EGGS.index("打"))
    assert "to whisk" in answer.content.decode()


def test_reading_a_text_word_by_word_costs_as_much_however_long_it_is(dictionary, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        queries.word_list(EGGS * 40, source="zh-Hans", targets=("en",), viewer=None)


def test_the_fragment_and_the_page_say_the_same(dictionary, client):
    at = EGGS.index("打")
    fragment, page = ask(client, at=at).content.decode(), ask(client, at=at, fragment=False).content.decode()
    for said in ("dǎ sàn", "to beat (eggs)", "CC BY-SA 4.0"):
        assert said in fragment
        assert said in page
    assert "<html" not in fragment
    assert "<mark>打散</mark>" in page
    assert 'data-start="8" data-end="10"' in fragment


def test_the_page_is_offered_in_the_readers_languages(dictionary, client, bo, signed_in):
    page = ask(signed_in(bo), "My cat", 4, **{"from": "en"}).content.decode()
    assert "猫 māo" in page


@pytest.mark.parametrize(
    "asked",
    [
        {"text": ""},
        {"text": " \n "},
        {"text": "长" * 601},
        {"at": "-1"},
        {"at": "99999"},
        {"at": "１"},
        {"at": "x"},
        {"at": "9" * 30},
        {"work": "1; drop"},
    ],
)
def test_what_is_no_question_is_refused(client, asked):
    assert ask(client, **{"text": EGGS, "at": 0, **asked}).status_code == 400


def test_H048_odd_languages_and_places_are_left_aside(dictionary, client):
    more = {"from": "xx-'; --", "to": ["nothing", "en", "a" * 100] * 20, "sentence": "body:0<script>", "work": "12"}
    answer = ask(client, at=2, **more)
    assert answer.status_code == 200
    assert "<script>" not in answer.content.decode()


def test_H038_a_tapped_text_is_only_ever_text(client):
    evil = '"><img src=x onerror=alert(1)>{{ 7 }}'
    for fragment in (True, False):
        page = ask(client, evil, 4, fragment=fragment, **{"from": "en"}).content.decode()
        assert "<img src=x" not in page


def test_H039_a_dictionary_that_holds_markup_shows_it_as_text(dictionary, client):
    from lihua.language.models import DictionaryEntry

    DictionaryEntry.objects.filter(headword="打散").update(senses="<script>alert(1)</script>", reading="<b>x</b>")
    page = ask(client, at=EGGS.index("打")).content.decode()
    assert "<script>" not in page
    assert "<b>x" not in page


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(min_size=1, max_size=60), at=st.integers(0, 59))
def test_any_place_of_any_text_can_be_tapped(dictionary, text, at):
    at = min(at, len(text) - 1)
    for source in ("zh-Hans", "en", "ja", "und"):
        found = look(text, at, source)
        assert found.word == text[found.start : found.end]
        assert found.start <= at < max(found.end, at + 1)


def test_H130_looking_up_is_counted(client, monkeypatch):
    from dataclasses import replace

    from lihua.base.limits import LIMITS, Rate

    monkeypatch.setitem(LIMITS, "looking", replace(LIMITS["looking"], per_network=Rate(2, 60)))
    assert [ask(client, "a", 0).status_code for _ in range(3)] == [200, 200, 429]


def test_the_meaning_that_the_text_reads_aloud_comes_first(dictionary):
    from lihua.language.models import Dictionary, DictionaryEntry

    kept = Dictionary.objects.get(source="zh")
    for reading, sense in (("shù", "number"), ("shǔ", "to count")):
        DictionaryEntry.objects.create(
            dictionary=kept, key="数", headword="数", traditional="數", reading=reading, senses=sense
        )
    found = look("数到十五就可以吃了。", 0)
    said = [entry.reading for entry in found.main.entries]
    assert sorted(said) == ["shù", "shǔ"]
    assert found.reading == said[0] == "shǔ"
    assert found.others == []
