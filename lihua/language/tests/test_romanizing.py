"""Korean after the examples of the Revised Romanization and its pronunciation; Cyrillic after each standard."""

import pytest

from lihua import language
from lihua.language import cyrillic, japanese, korean


@pytest.mark.parametrize(
    ("word", "romanized"),
    [
        ("한국어", "hangugeo"),
        ("안녕하세요", "annyeonghaseyo"),
        ("독립", "dongnip"),
        ("신라", "silla"),
        ("별내", "byeollae"),
        ("종로", "jongno"),
        ("왕십리", "wangsimni"),
        ("백마", "baengma"),
        ("대관령", "daegwallyeong"),
        ("같이", "gachi"),
        ("굳히다", "guchida"),
        ("좋고", "joko"),
        ("좋아요", "joayo"),
        ("많아", "mana"),
        ("축하", "chukha"),
        ("값이", "gapsi"),
        ("닭고기", "dakgogi"),
        ("읽고", "ilgo"),
        ("꽃", "kkot"),
        ("K팝", "Kpap"),
        ("pop", ""),
    ],
)
def test_korean_is_written_as_it_is_spoken(word, romanized):
    assert korean.romanize(word) == romanized


@pytest.mark.parametrize(
    ("tag", "word", "romanized"),
    [
        ("ru", "Елена", "Yelena"),
        ("ru", "борщ", "borshch"),
        ("ru", "объект", "obyekt"),
        ("uk", "Київ", "Kyiv"),
        ("uk", "Згурський", "Zghurskyi"),
        ("uk", "Єнакієве", "Yenakiieve"),
        ("be", "Магілёў", "Mahilyow"),
        ("bg", "България", "Balgaria"),
        ("sr", "Ђоковић", "Đoković"),
        ("mk", "Ѓорѓи", "Gjorgji"),
        ("mn", "Улаанбаатар", "Ulaanbaatar"),
        ("sr", "Beograd", ""),
    ],
)
def test_each_language_in_cyrillic_has_its_own_letters(tag, word, romanized):
    assert cyrillic.romanize(word, tag) == romanized


def test_texts_are_annotated_word_by_word():
    assert [(one.text, one.reading) for one in language.annotate("김치 먹자!", "ko", "romaja")] == [
        ("김치", "gimchi"),
        (" ", ""),
        ("먹자", "meokja"),
        ("!", ""),
    ]
    assert language.annotate("Привет", "ru", "latin")[0].reading == "Privet"


def test_each_language_has_its_usual_aid():
    assert [language.usual_aid(tag) for tag in ("zh-Hant", "ja", "ko", "uk", "ar", "en")] == [
        "pinyin",
        "furigana",
        "romaja",
        "latin",
        "none",
        "none",
    ]


@pytest.mark.skipif(japanese.is_installed(), reason="the extra is installed here")
def test_who_wants_furigana_without_the_extra_is_told_how_to_get_it():
    with pytest.raises(language.AidMissing) as refused:
        language.annotate("日本語", "ja", "furigana")
    assert "lihua[japanese]" in refused.value.hint
    assert [one.text for one in language.words("私は日本語を勉強します", "ja")] == ["私は", "日本語を", "勉強します"]


@pytest.mark.skipif(not japanese.is_installed(), reason="the extra japanese is not installed here")
def test_japanese_is_read_word_by_word_with_endings():
    tokens = language.annotate("私は10時に学校へ行った。", "ja", "furigana")
    assert [(one.text, one.reading) for one in tokens if one.reading] == [
        ("私", "わたし"),
        ("時", "じ"),
        ("学校", "がっこう"),
        ("行った", "いった"),
    ]
    assert japanese.lemmas("行った") == ["行く", "行く"]
