import pytest

from lihua.notifications.models import Notice
from lihua.works import actions, rules
from lihua.works.models import Translation, Version, Work


def test_an_edit_keeps_the_version_before(ana, make_work):
    work = make_work(ana, "Hola.", warning="ojo")
    edited = actions.edit(work, by=ana, body="Hola, amigos.", warning="ojo")
    version = Version.objects.get()
    assert (version.revision, version.body, version.warning) == (1, "Hola.", "ojo")
    assert (edited.revision, edited.body) == (2, "Hola, amigos.")
    assert edited.edited_at


def test_saving_without_a_change_is_no_version(ana, make_work):
    work = make_work(ana, "Hola #pan", pictures=2)
    ids = [shown.asset_id for shown in work.pictures.all()]
    edited = actions.edit(work, by=ana, body="Hola #pan", asset_ids=ids, channel="food", place="Lima")
    assert not Version.objects.exists()
    assert edited.edited_at is None
    assert (edited.channel, edited.place) == ("food", "Lima")


def test_only_the_author_edits(ana, bo, make_work):
    with pytest.raises(rules.NotAllowed):
        actions.edit(make_work(ana), by=bo, body="mine now")


def test_a_removed_work_and_a_repost_cannot_be_edited(ana, bo, make_work):
    work = make_work(ana)
    with pytest.raises(rules.NotAllowed):
        actions.edit(actions.repost(work, by=bo), by=bo, body="x")
    actions.remove(work)
    with pytest.raises(rules.NotAllowed):
        actions.edit(work, by=ana, body="x")


def test_refused_words_change_nothing(ana, make_work):
    work = make_work(ana, "Hola.")
    for words in (
        {"body": ""},
        {"body": "x" * 3000},
        {"body": "x", "channel": "war"},
        {"body": "x", "place": "y" * 99},
    ):
        with pytest.raises(rules.Unacceptable):
            actions.edit(work, by=ana, **words)
    assert Work.objects.get().body == "Hola."


def test_pictures_are_put_in_another_order_and_one_goes(ana, bo, make_work, make_asset):
    work = make_work(ana, pictures=3)
    one, _two, three = (shown.asset_id for shown in work.pictures.all())
    actions.edit(work, by=ana, asset_ids=[three, one])
    assert [shown.asset_id for shown in Work.objects.get().pictures.all()] == [three, one]
    assert Version.objects.get().pictures[1]["asset"] == _two
    with pytest.raises(rules.Unacceptable):
        actions.edit(work, by=ana, asset_ids=[one, make_asset(bo).pk])
    with pytest.raises(rules.NotReady):
        actions.edit(work, by=ana, asset_ids=[one, make_asset(ana, state="uploaded").pk])


def test_translations_stay_where_their_sentence_is_unchanged_and_are_stale_elsewhere(ana, bo, make_work):
    work = make_work(bo, "我爱你。今天下雨。再见！")
    actions.translate(work, into="en", by=ana, sentences={"body:0": "I love you.", "body:1": "Rain.", "body:2": "Bye!"})
    actions.edit(work, by=bo, body="你好！我爱你。今天下雪。再见！")
    rows = {row.ordinal: row for row in Translation.objects.filter(is_current=True)}
    assert {ordinal: (row.text, row.is_stale) for ordinal, row in rows.items()} == {
        1: ("I love you.", False),
        2: ("Rain.", True),
        3: ("Bye!", False),
    }


def test_a_sentence_that_comes_back_has_its_translation_again(ana, bo, make_work):
    work = make_work(bo, "我爱你。再见！")
    actions.translate(work, into="en", by=ana, sentences={"body:0": "I love you.", "body:1": "Bye!"})
    actions.edit(work, by=bo, body="再见！")
    actions.edit(work, by=bo, body="再见！我爱你。")
    rows = Translation.objects.filter(is_current=True).order_by("ordinal")
    assert [(row.text, row.is_stale) for row in rows] == [("Bye!", False), ("I love you.", False)]


def test_tags_and_mentions_follow_the_words_and_the_newly_named_are_told(ana, bo, eve, make_work):
    work = make_work(ana, "@bo #pan")
    actions.edit(work, by=ana, body="@eve #sopa")
    assert [use.label.name for use in work.tags.all()] == ["sopa"]
    assert [named.person for named in work.mentions.all()] == [eve]
    assert Notice.objects.filter(to=eve, kind="mention").count() == 1
    assert Notice.objects.filter(to=bo, kind="mention").count() == 1


def test_the_language_its_author_chose_stays_chosen(bo, make_work):
    work = make_work(bo, "Hola hola", language="zh-Hant")
    assert actions.edit(work, by=bo, body="Hola hola hola").language == "zh-Hant"
