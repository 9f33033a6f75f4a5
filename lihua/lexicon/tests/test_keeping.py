import pytest

from lihua.lexicon import actions, queries, rules
from lihua.lexicon.models import KeptWord

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept(ana):
    return actions.keep(
        ana,
        word="打散",
        tag="zh",
        reading="dǎ sàn",
        meaning="to beat (eggs)",
        meaning_language="en",
        sentence="三个鸡蛋打散。",
        place="body:0",
    )


def test_a_word_is_kept_once_with_its_sentence(ana, kept):
    again = actions.keep(ana, word="打散", tag="zh-Hans", sentence="another")
    assert again == kept
    assert (again.sentence, again.language) == ("三个鸡蛋打散。", "zh-Hans")


def test_words_that_differ_by_an_accent_are_two(ana):
    actions.keep(ana, word="el", tag="es")
    actions.keep(ana, word="él", tag="es")
    assert KeptWord.objects.count() == 2


def test_a_kept_word_knows_its_entry_of_the_glossary(ana, bo, add_word):
    entry = add_word("猫税", "zh-Hans", by=bo)
    assert actions.keep(ana, word="貓稅", tag="zh-Hant").entry == entry


def test_there_is_an_end_to_what_is_kept(ana, monkeypatch):
    monkeypatch.setattr(rules, "MOST_KEPT", 1)
    actions.keep(ana, word="uno", tag="es")
    with pytest.raises(rules.NotAllowed):
        actions.keep(ana, word="dos", tag="es")


@pytest.mark.parametrize("word", ["", "   ", "長" * 81])
def test_what_is_no_word_is_not_kept(ana, word):
    with pytest.raises(rules.Unacceptable):
        actions.keep(ana, word=word, tag="zh-Hans")


def test_H069_nobody_sees_or_changes_anothers_words(bo, kept, signed_in):
    browser = signed_in(bo)
    assert "打散" not in browser.get("/words").content.decode()
    assert "打散" not in browser.get("/words/export").content.decode()
    for verb in ("forget", "known"):
        assert browser.post(f"/words/{kept.pk}/{verb}").status_code == 404
    with pytest.raises(rules.NotAllowed):
        actions.forget(kept, by=bo)


def test_my_words_are_found_by_language_state_and_text(ana, kept):
    spanish = actions.keep(ana, word="siesta", tag="es", meaning="nap")
    actions.set_known(spanish, is_known=True, by=ana)

    def found(**asked):
        return [word.word for word in queries.my_words(ana, **asked).items]

    assert found() == ["siesta", "打散"]
    assert found(tag="zh-Hans") == found(state="learning") == found(text="eggs") == ["打散"]
    assert found(state="known") == found(text="SIE") == ["siesta"]
    assert queries.kept_counts(ana) == [("es", 1), ("zh-Hans", 1)]


def test_the_button_keeps_and_forgets_in_place(ana, signed_in):
    browser = signed_in(ana)
    sent = {"word": "打散", "language": "zh-Hans", "text": "鸡蛋打散", "work": "12", "sentence": "body:0"}
    answer = browser.post("/words/keep", sent, headers={"HX-Request": "true"}).content.decode()
    kept = KeptWord.objects.get()
    assert f"/words/{kept.pk}/forget" in answer
    assert (kept.work_id, kept.place) == (12, "body:0")
    answer = browser.post(f"/words/{kept.pk}/forget", headers={"HX-Request": "true"}).content.decode()
    assert "/words/keep" in answer
    assert 'value="鸡蛋打散"' in answer
    assert not KeptWord.objects.exists()


def test_without_script_the_button_leads_back(ana, signed_in):
    sent = {"word": "打散", "language": "zh-Hans", "next": "/words/look?text=a&at=0"}
    assert signed_in(ana).post("/words/keep", sent).headers["Location"] == "/words/look?text=a&at=0"
    sent["next"] = "//evil.example/"
    assert signed_in(ana).post("/words/keep", sent).headers["Location"] == "/words"


@pytest.mark.parametrize("cell", ["=HYPERLINK(1)", "+1", "-1", "@SUM(1)"])
def test_H050_a_table_holds_no_formula(ana, signed_in, cell):
    actions.keep(ana, word=cell, tag="en", meaning=cell, sentence=cell)
    table = signed_in(ana).get("/words/export").content.decode()
    assert f"'{cell}" in table
    assert f",{cell}" not in table.replace(f"'{cell}", "")


def test_cards_for_anki_are_one_line_each(ana, kept, signed_in):
    actions.keep(ana, word='"quoted"', tag="en", meaning="a\tb\nc", sentence="#no comment")
    lines = signed_in(ana).get("/words/export?form=anki").content.decode().splitlines()
    head, rows = lines[:4], lines[4:]
    assert head[0] == "#separator:tab"
    assert rows[0].split("\t") == ["打散", "dǎ sàn", "to beat (eggs)", "三个鸡蛋打散。", "lihua zh-Hans"]
    assert [len(row.split("\t")) for row in rows] == [5, 5]
    assert not rows[1].startswith(('"', "#"))
