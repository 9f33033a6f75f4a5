import threading
import uuid

import pytest
from django.db import close_old_connections, connection

from lihua.media.models import Asset, AssetState
from lihua.notifications.models import Notice
from lihua.people import actions as people
from lihua.people.models import Person
from lihua.works import actions, rules
from lihua.works.models import Ask, Draft, Mention, Work
from lihua.works.queries import works_visible_to


def count(person):
    return Person.objects.get(pk=person.pk).works_count


def test_ana_publishes_a_note_with_two_pictures_in_her_order(ana, make_asset):
    first, second = make_asset(ana, alt="Una mesa con pan."), make_asset(ana)
    work = actions.submit(ana, title="Pan de casa", body="Hoy hice pan.", asset_ids=[second.pk, first.pk])
    assert [shown.asset_id for shown in work.pictures.all()] == [second.pk, first.pk]
    assert (work.kind, work.language, work.visibility) == ("note", "es", "public")
    assert work.text_of(f"alt:{first.pk}") == "Una mesa con pan."
    assert Asset.objects.get(pk=first.pk).is_claimed
    assert count(ana) == 1


def test_the_sentences_are_cut_once_when_it_is_written(bo):
    work = actions.submit(bo, kind="short", body="三个鸡蛋，加一点水打散。更嫩！")
    body = work.texts["body"]
    assert [work.body[start:end] for start, end in body["cuts"]] == ["三个鸡蛋，加一点水打散。", "更嫩！"]
    assert body["language"] == work.language == "zh-Hans"


def test_nothing_at_all_is_not_a_work(ana):
    with pytest.raises(rules.Unacceptable) as refused:
        actions.submit(ana, body="  \n ")
    assert set(refused.value.problems) == {"body"}


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"kind": "repost", "body": "x"}, "kind"),
        ({"visibility": "direct", "body": "x"}, "visibility"),
        ({"channel": "war", "body": "x"}, "channel"),
        ({"place": "x" * 81, "body": "x"}, "place"),
        ({"language": "klingon!", "body": "x"}, "language"),
        ({"title": "x" * 121}, "title"),
        ({"warning": "x" * 301, "body": "x"}, "warning"),
        ({"body": "x" * 100_000}, "body"),
        ({"body": " ".join(f"#t{n}" for n in range(31))}, "body"),
        ({"body": " ".join(f"@p{n}" for n in range(21))}, "body"),
    ],
)
def test_what_does_not_fit_is_refused_by_its_field_and_leaves_nothing(ana, words, field):
    with pytest.raises(rules.Unacceptable) as refused:
        actions.submit(ana, **words)
    assert field in refused.value.problems
    assert not Work.objects.exists()
    assert not Draft.objects.exists()


def test_ten_thousand_tags_are_refused_with_the_numbers(ana):
    with pytest.raises(rules.Unacceptable) as refused:
        actions.submit(ana, body=" ".join(f"#{n}a" for n in range(1200)))
    assert "1200" in refused.value.problems["body"]
    assert "30" in refused.value.problems["body"]


def test_somebody_elses_picture_is_refused(ana, bo, make_asset):
    with pytest.raises(rules.Unacceptable, match="not yours"):
        actions.submit(ana, body="x", asset_ids=[make_asset(bo).pk])


def test_a_picture_stands_on_one_note_only(ana, make_asset):
    asset = make_asset(ana)
    actions.submit(ana, asset_ids=[asset.pk])
    with pytest.raises(rules.Unacceptable, match="another note"):
        actions.submit(ana, asset_ids=[asset.pk])


def test_nineteen_pictures_are_one_too_many(ana, make_asset):
    with pytest.raises(rules.Unacceptable, match="18"):
        actions.submit(ana, asset_ids=[make_asset(ana, state="uploaded").pk for _ in range(19)])


def test_who_is_not_approved_yet_cannot_publish(ana):
    ana.account.is_approved = False
    ana.account.save()
    with pytest.raises(rules.NotAllowed):
        actions.submit(Person.objects.get(pk=ana.pk), body="x")


def test_a_draft_waits_for_its_picture_and_is_nowhere_to_be_seen(ana, eve, make_asset):
    asset = make_asset(ana, state="uploaded")
    draft = actions.submit(ana, title="Pan", asset_ids=[asset.pk])
    assert isinstance(draft, Draft)
    assert actions.publish_if_ready(draft) is None
    assert not Work.objects.exists()
    for viewer in (None, ana, eve):
        assert not works_visible_to(viewer).exists()
    Asset.objects.filter(pk=asset.pk).update(state=AssetState.READY)
    work = actions.publish_if_ready(draft)
    assert work is not None
    assert work.draft_key == draft.key
    assert works_visible_to(eve).get() == work
    assert not Draft.objects.exists()


def test_a_draft_that_is_published_already_is_not_published_again(ana, make_asset):
    asset = make_asset(ana, state="uploaded")
    draft = actions.submit(ana, asset_ids=[asset.pk])
    Asset.objects.filter(pk=asset.pk).update(state=AssetState.READY)
    assert actions.publish_if_ready(draft)
    assert actions.publish_if_ready(draft) is None
    assert Work.objects.count() == 1


def test_a_refused_picture_keeps_the_draft_and_tells_the_author_why(ana, make_asset):
    asset = make_asset(ana, state="uploaded")
    draft = actions.submit(ana, title="Pan", asset_ids=[asset.pk])
    Asset.objects.filter(pk=asset.pk).update(state=AssetState.REFUSED, problem="This is not a picture.")
    assert actions.publish_if_ready(draft) is None
    assert actions.publish_if_ready(draft) is None
    draft.refresh_from_db()
    assert draft.problem == "This is not a picture."
    assert draft.words["title"] == "Pan"
    assert Notice.objects.filter(to=ana, kind="draft").count() == 1


def test_H075_rights_are_checked_again_when_the_draft_is_published(ana, make_asset):
    asset = make_asset(ana, state="uploaded")
    draft = actions.submit(ana, asset_ids=[asset.pk])
    people.suspend(ana)
    Asset.objects.filter(pk=asset.pk).update(state=AssetState.READY)
    assert actions.publish_if_ready(draft) is None
    assert not Work.objects.exists()


def test_the_same_key_twice_is_one_work(ana):
    key = uuid.uuid4()
    first = actions.submit(ana, body="Hola.", key=key)
    assert actions.submit(ana, body="Hola otra vez.", key=key) == first
    assert Work.objects.count() == 1


def test_the_same_key_twice_is_one_draft(ana, make_asset):
    key, asset = uuid.uuid4(), make_asset(ana, state="uploaded")
    first = actions.submit(ana, asset_ids=[asset.pk], key=key)
    assert actions.submit(ana, asset_ids=[asset.pk], key=key) == first
    assert Draft.objects.count() == 1


def test_two_people_may_choose_the_same_key(ana, bo, make_asset):
    key = uuid.uuid4()
    actions.submit(ana, body="Hola.", key=key)
    actions.submit(bo, asset_ids=[make_asset(bo, state="uploaded").pk], key=key)
    assert Work.objects.count() == Draft.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_same_key_at_once_from_four_sides_is_one_work(ana):
    key, barrier, found, failed = uuid.uuid4(), threading.Barrier(4), [], []

    def send() -> None:
        try:
            close_old_connections()
            author = Person.objects.select_related("account").get(pk=ana.pk)
            barrier.wait(5)
            found.append(actions.submit(author, body="Hola.", key=key).pk)
        except Exception as problem:
            failed.append(problem)
        finally:
            connection.close()

    senders = [threading.Thread(target=send) for _ in range(4)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join(30)
    assert not failed
    assert len(set(found)) == 1
    assert Work.objects.count() == 1


def test_an_answer_is_counted_told_and_waits_for_its_answer(ana, bo, make_work):
    note = make_work(ana, "¿Qué pan hacéis?")
    answer = make_work(bo, "馒头！", reply_to=note.pk)
    note.refresh_from_db()
    assert (answer.kind, answer.reply_to, answer.thread, note.replies_count) == ("reply", note, note, 1)
    assert Notice.objects.get(to=ana).kind == "reply"
    assert Ask.objects.get(to=ana, work=answer).answered_at is None
    thanks = make_work(ana, "¡Gracias!", reply_to=answer.pk)
    assert Ask.objects.get(to=ana, work=answer).answer == thanks
    assert thanks.thread == note
    assert count(bo) == 0


def test_an_answer_is_never_wider_than_what_it_answers(ana, bo, make_work):
    people.follow(bo, ana)
    note = make_work(ana, visibility="followers")
    assert make_work(bo, reply_to=note.pk, visibility="public").visibility == "followers"


def test_answering_a_repost_answers_what_it_passes_on(ana, bo, eve, make_work):
    note = make_work(ana)
    shared = actions.repost(note, by=bo)
    assert make_work(eve, reply_to=shared.pk).reply_to == note


def test_who_is_mentioned_is_told_once_and_may_open_it(ana, bo, make_work):
    work = make_work(ana, "@bo @BO hola, @nobody_here", visibility="followers")
    assert Mention.objects.get(work=work).person == bo
    assert Notice.objects.get(to=bo).kind == "mention"
    assert rules.can_open(bo, work)
    assert "nobody_here</a>" not in work.html


def test_a_stranger_who_is_adult_does_not_reach_the_young(eve, make_person, make_work):
    kid = make_person("kid", age_band="teen")
    Person.objects.filter(pk=kid.pk).update(is_sheltered=True)
    make_work(eve, "@kid hello")
    assert not Notice.objects.filter(to=kid).exists()
    assert not Ask.objects.filter(to=kid).exists()


def test_H074_what_is_not_ones_to_set_is_no_argument_of_the_verb(ana, bo):
    for field in ("author_id", "state", "likes_count", "id", "origin", "audience", "published_at"):
        with pytest.raises(TypeError):
            actions.submit(ana, body="x", **{field: bo.pk})
