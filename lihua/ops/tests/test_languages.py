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
