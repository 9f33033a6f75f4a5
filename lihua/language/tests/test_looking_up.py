import pytest

from lihua.language import actions, dictionaries, inversion, queries
from lihua.language import cedict as cedict_file
from lihua.language.cedict import parse
from lihua.language.models import Dictionary

LINES = """\
# CC-CEDICT
貓 猫 [mao1] /cat/CL:隻|只[zhi1]/
喵星人 喵星人 [miao1 xing1 ren2] /cat (Internet slang)/
中國 中国 [Zhong1 guo2] /China/
中國人 中国人 [Zhong1 guo2 ren2] /Chinese person/
人 人 [ren2] /person/people/
行 行 [hang2] /row/
行 行 [xing2] /to walk/to go/
乾 干 [gan1] /dry/
幹 干 [gan4] /to do/to work/
"""


@pytest.fixture
def cedict(db):
    lines = list(parse(LINES.splitlines()))
    dictionaries.bring_in(dictionaries.CEDICT, dictionaries.explained(lines))
    dictionaries.bring_in(dictionaries.INVERTED, inversion.inverted(lines))


def headwords(entries):
    return [entry.headword for entry in entries]


def test_a_word_is_explained_with_its_licence(cedict):
    (entry,) = queries.look_up("猫", source="zh-Hans", targets=("en",))
    assert (entry.reading, entry.senses) == ("māo", ("cat", "CL:只 zhī"))
    assert entry.dictionary.licence == "CC BY-SA 4.0"


def test_both_scripts_lead_to_the_entry_and_to_no_other(cedict):
    assert headwords(queries.look_up("貓", source="zh-Hant")) == ["猫"]
    assert [entry.traditional for entry in queries.look_up("乾", source="zh-Hant")] == ["乾"]


def test_the_usual_reading_comes_first(cedict):
    assert [entry.reading for entry in queries.look_up("行", source="zh-Hans")] == ["xíng", "háng"]


def test_an_english_word_leads_to_the_everyday_chinese_one_first(cedict):
    (entry,) = queries.look_up("cat", source="en", targets=("zh-Hans",))
    assert entry.senses[0] == "猫 māo"
    assert queries.look_up("cat", source="en", targets=("zh-Hant",))[0].senses[0] == "貓 māo"


def test_all_headwords_that_begin_at_a_place_the_longest_first(cedict):
    entries = queries.look_up_at("我是中国人", 2, source="zh-Hans", targets=("en",))
    assert headwords(entries) == ["中国人", "中国"]
    assert headwords(queries.look_up_at("我是中国人", 4, source="zh-Hans")) == ["中国人", "人"]


def test_a_word_without_a_dictionary_has_no_entries(db):
    assert queries.look_up("猫", source="zh-Hans") == []
    assert queries.look_up_at("猫", 0, source="zh-Hans") == []


def test_a_newer_edition_takes_the_place_of_the_older(cedict):
    dictionaries.bring_in(dictionaries.CEDICT, dictionaries.explained(parse(["貓 猫 [mao1] /feline/"])))
    assert queries.look_up("猫", source="zh-Hans")[0].senses == ("feline",)
    assert queries.look_up("人", source="zh-Hans") == []


def test_many_words_cost_one_query_and_answer_as_one_by_one(cedict, django_assert_num_queries):
    asked = ["猫", "鸡蛋", "貓", "", "没有的词"]
    with django_assert_num_queries(1):
        many = queries.look_up_many(asked, source="zh-Hans", targets=["en"])
    assert many == {word: queries.look_up(word, source="zh-Hans", targets=["en"]) for word in asked if word}


def test_the_likeliest_word_of_a_form_wins(db):
    words = [
        dictionaries.Explained(word, (f"{word}!",)) for word in ("use", "us", "leaf", "leave", "go", "hot dog", "hot")
    ]
    dictionaries.bring_in(dictionaries.Facts("Small", "en", "fr", licence="CC0"), words)
    assert headwords(queries.look_up("using", source="en")) == ["use"]
    assert headwords(queries.look_up("leaves", source="en")) == ["leaf", "leave"]
    (entry,) = queries.look_up("went", source="en", targets=("fr",))
    assert (entry.headword, entry.lemma) == ("go", "go")
    assert headwords(queries.look_up_at("Two hot dogs, a hot dog", 16, source="en")) == ["hot dog", "hot"]


def test_the_dictionary_that_came_along_is_brought_in_once(db, monkeypatch, run_tasks):
    monkeypatch.setattr(cedict_file, "read", lambda _path: parse(LINES.splitlines()))
    actions.want_dictionary()
    assert run_tasks() == 1
    assert queries.has_dictionary()
    assert headwords(queries.look_up("猫", source="zh-Hans")) == ["猫"]
    actions.want_dictionary()
    assert run_tasks() == 0


def test_who_is_stopped_half_way_leaves_nothing(db):
    def words():
        yield dictionaries.Explained("猫", ("cat",))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        dictionaries.bring_in(dictionaries.CEDICT, words())
    assert not Dictionary.objects.exists()
