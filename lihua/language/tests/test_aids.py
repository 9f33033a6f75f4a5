import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lihua import language
from lihua.language.pinyin import marked, numbered
from lihua.language.wordlist import wordlist

wordlist()  # made once; not in the time of the first example

TEXTS = st.text(alphabet="我们都会去看猫税小红书卡拉OK 的，。!@#:/.abc三個頭髮1２ñ👍\n", max_size=60)


def readings(text, tag="zh-Hans", aid="pinyin", **more):
    return [(token.text, token.reading) for token in language.annotate(text, tag, aid, **more) if token.reading]


@given(text=TEXTS, tag=st.sampled_from(["zh-Hans", "zh-Hant", "en", "ja", "ko", "th", "ar", "und"]))
@example(text="", tag="zh-Hans")
def test_the_pieces_put_together_are_the_text(text, tag):
    tokens = language.annotate(text, tag, "pinyin")
    assert "".join(token.text for token in tokens) == text
    assert all(text[token.start : token.end] == token.text for token in tokens)


@given(text=TEXTS)
def test_words_stand_in_order_and_do_not_overlap(text):
    at = 0
    for word in language.words(text, "zh-Hans"):
        assert at <= word.start < word.end
        assert text[word.start : word.end] == word.text
        at = word.end


def test_a_word_has_one_syllable_for_each_character():
    assert readings("三个鸡蛋，打散。") == [("三", "sān"), ("个", "gè"), ("鸡蛋", "jī dàn"), ("打散", "dǎ sàn")]


def test_a_word_that_is_given_stays_whole():
    assert "猫税" in [word.text for word in language.words("今天的猫税交了", "zh-Hans", extra={"猫税"})]
    assert "yyds" in [word.text for word in language.words("真是yyds啊", "zh-Hans", extra={"yyds"})]


def test_numbers_latin_letters_links_and_mentions_have_no_reading():
    assert readings("3 OK https://example.org/你好 @bo `好`") == [("你好", "nǐ hǎo")]


def test_tones_are_written_as_marks():
    assert marked("nu:3 er2") == "nǚ ér"
    assert marked("liu2 gui4 lu:e4 r5 ma5 Bei3") == "liú guì lüè r ma Běi"
    assert numbered("nǚ ér lüè ma liù ǹg") == ["nu:3", "er2", "lu:e4", "ma5", "liu4", "ng4"]


@given(text=TEXTS, script=st.sampled_from(["Hans", "Hant"]))
def test_a_text_in_the_other_script_keeps_its_length(text, script):
    assert len(language.convert(text, script)) == len(text)


def test_a_text_is_shown_in_either_script():
    assert language.convert("她的头发干净，皇后在里面。", "Hant") == "她的頭髮乾淨，皇后在裡面。"
    assert language.convert("她的頭髮乾淨，皇后在裡面。", "Hans") == "她的头发干净，皇后在里面。"


def sound(text, tag="zh-Hans"):
    return " ".join(reading for _text, reading in readings(text, tag))


def test_one_and_not_are_written_as_they_are_spoken():
    assert sound("一个 一点 一天 第一次 一号") == "yí gè yì diǎn yì tiān dì yī cì yī hào"
    assert sound("不是 不好 听不懂 去不去 看一看") == "bú shì bù hǎo tīng bu dǒng qù bu qù kàn yi kàn"
    assert sound("二十一，一九九八，统一") == "èr shí yī yī jiǔ jiǔ bā tǒng yī"


def test_a_character_is_read_by_its_neighbours():
    assert sound("他高兴地笑了，地上有雪") == "tā gāo xìng de xiào le dì shang yǒu xuě"
    assert sound("你得快跑，他跑得快，得到了") == "nǐ děi kuài pǎo tā pǎo de kuài dé dào le"
    assert sound("还没还给我") == "hái méi huán gěi wǒ"
    assert sound("三只猫只吃鱼") == "sān zhī māo zhǐ chī yú"
    assert sound("她的頭髮很長", "zh-Hant") == "tā de tóu fa hěn cháng"


def test_doubled_words_are_one_word():
    assert readings("摇摇晃晃") == [("摇摇晃晃", "yáo yáo huàng huàng")]


def test_letters_inside_a_chinese_word_stay_letters():
    assert readings("去卡拉OK吧")[1] == ("卡拉OK", "kǎ lā O K")
    assert readings("3C和88") == [("和", "hé")]


@pytest.mark.parametrize(
    "text", ["a" * 100_000, "的" * 20_000, "a." * 50_000, "猫a" * 20_000, "`" * 100_000, "행" * 100_000]
)
@pytest.mark.parametrize("tag", ["zh-Hans", "en", "ko", "ja"])
def test_H047_the_time_grows_no_faster_than_the_text(text, tag):
    def seconds(part):
        began = time.process_time()
        language.annotate(part, tag, "none" if tag == "ja" else language.usual_aid(tag))
        return time.process_time() - began

    few = min(seconds(text[: len(text) // 8]) for _ in range(3))
    assert seconds(text) < 30 * few + 0.3


def test_a_word_of_the_village_may_hold_letters_and_stand_alone():
    assert [word.text for word in language.words("no cap，emo了", "zh-Hans", extra={"emo了"})] == ["no", "cap", "emo了"]
    words = language.words("That is fire, No cap! no capital.", "en", extra={"no cap", "fire"})
    assert [word.text for word in words] == ["That", "is", "fire", "No cap", "no", "capital"]
