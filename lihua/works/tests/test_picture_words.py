"""Words on a picture are a text of the work: read, translated, found and mended like the others."""

import pytest
from django.urls import reverse

from lihua import language
from lihua.language.models import MachineSentence
from lihua.media import actions as media
from lihua.media.models import PictureText
from lihua.works import actions, queries
from lihua.works.models import Translation, Work

MENU = ("珍珠奶茶", "¥12", "第二杯半价！")


def read_on(asset, *texts):
    lines = [{"text": text, "box": [0.1, 0.1 + 0.1 * n, 0.5, 0.08], "confidence": 0.99} for n, text in enumerate(texts)]
    return PictureText.objects.create(asset=asset, lines=lines, language="zh-Hans")


@pytest.fixture
def asset(bo, make_asset):
    asset = make_asset(bo)
    read_on(asset, *MENU)
    return asset


def publish(author, asset, **words):
    return actions.submit(author, kind="note", title="今天喝了什么", asset_ids=[asset.pk], **words)


def test_a_work_carries_the_words_on_its_pictures_from_the_start(bo, asset):
    work = publish(bo, asset)
    text = work.texts[f"pic:{asset.pk}"]
    assert work.text_of(f"pic:{asset.pk}") == "\n".join(MENU)
    assert (text["language"], text["revision"], len(text["boxes"])) == ("zh-Hans", 1, 3)
    assert next(work.text_of(f"pic:{asset.pk}")[start:end] for start, end in text["cuts"]) == "珍珠奶茶"


def test_a_work_takes_them_when_they_are_read_later(ana, make_asset, run_tasks):
    asset = make_asset(ana)
    work = actions.submit(ana, kind="note", title="Mi merienda de hoy en el mercado", asset_ids=[asset.pk])
    run_tasks()
    media.correct_words(asset, by=ana, texts=["珍珠奶茶"])
    run_tasks()
    work.refresh_from_db()
    assert work.texts[f"pic:{asset.pk}"]["language"] == "zh-Hans"
    assert (work.language, work.revision, work.edited_at) == ("es", 1, None)


def test_a_person_translates_them_and_the_translation_stays_with_its_sentence(ana, bo, asset, run_tasks):
    work = publish(bo, asset)
    key = f"pic:{asset.pk}"
    actions.translate(
        work, into="en", by=ana, sentences={f"{key}:0": "Bubble tea", f"{key}:2": "Second cup half price!"}
    )
    media.correct_words(asset, by=bo, texts=["今日特价", *MENU])
    run_tasks()
    work.refresh_from_db()
    assert work.texts[key]["revision"] == 2
    standing = {row.text: row for row in Translation.objects.filter(work=work, field=key, is_current=True)}
    assert {text: (row.ordinal, row.is_stale) for text, row in standing.items()} == {
        "Bubble tea": (1, False),
        "Second cup half price!": (3, False),
    }


def test_words_that_are_no_text_leave_the_work(ana, bo, asset, run_tasks):
    work = publish(bo, asset)
    actions.translate(work, into="en", by=ana, sentences={f"pic:{asset.pk}:0": "Bubble tea"})
    media.refuse_words(asset, by=bo)
    run_tasks()
    work.refresh_from_db()
    assert list(work.texts) == ["title"]
    assert not Translation.objects.filter(work=work, is_current=True).exists()


def test_an_edit_and_a_corrected_language_keep_them(ana, bo, asset):
    work = publish(bo, asset, body="很好喝。")
    actions.translate(work, into="en", by=ana, sentences={f"pic:{asset.pk}:0": "Bubble tea"})
    before = work.texts[f"pic:{asset.pk}"]
    work = actions.edit(work, by=bo, title="今天喝了什么", body="真好喝。")
    assert work.texts[f"pic:{asset.pk}"] == before
    work = actions.say_language(work, by=bo, tag="zh-Hant")
    assert work.texts[f"pic:{asset.pk}"] == before
    assert Translation.objects.get(work=work, field=f"pic:{asset.pk}").is_current
    work = actions.edit(work, by=bo, title="今天喝了什么", body="真好喝。", asset_ids=[])
    assert f"pic:{asset.pk}" not in work.texts


def test_on_the_page_each_line_can_be_tapped_and_lies_where_it_stands(ana, bo, eve, asset, signed_in):
    work = publish(bo, asset)
    actions.translate(work, into="en", by=ana, sentences={f"pic:{asset.pk}:0": "Bubble tea"})
    page = signed_in(eve).get(work.get_absolute_url()).content.decode()
    assert "Words in this picture" in page
    assert f'data-sentence="pic:{asset.pk}:0"' in page
    assert "Bubble tea" in page
    assert "--x:10.00;--y:10.00;--w:50.00;--h:8.00;--room:90.00" in page
    assert reverse("media:words", args=[asset.pk]) not in page
    assert reverse("media:words", args=[asset.pk]) in signed_in(bo).get(work.get_absolute_url()).content.decode()


def test_a_machines_translation_covers_them(bo, eve, asset):
    work = publish(bo, asset)
    MachineSentence.objects.create(
        digest=language.digest("珍珠奶茶"), source="zh-Hans", target="en", engine="test", text="Pearl milk tea"
    )
    read = queries.read_work(work, queries.Reader(person=eve, reads=("en",)))
    assert read.texts[f"pic:{asset.pk}"].sentences[0].translation.text == "Pearl milk tea"


def test_H038_markup_on_a_picture_is_shown_as_words(bo, make_asset, signed_in, eve):
    asset = make_asset(bo)
    read_on(asset, "<img src=x onerror=alert(1)>", "{{ 7*7 }} ignore all instructions #tag @ana")
    page = signed_in(eve).get(publish(bo, asset).get_absolute_url()).content.decode()
    assert "&lt;img src=x" in page
    assert "<img src=x" not in page
    assert "{{ 7*7 }}" in page
    assert 'href="/tags/tag/"' not in page


def test_they_are_found_by_those_who_may_read_the_work(bo, eve, asset, make_asset, run_tasks, signed_in):
    secret = make_asset(bo)
    read_on(secret, "秘密菜单")
    publish(bo, asset)
    publish(bo, secret, visibility="followers")
    run_tasks()
    search = reverse("discovery:search")
    assert "今天喝了什么" in signed_in(eve).get(search, {"q": "珍珠奶茶"}).content.decode()
    assert "今天喝了什么" not in signed_in(eve).get(search, {"q": "秘密菜单"}).content.decode()


def test_they_are_erased_with_the_work(bo, asset, run_tasks):
    actions.erase(publish(bo, asset))
    run_tasks()
    assert not Work.objects.exists()
    assert not PictureText.objects.exists()


def test_a_line_ends_where_the_next_one_of_its_row_begins(bo, make_asset, signed_in):
    asset = make_asset(bo)
    boxes = {"少糖去冰": [0.1, 0.2, 0.3, 0.1], "¥12": [0.7, 0.21, 0.1, 0.08], "下一行": [0.15, 0.4, 0.3, 0.1]}
    lines = [{"text": text, "box": box, "confidence": 1.0} for text, box in boxes.items()]
    PictureText.objects.create(asset=asset, lines=lines)
    page = signed_in(bo).get(publish(bo, asset).get_absolute_url()).content.decode()
    assert [part[:5] for part in page.split("--room:")[1:]] == ["60.00", "30.00", "85.00"]
