"""Words in pictures: read by machine, corrected by whose they are. What stands on a picture is data."""

import glob
import json

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from PIL import Image, ImageDraw, ImageFont

from lihua.base.models import OutboxEntry
from lihua.media import actions, queries, reading, rules, sweeping
from lihua.media.actions import wording
from lihua.media.models import Asset, PictureText
from lihua.media.reading import Line
from lihua.media.tests.drawing import saved, upload

FONTS = glob.glob("/usr/share/fonts/**/NotoSansCJK-Regular.ttc", recursive=True)
has_reader = pytest.mark.skipif(
    not (reading.is_installed() and FONTS), reason="the extra lihua[ocr], or a font with Chinese characters, is missing"
)


def menu(*lines: str, size: int = 48) -> Image.Image:
    picture = Image.new("RGB", (640, 60 + 100 * len(lines)), "#fdf3e0")
    pen = ImageDraw.Draw(picture)
    font = ImageFont.truetype(FONTS[0], size, index=2)
    for number, line in enumerate(lines):
        pen.text((60, 40 + 100 * number), line, font=font, fill="#4a2c12")
    return picture


def known(asset: Asset, *texts: str) -> PictureText:
    lines = [{"text": text, "box": [0.1, 0.1 * n, 0.5, 0.08], "confidence": 0.99} for n, text in enumerate(texts)]
    return PictureText.objects.create(asset=asset, lines=lines, language="zh-Hans", engine="rapidocr")


@has_reader
def test_a_picture_is_read_after_it_was_developed(bo, settings, run_tasks):
    settings.OCR = True
    asset = actions.receive(bo, upload(saved(menu("珍珠奶茶", "杨枝甘露", "Brown sugar boba"), "PNG"), "menu.png"))
    run_tasks()
    words = PictureText.objects.get(asset=asset)
    assert words.text == "珍珠奶茶\n杨枝甘露\nBrown sugar boba"
    assert (words.source, words.language, words.version) == ("machine", "zh-Hans", 1)
    left, top, width, height = words.lines[1]["box"]
    assert 0.05 < left < 0.12
    assert 0.35 < top < 0.5
    assert 0.2 < width < 0.5
    assert 0.08 < height < 0.3
    assert words.lines[1]["confidence"] > 0.9
    assert words.engine.startswith("rapidocr ")


@has_reader
def test_a_picture_without_words_is_known_to_have_none(bo, settings, run_tasks):
    settings.OCR = True
    asset = actions.receive(bo, upload(saved(Image.new("RGB", (300, 200), "#336699"), "PNG")))
    run_tasks()
    assert PictureText.objects.get(asset=asset).lines == []


@has_reader
def test_H038_script_on_a_picture_is_words(bo, settings, run_tasks, signed_in):
    settings.OCR = True
    asset = actions.receive(bo, upload(saved(menu("<script>alert(1)</script>", size=40), "PNG"), "x.png"))
    run_tasks()
    words = PictureText.objects.get(asset=asset)
    assert "script" in words.text
    page = signed_in(bo).get(reverse("media:words", args=[asset.pk])).content.decode()
    assert "&lt;script&gt;" in page
    assert "<script>alert" not in page


def test_nothing_is_read_where_it_is_switched_off(bo, settings, run_tasks):
    settings.OCR = False
    asset = actions.receive(bo, upload(saved(Image.new("RGB", (300, 200)), "PNG")))
    run_tasks()
    assert Asset.objects.get(pk=asset.pk).is_ready
    assert not PictureText.objects.exists()


def test_a_reader_that_fails_leaves_a_picture_without_words(bo, make_asset, settings, monkeypatch):
    settings.OCR = True
    monkeypatch.setattr(reading, "is_installed", lambda: True)
    asset = make_asset(bo)  # a row without a file
    wording.read(asset.pk)()
    assert PictureText.objects.get(asset=asset).lines == []


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "[]",
        '{"lines": 1, "engine": "x"}',
        '{"engine": "x", "lines": [{"text": "a b", "confidence": 1, "box": [0, 0, 1]}]}',
        '{"engine": "x", "lines": [{"text": "a b", "confidence": 1, "box": [NaN, 0, 1, 1]}]}',
    ],
)
def test_H054_what_the_magnifier_says_is_checked(tmp_path, answer):
    (tmp_path / "read.json").write_text(answer)
    with pytest.raises(reading.Unreadable):
        reading._answer(tmp_path)


def test_H054_a_link_in_the_magnifiers_place_is_not_followed(tmp_path):
    (tmp_path / "elsewhere").write_text('{"engine": "x", "lines": []}')
    (tmp_path / "read.json").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(reading.Unreadable):
        reading._answer(tmp_path)


def test_lines_stay_inside_the_picture_and_within_bounds(tmp_path):
    lines = [{"text": f"line {n}", "confidence": 1, "box": [-1, n / 300, 9, 9]} for n in range(300)]
    (tmp_path / "read.json").write_text(json.dumps({"engine": "x", "lines": lines}))
    seen = reading._answer(tmp_path).lines
    assert len(seen) == reading.MAX_LINES
    assert all(0 <= edge <= 1 for line in seen for edge in line.box)
    many = reading.bounded(Line("x" * 400) for _ in range(100))
    assert sum(len(line.text) for line in many) <= reading.MAX_CHARACTERS


def test_what_is_unsure_and_specks_are_left_out():
    lines = [
        Line("奶茶", confidence=0.59),
        Line("奶茶", confidence=0.6),
        Line("茶", confidence=0.95),
        Line("茶", confidence=0.8),
        Line("l", confidence=0.99),
        Line("7", confidence=0.99),
        Line("·—", confidence=0.99),
        Line("¥12", confidence=0.9),
        Line("a\u202eb\x00c\nd", confidence=0.9),
    ]
    assert [line.text for line in reading.worth_reading(lines)] == ["奶茶", "茶", "¥12", "abc d"]


def test_lines_are_read_row_by_row():
    lines = [Line("¥12", (0.7, 0.2, 0.1, 0.05)), Line("奶茶", (0.1, 0.21, 0.2, 0.05)), Line("店", (0.3, 0, 0.3, 0.1))]
    assert [line.text for line in reading.in_order(lines)] == ["店", "奶茶", "¥12"]


def test_the_owner_corrects_takes_out_and_adds_lines(bo, make_asset, signed_in):
    asset = make_asset(bo)
    known(asset, "珍珠奶荼", "斑点", "¥12")
    page = signed_in(bo).get(reverse("media:words", args=[asset.pk]))
    assert "珍珠奶荼" in page.content.decode()
    sent = {"line_0": "珍珠奶茶", "line_1": "", "line_2": "¥12", "line_3": "第二杯半价"}
    assert signed_in(bo).post(reverse("media:words", args=[asset.pk]), sent).status_code == 302
    words = PictureText.objects.get(asset=asset)
    assert words.text == "珍珠奶茶\n¥12\n第二杯半价"
    assert (words.source, words.version) == ("author", 2)
    assert words.lines[0]["box"] == [0.1, 0.0, 0.5, 0.08]
    assert words.lines[2]["box"] is None
    assert words.lines[1]["confidence"] == 0.99  # untouched


def test_the_owner_says_that_it_is_no_text_and_no_machine_asks_again(bo, make_asset, signed_in, settings, monkeypatch):
    settings.OCR = True
    monkeypatch.setattr(reading, "is_installed", lambda: True)
    asset = make_asset(bo)
    known(asset, "斑点")
    signed_in(bo).post(reverse("media:words", args=[asset.pk]), {"line_0": "斑点", "refuse": "1"})
    words = PictureText.objects.get(asset=asset)
    assert (words.lines, words.is_refused) == ([], True)
    assert wording.read(asset.pk) is None
    Asset.objects.update(is_claimed=True)
    assert sweeping.have_old_ones_read() == 0


def test_H069_nobody_else_sees_or_corrects_the_words(ana, bo, mod, make_asset, signed_in, client):
    asset = make_asset(bo)
    known(asset, "奶茶")
    address = reverse("media:words", args=[asset.pk])
    for browser, status in ((signed_in(ana), 404), (signed_in(mod), 404), (client, 302)):
        assert browser.get(address).status_code == status
        assert browser.post(address, {"line_0": "HACK"}).status_code == status
    with pytest.raises(rules.NotYours):
        actions.correct_words(asset, by=ana, texts=["HACK"])
    with pytest.raises(rules.NotYours):
        actions.refuse_words(asset, by=ana)
    assert PictureText.objects.get(asset=asset).text == "奶茶"


@pytest.mark.parametrize(
    "texts",
    [["x" * 501], ["a\u202eb"], ["a\0b"], ["x"] * 201, ["y" * 490] * 11],
    ids=["line", "turn", "nul", "many", "all"],
)
def test_corrections_have_limits(bo, make_asset, texts):
    asset = make_asset(bo)
    known(asset, "奶茶")
    with pytest.raises(rules.Refused):
        actions.correct_words(asset, by=bo, texts=texts)
    assert PictureText.objects.get(asset=asset).version == 1


def test_who_waits_for_a_picture_has_it_read_too_unless_they_do_not_care(bo, settings, monkeypatch):
    settings.OCR = True
    monkeypatch.setattr(reading, "is_installed", lambda: True)
    picture = saved(Image.new("RGB", (30, 20)), "PNG")
    waiting = OutboxEntry.objects.filter(task="lihua.media.tasks.read_words")
    actions.prepare_now(actions.receive(bo, upload(picture), is_awaited=True), is_read=False)
    assert not waiting.exists()
    asset = actions.prepare_now(actions.receive(bo, upload(picture), is_awaited=True))
    assert waiting.get().facts == {"asset_id": asset.pk}


def test_one_picture_is_read_at_a_time_and_the_next_one_follows(bo, make_asset, settings, monkeypatch):
    settings.OCR = True
    monkeypatch.setattr(reading, "is_installed", lambda: True)
    first, second = make_asset(bo), make_asset(bo)
    waiting = OutboxEntry.objects.filter(task="lihua.media.tasks.read_words")
    with reading._magnifier, monkeypatch.context() as files:
        files.setattr(wording.default_storage, "open", lambda _key: ContentFile(b""))
        assert wording.read(second.pk) is None
    assert not waiting.exists()
    wording.read(first.pk)()
    assert waiting.get().facts == {"asset_id": second.pk}


def test_the_words_are_offered_for_the_description_and_not_filled_in(bo, make_asset, signed_in):
    asset = make_asset(bo)
    known(asset, "珍珠奶茶", "¥12")
    browser = signed_in(bo)
    facts = browser.get(reverse("media:asset", args=[asset.pk]), HTTP_ACCEPT="application/json").json()
    assert (facts["words"], facts["alt"], facts["is_reading"]) == ("珍珠奶茶\n¥12", "", False)
    tray = browser.get(reverse("media:asset", args=[asset.pk])).content.decode()
    assert "珍珠奶茶\n¥12</q>" in tray
    assert "></textarea>" in tray


def test_the_page_knows_that_words_will_come(bo, make_asset, settings, monkeypatch):
    settings.OCR = True
    monkeypatch.setattr(reading, "is_installed", lambda: True)
    asset = make_asset(bo)
    assert queries.is_being_read(asset)
    known(asset)
    assert not queries.is_being_read(asset)


def test_old_pictures_are_read_a_few_at_a_time(bo, make_asset, settings, monkeypatch):
    settings.OCR = True
    monkeypatch.setattr(reading, "is_installed", lambda: True)
    for _ in range(8):
        make_asset(bo)
    assert sweeping.have_old_ones_read() == 0  # nobody shows them
    Asset.objects.update(is_claimed=True)
    assert sweeping.have_old_ones_read() == 6
    assert sweeping.have_old_ones_read() == 0  # not before those are done


def test_the_words_go_with_the_picture(bo, make_asset):
    asset = make_asset(bo)
    known(asset, "奶茶")
    actions.discard(asset)
    assert not PictureText.objects.exists()
