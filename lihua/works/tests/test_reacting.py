from datetime import timedelta

import pytest
from django.utils.timezone import now

from lihua.media.models import Asset
from lihua.notifications.models import Notice
from lihua.people.models import Person
from lihua.works import actions, rules
from lihua.works.models import Ask, Concept, Reaction, Work
from lihua.works.tasks import erase_withdrawn


def fresh(work):
    return Work.objects.get(pk=work.pk)


def test_a_like_is_one_however_often_and_is_told(ana, bo, make_work):
    work = make_work(ana)
    actions.like(work, by=bo)
    actions.like(work, by=bo)
    assert fresh(work).likes_count == Reaction.objects.count() == 1
    assert Notice.objects.get(to=ana).kind == "like"
    actions.unlike(work, by=bo)
    actions.unlike(work, by=bo)
    assert fresh(work).likes_count == Reaction.objects.count() == 0
    assert not Notice.objects.exists()


def test_a_like_of_a_repost_is_one_of_the_work(ana, bo, eve, make_work):
    work = make_work(ana)
    actions.like(actions.repost(work, by=bo), by=eve)
    assert fresh(work).likes_count == 1


def test_saving_is_counted_and_told_to_nobody(ana, bo, make_work):
    work = make_work(ana)
    actions.save(work, by=bo)
    assert fresh(work).saves_count == 1
    assert not Notice.objects.exists()
    actions.unsave(work, by=bo)
    assert fresh(work).saves_count == 0


def test_what_cannot_be_opened_cannot_be_liked_or_saved(ana, bo, make_work):
    work = make_work(ana, visibility="followers")
    for verb in (actions.like, actions.save, actions.repost):
        with pytest.raises(rules.NotAllowed):
            verb(work, by=bo)
    assert not Reaction.objects.exists()


def test_a_repost_is_one_however_often_and_can_be_taken_back(ana, bo, make_work):
    work = make_work(ana)
    assert actions.repost(work, by=bo) == actions.repost(work, by=bo)
    assert fresh(work).reposts_count == 1
    actions.unrepost(work, by=bo)
    actions.unrepost(work, by=bo)
    assert fresh(work).reposts_count == 0
    again = actions.repost(work, by=bo)
    actions.withdraw(again, by=bo)  # deleting the repost itself is taking it back
    assert fresh(work).reposts_count == 0
    assert actions.repost(work, by=bo).state == "published"


def test_deleting_takes_it_out_of_sight_and_undoing_puts_it_back(ana, bo, make_work):
    note = make_work(ana, "Hola #pan")
    answer = make_work(bo, reply_to=note.pk)
    concept = Concept.objects.get()
    assert concept.works_count == 1
    actions.withdraw(answer, by=bo)
    assert fresh(note).replies_count == 0
    actions.undo_withdraw(answer, by=bo)
    assert fresh(note).replies_count == 1
    actions.withdraw(note, by=ana)
    assert not rules.can_open(ana, fresh(note))
    assert Person.objects.get(pk=ana.pk).works_count == 0
    concept.refresh_from_db()
    assert concept.works_count == 0
    actions.undo_withdraw(note, by=ana)
    assert rules.can_open(ana, fresh(note))
    concept.refresh_from_db()
    assert concept.works_count == 1


def test_only_the_author_deletes_and_only_the_author_undoes(ana, bo, make_work):
    work = make_work(ana)
    with pytest.raises(rules.NotAllowed):
        actions.withdraw(work, by=bo)
    actions.withdraw(work, by=ana)
    with pytest.raises(rules.NotAllowed):
        actions.withdraw(work, by=ana)
    with pytest.raises(rules.NotAllowed):
        actions.undo_withdraw(work, by=bo)


def test_after_the_time_for_undoing_it_is_erased_with_its_pictures(ana, bo, make_work):
    note = make_work(ana, pictures=2)
    answer = make_work(bo, reply_to=note.pk)
    actions.withdraw(note, by=ana)
    erase_withdrawn()
    assert Work.objects.filter(pk=note.pk).exists()
    Work.objects.filter(pk=note.pk).update(withdrawn_at=now() - timedelta(minutes=11))
    with pytest.raises(rules.NotAllowed):
        actions.undo_withdraw(note, by=ana)
    erase_withdrawn()
    assert not Work.objects.filter(pk=note.pk).exists()
    assert not Asset.objects.exists()
    assert fresh(answer).reply_to is None  # the answer of another stays


def test_H128_an_author_may_delete_a_note_that_was_passed_on_and_all_reposts_go(ana, bo, eve, make_work):
    note = make_work(ana)
    shared = actions.repost(note, by=bo)
    actions.withdraw(note, by=ana)
    assert not rules.can_open(eve, fresh(shared))
    Work.objects.filter(pk=note.pk).update(withdrawn_at=now() - timedelta(minutes=11))
    erase_withdrawn()
    assert not Work.objects.filter(pk=shared.pk).exists()


def test_what_the_desk_holds_stays_held_when_its_author_deletes_and_undoes(ana, make_work):
    work = make_work(ana)
    actions.hold(work)
    actions.withdraw(work, by=ana)
    actions.undo_withdraw(work, by=ana)
    assert fresh(work).state == "held"
    actions.withdraw(work, by=ana)
    actions.remove(work)
    actions.undo_withdraw(work, by=ana)
    assert fresh(work).state == "removed"
    actions.restore(work)
    assert fresh(work).state == "published"
    assert Person.objects.get(pk=ana.pk).works_count == 1


def test_deleting_an_answer_has_the_question_wait_again(ana, bo, make_work):
    question = make_work(ana, "@bo ¿qué tal?")
    answer = make_work(bo, "很好。", reply_to=question.pk)
    assert Ask.objects.get(to=bo).answered_at
    actions.withdraw(answer, by=bo)
    assert Ask.objects.get(to=bo).answered_at is None
    actions.undo_withdraw(answer, by=bo)
    assert Ask.objects.get(to=bo).answer == answer
