import pytest

from lihua.notifications.models import Notice
from lihua.people.models import Person
from lihua.works import actions, rules
from lihua.works.models import Ask, Stance, Translation
from lihua.works.queries import Reader, read_work
from lihua.works.tasks import tell_translators

TEXT = "三个鸡蛋打散。更嫩！"


def english(work, person=None):
    return read_work(work, Reader(person=person, reads=("en",)))


def test_sentences_are_translated_credited_and_read_beside_the_original(ana, bo, make_work):
    work = make_work(bo, TEXT)
    actions.translate(work, into="en", by=ana, sentences={"body:0": "Beat three eggs.", "body:1": " "})
    body = english(work).body
    first, second = body.sentences
    assert (first.text, first.translation.text, first.translation.by) == ("三个鸡蛋打散。", "Beat three eggs.", ana)
    assert second.translation is None
    assert not body.is_whole
    assert english(work).translators == [ana]
    assert Notice.objects.get(to=bo).kind == "translated"


def test_the_newest_counts_and_all_are_kept(ana, bo, eve, make_work):
    work = make_work(bo, TEXT)
    actions.translate(work, into="en", by=ana, sentences={"body:0": "Three egg."})
    actions.translate(work, into="en", by=eve, sentences={"body:0": "Beat three eggs."})
    assert actions.translate(work, into="en", by=ana, sentences={"body:0": "Beat three eggs."}) == []
    assert english(work).body.sentences[0].translation.by == eve
    assert Translation.objects.count() == 2


def test_an_earlier_one_is_brought_back_with_its_credit(ana, bo, eve, make_work):
    work = make_work(bo, TEXT)
    (good,) = actions.translate(work, into="en", by=ana, sentences={"body:0": "Beat three eggs."})
    actions.translate(work, into="en", by=eve, sentences={"body:0": "spam spam"})
    back = actions.revert_translation(good, by=bo)
    assert (back.by, back.reverted_by, back.text) == (ana, bo, "Beat three eggs.")
    assert english(work).body.sentences[0].translation.by == ana


def test_one_brought_back_after_an_edit_is_stale(ana, bo, make_work):
    work = make_work(bo, TEXT)
    (old,) = actions.translate(work, into="en", by=ana, sentences={"body:0": "Beat three eggs."})
    actions.edit(work, by=bo, body="四个鸡蛋打散。更嫩！")
    actions.translate(work, into="en", by=ana, sentences={"body:0": "Beat four eggs."})
    assert actions.revert_translation(old, by=ana).is_stale


@pytest.mark.parametrize(
    ("into", "sentences", "field"),
    [
        ("klingon!", {"body:0": "x"}, "language"),
        ("und", {"body:0": "x"}, "language"),
        ("zh-CN", {"body:0": "x"}, "body:0"),
        ("en", {"body:2": "x"}, "body:2"),
        ("en", {"body:-1": "x"}, "body:-1"),
        ("en", {"body:" + "9" * 5000: "x"}, "body:" + "9" * 5000),
        ("en", {"body:٠": "x"}, "body:٠"),
        ("en", {"__class__:0": "x"}, "__class__:0"),
        ("en", {"body:0": "x" * 5001}, "body:0"),
        ("en", {"body:0": " \n"}, "sentences"),
        ("en", {}, "sentences"),
    ],
)
def test_what_cannot_be_taken_is_refused_by_its_place(ana, bo, make_work, into, sentences, field):
    work = make_work(bo, TEXT)
    with pytest.raises(rules.Unacceptable) as refused:
        actions.translate(work, into=into, by=ana, sentences=sentences)
    assert field in refused.value.problems
    assert not Translation.objects.exists()


def test_a_followers_note_is_not_translated_by_a_stranger(ana, bo, make_work):
    with pytest.raises(rules.NotAllowed):
        actions.translate(make_work(bo, TEXT, visibility="followers"), into="en", by=ana, sentences={"body:0": "x"})


def test_H039_markup_in_a_translation_is_only_ever_text(ana, bo, make_work):
    work = make_work(bo, TEXT)
    evil = "<img src=x onerror=alert(1)> <script>x</script> https://evil.example #tag @ana"
    actions.translate(work, into="en", by=ana, sentences={"body:0": evil})
    html = english(work).body.sentences[0].translation.html
    assert "<img" not in html
    assert "<script" not in html
    assert "<a" not in html  # what was no link in the original is none in the translation


def test_a_translation_is_asked_for_once_and_both_who_asked_are_told(ana, bo, eve, make_person, make_work, run_tasks):
    mei = make_person("mei", writes=("zh-Hans",), reads=("zh-Hans", "en"))
    work = make_work(bo, TEXT)
    ask = actions.ask_for_translation(work, by=eve, into="en")
    assert actions.ask_for_translation(work, by=ana, into="en-GB") == ask
    assert Stance.objects.get().person == ana
    tell_translators(ask.pk)
    assert Notice.objects.get(kind="ask_translation").to == mei
    actions.translate(work, into="en", by=mei, sentences={"body:0": "Beat three eggs."})
    assert Ask.objects.get().answered_at is None
    actions.translate(work, into="en", by=mei, sentences={"body:1": "Softer!"})
    assert Ask.objects.get().answered_by == mei
    assert set(Notice.objects.filter(kind="translated").values_list("to__handle", flat=True)) == {"ana", "bo", "eve"}


def test_what_is_in_the_language_already_is_not_asked_for(bo, eve, make_work):
    work = make_work(bo, TEXT)
    for into in ("zh-Hans", "und", "klingon!"):
        with pytest.raises(rules.Unacceptable):
            actions.ask_for_translation(work, by=eve, into=into)
    assert not Ask.objects.exists()


def test_a_person_wins_over_the_machine_and_the_machine_fills_the_rest(ana, bo, make_work):
    from lihua import language
    from lihua.language.models import MachineSentence

    work = make_work(bo, TEXT)
    for sentence, text in (("三个鸡蛋打散。", "Three chicken eggs scatter."), ("更嫩！", "More tender!")):
        MachineSentence.objects.create(
            digest=language.digest(sentence), source="zh-Hans", target="en", text=text, engine="toy"
        )
    actions.translate(work, into="en", by=ana, sentences={"body:0": "Beat three eggs."})
    read = english(work)
    assert [(s.translation.text, s.translation.by, s.translation.engine) for s in read.body.sentences] == [
        ("Beat three eggs.", ana, ""),
        ("More tender!", None, "toy"),
    ]
    assert read.engines == ["toy"]


def test_reading_thirty_works_costs_as_many_queries_as_reading_three(ana, bo, make_work, django_assert_num_queries):
    works = [make_work(bo, f"{n}个鸡蛋打散。更嫩！") for n in range(30)]
    for work in works[:15]:
        actions.translate(work, into="en", by=ana, sentences={"body:0": f"{work.pk} eggs."})
    from lihua.works.queries import read_works

    reader = Reader(person=None, reads=("en",))
    for some in (works[:3], works):
        with django_assert_num_queries(2):
            read_works(some, reader)


def test_the_young_are_not_told_by_strangers_what_to_translate(bo, eve, make_person, make_work):
    kid = make_person("kid", age_band="teen", reads=("zh-Hans", "en"))
    Person.objects.filter(pk=kid.pk).update(is_sheltered=True)
    tell_translators(actions.ask_for_translation(make_work(bo, TEXT), by=eve, into="en").pk)
    assert not Notice.objects.filter(to=kid).exists()
