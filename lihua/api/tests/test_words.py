import pytest

from lihua.api.actions import issue_token
from lihua.lexicon import actions as lexicon
from lihua.lexicon.models import GlossaryEntry, KeptWord

pytestmark = pytest.mark.django_db


@pytest.fixture
def ask(client):
    def ask(person, method, path, sent=None, *, scopes="read write"):
        headers = {"authorization": f"Bearer {issue_token(person, scopes)}"} if person else {}
        more = {"data": sent or {}, "content_type": "application/json"} if method != "get" else {"data": sent or {}}
        return getattr(client, method)(f"/api/lihua/v1/{path}", headers=headers, **more)

    return ask


@pytest.fixture
def entry(bo):
    return lexicon.add(word="猫税", tag="zh-Hans", by=bo, kind="meme", meaning=lexicon.Meaning("en", "cat tax"))


def test_a_word_is_added_explained_and_voted_for(ana, bo, ask):
    added = ask(bo, "post", "glossary", {"word": "猫税", "language": "zh", "kind": "meme", "reading": "māo shuì"})
    assert added.status_code == 201
    path = f"glossary/{added.json()['id']}"
    said = ask(ana, "post", f"{path}/explanations", {"language": "es", "equivalent": "impuesto gatuno"}).json()
    ask(ana, "post", f"{path}/vote")
    ask(bo, "post", f"glossary/explanations/{said['id']}/vote")
    whole = ask(ana, "get", path).json()
    assert (whole["votes"], whole["by"], whole["voted"]) == (1, "bo", [added.json()["id"]])
    assert [(one["equivalent"], one["votes"]) for one in whole["explanations"]] == [("impuesto gatuno", 1)]
    assert ask(ana, "delete", f"{path}/vote").json()["votes"] == 0
    assert ask(bo, "delete", path).status_code == 403
    assert ask(ana, "delete", f"glossary/explanations/{said['id']}").status_code == 204
    assert ask(bo, "delete", path).status_code == 204


def test_a_word_that_is_there_is_named(ana, ask, entry):
    answer = ask(ana, "post", "glossary", {"word": "貓稅", "language": "zh-Hant"})
    assert (answer.status_code, answer.json()["details"]) == (409, {"entry_id": str(entry.pk)})


def test_what_cannot_be_taken_is_told_by_field(ana, ask):
    answer = ask(ana, "post", "glossary", {"word": "", "language": "zh", "kind": "insult"})
    assert answer.status_code == 422
    assert set(answer.json()["details"]) == {"word", "kind"}


def test_the_glossary_is_read_without_a_token(ask, entry):
    page = ask(None, "get", "glossary", {"q": "cat"}).json()
    assert [(one["word"], one["explanation"]["equivalent"]) for one in page["items"]] == [("猫税", "cat tax")]
    assert page["after"] is None


def test_a_word_in_a_sentence_is_looked_up(ana, ask, entry):
    kept = lexicon.keep(ana, word="猫税", tag="zh-Hans")
    found = ask(ana, "get", "words/look", {"text": "我来缴猫税", "at": 4, "source": "zh-Hans", "to": "en"}).json()
    assert (found["word"], found["start"], found["end"], found["kept_id"]) == ("猫税", 3, 5, str(kept.pk))
    assert found["glossary"][0]["explanation"]["equivalent"] == "cat tax"
    assert ask(None, "get", "words/look", {"text": "我来缴猫税", "at": 4}).json()["kept_id"] is None


@pytest.mark.parametrize("asked", [{"text": ""}, {"text": "a" * 601}, {"text": "a", "at": 1}, {"text": "a", "at": -1}])
def test_what_is_no_question_is_refused(ask, asked):
    assert ask(None, "get", "words/look", asked).status_code == 422


def test_words_are_kept_changed_and_forgotten(ana, ask):
    sent = {
        "word": "打散",
        "language": "zh",
        "meaning": "to beat",
        "sentence": "鸡蛋打散",
        "work_id": "12",
        "place": "body:0",
    }
    kept = ask(ana, "post", "words", sent).json()
    assert ask(ana, "post", "words", sent).json()["id"] == kept["id"]
    assert ask(ana, "patch", f"words/{kept['id']}", {"is_known": True}).json()["is_known"]
    assert [one["word"] for one in ask(ana, "get", "words", {"state": "known"}).json()["items"]] == ["打散"]
    assert ask(ana, "delete", f"words/{kept['id']}").status_code == 204
    assert not KeptWord.objects.exists()


def test_H069_H073_anothers_words_are_not_there(ana, bo, ask):
    kept = lexicon.keep(ana, word="打散", tag="zh-Hans")
    assert ask(bo, "get", "words").json()["items"] == []
    assert ask(bo, "delete", f"words/{kept.pk}").status_code == 404
    assert ask(bo, "patch", f"words/{kept.pk}", {"is_known": True}).status_code == 404
    assert KeptWord.objects.filter(pk=kept.pk, state="learning").exists()


@pytest.mark.parametrize(
    ("method", "path", "scopes"),
    [
        ("get", "words", "read:statuses write"),
        ("post", "words", "read"),
        ("post", "glossary", "read write:bookmarks"),
        ("post", "glossary/1/vote", "read write:statuses"),
        ("delete", "words/1", "read write:statuses"),
    ],
)
def test_H078_a_token_without_the_scope_is_refused(ana, ask, method, path, scopes):
    sent = {"word": "a", "language": "en"}
    assert ask(ana, method, path, sent, scopes=scopes).status_code == 403


def test_H074_a_request_sets_nothing_but_its_fields(ana, ask):
    ask(
        ana,
        "post",
        "glossary",
        {"word": "guay", "language": "es", "votes": 9, "votes_count": 9, "author_id": 1, "state": "removed"},
    )
    entry = GlossaryEntry.objects.get()
    assert (entry.votes_count, entry.author, entry.state) == (0, ana, "published")


def test_H079_explanations_of_who_parted_ways_are_not_there(ana, cleo, bo, ask, entry):
    said = lexicon.explain(entry, lexicon.Meaning("en", "feline levy"), by=cleo)
    whole = ask(ana, "get", f"glossary/{entry.pk}").json()
    assert (len(whole["explanations"]), whole["hidden"]) == (1, 1)
    assert ask(ana, "post", f"glossary/explanations/{said.pk}/vote").status_code == 404
