import io
import json

import pytest

from lihua.ops.cli import main


@pytest.fixture
def typed(monkeypatch, capsys):
    def ask(*arguments, lines):
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        status = main(["language", *arguments])
        return status, [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    return ask


def test_each_line_gets_its_answer(typed):
    status, answers = typed("detect", lines=["今天去吃火锅，太辣了！", "", "Hello from Canada"])
    assert status == 0
    assert [answer["language"] for answer in answers] == ["zh-Hans", "und", "en"]
    assert answers[0] == {
        "language": "zh-Hans",
        "script": "Hans",
        "confidence": 0.99,
        "source": "rules",
        "others": ["zh-Hant"],
        "parts": [],
    }


def test_a_mixed_line_names_its_parts(typed):
    _status, (answer,) = typed("detect", lines=["What does 加油 mean?"])
    assert answer["language"] == "en"
    assert {"start": 10, "end": 12, "language": "zh-Hans", "text": "加油"} in answer["parts"]


def test_what_the_author_writes_is_listened_to(typed):
    _status, (answer,) = typed("detect", "--prior", "es,en", lines=["ok"])
    assert (answer["language"], answer["source"]) == ("es", "prior")


def test_an_unknown_language_of_the_author_is_refused(typed):
    status, answers = typed("detect", "--prior", "klingonese", lines=["ok"])
    assert status == 1
    assert "klingonese" in answers[-1]["error"]


def test_sentences_are_cut(typed):
    _status, answers = typed("cut", "--language", "zh", lines=["你好。再见！", ""])
    assert answers == [[{"start": 0, "end": 3, "text": "你好。"}, {"start": 3, "end": 6, "text": "再见！"}], []]


def test_each_line_is_annotated_and_its_pieces_are_the_line(typed):
    line = "三个鸡蛋，OK?"
    status, (answer,) = typed("annotate", "--language", "zh", "--aid", "pinyin", lines=[line])
    assert status == 0
    assert answer[:3] == [
        {"text": "三", "reading": "sān"},
        {"text": "个", "reading": "gè"},
        {"text": "鸡蛋", "reading": "jī dàn"},
    ]
    assert "".join(piece["text"] for piece in answer) == line


def test_without_an_aid_each_line_gets_that_of_its_language(typed):
    _status, (chinese, korean) = typed("annotate", lines=["你好吗", "안녕하세요"])
    assert chinese[0] == {"text": "你好", "reading": "nǐ hǎo"}
    assert korean[0]["reading"] == "annyeonghaseyo"


def test_an_unknown_aid_or_language_is_refused(typed):
    assert typed("annotate", "--aid", "runes", lines=[])[0] == 2
    assert typed("annotate", "--language", "no language", lines=["a"])[0] == 1


@pytest.mark.django_db
def test_a_word_is_looked_up_from_here(typed, monkeypatch):
    from lihua.language import cedict, dictionaries

    lines = ["貓 猫 [mao1] /cat/", "喵星人 喵星人 [miao1 xing1 ren2] /cat (Internet slang)/"]
    monkeypatch.setattr(cedict, "read", lambda _path: cedict.parse(lines))
    status, (entry,) = typed("look-up", "猫", "--from", "zh", "--to", "en", lines=[])
    assert (status, entry["headword"], entry["reading"], entry["senses"]) == (0, "猫", "māo", ["cat"])
    assert entry["licence"] == dictionaries.CEDICT.licence
    _status, (entry,) = typed("look-up", "cats", "--to", "zh", lines=[])
    assert (entry["lemma"], entry["senses"][0]) == ("cat", "猫 māo")
    _status, (part,) = typed("look-up", "猫税", lines=[])
    assert part["headword"] == "猫"
    status, (refused,) = typed("look-up", "zzzz", lines=[])
    assert status == 1
    assert "zzzz" in refused["error"]


@pytest.fixture
def lihua(capsys):
    def say(*words):
        status = main(words)
        return status, [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    return say


@pytest.mark.django_db
def test_a_dictionary_comes_and_goes(lihua, tmp_path):
    path = tmp_path / "slang.u8"
    path.write_text("貓稅 猫税 [mao1 shui4] /cat tax/\n", encoding="utf-8")
    assert lihua("dictionary", "add", str(path))[0] == 1
    status, (added,) = lihua("dictionary", "add", str(path), "--licence", "CC0", "--name", "Slang")
    assert (status, added["words"], added["licence"], added["from"]) == (0, 1, "CC0", "zh")
    assert lihua("dictionary", "list") == (0, [added])
    assert lihua("dictionary", "remove", "Slang") == (0, [{"removed": "Slang"}])
    assert lihua("dictionary", "remove", "Slang")[0] == 1
    assert lihua("dictionary", "list") == (0, [])


@pytest.mark.django_db
def test_a_list_of_levels_comes_and_goes(lihua, tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("headword,pos,CEFR,notes\nexterior,noun,C1,\n", encoding="utf-8")
    status, (added,) = lihua("levels", "add", str(path))
    assert (status, added["scale"], added["words"]) == (0, "CEFR", 1)
    assert lihua("levels", "list") == (0, [added])
    assert lihua("levels", "remove", added["name"])[0] == 0
    assert lihua("levels", "add", str(tmp_path))[0] == 1
