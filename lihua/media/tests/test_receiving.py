"""What is taken in, what is refused, and what is left when something dies on the way."""

import io
from datetime import timedelta
from unittest import mock

import pytest
from django.core.files.storage import default_storage
from django.utils.module_loading import import_string
from django.utils.timezone import now
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from lihua.base.models import OutboxEntry
from lihua.media import headers, rules, sweeping
from lihua.media.actions import describe, discard, prepare_now, receive, receive_all
from lihua.media.models import Asset, AssetState, Rendition
from lihua.media.tests import drawing


def refusal(owner, content, name="picture.jpg"):
    with pytest.raises(rules.Refused) as refused:
        receive(owner, drawing.upload(content, name))
    assert not Asset.objects.exists()
    assert not OutboxEntry.objects.exists()
    return str(refused.value)


def test_a_picture_is_received_and_prepared(ana, run_tasks):
    asset = receive(ana, drawing.upload(drawing.saved(drawing.four_corners())), alt="  Cuatro colores  ")
    assert asset.state == AssetState.UPLOADED
    assert asset.alt == "Cuatro colores"
    run_tasks()
    assert Asset.objects.get().is_ready


def test_a_picture_that_somebody_waits_for_is_prepared_once(ana):
    asset = receive(ana, drawing.upload(drawing.saved(drawing.four_corners())), is_awaited=True)
    assert not OutboxEntry.objects.exists()
    assert prepare_now(asset).is_ready


def test_a_name_tells_nothing_about_what_a_file_is(ana):
    asset = receive(ana, drawing.upload(drawing.saved(drawing.four_corners(), "PNG"), "../../etc/passwd.php.jpg"))
    assert "/" not in asset.file_name
    assert prepare_now(asset).is_ready
    assert all(r.key.endswith((".avif", ".webp")) for r in asset.renditions.all())


OTHERS = {
    "SVG": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "SVG ": b'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "aa">]><svg><image href="http://127.0.0.1/x"/></svg>',
    "PDF": b"%PDF-1.7\n",
    "PostScript": b"%!PS-Adobe-3.0 EPSF-3.0\n(/etc/passwd) run",
    "EPS": b"\xc5\xd0\xd3\xc6" + bytes(40),
    "TIFF": b"II*\0" + bytes(40),
    "JPEG XL": b"\xff\x0a" + bytes(40),
    "JPEG 2000": b"\0\0\0\x0cjP  \r\n\x87\n",
    "OpenEXR": b"v/1\x01" + bytes(40),
    "FITS": b"SIMPLE  =                    T",
    "MATLAB": b"MATLAB 5.0 MAT-file",
    "BMP": b"BM" + bytes(60),
    "Photoshop": b"8BPS" + bytes(40),
    "HTML": b"<!doctype html><script>alert(1)</script>",
    "video": b"\0\0\0\x20ftypisom" + bytes(40),
}


@pytest.mark.parametrize("kind", OTHERS)
def test_H053_H057_other_kinds_are_refused_by_name_and_told_what_is_taken(ana, kind):
    said = refusal(ana, OTHERS[kind], "photo.jpg")
    assert kind.strip() in said
    assert "JPEG, PNG, WebP, AVIF, HEIC or GIF" in said


@pytest.mark.parametrize(
    "content", [b"push graphic-context\nimage over 0,0 'label:@/etc/passwd'", b"plain words", b"\0" * 99]
)
def test_H053_what_nobody_knows_is_refused(ana, content):
    assert "not a picture" in refusal(ana, content)


def test_H053_the_darkroom_opens_a_file_only_as_what_it_was_seen_to_be(ana):
    """A TIFF behind the first bytes of a PNG: no other reader is tried."""
    tiff = drawing.saved(drawing.four_corners(), "TIFF")
    content = drawing.png_header(60, 40)[:33] + tiff
    assert prepare_now(_received_or_refused(ana, content)).state == AssetState.REFUSED


def _received_or_refused(owner, content):
    with mock.patch("lihua.media.actions.receiving.read_header", return_value=headers.Header(headers.Kind.PNG, 60, 40)):
        return receive(owner, drawing.upload(content))


@pytest.mark.parametrize("kind", ["JPEG", "GIF", "PNG", "WEBP", "AVIF"])
@pytest.mark.parametrize(
    ("hidden", "said"),
    [
        (b"<?php system($_GET[0]); ?>", "PHP"),
        (b"\0\0<SCRIPT>alert(1)</script>", "HTML"),
        (b"<!DOCTYPE html><body onload=alert(1)>", "HTML"),
        (b"PK\3\4" + bytes(40) + b"PK\5\6" + bytes(18), "ZIP"),
        (b"PK\5\6" + bytes(16) + b"\3\0abc", "ZIP"),
    ],
)
def test_H052_a_file_that_is_a_picture_and_something_else_is_refused_with_the_reason(ana, kind, hidden, said):
    assert f"a picture and {said} at once" in refusal(ana, drawing.saved(drawing.four_corners(), kind) + hidden)


def test_H052_what_stands_inside_a_picture_is_found_too(ana):
    plain = drawing.saved(drawing.four_corners())
    hidden = b"<html><script>alert(1)</script></html>"
    comment = plain[:2] + b"\xff\xfe" + (len(hidden) + 2).to_bytes(2, "big") + hidden + plain[2:]
    assert "HTML at once" in refusal(ana, comment)
    across = plain + bytes((1 << 20) - (len(plain) - 1024) % (1 << 20) - 3) + hidden  # where two looks meet
    assert "HTML at once" in refusal(ana, across)
    document = plain[:2] + b"\xff\xfe" + (8 + 2).to_bytes(2, "big") + b"%PDF-1.4" + plain[2:]
    assert "PDF at once" in refusal(ana, document)


@pytest.mark.parametrize("kind", ["JPEG", "GIF", "PNG"])
def test_H052_a_script_behind_the_end_of_a_picture_is_refused(ana, kind):
    assert "at once" in refusal(ana, drawing.saved(drawing.four_corners(), kind) + b"*/=1;alert(document.domain)//")


def test_a_film_behind_a_photograph_as_phones_put_it_there_does_not_come_along(ana):
    film = b"\0\0\0\x18ftypmp42\0\0\0\0" + bytes(range(256)) * 40 + b"MotionPhoto_Data\0\0\1\2SEFT"
    asset = prepare_now(receive(ana, drawing.upload(drawing.saved(drawing.four_corners()) + film)))
    assert asset.is_ready
    for rendition in asset.renditions.all():
        with default_storage.open(rendition.key) as file:
            assert b"ftypmp42" not in file.read()


def test_H052_a_gif_that_is_a_script_is_refused(ana):
    assert refusal(ana, b"GIF89a/*" + b"*/=1;alert(document.domain)//")


@pytest.mark.parametrize(
    ("width", "height"), [(30_000, 30_000), (65_500, 65_500), (1, 1_000_000_000), (2**31 - 1, 2**31 - 1), (0, 5)]
)
def test_H055_an_enormous_picture_is_refused_before_it_is_decoded(ana, width, height):
    with mock.patch("lihua.media.developing.subprocess.run", side_effect=AssertionError("nothing may be decoded")):
        said = refusal(ana, drawing.png_header(width, height))
    assert "million" in said or "damaged" in said


@pytest.mark.parametrize("frames", [1001, 10_000])
def test_H055_too_many_frames_are_refused_before_they_are_decoded(ana, frames):
    assert "frames" in refusal(ana, drawing.endless_gif(frames))


def test_H055_an_animated_png_with_many_frames_is_refused(ana):
    content = drawing.png_header(100, 100, chunks=[(b"acTL", (100_000).to_bytes(4, "big") + bytes(4))])
    assert "frames" in refusal(ana, content)


def test_H055_many_large_frames_are_refused(ana):
    content = drawing.png_header(4000, 4000, chunks=[(b"acTL", (200).to_bytes(4, "big") + bytes(4))])
    assert "frames" in refusal(ana, content)


def test_H055_a_picture_that_lies_about_its_size_comes_to_nothing(ana):
    assert prepare_now(receive(ana, drawing.upload(drawing.png_header(60, 40)))).state == AssetState.REFUSED


def test_H055_huge_text_in_a_picture_is_left_behind(ana):
    noise = b"Comment\0" + b"SECRET" * 400_000
    whole = drawing.saved(drawing.four_corners(), "PNG")
    content = whole[:33] + drawing._chunk(b"tEXt", noise) + whole[33:]
    asset = prepare_now(receive(ana, drawing.upload(content)))
    assert asset.state in {AssetState.READY, AssetState.REFUSED}
    assert asset.size_bytes < 100_000


@given(content=st.binary(max_size=300), start=st.sampled_from(["jpeg", "png", "gif", "webp", "avif", "none"]))
def test_any_bytes_are_a_picture_or_an_expected_refusal(content, start):
    starts = {
        "jpeg": b"\xff\xd8\xff", "png": b"\x89PNG\r\n\x1a\n", "gif": b"GIF89a", "webp": b"RIFF\0\0\0\0WEBPVP8X",
        "avif": b"\0\0\0\x18ftypavif\0\0\0\0avifmif1\0\0\0\x40meta\0\0\0\0", "none": b"",
    }  # fmt: skip
    try:
        header = headers.read_header(io.BytesIO(starts[start] + content))
    except (headers.Unknown, headers.Broken):
        return
    assert header.width > 0
    assert header.height > 0


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "AVIF", "HEIF"])
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(width=st.integers(1, 300), height=st.integers(1, 300))
def test_a_header_says_what_the_decoder_will_find(kind, width, height):
    content = drawing.saved(Image.new("RGB", (width, height), "red"), kind)
    header = headers.read_header(io.BytesIO(content))
    assert header.kind == kind
    # HEVC and AV1 store even measures; what is larger by a point is no harm.
    assert width <= header.width <= width + 64
    assert height <= header.height <= height + 64


def test_H065_a_file_over_the_limit_is_refused_with_the_limit(ana, settings):
    settings.UPLOAD_MEGABYTES = 1
    said = refusal(ana, drawing.saved(drawing.four_corners()) + bytes(1_100_000))
    assert "up to 1 MB" in said


def test_H065_no_more_than_the_limit_is_kept_of_a_larger_file(ana, signed_in, settings):
    settings.UPLOAD_MEGABYTES = 1
    kept = []

    def take(owner, file, **_words):
        kept.append(file.size)
        raise rules.Refused("too large")

    with mock.patch("lihua.media.actions.receive", side_effect=take):
        picture = drawing.upload(bytes(5_000_000))
        signed_in(ana).post("/pictures", {"file": picture}, headers={"accept": "application/json"})
    assert kept == [1_000_001]


def test_H065_a_body_over_the_limit_is_refused_unread(ana, signed_in, settings):
    settings.LARGEST_UPLOAD_BYTES = 1000
    answer = signed_in(ana).post("/pictures", {"file": drawing.upload(bytes(2000))})
    assert answer.status_code == 413


def test_H065_thousands_of_fields_are_refused(ana, signed_in):
    answer = signed_in(ana).post("/pictures", {f"field{n}": "x" for n in range(5000)})
    assert 400 <= answer.status_code < 500


def test_an_empty_file_is_refused(ana):
    assert "empty" in refusal(ana, b"")


def test_a_long_description_is_refused(ana):
    with pytest.raises(rules.Refused, match="1500"):
        receive(ana, drawing.upload(drawing.saved(drawing.four_corners())), alt="a" * 1501)


def test_nobody_fills_the_disk_alone(ana, settings):
    Asset.objects.create(owner=ana, state=AssetState.READY, size_bytes=2_000_000_001)
    with pytest.raises(rules.Refused, match="2000 MB"):
        receive(ana, drawing.upload(drawing.saved(drawing.four_corners())))


def test_many_at_once_say_which_were_not_taken(ana):
    files = [drawing.upload(drawing.saved(drawing.four_corners()), "a.jpg"), drawing.upload(b"%PDF-1.7", "b.pdf")]
    assets, problems = receive_all(ana, files)
    assert len(assets) == 1
    assert problems[0].startswith("b.pdf: ")


def test_only_the_owner_describes(ana, bo, make_asset):
    asset = make_asset(ana)
    with pytest.raises(rules.NotYours):
        describe(asset, by=bo, alt="no")
    assert describe(asset, by=ana, alt="sí", focus=(7, -7)).focus_x == 1


def test_discarding_deletes_the_files_and_is_safe_twice(ana, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        asset = prepare_now(receive(ana, drawing.upload(drawing.saved(drawing.four_corners()))))
    keys = list(asset.renditions.values_list("key", flat=True))
    assert all(default_storage.exists(key) for key in keys)
    with django_capture_on_commit_callbacks(execute=True):
        discard(asset)
        discard(asset)
    assert not any(default_storage.exists(key) for key in keys)
    assert not Rendition.objects.exists()


def test_H123_a_deleted_note_leaves_no_file_behind(ana, make_work, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        asset = prepare_now(receive(ana, drawing.upload(drawing.saved(drawing.four_corners()))))
    work = import_string("lihua.works.actions.submit")(ana, kind="note", body="Aquí vivo", asset_ids=[asset.pk])
    keys = list(asset.renditions.values_list("key", flat=True))
    with django_capture_on_commit_callbacks(execute=True):
        import_string("lihua.works.actions.withdrawing.erase")(work)
    assert not any(default_storage.exists(key) for key in keys)


NAMES = st.text("ab/.", min_size=1, max_size=8).filter(
    lambda name: not name.startswith("/") and not name.endswith("/") and "//" not in name and ".." not in name
    and all(part.strip(".") for part in name.split("/"))
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(names=st.lists(NAMES, min_size=2, max_size=6, unique=True), which=st.integers(0, 5))
def test_H067_deleting_one_key_leaves_every_other(tmp_path_factory, names, which):
    from django.core.files.base import ContentFile

    from lihua.media.storage import FolderStorage

    storage = FolderStorage(location=tmp_path_factory.mktemp("files"))
    # A key that is also a folder cannot be kept in a folder; ours never are.
    kept = [
        name
        for name in names
        if not any(other.startswith(name + "/") or name.startswith(other + "/") for other in names)
    ]
    for name in kept:
        storage.save(name, ContentFile(name.encode()))
    gone = kept[which % len(kept)] if kept else "nothing"
    storage.delete(gone)
    assert [name for name in kept if storage.exists(name)] == [name for name in kept if name != gone]


def test_an_upload_that_is_cut_off_leaves_nothing_that_is_shown(tmp_path):
    from django.core.files.base import ContentFile

    from lihua.media.storage import FolderStorage

    class CutOff(ContentFile):
        def chunks(self, chunk_size=None):
            yield b"half"
            raise OSError("the connection is gone")

    with pytest.raises(OSError, match="gone"):
        FolderStorage(location=tmp_path).save("incoming/x", CutOff(b"whole"))
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_a_worker_that_dies_half_way_is_followed_by_another(ana, run_tasks):
    asset = receive(ana, drawing.upload(drawing.saved(drawing.four_corners())))
    from lihua.base import tasks

    entry = tasks._take()
    with (
        mock.patch("lihua.media.actions.preparing._keep", side_effect=KeyboardInterrupt),
        pytest.raises(KeyboardInterrupt),
    ):
        tasks.run_entry(entry)  # as if it were killed: nothing is written
    assert Asset.objects.get(pk=asset.pk).state == AssetState.UPLOADED
    OutboxEntry.objects.update(leased_until=now() - timedelta(seconds=1))
    run_tasks()
    assert Asset.objects.get(pk=asset.pk).is_ready


def test_preparing_twice_makes_the_same_files(ana, run_tasks):
    asset = prepare_now(receive(ana, drawing.upload(drawing.saved(drawing.four_corners()))))
    keys = set(asset.renditions.values_list("key", flat=True))
    run_tasks()
    assert set(asset.renditions.values_list("key", flat=True)) == keys


def test_what_was_forgotten_is_prepared_after_all(ana, run_tasks):
    asset = receive(ana, drawing.upload(drawing.saved(drawing.four_corners())))
    OutboxEntry.objects.all().delete()
    Asset.objects.update(created_at=now() - timedelta(hours=1))
    assert sweeping.resume_forgotten() == 1
    assert sweeping.resume_forgotten() == 0
    run_tasks()
    assert Asset.objects.get(pk=asset.pk).is_ready


def test_what_nobody_claimed_in_a_day_goes_and_what_is_shown_stays(ana, make_asset, make_work):
    make_work(ana, pictures=1)
    unclaimed = make_asset(ana)
    Asset.objects.update(created_at=now() - timedelta(days=2))
    assert sweeping.throw_away_unclaimed() == 1
    assert not Asset.objects.filter(pk=unclaimed.pk).exists()
    assert Asset.objects.count() == 1


def test_files_without_a_row_are_found_and_rows_without_a_file_told(ana, make_asset):
    import os
    import time

    from django.core.files.base import ContentFile

    for name in ("incoming/left", "aa/left.webp", "aa/fresh.webp"):
        default_storage.save(name, ContentFile(b"x"))
    old = time.time() - 3 * 86400
    for name in ("incoming/left", "aa/left.webp"):
        os.utime(default_storage.path(name), (old, old))
    make_asset(ana)
    assert sweeping.delete_leftovers() >= 2
    assert not default_storage.exists("incoming/left")
    assert default_storage.exists("aa/fresh.webp")
    assert len(sweeping.missing_files()) == 6


def test_what_a_crash_left_in_the_darkroom_is_cleared(settings, tmp_path):
    import os
    import time

    settings.DATA = tmp_path
    old = time.time() - 7200
    left = settings.DATA / "darkroom" / "tmpx"
    fresh = settings.DATA / "uploads" / "fresh.upload"
    left.mkdir(parents=True)
    (left / "source").write_bytes(drawing.tell_tale())
    fresh.parent.mkdir(exist_ok=True)
    fresh.write_bytes(b"x")
    os.utime(left, (old, old))
    assert sweeping.clear_the_floor() == 1
    assert not left.exists()
    assert fresh.exists()


def test_a_file_too_large_for_memory_is_received_whole(ana, signed_in):
    content = drawing.saved(drawing.four_corners(2000, 1500), "PNG", compress_level=0)
    assert len(content) > 2_500_000
    answer = signed_in(ana).post("/pictures", {"file": drawing.upload(content)}, headers={"accept": "application/json"})
    assert answer.status_code == 201
    assert prepare_now(Asset.objects.get()).is_ready


def test_a_note_waits_for_its_pictures_and_appears_by_itself(ana, run_tasks):
    asset = receive(ana, drawing.upload(drawing.saved(drawing.four_corners())), alt="Cuatro colores")
    submit = import_string("lihua.works.actions.submit")
    draft = submit(ana, kind="note", title="Espera", body="Mira", asset_ids=[asset.pk])
    assert not ana.works.exists()
    run_tasks()
    assert ana.works.get().draft_key == draft.key
    assert ana.works.get().pictures.get().asset.alt == "Cuatro colores"


def test_a_note_whose_picture_is_refused_is_kept_and_says_why(ana, run_tasks):
    content = drawing.saved(Image.effect_noise((400, 300), 90))
    asset = receive(ana, drawing.upload(content[: len(content) // 2]))
    draft = import_string("lihua.works.actions.submit")(ana, kind="note", body="Mira", asset_ids=[asset.pk])
    run_tasks()
    draft.refresh_from_db()
    assert "damaged" in draft.problem
    assert not ana.works.exists()
    assert ana.notices.get().kind == "draft"


def test_a_full_disk_is_said_in_words_and_nothing_is_promised(ana):
    import errno

    full = OSError(errno.ENOSPC, "No space left on device")
    with mock.patch("lihua.media.storage.os.fsync", side_effect=full):
        assert "disk is full" in refusal(ana, drawing.saved(drawing.four_corners()))


def test_a_disk_that_is_full_while_developing_costs_nobody_a_picture(ana, monkeypatch, run_tasks):
    import subprocess

    from lihua.base import tasks
    from lihua.media import darkroom

    asset = receive(ana, drawing.upload(drawing.saved(drawing.four_corners())))
    done = subprocess.CompletedProcess([], darkroom.TRY_AGAIN, stderr=b"")
    with mock.patch("lihua.media.developing.subprocess.run", return_value=done):
        assert not tasks.run_entry(tasks._take())
    OutboxEntry.objects.update(leased_until=now() - timedelta(seconds=1))
    run_tasks()
    assert Asset.objects.get(pk=asset.pk).is_ready


def test_who_waits_for_approval_brings_nothing_yet(ana):
    ana.account.is_approved = False
    assert "approval" in refusal(ana, drawing.saved(drawing.four_corners()))
