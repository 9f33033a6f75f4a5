"""The excerpts are three lines each of hsk30.csv (ivankra/hsk30, MIT), the CEFR-J Vocabulary Profile 1.5 (CEFR-J
Wordlist, Yukio Tono, TUFS) and the Octanove Vocabulary Profile C1/C2 1.0 (CC BY-SA 4.0)."""

import pytest

from lihua import language
from lihua.language import levelfiles, levelling, levels

HSK = """\
ID,Simplified,Traditional,Pinyin,POS,Level,WebNo,WebPinyin,OCR,Variants,CEDICT
L1-0002,爱好,愛好,àihào,V/N,1,21,àihào,爱好,,愛好|爱好[ai4 hao4]
L1-0075,第（第二）,第（第二）,dì (dì-èr),Prefix,1,1792,dì (dì-èr),第（第二）,,第|第[di4]
L3-0001,环境|境,環境|境,huánjìng,N,3,1,huánjìng,环境,,環境
L7-0001,藤蔓,藤蔓,téngwàn,N,7-9,1,téngwàn,藤蔓,,藤蔓
"""
CEFR_J = """\
headword,pos,CEFR,CoreInventory 1,CoreInventory 2,Threshold
a.m./A.M./am/AM,adverb,A1,,,
cat,noun,A1,,,
sleep,verb,A1,,,
"""
OCTANOVE = "headword,pos,CEFR,notes\nexterior,noun,C1,\ncat,verb,C2,\n"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _tables_are_looked_at():
    levels.forget()
    yield
    levels.forget()


@pytest.fixture
def add(tmp_path):
    def bring(text, **words):
        path = tmp_path / "list.csv"
        path.write_text(text, encoding="utf-8")
        return levelling.bring_in(levelfiles.read(path, **words))

    return bring


def test_without_a_list_nothing_has_a_level():
    assert language.level("猫", "zh-Hans") is None
    assert language.grade("今天的作业太难了", "zh-Hans") is None


def test_a_word_has_the_level_of_the_list_in_either_script(add):
    add(HSK)
    assert [language.level(word, "zh-Hant").label for word in ("愛好", "爱好", "境", "藤蔓")] == [
        "HSK 1",
        "HSK 1",
        "HSK 3",
        "HSK 7-9",
    ]
    assert language.level("爱好", "zh-Hans").licence.startswith("MIT")
    assert language.level("猫", "zh-Hans") is None


def test_a_form_has_the_level_of_its_word_and_two_lists_stand_together(add):
    add(CEFR_J)
    add(OCTANOVE)
    assert language.level("cats", "en").label == "A1"
    assert language.level("AM", "en").label == "A1"
    assert language.level("exteriors", "en").label == "C1"
    assert language.level("exterior", "en").source.startswith("Octanove")


def test_a_text_has_the_level_at_which_nine_of_ten_words_are_known(add):
    add(HSK)
    grade = language.grade("爱好环境", "zh-Hans")
    assert (grade.level.label, grade.known) == ("HSK 3", 1.0)
    assert language.grade("爱", "zh-Hans") is None
    assert language.grade("猫狗鱼鸟猫狗爱好", "zh-Hans") is None


def test_a_list_of_the_same_name_takes_the_place_of_the_older(add):
    add(HSK)
    add(HSK.replace("环境,", "环保,").replace("爱好,愛好,", "爱,愛,"))
    assert language.level("爱好", "zh-Hans") is None
    assert language.level("爱", "zh-Hans").label == "HSK 1"


def test_a_list_goes(add):
    name = add(HSK).name
    assert levelling.remove(name)
    assert not levelling.remove(name)
    assert language.level("爱好", "zh-Hans") is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "one,two\n1,2\n",
        "headword,pos,CEFR,notes\ncat,noun,Z9,\n",
        "Hanzi,Level\n猫,zero\n",
        "headword,pos,CEFR,notes\n",
        "headword,pos,CEFR,notes\n" + '"' + "a" * 200_000,
    ],
)
def test_what_is_no_list_is_refused_with_words(add, text):
    with pytest.raises(levelfiles.FileRefused) as refused:
        add(text)
    assert "list.csv" in str(refused.value)
    assert "hsk30.csv" in refused.value.hint


def test_the_operator_may_name_list_and_licence(add):
    assert add(HSK, name="Ours", licence="by permission").licence == "by permission"
