import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lihua import language
from lihua.lexicon import actions, queries

pytestmark = pytest.mark.django_db


def found(text, tag):
    (matches,) = queries.known_in([text], tag)
    return [text[match.start : match.end] for match in matches]


@pytest.fixture
def words(bo, add_word):
    for word in ("猫税", "yyds", "草", "搭子", "饭搭子"):
        add_word(word, "zh-Hans", by=bo)
    for word in ("no cap", "cap", "Sally's", "ﬁre"):
        add_word(word, "en", by=bo)
    add_word("guay", "es", by=bo)


@pytest.mark.parametrize(
    ("text", "tag", "expected"),
    [
        ("我来缴猫税了", "zh-Hans", ["猫税"]),
        ("我來繳貓稅了", "zh-Hant", ["貓稅"]),
        ("这首歌YYDS！", "zh-Hans", ["YYDS"]),
        ("ｙｙｄｓ", "zh-Hans", ["ｙｙｄｓ"]),
        ("yydsx", "zh-Hans", []),
        ("找个饭搭子", "zh-Hans", ["饭搭子"]),
        ("草，又输了", "zh-Hans", ["草"]),
        ("割草机", "zh-Hans", []),
        ("That was good, No Cap!", "en", ["No Cap"]),
        ("the capital has no capacity", "en", []),
        ("a cap and no cap", "en", ["cap", "no cap"]),
        ("fire ﬁre FIRE", "en", ["fire", "ﬁre", "FIRE"]),
        ("¡Qué GUÁY!", "es", ["GUÁY"]),
        ("guay", "en", []),
    ],
)
def test_words_of_the_village_are_found_in_a_text(words, text, tag, expected):
    assert found(text, tag) == expected


def test_many_texts_cost_one_small_query(words, django_assert_num_queries):
    queries.known_in(["猫税"], "zh-Hans")
    with django_assert_num_queries(1):
        matches = queries.known_in(["猫税"] * 50, "zh-Hant")
    assert all(len(one) == 1 for one in matches)


def test_a_change_is_seen_at_once(bo, ana, add_word):
    assert found("缴猫税", "zh-Hans") == []
    entry = add_word("猫税", "zh-Hans", by=bo)
    assert found("缴猫税", "zh-Hans") == ["猫税"]
    actions.edit(entry, word="狗税", kind="slang", by=bo)
    assert found("缴猫税缴狗税", "zh-Hans") == ["狗税"]
    actions.withdraw(entry, by=bo)
    assert found("缴狗税", "zh-Hans") == []
    actions.undo_withdraw(entry, by=bo)
    assert found("缴狗税", "zh-Hans") == ["狗税"]
    actions.remove(entry)
    assert found("缴狗税", "zh-Hans") == []


def test_terms_are_what_a_translation_must_keep(bo, ana, eve, add_word):
    entry = add_word("yyds", "zh-Hans", by=bo, en="forever the best")
    better = actions.explain(entry, actions.Meaning("en", "the GOAT"), by=ana)
    add_word("猫税", "zh-Hans", by=bo, es="impuesto gatuno")
    actions.vote(better, by=eve)
    terms = queries.terms_for(["火锅YYDS", "缴猫税", "yyds"], "zh-Hans", "en")
    assert {(term.text, term.translation) for term in terms} == {("YYDS", "the GOAT"), ("yyds", "the GOAT")}


def test_H040_nobody_alone_puts_words_into_everybodys_mouth(ana, bo, eve, add_word):
    entry = add_word("猫税", "zh-Hans", by=bo, en="nonsense")
    assert queries.terms_for(["猫税"], "zh-Hans", "en") == []
    actions.vote(entry.explanations.get(), by=eve)
    assert [term.translation for term in queries.terms_for(["猫税"], "zh-Hans", "en")] == ["nonsense"]
    actions.remove(entry.explanations.get())
    assert queries.terms_for(["猫税"], "zh-Hans", "en") == []


def test_who_was_suspended_has_no_say_in_translations(bo, eve, add_word):
    from lihua.people.actions import suspend

    said = add_word("猫税", "zh-Hans", by=bo, en="cat tax").explanations.get()
    actions.vote(said, by=eve)
    suspend(bo)
    assert queries.terms_for(["猫税"], "zh-Hans", "en") == []


ALPHABET = "猫税草abcABCéＡ1 ，’\u0301"


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.sampled_from(ALPHABET), max_size=40))
def test_what_is_found_is_in_order_apart_and_written_like_the_word(words, text):
    (matches,) = queries.known_in([text], "zh-Hans")
    at = 0
    keys = {language.fold(word) for word in ("猫税", "yyds", "草", "搭子", "饭搭子")}
    for match in matches:
        assert at <= match.start < match.end <= len(text)
        assert language.fold(text[match.start : match.end]) in keys
        at = match.end


def test_H047_a_long_text_is_searched_in_a_moment(words):
    from time import process_time

    begun = process_time()
    queries.known_in(["猫" * 5_000 + "税 no ca" * 1_000], "zh-Hans")
    assert process_time() - begun < 0.5
