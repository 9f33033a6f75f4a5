import json
import os

import pytest

from lihua.ops.cli import main
from lihua.ops.serving import HEARTBEAT
from lihua.people.models import Invitation, Person, Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def lihua(capsys):
    """Say a command; returns its exit status and the object on the last line."""

    def say(*words: str):
        status = main(words)
        return status, json.loads(capsys.readouterr().out.strip().splitlines()[-1])

    return say


def test_a_person_is_let_in_with_their_languages(lihua):
    languages = ("--writes", "zh-Hans", "--reads", "zh-Hans,en", "--learns", "en:B1")
    status, answer = lihua("person", "add", "mei", "--name", "梅", "--mail", "mei@example.org", *languages)
    mei = Person.objects.get(handle="mei")
    assert (status, answer["handle"], answer["id"]) == (0, "mei", str(mei.pk))
    assert "created" in answer
    assert (mei.writes, mei.reads, mei.learns) == (["zh-Hans"], ["zh-Hans", "en"], {"en": "B1"})
    assert (mei.account.email, mei.account.role) == ("mei@example.org", Role.MEMBER)


def test_nobody_is_let_in_without_a_name(lihua):
    assert lihua("person", "add", "mei", "--name", " ")[0] == 1
    assert not Person.objects.exists()


def test_a_mistake_of_ours_is_told_whole_and_still_answered(lihua, capsys, monkeypatch):
    monkeypatch.setattr("lihua.ops.persons.add", lambda chosen: 1 // 0)
    assert main(("person", "add", "mei", "--name", "梅")) == 1
    said = capsys.readouterr()
    assert "ZeroDivisionError" in json.loads(said.out)["error"]
    assert "Traceback" in said.err


def test_an_owner_is_let_in(lihua):
    lihua("person", "add", "olga", "--name", "Olga", "--owner")
    assert Person.objects.get(handle="olga").account.is_owner


def test_a_taken_handle_is_refused_and_leaves_nothing_behind(lihua, ana):
    status, answer = lihua("person", "add", "ana", "--name", "Another")
    assert status == 1
    assert "Somebody has this handle" in answer["error"]
    assert Person.objects.count() == 1


@pytest.mark.parametrize("handle", ["x", "admin", "míng", "a" * 31])
def test_an_impossible_handle_is_refused(lihua, handle):
    assert lihua("person", "add", handle, "--name", "N")[0] == 1


def test_an_unknown_language_is_refused(lihua):
    status, answer = lihua("person", "add", "mei", "--name", "梅", "--writes", "chinese")
    assert (status, Person.objects.count()) == (1, 0)
    assert "language" in answer["error"]


def test_the_owner_link_makes_its_opener_the_owner_once(lihua, signed_in, ana, eve):
    status, answer = lihua("owner-link")
    path = "/join/" + Invitation.objects.get(uses_left=1).code
    assert (status, answer["url"]) == (0, f"http://localhost:8000{path}")
    signed_in(ana).get(path)
    signed_in(ana).post(path)
    signed_in(eve).get(path)
    signed_in(eve).post(path)
    for person in (ana, eve):
        person.account.refresh_from_db()
    assert ana.account.is_owner
    assert not eve.account.is_owner


def test_the_owner_link_leads_to_the_village_that_runs(lihua, settings, tmp_path, monkeypatch):
    monkeypatch.delenv("PORT", raising=False)
    monkeypatch.delenv("LIHUA_URL", raising=False)
    settings.DATA = tmp_path
    beat = tmp_path / HEARTBEAT
    beat.write_text("http://localhost:8123")
    assert lihua("owner-link")[1]["url"].startswith("http://localhost:8123/join/")
    os.utime(beat, (0, 0))
    assert lihua("owner-link")[1]["url"].startswith(f"{settings.URL}/join/")


def test_a_level_that_is_none_is_refused(lihua):
    status, answer = lihua("person", "add", "mei", "--name", "梅", "--writes", "zh-Hans", "--learns", "en:Z9")
    assert (status, Person.objects.count()) == (1, 0)
    assert "level" in answer["error"]


def test_there_is_no_owner_link_once_there_is_an_owner(lihua, owner):
    status, answer = lihua("owner-link")
    assert status == 1
    assert "has an owner" in answer["error"]


def test_an_older_owner_link_is_closed_once_there_is_an_owner(lihua, client):
    lihua("owner-link")
    path = "/join/" + Invitation.objects.get(uses_left=1).code
    lihua("person", "add", "olga", "--name", "Olga", "--owner")
    assert client.get(path).status_code == 410
