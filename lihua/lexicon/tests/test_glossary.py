from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils.timezone import now

from lihua.lexicon import actions, queries, rules, tasks
from lihua.lexicon.models import Explanation, GlossaryEntry, Revision, State, Vote
from lihua.people import actions as people

pytestmark = pytest.mark.django_db

Meaning = actions.Meaning


def test_a_word_is_explained_in_other_languages(ana, bo, eve):
    entry = actions.add(
        word="猫税", tag="zh", by=bo, kind="meme", reading="māo shuì", meaning=Meaning("en", "cat tax", "A picture.")
    )
    actions.explain(entry, Meaning("es", "impuesto gatuno"), by=ana)
    for viewer, reads, first in ((eve, ("en",), "cat tax"), (ana, ("es", "en"), "impuesto gatuno")):
        shown = queries.show_entry(entry, reads=reads, viewer=viewer)
        assert shown.explanations[0].equivalent == first
        assert len(shown.explanations) == 2


def test_one_word_has_one_entry_however_it_is_written(bo, ana):
    first = actions.add(word="猫税", tag="zh-Hans", by=bo)
    for word, tag in (("貓稅", "zh-Hant"), (" 猫税 ", "zh-CN")):
        with pytest.raises(rules.AlreadyThere) as there:
            actions.add(word=word, tag=tag, by=ana)
        assert there.value.entry == first
    assert actions.add(word="猫税", tag="ja", by=ana) != first


def test_the_database_itself_keeps_a_word_from_being_there_twice(bo, add_word):
    entry = add_word("yyds", "zh-Hans", by=bo)
    with pytest.raises(IntegrityError), transaction.atomic():
        GlossaryEntry.objects.create(word="YYDS", key=entry.key, base="zh", language="zh-Hans", author=bo)


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"word": " … "}, "word"),
        ({"word": "長" * 61}, "word"),
        ({"tag": "xx-nowhere"}, "language"),
        ({"tag": "und"}, "language"),
        ({"kind": "insult"}, "kind"),
        ({"reading": "a" * 81}, "reading"),
        ({"meaning": Meaning("en")}, "equivalent"),
        ({"meaning": Meaning("en", "a" * 121)}, "equivalent"),
        ({"meaning": Meaning("en", "", "a" * 1001)}, "text"),
        ({"meaning": Meaning("nothing", "cat")}, "meaning_language"),
    ],
)
def test_what_cannot_be_taken_is_told_by_field_and_leaves_nothing(ana, words, field):
    with pytest.raises(rules.Unacceptable) as told:
        actions.add(**{"word": "猫税", "tag": "zh-Hans", "by": ana, **words})
    assert field in told.value.problems
    assert not GlossaryEntry.objects.exists()


def test_saying_it_anew_in_a_language_changes_what_one_said(ana, bo, add_word):
    entry = add_word("猫税", "zh-Hans", by=bo)
    first = actions.explain(entry, Meaning("en", "cat tax"), by=ana)
    again = actions.explain(entry, Meaning("en", "tax paid in cats"), by=ana)
    assert again.pk == first.pk
    assert [row.said["equivalent"] for row in Revision.objects.filter(explanation=first)] == ["cat tax"]


def test_only_the_author_and_the_desk_edit(ana, bo, mod, add_word):
    entry = add_word("猫税", "zh-Hans", by=bo, en="cat tax")
    with pytest.raises(rules.NotAllowed):
        actions.edit(entry, word="狗税", kind="meme", by=ana)
    actions.edit(entry, word="猫税", kind="meme", reading="māo shuì", by=mod)
    entry.refresh_from_db()
    assert (entry.kind, entry.reading) == ("meme", "māo shuì")
    (said,) = queries.entry_history(entry, ana)
    assert said.said == {"word": "猫税", "kind": "slang", "reading": ""}


def test_a_word_is_not_renamed_into_another(bo, add_word):
    add_word("yyds", "zh-Hans", by=bo)
    entry = add_word("猫税", "zh-Hans", by=bo)
    with pytest.raises(rules.AlreadyThere):
        actions.edit(entry, word="YYDS", kind="slang", by=bo)


def test_a_vote_counts_once_and_can_be_taken_back(ana, bo, eve, add_word):
    entry = add_word("猫税", "zh-Hans", by=bo, en="cat tax")
    said = entry.explanations.get()
    for thing in (entry, said):
        for person in (ana, eve, eve):
            actions.vote(thing, by=person)
        thing.refresh_from_db()
        assert thing.votes_count == 2
        actions.unvote(thing, by=eve)
        actions.unvote(thing, by=eve)
        thing.refresh_from_db()
        assert thing.votes_count == 1


def test_nobody_votes_for_their_own_words(bo, add_word):
    with pytest.raises(rules.NotAllowed):
        actions.vote(add_word("猫税", "zh-Hans", by=bo), by=bo)


def test_the_explanation_with_most_votes_comes_first(ana, bo, eve, mod, add_word):
    entry = add_word("内卷", "zh-Hans", by=bo)
    actions.explain(entry, Meaning("en", "rolling inward"), by=bo)
    better = actions.explain(entry, Meaning("en", "rat race"), by=ana)
    actions.vote(better, by=eve)
    (known,) = queries.known_entries([entry.pk], reads=("en",), viewer=eve)
    assert (known.explanation.equivalent, known.more) == ("rat race", 1)


def test_a_word_taken_back_can_be_put_back_for_a_while(bo, add_word):
    entry = add_word("猫税", "zh-Hans", by=bo)
    actions.withdraw(entry, by=bo)
    assert not queries.entries_page(queries.Filter(), reads=("en",), viewer=None).items
    actions.undo_withdraw(entry, by=bo)
    assert GlossaryEntry.objects.get().state == State.PUBLISHED
    actions.withdraw(entry, by=bo)
    GlossaryEntry.objects.update(withdrawn_at=now() - timedelta(minutes=11))
    with pytest.raises(rules.NotAllowed):
        actions.undo_withdraw(entry, by=bo)
    tasks.erase_withdrawn()
    assert not GlossaryEntry.objects.exists()


def test_a_word_taken_back_makes_room_and_does_not_come_back_over_another(ana, bo, add_word):
    entry = add_word("猫税", "zh-Hans", by=bo)
    actions.withdraw(entry, by=bo)
    add_word("猫税", "zh-Hans", by=ana)
    with pytest.raises(rules.NotAllowed):
        actions.undo_withdraw(entry, by=bo)


def test_a_word_that_others_explained_is_theirs_too(ana, bo, mod, add_word):
    entry = add_word("猫税", "zh-Hans", by=bo, en="cat tax")
    actions.explain(entry, Meaning("es", "impuesto gatuno"), by=ana)
    with pytest.raises(rules.NotAllowed):
        actions.withdraw(entry, by=bo)
    actions.withdraw(entry, by=mod)
    assert GlossaryEntry.objects.get().state == State.WITHDRAWN


def test_H079_between_people_who_parted_ways_explanations_are_hidden_and_counted(ana, bo, cleo, eve, add_word):
    entry = add_word("猫税", "zh-Hans", by=bo, en="cat tax")
    mine = actions.explain(entry, Meaning("en", "a tax on cats"), by=ana)
    theirs = actions.explain(entry, Meaning("en", "feline levy"), by=cleo)
    seen = {viewer: queries.show_entry(entry, reads=("en",), viewer=viewer) for viewer in (ana, cleo, eve)}
    assert theirs not in seen[ana].explanations
    assert mine not in seen[cleo].explanations
    assert [seen[viewer].hidden for viewer in (ana, cleo, eve)] == [1, 1, 0]


def test_who_was_suspended_is_not_heard(bo, eve, add_word):
    entry = add_word("猫税", "zh-Hans", by=bo, en="cat tax")
    people.suspend(bo)
    assert queries.show_entry(entry, reads=("en",), viewer=eve).explanations == []


def test_H125_an_erased_person_leaves_explanations_without_a_name(bo, eve, client, add_word, run_tasks):
    entry = add_word("猫税", "zh-Hans", by=bo, en="cat tax")
    other = add_word("no cap", "en", by=eve)
    actions.vote(other, by=bo)
    actions.keep(bo, word="no cap", tag="en")
    people.erase(bo)
    run_tasks()
    assert not Vote.objects.exists()
    assert not bo.kept_words.exists()
    other.refresh_from_db()
    assert other.votes_count == 0
    page = client.get(entry.get_absolute_url()).content.decode()
    assert "cat tax" in page
    assert "小波" not in page
    assert "somebody who left" in page


def test_the_desk_removes_and_restores(bo, add_word):
    entry = add_word("猫税", "zh-Hans", by=bo, en="cat tax")
    for said in (entry.explanations.get(), entry):
        actions.remove(said)
        said.refresh_from_db()
        assert said.state == State.REMOVED
        actions.restore(said)
        said.refresh_from_db()
        assert said.state == State.PUBLISHED


def test_the_glossary_is_browsed_by_language_kind_votes_and_words(ana, bo, eve, add_word):
    cat = add_word("猫税", "zh-Hans", by=bo, kind="meme", en="cat tax")
    add_word("no cap", "en", by=eve, zh_Hans="不骗你")
    actions.vote(cat, by=eve)

    def found(**asked):
        page = queries.entries_page(queries.Filter(**asked), reads=("en",), viewer=None)
        return [known.entry.word for known in page.items]

    assert found() == ["no cap", "猫税"]
    assert found(order="votes") == ["猫税", "no cap"]
    assert found(base="zh") == found(kind="meme") == found(text="貓") == found(text="cat tax") == ["猫税"]
    assert found(text="NO CAP") == ["no cap"]
    assert queries.languages_in_glossary() == [("en", 1), ("zh", 1)]


def test_H131_a_list_is_not_gone_through_without_end(add_word, client):
    add_word("猫税", "zh-Hans")
    assert client.get("/glossary?after=999999999999").status_code == 200
    assert client.get("/glossary?after=9999999999999999999").status_code == 400
    assert client.get("/glossary?after=-1").status_code == 400
    assert client.get("/glossary?order=password&language=" + "x" * 4000).status_code == 200


def test_H038_what_people_write_about_words_is_only_ever_text(bo, signed_in, eve):
    evil = "<img src=x onerror=alert(1)>"
    entry = actions.add(
        word=f"a{evil}"[:60],
        tag="en",
        by=bo,
        reading=evil,
        meaning=Meaning("zh-Hans", evil, f"{evil}\n{{{{ 7|add:7 }}}}"),
    )
    browser = signed_in(eve)
    pages = [entry.get_absolute_url(), "/glossary", f"/words/look?text={entry.word}&at=0&from=en&to=zh-Hans"]
    for address in pages:
        page = browser.get(address).content.decode()
        assert "<img src=x" not in page
        assert "14" not in page.partition("word-own")[2][:400]


def test_H044_what_turns_text_round_is_not_kept(bo):
    entry = actions.add(word="a\u202eb\u0000c", tag="en", by=bo, meaning=Meaning("es", "x\u2066y"))
    assert entry.word == "abc"
    assert Explanation.objects.get().equivalent == "xy"


def test_H074_a_form_sets_nothing_but_its_fields(ana, signed_in):
    sent = {
        "word": "guay", "language": "es", "kind": "slang", "meaning_language": "en", "equivalent": "cool",
        "votes_count": "99", "state": "removed", "author": "1", "author_id": "1", "uses_count": "9",
    }  # fmt: skip
    assert signed_in(ana).post("/glossary/add", sent).status_code == 302
    entry = GlossaryEntry.objects.get()
    assert (entry.votes_count, entry.state, entry.author, entry.uses_count) == (0, "published", ana, 0)


def test_adding_a_known_word_leads_to_it(ana, bo, signed_in, add_word):
    entry = add_word("猫税", "zh-Hans", by=bo)
    answer = signed_in(ana).post(
        "/glossary/add", {"word": "貓稅", "language": "zh-Hant", "kind": "meme", "meaning_language": "es"}
    )
    assert answer.headers["Location"] == entry.get_absolute_url()


def test_pages_of_a_word_cost_a_fixed_number_of_queries(eve, bo, ana, add_word, django_assert_max_num_queries, client):
    for number in range(12):
        add_word(f"词{number}", "zh-Hans", by=bo, en=f"word {number}", es=f"palabra {number}")
    client.get("/glossary")
    with django_assert_max_num_queries(6):
        assert client.get("/glossary").content.decode().count('class="entry panel"') == 12
