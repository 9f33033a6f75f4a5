import pytest
from hypothesis import given
from hypothesis import strategies as st

from lihua.language import tags

NORMAL = {
    "zh": "zh-Hans",
    "zh-CN": "zh-Hans",
    "zh_SG": "zh-Hans",
    "zh-Hans-CN": "zh-Hans",
    "zh-hans": "zh-Hans",
    "zh-TW": "zh-Hant",
    "zh-HK": "zh-Hant",
    "zh-Hant-HK": "zh-Hant",
    "ZH-HANT": "zh-Hant",
    "zh-Hans-HK": "zh-Hans",
    "cmn": "zh-Hans",
    "cmn-Hant": "zh-Hant",
    "zho": "zh-Hans",
    "chi": "zh-Hans",
    "zh-yue": "yue",
    "zh-cmn": "zh-Hans",
    "eng": "en",
    "EN-us": "en",
    "en-Latn-GB": "en",
    "es-419": "es",
    "pt-BR": "pt",
    "deu": "de",
    "ger": "de",
    "iw": "he",
    "in": "id",
    "fil": "tl",
    "jpn": "ja",
    "ja-Jpan": "ja",
    "sr-Latn": "sr-Latn",
    "sr-Cyrl-RS": "sr-Cyrl",
    "ru-Cyrl": "ru",
    "und": "und",
    "zxx": "und",
    " en ": "en",
    "yue": "yue",
    "de-1996": "de",
    "en-x-lihua": "en",
}


@pytest.mark.parametrize(("written", "stored"), NORMAL.items())
def test_a_tag_has_one_stored_form(written, stored):
    assert tags.normalize(written) == stored
    assert tags.normalize(stored) == stored


@pytest.mark.parametrize(
    "written",
    [
        "",
        "x",
        "english",
        "e",
        "qq",
        "xyz",
        "12",
        "en-",
        "-en",
        "en--us",
        "中文",
        "en us",
        "e\u0301n",
        "a" * 300,
    ],
)
def test_what_is_no_language_is_refused(written):
    with pytest.raises(tags.UnknownLanguage):
        tags.normalize(written)
    assert not tags.is_known(written)


@given(st.text(max_size=40))
def test_anything_is_either_stored_or_refused(written):
    try:
        stored = tags.normalize(written)
    except tags.UnknownLanguage:
        return
    assert tags.normalize(stored) == stored


def test_every_supported_language_can_be_named():
    assert len(tags.SUPPORTED) == len(set(tags.SUPPORTED)) >= 30
    for tag in tags.SUPPORTED:
        assert tags.normalize(tag) == tag
        for said in (tags.autonym(tag), tags.name(tag, "en"), tags.name(tag, "zh-Hans")):
            assert said
            assert said != tag
    assert tags.autonym("zh-Hans") == "中文"
    assert tags.autonym("zh-Hant") == "繁體中文"
    assert tags.autonym("es") == "Español"
    assert tags.name("es", "zh-Hans") == "西班牙语"
    assert tags.name("es") == "Spanish"


def test_a_language_that_no_picker_offers_is_named_too():
    assert tags.name("ca") == "Catalan"
    assert tags.autonym("is") == "Íslenska"
    assert tags.name("bho") == "bho"
    assert tags.name("und") == "Unknown language"


@pytest.mark.parametrize(
    ("tag", "direction"),
    [
        ("ar", "rtl"),
        ("fa", "rtl"),
        ("he", "rtl"),
        ("ur", "rtl"),
        ("en", "ltr"),
        ("zh-Hans", "ltr"),
        ("ku-Arab", "rtl"),
        ("az-Latn", "ltr"),
        ("und", "ltr"),
    ],
)
def test_a_language_has_a_direction(tag, direction):
    assert tags.direction(tag) == direction


@pytest.mark.parametrize(
    ("tag", "wanted", "matches", "readable"),
    [
        ("en", ["es", "en"], True, True),
        ("en-US", ["en"], True, True),
        ("en", ["en-GB"], True, True),
        ("zh-Hant", ["zh-Hans"], False, True),
        ("zh", ["zh-Hans"], True, True),
        ("zh-Hant", ["zh-Hant", "en"], True, True),
        ("fr", ["en", "es"], False, False),
        ("fr", [], False, False),
    ],
)
def test_who_reads_a_language_needs_no_translation_of_it(tag, wanted, matches, readable):
    assert tags.matches(tag, wanted) is matches
    assert tags.readable(tag, wanted) is readable


def test_the_best_match_follows_the_readers_order():
    assert tags.best_match(["en", "es", "zh-Hans"], ["zh-Hant", "es", "en"]) == "es"
    assert tags.best_match(["pt-BR"], ["pt"]) == "pt-BR"
    assert tags.best_match(["en"], ["ja"]) is None
