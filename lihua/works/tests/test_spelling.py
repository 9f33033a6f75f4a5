import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from lihua import language
from lihua.language.models import MachineSentence
from lihua.works.queries import Reader, read_work
from lihua.works.queries.spelling import Aids, aid_of, shown_tag, speller

TAGS = re.compile(r"<rp>.*?</rp>|<rt[^>]*>.*?</rt>|<[^>]+>")


def words_of(html):
    return unescape(TAGS.sub("", html.replace("<br>", "\n")))


@given(st.text(alphabet="你好世界，。行长得的abc <&>\"'@#1２\n", max_size=40))
def test_what_is_copied_is_what_was_written(text):
    spell = speller(text, "zh-Hans", "pinyin", "")
    assert words_of(spell(0, len(text))) == text


@given(st.text(alphabet="银行行长说头发发了<b>&", max_size=30), st.data())
def test_H038_any_stretch_of_a_sentence_is_escaped_and_complete(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    html = speller(text, "zh-Hans", "pinyin", "Hant")(start, end)
    assert "<b>" not in html
    assert len(words_of(html)) == end - start


def test_a_word_is_one_ruby_with_a_syllable_above_each_character():
    html = speller("打散鸡蛋", "zh-Hans", "pinyin", "")(0, 4)
    assert html.startswith('<ruby class="word" data-at="0">打<rp>(</rp><rt aria-hidden="true">dǎ</rt><rp>)</rp>散')
    assert 'data-at="2">鸡' in html


def test_a_text_without_aids_is_written_as_it_stands():
    assert speller("hello", "en", aid_of("en"), "Hant") is None
    assert speller("你好", "zh-Hant", None, "Hant") is None


def test_chinese_is_shown_in_the_script_that_the_reader_prefers():
    assert words_of(speller("头发和发展", "zh-Hans", None, "Hant")(0, 5)) == "頭髮和發展"
    assert shown_tag("zh-Hans", "Hant") == "zh-Hant"
    assert shown_tag("ja", "Hant") == "ja"


def read(work, **more):
    return read_work(work, Reader(person=None, reads=("en",), **more), with_aids=True)


TEXT = "今天的作业太难了。"


def machine(text, **more):
    MachineSentence.objects.create(
        digest=language.digest(text), source="zh-Hans", target="en", engine="e", text="Hard homework.", **more
    )


def test_readings_come_where_the_language_is_learnt(make_work, bo):
    work = make_work(author=bo, kind="short", body=TEXT)
    machine(TEXT)
    assert "<ruby" not in read(work).body.sentences[0].html
    assert "<ruby" in read(work, learns={"zh-Hant": ""}).body.sentences[0].html


def test_readings_open_by_themselves_where_there_is_no_good_translation(make_work, bo):
    work = make_work(author=bo, kind="short", body=TEXT)
    alone = read(work)
    assert "<ruby" in alone.body.sentences[0].html
    assert alone.alone_in == {"zh-Hans"}
    assert "<ruby" not in read(work, aids=Aids(readings=False)).body.sentences[0].html
    machine(TEXT, is_rough=True)
    rough = read(work)
    assert rough.is_rough
    assert "<ruby" in rough.body.sentences[0].html


def test_who_reads_the_other_script_has_no_readings_opened(make_work, bo):
    work = make_work(author=bo, kind="short", body=TEXT)
    reader = Reader(person=None, reads=("zh-Hant",))
    assert "<ruby" not in read_work(work, reader, with_aids=True).body.sentences[0].html


def test_the_switch_says_whether_readings_opened_by_themselves():
    reader = Reader(person=None, reads=("en",))
    assert reader.aid_choice(["zh-Hans"], alone={"zh-Hans"}).has_readings is True
    assert reader.aid_choice(["zh-Hans"]).has_readings is False


def test_what_the_reader_said_wins(make_work, bo):
    work = make_work(author=bo, kind="short", body="今天的作业太难了。")
    assert "<ruby" in read(work, aids=Aids(readings=True)).body.sentences[0].html
    assert "<ruby" not in read(work, learns={"zh-Hans": ""}, aids=Aids(readings=False)).body.sentences[0].html


def test_who_reads_a_language_needs_no_readings(make_work, bo):
    work = make_work(author=bo, kind="short", body="今天的作业太难了。")
    reader = Reader(person=None, reads=("zh-Hans",), aids=Aids(readings=True))
    assert "<ruby" not in read_work(work, reader, with_aids=True).body.sentences[0].html


def test_links_mentions_and_tags_stay_whole_among_readings(make_work, ana, bo):
    work = make_work(author=bo, kind="short", body="你好 @ana 看看 #家常菜 https://example.com/菜")
    html = read(work, aids=Aids(readings=True)).body.html
    assert f'href="{ana.get_absolute_url()}">@ana</a>' in html
    assert ">#家常菜</a>" in html


def test_the_switch_is_offered_for_what_is_foreign_and_has_aids():
    reader = Reader(person=None, reads=("en",))
    assert reader.aid_choice(["en", "es"]) is None
    choice = reader.aid_choice(["es", "zh-Hant"])
    assert (choice.aid, choice.has_readings, choice.has_scripts) == ("pinyin", False, True)
    assert reader.aid_choice(["ja"]).has_scripts is False
    assert language.tags.base("zh-Hant") == "zh"


def test_the_page_writes_readings_when_asked_in_the_address_or_remembered(client, make_work, bo):
    work = make_work(author=bo, kind="note", title="你好", body="今天的作业太难了。")
    page = work.get_absolute_url()
    assert b"<ruby" in client.get(page, headers={"Accept-Language": "en"}).content, "nobody translated it"
    assert b"<ruby" not in client.get(page, {"readings": "off"}, headers={"Accept-Language": "en"}).content
    asked = client.get(page, {"readings": "on", "script": "Hant"}, headers={"Accept-Language": "en"}).content.decode()
    assert "作業</" in asked or "業" in asked
    assert 'lang="zh-Hant"' in asked
    client.cookies["lihua_readings"] = "on"
    assert b"<ruby" in client.get(page, headers={"Accept-Language": "en"}).content


def test_nonsense_in_cookies_is_nothing(client, make_work, bo):
    work = make_work(author=bo, kind="short", body="今天的作业太难了。")
    client.cookies["lihua_readings"] = "<script>"
    client.cookies["lihua_script"] = "Latn"
    assert client.get(work.get_absolute_url()).status_code == 200
