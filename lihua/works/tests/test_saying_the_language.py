"""The author says which language a text is in: it sticks, and the next texts are taken for it sooner."""

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lihua.language import tags
from lihua.people import actions as people
from lihua.people.queries import usual_languages
from lihua.works import actions, queries, rules
from lihua.works.models import Ask, AskKind, Work
from lihua.works.queries import Reader

pytestmark = pytest.mark.django_db


def test_a_correction_is_kept_with_its_source(ana, make_work):
    work = actions.say_language(make_work(author=ana, body="ok, no problem"), by=ana, tag="pt-BR")
    work.refresh_from_db()
    assert (work.language, work.language_source) == ("pt", "author")
    assert work.texts["body"]["language"] == "pt"


def test_a_correction_is_no_new_version(ana, make_work):
    work = actions.say_language(make_work(author=ana, body="ok, no problem"), by=ana, tag="en")
    assert (work.revision, work.edited_at, work.versions.count()) == (1, None, 0)


def test_a_correction_sticks_when_the_words_are_edited(ana, make_work):
    work = actions.say_language(make_work(author=ana, body="Muy buenos días a todos"), by=ana, tag="gl")
    work = actions.edit(work, by=ana, body="Muy buenos días a todos, amigos")
    assert (work.language, work.language_source) == ("gl", "author")


def test_translations_stay_with_their_sentences(ana, bo, make_work):
    work = make_work(author=ana, body="No problem.\nEs todo normal aquí.")
    actions.translate(work, into="zh-Hans", sentences={"body:0": "没问题。", "body:1": "这里一切正常。"}, by=bo)
    work = actions.say_language(work, by=ana, tag="gl")
    read = queries.read_work(work, Reader(person=None, reads=("zh-Hans",)))
    assert [s.translation and s.translation.text for s in read.body.sentences] == ["没问题。", "这里一切正常。"]
    assert not read.is_stale


def test_only_the_author_says_it(ana, bo, make_work):
    with pytest.raises(rules.NotAllowed):
        actions.say_language(make_work(author=ana), by=bo, tag="en")


@pytest.mark.parametrize("tag", ["", "und", "klingonese", "x" * 500])
def test_an_unknown_language_is_refused(ana, make_work, tag):
    work = make_work(author=ana, body="Muy buenos días")
    with pytest.raises(rules.Unacceptable):
        actions.say_language(work, by=ana, tag=tag)
    assert usual_languages(ana) == ["es"]


def test_the_next_texts_of_that_author_are_taken_for_it_sooner(ana, bo, make_work):
    first = make_work(author=ana, body="ok")
    assert first.language == "es"
    actions.say_language(first, by=ana, tag="en")
    assert usual_languages(ana) == ["en", "es"]
    assert make_work(author=ana, body="ok").language == "en"
    assert make_work(author=ana, body="Muchas gracias por la receta de ayer").language == "es"
    assert make_work(author=bo, body="ok").language != "en"


def test_saying_it_back_counts_too(ana, make_work):
    work = make_work(author=ana, body="ok")
    actions.say_language(work, by=ana, tag="en")
    actions.say_language(work, by=ana, tag="es")
    assert usual_languages(ana)[0] == "es"


def test_what_was_said_fades(ana):
    people.remember_language(ana, "en")
    said = ana.said_languages.get()
    said.last_at = said.last_at.replace(year=said.last_at.year - 1)
    said.save()
    assert usual_languages(ana) == ["es"]


def test_only_the_last_few_languages_are_remembered(ana):
    for tag in [*tags.SUPPORTED[:12], "en"]:
        people.remember_language(ana, tag)
    assert ana.said_languages.count() == 8
    assert ana.said_languages.filter(tag="en").exists()


def test_it_can_be_forgotten_in_the_settings(ana, signed_in):
    people.remember_language(ana, "en")
    browser = signed_in(ana)
    assert "English" in browser.get(reverse("people:settings_languages")).content.decode()
    browser.post(reverse("people:forget_languages"))
    assert usual_languages(ana) == ["es"]


def test_a_wish_for_a_translation_into_the_language_it_is_in_ends(ana, bo, eve, make_work):
    work = make_work(author=ana, body="ok, no problem")
    assert work.language != "en"
    actions.ask_for_translation(work, by=eve, into="en")
    actions.ask_for_translation(work, by=bo, into="zh-Hans")
    actions.say_language(work, by=ana, tag="en")
    asks = Ask.objects.filter(work=work, kind=AskKind.TRANSLATION)
    assert asks.get(target_language="en").is_let_go
    assert (asks.get(target_language="zh-Hans").source_language, asks.get(target_language="zh-Hans").is_let_go) == (
        "en",
        False,
    )


def test_the_author_says_it_in_one_tap(ana, make_work, signed_in):
    work = make_work(author=ana, body="ok, no problem")
    browser = signed_in(ana)
    page = browser.get(work.get_absolute_url()).content.decode()
    assert 'name="language" value="en"' in page
    answer = browser.post(reverse("works:language", args=[work.pk]), {"language": "en"})
    assert answer.url == work.get_absolute_url()
    work.refresh_from_db()
    assert (work.language, work.language_source) == ("en", "author")
    assert "You said so." in browser.get(work.get_absolute_url()).content.decode()


def test_any_other_language_can_be_chosen_from_the_list(ana, make_work, signed_in):
    work = make_work(author=ana, body="ok, no problem")
    signed_in(ana).post(reverse("works:language", args=[work.pk]), {"language": "", "other": "tl"})
    work.refresh_from_db()
    assert work.language == "tl"


def test_choosing_another_language_than_the_composer_guessed_is_remembered(ana, signed_in):
    browser = signed_in(ana)
    browser.post(reverse("works:write"), {"kind": "short", "body": "ok", "language": "es"})
    assert not ana.said_languages.exists(), "it was guessed right"
    browser.post(reverse("works:write"), {"kind": "short", "body": "ok", "language": "en"})
    assert usual_languages(ana) == ["en", "es"]


def test_readers_are_not_offered_to_say_it(ana, bo, make_work, signed_in):
    work = make_work(author=ana, body="ok, no problem")
    address = reverse("works:language", args=[work.pk])
    browser = signed_in(bo)
    assert address not in browser.get(work.get_absolute_url()).content.decode()
    assert browser.post(address, {"language": "en"}).status_code == 404


def test_editing_nothing_but_the_language_is_no_new_version(ana, make_work):
    work = make_work(author=ana, title="Hola", body="ok, no problem")
    work = actions.edit(work, by=ana, title="Hola", body="ok, no problem", chosen_language="en", channel="food")
    work.refresh_from_db()
    assert (work.language, work.language_source, work.channel) == ("en", "author", "food")
    assert (work.revision, work.versions.count()) == (1, 0)


LINES = [
    "今天很好。",
    "Good morning to all of you.",
    "Muy buenos días a todos.",
    "ok",
    "#tag",
    "Это очень красиво.",
    "😀",
]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(LINES), min_size=1, max_size=5), st.sampled_from(tags.SUPPORTED))
def test_whatever_is_said_sticks(ana, make_work, lines, tag):
    work = make_work(author=ana, body="\n".join(lines))
    said = actions.say_language(work, by=ana, tag=tag)
    stored = Work.objects.get(pk=said.pk)
    text = stored.texts["body"]
    assert (stored.language, stored.language_source, text["language"]) == (tag, "author", tag)
    assert set(text.get("languages", {})) <= set(map(str, range(len(text["cuts"]))))
    assert tag not in text.get("languages", {}).values()
    again = actions.say_language(stored, by=ana, tag=tag)
    assert again.texts == stored.texts
