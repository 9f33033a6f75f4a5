import json
import stat
import zipfile
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from lihua.lexicon import actions as lexicon
from lihua.library.actions import create_board, pin
from lihua.media.actions import prepare_now, receive
from lihua.ops.cli import main
from lihua.people.actions import follow
from lihua.works.actions import edit, like, submit, translate

pytestmark = pytest.mark.django_db


def picture() -> ContentFile:
    out = BytesIO()
    Image.new("RGB", (64, 48), "#336655").save(out, "PNG")
    return ContentFile(out.getvalue(), name="p.png")


def exported(handle, file):
    assert main(["export", handle, str(file)]) == 0
    archive = zipfile.ZipFile(file)
    assert archive.testzip() is None
    return archive, {
        name.removesuffix(".json"): json.loads(archive.read(name))
        for name in archive.namelist()
        if name.endswith(".json")
    }


def test_everything_that_ana_made_is_in_it(ana, bo, make_work, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "files"
    asset = prepare_now(receive(ana, picture(), alt="Un cuadrado verde"))
    note = submit(ana, body="Hola.", title="Un cuadrado", asset_ids=[asset.pk])
    note = edit(note, by=ana, title="Un cuadrado verde", body="Hola a todos.")
    other = make_work(bo, "你好。这是秘密吗？")
    reply = make_work(ana, "No lo creo.", reply_to=other.pk)
    like(other, by=ana)
    translate(other, into="es", sentences={"body:0": "Hola."}, by=ana)
    pin(other, to=create_board(ana, title="Guardado"), by=ana, note="leer")
    follow(ana, bo)
    lexicon.keep(ana, word="秘密", tag="zh-Hans", meaning="secret", sentence="这是秘密吗？", work_id=other.pk)
    entry = lexicon.add(word="guay", tag="es", by=ana, meaning=lexicon.Meaning("en", "cool"))
    lexicon.vote(lexicon.explain(entry, lexicon.Meaning("zh-Hans", "酷"), by=bo), by=ana)

    archive, parts = exported("ana", tmp_path / "ana.zip")

    works = {work["id"]: work for work in parts["works"]}
    assert works[str(note.pk)]["title"] == "Un cuadrado verde"
    assert works[str(note.pk)]["versions"][0]["title"] == "Un cuadrado"
    shown = works[str(note.pk)]["pictures"][0]
    assert shown["alt"] == "Un cuadrado verde"
    assert Image.open(BytesIO(archive.read(shown["file"]))).size == (64, 48)
    assert works[str(reply.pk)]["reply_to"].endswith(f"/works/{other.pk}")
    assert parts["translations"][0]["text"] == "Hola."
    assert parts["reactions"][0]["kind"] == "like"
    assert parts["boards"][0]["works"][0]["note"] == "leer"
    assert parts["person"]["follows"] == ["bo"]
    assert (parts["words"][0]["word"], parts["words"][0]["meaning"]) == ("秘密", "secret")
    assert parts["words"][0]["work"].endswith(f"/works/{other.pk}")
    assert [entry["word"] for entry in parts["glossary"]["entries"]] == ["guay"]
    assert [said["equivalent"] for said in parts["glossary"]["explanations"]] == ["cool"]
    assert [vote["word"] for vote in parts["glossary"]["votes"]] == ["guay"]
    assert parts["person"]["account"]["mail"] == "ana@example.org"
    page = archive.read("index.html").decode()
    assert "Hola a todos." in page
    assert "这是秘密吗" not in "".join(archive.read(name).decode(errors="ignore") for name in archive.namelist())


def test_what_was_typed_is_only_text_on_the_page(ana, make_work, tmp_path):
    make_work(ana, "<script>alert(1)</script>")
    archive, _parts = exported("@Ana", tmp_path / "ana.zip")
    assert "<script>" not in archive.read("index.html").decode()


def test_only_who_asked_can_read_the_file(ana, tmp_path):
    exported("ana", tmp_path / "ana.zip")
    assert stat.S_IMODE((tmp_path / "ana.zip").stat().st_mode) == 0o600


def test_nobody_and_nothing_is_overwritten(ana, tmp_path):
    assert main(["export", "nobody", str(tmp_path / "x.zip")]) == 1
    (tmp_path / "ana.zip").write_text("mine")
    assert main(["export", "ana", str(tmp_path / "ana.zip")]) == 1
    assert (tmp_path / "ana.zip").read_text() == "mine"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["ana.zip"]
