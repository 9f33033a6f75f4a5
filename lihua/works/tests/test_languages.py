"""Texts in several languages: each sentence is read, translated and asked for in its own."""

import pytest
from django.urls import reverse

from lihua.works import actions, queries, rules
from lihua.works.models import Work
from lihua.works.queries import Reader

pytestmark = pytest.mark.django_db

MIXED = "今天学了一句英语，很喜欢。\nPractice makes perfect, as they say.\n你们觉得呢？"


def reader_of(*tags):
    return Reader(person=None, reads=tags)


def test_a_sentence_in_another_language_keeps_it(bo, make_work):
    work = make_work(author=bo, body=MIXED)
    assert work.language == "zh-Hans"
    assert work.texts["body"]["languages"] == {"1": "en"}
    assert work.languages == {"zh-Hans", "en"}


def test_a_text_in_one_language_stores_nothing_more(bo, make_work):
    assert "languages" not in make_work(author=bo, body="今天好累。我想睡觉。").texts["body"]


def test_a_text_from_before_is_read_as_it_was(bo, make_work):
    work = make_work(author=bo, body=MIXED)
    del work.texts["body"]["languages"]
    work.save(update_fields=["texts"])
    read = queries.read_work(Work.objects.get(pk=work.pk), reader_of("en"))
    assert {sentence.language for sentence in read.body.sentences} == {"zh-Hans"}


def test_only_the_sentences_that_a_reader_does_not_read_are_foreign(bo, make_work):
    work = make_work(author=bo, body=MIXED)
    english = queries.read_work(work, reader_of("en"))
    assert [sentence.is_foreign for sentence in english.body.sentences] == [True, False, True]
    assert english.foreign_languages == ["zh-Hans"]
    chinese = queries.read_work(work, reader_of("zh-Hans"))
    assert [sentence.is_foreign for sentence in chinese.body.sentences] == [False, True, False]
    assert chinese.foreign_languages == ["en"]
    assert not queries.read_work(work, reader_of("zh-Hans", "en")).is_foreign


def test_a_translation_is_whole_without_what_is_in_that_language_already(ana, bo, make_work):
    work = make_work(author=bo, body=MIXED)
    actions.translate(
        work, into="en", sentences={"body:0": "I learnt a phrase.", "body:2": "What do you think?"}, by=ana
    )
    read = queries.read_work(work, reader_of("en"))
    assert read.body.is_whole
    assert not read.misses_translation
    assert [bool(sentence.translation) for sentence in read.body.sentences] == [True, False, True]


def test_a_sentence_is_not_translated_into_its_own_language(ana, bo, make_work):
    work = make_work(author=bo, body=MIXED)
    with pytest.raises(rules.Unacceptable):
        actions.translate(work, into="en", sentences={"body:1": "Practice."}, by=ana)


def test_the_page_marks_each_sentence_with_its_language(bo, eve, make_work, signed_in):
    work = make_work(author=bo, body=MIXED)
    page = signed_in(eve).get(work.get_absolute_url()).content.decode()
    assert '<span class="sentence is-alone" data-sentence="body:0" lang="zh-Hans" dir="auto"><ruby' in page
    assert '<span class="sentence" data-sentence="body:1" lang="en" dir="auto">Practice' in page


def test_the_form_asks_only_for_sentences_in_another_language(bo, ana, make_work, signed_in):
    work = make_work(author=bo, body=MIXED)
    form = signed_in(ana).get(reverse("works:translate_into", args=[work.pk, "en"])).content.decode()
    assert 'name="body:0"' in form
    assert 'name="body:1"' not in form
    assert 'name="body:2"' in form


def test_who_reads_the_language_of_the_line_is_asked_to_translate_it(bo, eve, make_work):
    work = make_work(author=bo, body=MIXED)
    ask = actions.ask_for_translation(work, by=bo, into="zh-Hans")
    assert (ask.source_language, ask.target_language) == ("en", "zh-Hans")
    assert actions.ask_for_translation(work, by=eve, into="en").source_language == "zh-Hans"


def test_the_machine_gets_each_sentence_with_its_own_language(bo, make_work):
    work = make_work(author=bo, body=MIXED)
    from lihua.works.tasks import _untranslated

    assert _untranslated(work, "zh-Hans") == {"en": ["Practice makes perfect, as they say."]}
    assert list(_untranslated(work, "en")) == ["zh-Hans"]
