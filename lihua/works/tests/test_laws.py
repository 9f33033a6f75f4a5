"""What holds whatever people do, in any order."""

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, event, example, given, settings
from hypothesis import strategies as st

from lihua import language
from lihua.people.models import Person
from lihua.works import actions, rules
from lihua.works.models import Concept, Reaction, Translation, Work, WorkTag
from lihua.works.queries import Reader, read_work

EXAMPLES = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
VERBS = ["like", "unlike", "save", "unsave", "repost", "unrepost", "withdraw", "undo", "hold", "release", "remove"]
VERBS += ["restore", "reply", "withdraw_reply", "undo_reply", "edit"]


def assert_numbers_are_true():
    for work in Work.objects.all():
        published = Work.objects.filter(state="published")
        assert work.replies_count == published.filter(reply_to=work).count()
        assert work.reposts_count == published.filter(repost_of=work).count()
        assert work.likes_count == Reaction.objects.filter(work=work, kind="like").count()
        assert work.saves_count == Reaction.objects.filter(work=work, kind="bookmark").count()
    for person in Person.objects.all():
        assert person.works_count == Work.objects.published().standalone().by(person).count()
    for concept in Concept.objects.all():
        public = WorkTag.objects.filter(label__concept=concept, work__in=Work.objects.public())
        assert concept.works_count == public.values("work").distinct().count()


@pytest.mark.django_db
@EXAMPLES
@given(steps=st.lists(st.tuples(st.sampled_from(VERBS), st.integers(0, 1), st.integers(0, 2)), max_size=14))
def test_the_numbers_beside_works_and_people_equal_what_is_there(ana, bo, steps):
    Work.objects.all().delete()
    Concept.objects.all().delete()
    Person.objects.update(works_count=0)
    for number in range(2):
        actions.submit(ana, kind="short", body=f"Hola #pan #{'sopa' if number else 'pan'}")
    works, replies = list(Work.objects.order_by("pk")), []
    texts = ["Hola.", "Hola #sopa #té", "#PAN #ｐａｎ otra vez"]
    for verb, which, text in steps:
        work = Work.objects.get(pk=works[which].pk)
        try:
            if verb == "reply":
                replies.append(actions.submit(bo, body="你好 #pan", reply_to=work.pk))
            elif verb in {"withdraw_reply", "undo_reply"} and replies:
                (actions.withdraw if verb == "withdraw_reply" else actions.undo_withdraw)(replies[-1], by=bo)
            elif verb == "edit":
                actions.edit(work, by=ana, body=texts[text])
            elif verb in {"hold", "release", "remove", "restore"}:
                getattr(actions, verb)(work)
            elif verb in {"withdraw", "undo"}:
                (actions.withdraw if verb == "withdraw" else actions.undo_withdraw)(work, by=ana)
            elif verb not in {"withdraw_reply", "undo_reply"}:
                getattr(actions, verb)(work, by=bo)
        except rules.NotAllowed:
            pass
        assert_numbers_are_true()


SENTENCES = ["我爱你。", "今天下雨。", "吃饭了吗？", "再见！", "三个鸡蛋。"]


@pytest.mark.django_db
@EXAMPLES
@example(edits=[[SENTENCES[0]], [SENTENCES[1], SENTENCES[4]]])
@example(edits=[[SENTENCES[2], SENTENCES[3]], [SENTENCES[1], SENTENCES[0]], [SENTENCES[1], SENTENCES[3]]])
@given(edits=st.lists(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=6), min_size=1, max_size=5))
def test_a_translation_is_fresh_where_its_sentence_stands_and_stale_where_it_was_changed(bo, ana, edits):
    work = actions.submit(bo, kind="short", body="".join(SENTENCES[:4]), language="zh-Hans")
    made = {language.digest(sentence): f"T{n}" for n, sentence in enumerate(SENTENCES)}
    actions.translate(
        work, into="en", by=ana, sentences={f"body:{n}": made[language.digest(SENTENCES[n])] for n in range(4)}
    )
    for sentences in edits:
        work = actions.edit(Work.objects.get(pk=work.pk), by=bo, body="".join(sentences))
        cuts = work.texts["body"]["cuts"]
        digests = [language.digest(work.body[start:end]) for start, end in cuts]
        assert "".join(work.body[start:end] for start, end in cuts) == work.body
        current = list(Translation.objects.filter(work=work, is_current=True))
        assert len({row.ordinal for row in current}) == len(current)
        for row in current:
            assert row.ordinal < len(digests)
            assert row.is_stale == (digests[row.ordinal] != row.digest)
            assert row.text == made[row.digest]
        # What never left still has its translation.
        kept = {row.digest for row in current if not row.is_stale}
        for row in Translation.objects.filter(work=work, is_current=False):
            assert row.digest not in digests or row.digest in kept
        read = read_work(work, Reader(person=None, reads=("en",)))
        for sentence in read.body.sentences:
            if sentence.translation and not sentence.translation.is_stale:
                assert sentence.translation.text == made[language.digest(sentence.text)]


@pytest.mark.django_db
@EXAMPLES
@given(st.text(max_size=400))
def test_whatever_is_typed_is_published_whole_or_refused_with_a_reason(ana, typed):
    try:
        work = actions.submit(ana, kind="short", body=typed)
    except rules.Unacceptable as refused:
        event(f"refused: {sorted(refused.problems)}")
        return
    cut = work.texts.get("body", {"cuts": []})["cuts"]
    assert all(0 <= start < end <= len(work.body) for start, end in cut)
    assert all(before[1] <= after[0] for before, after in pairwise(cut))
    assert not "".join(work.body[a[1] : b[0]] for a, b in pairwise(cut)).strip()
    read = read_work(Work.objects.get(pk=work.pk), Reader(person=None, reads=("zh-Hans",)))
    assert not read.body or read.body.original == work.body
