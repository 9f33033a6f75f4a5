import pytest
from django.urls import reverse

from lihua.language.models import PEOPLE, MachineSentence
from lihua.notifications.models import Notice
from lihua.works import actions, queries, rules
from lihua.works.models import Suggestion, Translation
from lihua.works.queries import Reader, read_work

TEXT = "三个鸡蛋打散。更嫩！"
GOOD = "Beat three eggs."


@pytest.fixture
def readers(make_person):
    """Four who read Chinese and English."""
    return [make_person(f"reader{number}", reads=("en", "zh-Hans")) for number in range(4)]


@pytest.fixture
def work(bo, make_work):
    return make_work(bo, TEXT)


@pytest.fixture
def translated(work, ana):
    actions.translate(work, into="en", by=ana, sentences={"body:0": "Three egg hit scattered."})
    return work


def english(work):
    return read_work(work, Reader(person=None, reads=("en",))).body.sentences[0].translation


def suggest(work, by, text=GOOD, **more):
    return actions.suggest(work, "body:0", text=text, into="en", by=by, **more)


def test_where_nobody_translated_it_stands_at_once(work, eve):
    made = suggest(work, eve)
    assert (made.state, made.ground) == ("accepted", "free")
    assert english(work).by == eve


def test_another_persons_words_are_not_replaced_but_suggested_against(translated, ana, bo, eve):
    offered = suggest(translated, eve, reason="打散 is what one does to eggs")
    assert offered.is_open
    assert offered.instead_of == "Three egg hit scattered."
    assert english(translated).by == ana
    assert {notice.to.handle for notice in Notice.objects.filter(kind="suggestion")} == {"ana", "bo"}


def test_the_author_accepts_and_the_credit_is_the_suggesters(translated, bo, eve):
    offered = actions.accept(suggest(translated, eve), by=bo)
    assert (offered.state, offered.ground, offered.made.by) == ("accepted", "author", eve)
    assert (english(translated).text, english(translated).by) == (GOOD, eve)
    assert Notice.objects.get(kind="suggestion_accepted").to == eve


def test_who_translated_it_accepts_too_and_mends_their_own_at_once(translated, ana, eve):
    assert actions.accept(suggest(translated, eve), by=ana).ground == "maker"
    own = suggest(translated, eve, text="Beat the three eggs.")
    assert own.ground == "own"


def test_enough_readers_of_both_languages_decide(translated, eve, readers):
    offered = suggest(translated, eve)
    for reader in readers[:2]:
        assert actions.vote(offered, is_for=True, by=reader).is_open
    assert actions.vote(offered, is_for=True, by=readers[2]).ground == "votes"
    assert english(translated).by == eve


def test_enough_against_decline_it(translated, eve, readers):
    offered = suggest(translated, eve)
    for reader in readers[:3]:
        offered = actions.vote(offered, is_for=False, by=reader)
    assert offered.state == "declined"
    assert english(translated).text == "Three egg hit scattered."


def test_who_does_not_read_both_does_not_vote_nor_who_suggested_it(translated, eve, readers):
    offered = suggest(translated, readers[0])
    for person in (eve, readers[0]):
        with pytest.raises(rules.NotAllowed):
            actions.vote(offered, is_for=True, by=person)


def test_a_vote_can_be_changed_and_taken_back(translated, eve, readers):
    offered = suggest(translated, eve)
    actions.vote(offered, is_for=False, by=readers[0])
    actions.vote(offered, is_for=True, by=readers[0])
    assert offered.votes.get().is_for
    actions.unvote(offered, by=readers[0])
    assert not offered.votes.exists()


def test_strangers_do_not_decide(translated, eve, readers):
    offered = suggest(translated, eve)
    with pytest.raises(rules.NotAllowed):
        actions.accept(offered, by=readers[0])
    with pytest.raises(rules.NotAllowed):
        actions.decline(offered, by=readers[0])


def test_somebody_whose_corrections_hold_is_trusted(make_work, bo, ana, readers, monkeypatch):
    monkeypatch.setattr(rules, "HOLDS_AFTER", 2)
    for number in range(3):
        work = make_work(bo, f"{TEXT}{number}号。")
        actions.translate(work, into="en", by=ana, sentences={"body:0": "Three egg."})
        offered = suggest(work, readers[0])
        if number < 2:
            assert offered.is_open
            actions.accept(offered, by=bo)
    assert (offered.state, offered.ground) == ("accepted", "trusted")


def test_decided_is_decided(translated, bo, eve, readers):
    offered = actions.accept(suggest(translated, eve), by=bo)
    with pytest.raises(rules.NotAllowed):
        actions.vote(offered, is_for=True, by=readers[0])
    with pytest.raises(rules.NotAllowed):
        actions.decline(offered, by=bo)


def test_one_open_suggestion_a_person_the_newest(translated, eve):
    first = suggest(translated, eve)
    second = suggest(translated, eve, text="Whisk three eggs.")
    first.refresh_from_db()
    assert (first.state, second.state) == ("withdrawn", "open")


def test_an_edit_of_the_sentence_lets_go_of_what_was_suggested_for_it(translated, bo, eve):
    offered = suggest(translated, eve)
    actions.edit(translated, by=bo, body="四个鸡蛋打散。更嫩！")
    offered.refresh_from_db()
    assert offered.state == "outdated"
    with pytest.raises(rules.NotAllowed):
        actions.accept(offered, by=bo)


def test_an_edit_elsewhere_does_not(translated, bo, eve):
    offered = suggest(translated, eve)
    actions.edit(translated, by=bo, body="三个鸡蛋打散。更香！")
    assert actions.accept(Suggestion.objects.get(pk=offered.pk), by=bo).state == "accepted"


def test_what_people_found_is_how_the_same_sentence_is_read_elsewhere(translated, bo, eve, make_work):
    actions.accept(suggest(translated, eve), by=bo)
    other = make_work(bo, "三个鸡蛋打散。再加盐。")
    found = english(other)
    assert (found.text, found.by, found.engine) == (GOOD, None, PEOPLE)


def test_H028_what_is_for_followers_teaches_nobody(make_work, bo, ana):
    from lihua.people.actions import follow

    follow(ana, bo)
    work = make_work(bo, TEXT, visibility="followers")
    suggest(work, ana)
    assert not MachineSentence.objects.exists()


@pytest.mark.parametrize(
    ("key", "text", "into"),
    [("body:9", "x", "en"), ("nose:0", "x", "en"), ("body:0", "", "en"), ("body:0", "x" * 5001, "en")],
)
def test_what_cannot_be_taken_says_why(work, eve, key, text, into):
    with pytest.raises(rules.Unacceptable):
        actions.suggest(work, key, text=text, into=into, by=eve)
    assert not Suggestion.objects.exists()


def test_H079_who_cannot_open_it_cannot_mend_it(make_work, ana, cleo):
    work = make_work(ana, "Hola.")
    with pytest.raises(rules.NotAllowed):
        actions.suggest(work, "body:0", text="Hi.", into="en", by=cleo)


def test_an_author_who_asks_is_corrected_and_takes_it_over(make_work, ana, eve):
    work = make_work(ana, "I am agree with you. Good night.", language="en")
    with pytest.raises(rules.NotAllowed):
        actions.suggest(work, "body:0", text="I agree with you.", into="en", by=eve)
    actions.ask_for_corrections(work, by=ana)
    work.refresh_from_db()
    offered = actions.suggest(work, "body:0", text="I agree with you.", into="en", by=eve, reason="agree is a verb")
    assert offered.is_open
    (shown,) = queries.corrections_of(work, ana)
    assert [piece.text.strip() for piece in shown.pieces if piece.kind == "removed"] == ["am"]
    actions.accept(offered, by=ana)
    work.refresh_from_db()
    assert work.body == "I agree with you. Good night."
    assert work.versions.count() == 1
    assert not Translation.objects.exists()


def test_votes_never_change_an_authors_own_words(make_work, ana, eve, readers):
    work = make_work(ana, "I am agree with you.", language="en")
    actions.ask_for_corrections(work, by=ana)
    work.refresh_from_db()
    offered = actions.suggest(work, "body:0", text="I agree.", into="en", by=eve)
    for reader in readers:
        actions.vote(offered, is_for=True, by=reader)
    work.refresh_from_db()
    assert work.body == "I am agree with you."


def test_sentences_wait_for_who_reads_both(work, ana, make_person):
    helper = make_person("helper", reads=("en", "zh-Hans"))
    waiting = queries.waiting_sentences(helper, source="zh-Hans", target="en")
    assert [row.text for row in waiting] == ["三个鸡蛋打散。", "更嫩！"]
    actions.translate(work, into="en", by=helper, sentences={"body:0": GOOD})
    assert [row.key for row in queries.waiting_sentences(helper, source="zh-Hans", target="en")] == ["body:1"]
    page = queries.waiting_sentences(work.author, source="zh-Hans", target="en")
    assert page == [], "not one's own"


def test_the_page_compares_suggests_and_decides(translated, bo, eve, readers, signed_in):
    address = reverse("works:sentence", args=[translated.pk, "en", "body", 0])
    suggest_at = reverse("works:suggest_sentence", args=[translated.pk, "en", "body", 0])
    signed_in(eve).post(suggest_at, {"text": GOOD, "reason": "<b>why</b>"})
    page = signed_in(readers[0]).get(address).content.decode()
    assert "&lt;b&gt;why&lt;/b&gt;" in page
    assert "<del>" in page
    assert "Better" in page
    assert "Accept" not in page
    offered = Suggestion.objects.get(state="open")
    assert signed_in(eve).post(reverse("works:decide_suggestion", args=[offered.pk, "accept"])).status_code == 403
    signed_in(bo).post(reverse("works:decide_suggestion", args=[offered.pk, "accept"]))
    assert english(translated).by == eve


def test_a_refused_suggestion_keeps_what_was_typed(translated, eve, signed_in):
    suggest_at = reverse("works:suggest_sentence", args=[translated.pk, "en", "body", 0])
    answer = signed_in(eve).post(suggest_at, {"text": "  ", "reason": "because"})
    assert answer.status_code == 422
    assert "because" in answer.content.decode()


def test_the_page_of_sentences_that_wait(work, ana, make_person, signed_in):
    helper = make_person("helper", reads=("en", "zh-Hans"))
    page = signed_in(helper).get(reverse("works:waiting_sentences"), {"from": "zh-Hans", "to": "en"}).content.decode()
    assert "三个鸡蛋打散。" in page
    assert signed_in(helper).get(reverse("works:waiting_sentences"), {"from": "xx", "before": "-1"}).status_code == 200
