"""What comes out of the darkroom: upright, clean, at every width, or a reason."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from PIL import Image

from lihua.media.actions import prepare_now, receive
from lihua.media.models import AssetState
from lihua.media.tests import drawing


def developed(owner, content):
    return prepare_now(receive(owner, drawing.upload(content)))


def opened(rendition):
    with default_storage.open(rendition.key) as file:
        return Image.open(io.BytesIO(file.read()))


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_orientation_comes_out_upright(ana, orientation):
    asset = developed(ana, drawing.turned(orientation))
    assert (asset.width, asset.height) == (120, 80)
    for rendition in asset.renditions.all():
        assert drawing.corners_of(opened(rendition)) == [0, 1, 2, 3]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "AVIF", "HEIF"])
def test_every_accepted_kind_comes_out_in_both_formats(ana, kind):
    asset = developed(ana, drawing.saved(drawing.four_corners(1000, 600), kind))
    assert asset.state == AssetState.READY
    assert {r.mime_type for r in asset.renditions.all()} == {"image/avif", "image/webp"}
    assert [still.width for still in asset.stills] == [240, 480, 720, 1000]
    assert [still.height for still in asset.stills] == [144, 288, 432, 600]
    assert drawing.corners_of(opened(asset.largest)) == [0, 1, 2, 3]
    assert asset.blurhash
    assert asset.colour.startswith("#")
    assert len(asset.corners.split()) == 4


def test_a_small_picture_is_not_blown_up(ana):
    asset = developed(ana, drawing.saved(drawing.four_corners(40, 30), "PNG"))
    assert {rendition.width for rendition in asset.renditions.all()} == {40}


def test_transparency_stays(ana):
    picture = Image.new("RGBA", (50, 50), (255, 0, 0, 0))
    asset = developed(ana, drawing.saved(picture, "PNG"))
    assert opened(asset.largest).convert("RGBA").getpixel((25, 25))[3] == 0
    assert set(asset.corners.split()) == {asset.colour} == {"#ffffff"}


@pytest.mark.parametrize("mode", ["L", "LA", "P", "1", "CMYK", "I;16"])
def test_unusual_colours_come_out_as_one_sees_them(ana, mode):
    kind = "JPEG" if mode == "CMYK" else "PNG"
    picture = Image.new("I;16", (60, 40), 40000) if mode == "I;16" else drawing.four_corners().convert(mode)
    assert developed(ana, drawing.saved(picture, kind)).state == AssetState.READY


def test_a_moving_picture_moves_and_stands_still(ana):
    asset = developed(ana, drawing.gif(12))
    assert asset.is_moving
    assert opened(asset.moving).n_frames == 12
    assert asset.moving.mime_type == "image/webp"
    assert asset.largest.is_moving is False
    assert opened(asset.largest).n_frames == 1


def test_a_long_moving_picture_is_thinned_out_and_cut(ana):
    asset = developed(ana, drawing.gif(500, size=(600, 20), duration=100))
    moving = opened(asset.moving)
    assert moving.n_frames <= 180
    assert moving.width == 480


def test_broken_exif_is_no_reason_to_refuse(ana):
    content = drawing.turned(6)
    at = content.index(b"Exif") + 6
    asset = developed(ana, content[:at] + b"II*\0\xff\xff\xff\xff" + content[at + 8 :])
    assert asset.state == AssetState.READY


def test_H063_no_rendition_tells_where_or_by_whom_it_was_taken(ana):
    asset = developed(ana, drawing.tell_tale())
    assert asset.state == AssetState.READY
    for rendition in asset.renditions.all():
        with default_storage.open(rendition.key) as file:
            content = file.read()
        assert b"SECRET" not in content
        assert b"Exif" not in content
        assert not opened(rendition).getexif()
    assert asset.source_key == ""


def test_H063_the_upload_itself_is_gone_once_renditions_are_made(ana, django_capture_on_commit_callbacks):
    asset = receive(ana, drawing.upload(drawing.tell_tale()))
    key = asset.source_key
    assert default_storage.exists(key)
    with django_capture_on_commit_callbacks(execute=True):
        prepare_now(asset)
    assert not default_storage.exists(key)


def test_a_truncated_picture_is_refused_with_words(ana):
    content = drawing.saved(Image.effect_noise((400, 300), 90))
    asset = developed(ana, content[: len(content) // 2])
    assert asset.state == AssetState.REFUSED
    assert "damaged" in asset.problem
    assert not asset.renditions.exists()


def test_a_picture_damaged_in_the_middle_is_refused(ana):
    content = bytearray(drawing.saved(Image.effect_noise((400, 300), 90), restart_marker_blocks=4))
    at = content.index(b"\xff\xd3")
    content[at + 1] = 0x9F
    assert developed(ana, bytes(content)).state == AssetState.REFUSED


def test_the_words_of_a_refusal_are_in_the_senders_language(bo):
    from django.utils import translation

    with translation.override("en"):
        bo.account.interface_language = "zh-hans"
        bo.account.save()
        content = drawing.saved(Image.effect_noise((400, 300), 90))
        developed(bo, content[: len(content) // 2])
        assert translation.get_language() == "en"


@pytest.fixture
def wide_open(monkeypatch):
    """The folders in which nothing may appear."""
    return {place: set(os.listdir(place)) for place in (Path.home(), Path("/tmp"), Path.cwd())}


def test_H054_nothing_is_written_outside_the_darkroom(ana, settings, tmp_path, monkeypatch):
    settings.DATA, temporary = tmp_path / "data", tmp_path / "tmp"
    settings.DATA.mkdir()
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    here = set(os.listdir())
    assert developed(ana, drawing.tell_tale()).state == AssetState.READY
    assert not os.listdir(temporary)
    assert os.listdir(settings.DATA) == ["darkroom"]
    assert not os.listdir(settings.DATA / "darkroom")
    assert set(os.listdir()) == here


def inside(folder, code):
    """Run code as the darkroom runs: limited and enclosed."""
    program = (
        "import os, sys, socket\n"
        "from lihua.media import sandbox\n"
        "sandbox.limit(seconds=2, memory_megabytes=512, file_megabytes=1)\n"
        f"closed = sandbox.enclose({str(folder)!r})\n"
        "if not closed: sys.exit(77)\n" + code
    )
    return subprocess.run([sys.executable, "-I", "-c", program], capture_output=True, timeout=30, check=False)


def skip_without_landlock(done):
    if done.returncode == 77:
        pytest.skip("this kernel has no Landlock")


def test_H054_the_darkroom_cannot_write_elsewhere(tmp_path):
    room, outside = tmp_path / "room", tmp_path / "outside"
    room.mkdir()
    done = inside(
        room,
        f"open({str(room / 'made')!r}, 'w').write('ok')\n"
        f"try: open({str(outside)!r}, 'w')\n"
        "except PermissionError: sys.exit(0)\nsys.exit(1)",
    )
    skip_without_landlock(done)
    assert done.returncode == 0, done.stderr
    assert (room / "made").exists()
    assert not outside.exists()


def test_H054_the_darkroom_cannot_read_the_villages_secrets(tmp_path):
    room, secret = tmp_path / "room", tmp_path / "secret.key"
    room.mkdir()
    secret.write_text("key")
    done = inside(room, f"try: open({str(secret)!r})\nexcept PermissionError: sys.exit(0)\nsys.exit(1)")
    skip_without_landlock(done)
    assert done.returncode == 0, done.stderr


def test_H054_the_darkroom_cannot_read_the_folder_that_the_program_lies_in(tmp_path):
    import lihua

    own = Path(lihua.__file__).parent.parent / "pyproject.toml"  # ./var, where data lies by default, is beside it
    done = inside(tmp_path, f"try: open({str(own)!r})\nexcept PermissionError: sys.exit(0)\nsys.exit(1)")
    skip_without_landlock(done)
    assert done.returncode == 0, done.stderr


def test_H054_the_darkroom_cannot_open_a_connection(tmp_path):
    code = (
        "try: socket.create_connection(('127.0.0.1', 9), 1)\n"
        "except PermissionError: sys.exit(0)\nexcept OSError: pass\nsys.exit(1)"
    )
    done = inside(tmp_path, code)
    skip_without_landlock(done)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    "code", ["while True: pass", "x = bytearray(1 << 30)", "open('big', 'wb').write(bytes(3 << 20))"]
)
def test_H055_the_darkroom_ends_when_it_takes_too_much(tmp_path, code):
    program = (
        f"import os; os.chdir({str(tmp_path)!r})\nfrom lihua.media import sandbox\n"
        f"sandbox.limit(seconds=1, memory_megabytes=512, file_megabytes=1)\n{code}"
    )
    done = subprocess.run([sys.executable, "-I", "-c", program], capture_output=True, timeout=30, check=False)
    assert done.returncode != 0


def test_a_crash_of_the_darkroom_refuses_the_picture_with_words(ana, monkeypatch):
    from lihua.media import developing

    monkeypatch.setattr(developing, "PROGRAM", "lihua.media.no_such_room")
    asset = developed(ana, drawing.saved(drawing.four_corners()))
    assert asset.state == AssetState.REFUSED
    assert asset.problem


GOOD = {
    "width": 4, "height": 3, "blurhash": "L", "colour": "#112233", "corners": "#112233 #112233 #112233 #112233",
    "renditions": [{"file": "240.webp", "mime": "image/webp", "width": 4, "height": 3}],
}  # fmt: skip
LIES = {
    "a link": {},
    "another kind": {"renditions": [{"file": "240.webp", "mime": "text/html", "width": 4, "height": 3}]},
    "another folder": {"renditions": [{"file": "../secret.key", "mime": "image/webp", "width": 4, "height": 3}]},
    "a style": {"colour": "red;background:url(//evil)"},
    "no number": {"width": "wide"},
    "no list": {"renditions": 7},
}


@pytest.mark.parametrize("lie", LIES)
def test_H054_a_darkroom_that_was_taken_over_is_not_believed(tmp_path, lie):
    import json

    from lihua.media import developing

    room = tmp_path / "room"
    room.mkdir()
    (tmp_path / "secret.key").write_text("key")
    (room / "240.webp").write_bytes(b"picture")
    (room / "made.json").write_text(json.dumps(GOOD))
    assert developing._read(room).prints[0].path == room / "240.webp"
    if lie == "a link":
        (room / "240.webp").unlink()
        (room / "240.webp").symlink_to(tmp_path / "secret.key")
    (room / "made.json").write_text(json.dumps({**GOOD, **LIES[lie]}))
    with pytest.raises(developing.Undevelopable):
        developing._read(room)
