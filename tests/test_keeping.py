"""Copies while it runs, putting them back, and what a blow leaves: nothing acknowledged is lost, nothing is half."""

import io
import json
import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tarfile
import threading
import time
from pathlib import Path

import httpx
import pytest

from tests.village import ROOT, Village, answer_of, environment, lihua

pytestmark = pytest.mark.live
on_sqlite = pytest.mark.skipif("LIHUA_DATABASE_URL" in os.environ, reason="is about SQLite's file")

WRITE_FOR_EVER = """
import django; django.setup()
import io, sys
from django.core.files.base import ContentFile
from PIL import Image
from lihua.media.actions import receive
from lihua.people.models import Person
from lihua.works.actions import submit
ana = Person.objects.get(handle="ana")
number = int(sys.argv[1])
while True:
    out = io.BytesIO()
    Image.effect_noise((640, 480), 60 + number % 50).convert("RGB").save(out, "JPEG")
    asset = receive(ana, ContentFile(out.getvalue(), name="noise.jpg"))
    submit(ana, title=f"note {number}", asset_ids=[asset.pk])
    print(number, flush=True)
    number += 1
"""

COUNT = """
import django; django.setup()
import json
from django.core.files.storage import default_storage
from lihua.base.models import OutboxEntry
from lihua.media.models import Asset, Rendition
from lihua.works.models import Draft, Picture, Work
works = list(Work.objects.values_list("title", flat=True))
print(json.dumps({
    "works": works,
    "bodies": list(Work.objects.values_list("body", flat=True)),
    "ids": [str(pk) for pk in Work.objects.values_list("pk", flat=True)],
    "drafts": [draft.words["title"] for draft in Draft.objects.all()],
    "pictures": Picture.objects.count(),
    "pictures_not_ready": Picture.objects.exclude(asset__state="ready").count(),
    "files_missing": [r.key for r in Rendition.objects.all() if not default_storage.exists(r.key)],
    "sources_missing": [
        a.pk for a in Asset.objects.filter(state="uploaded") if not default_storage.exists(a.source_key)
    ],
    "waiting": OutboxEntry.objects.filter(dead_at=None).count(),
    "dead": OutboxEntry.objects.dead().count(),
}))
"""


def python(data: Path, code: str, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        env=environment(data, DJANGO_SETTINGS_MODULE="lihua.config.settings", LIHUA_PERSON_MEGABYTES="100000"),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def state_of(data: Path) -> dict:
    process = python(data, COUNT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err[-2000:]
    return json.loads(out.strip().splitlines()[-1])


def settled(data: Path, seconds: float = 300) -> dict:
    """What is there once the worker has nothing left to do."""
    until = time.monotonic() + seconds
    while (state := state_of(data))["waiting"] and time.monotonic() < until:
        time.sleep(0.5)
    return state


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "var"
    answer_of(lihua(folder, "prepare"))
    answer_of(lihua(folder, "person", "add", "ana", "--name", "Ana", "--writes", "en"))
    return folder


def write_and_kill(data: Path, start: int, seconds: float) -> list[int]:
    """Somebody posts notes with pictures until the process is killed; the numbers that were acknowledged."""
    writer = python(data, WRITE_FOR_EVER, str(start))
    done: list[int] = []

    def listen() -> None:
        for line in writer.stdout:
            done.append(int(line))

    listener = threading.Thread(target=listen)
    listener.start()
    until = time.monotonic() + 20
    while not done and time.monotonic() < until:
        time.sleep(0.02)
    time.sleep(seconds)
    writer.kill()
    writer.wait()
    listener.join()
    writer.stdout.close()
    writer.stderr.close()
    return done


def test_what_was_acknowledged_is_there_whole_after_writer_and_worker_were_killed(data):
    with Village(data) as village:
        acknowledged: list[int] = []
        for blow in range(4):
            acknowledged += write_and_kill(data, 1000 * blow, 0.3 + 0.17 * blow)
            os.killpg(village.child("worker"), signal.SIGKILL)
        state = settled(data)
        assert {f"note {number}" for number in acknowledged} <= set(state["works"]) | set(state["drafts"])
        assert not state["drafts"], "the worker went on after each blow"
        assert len(state["works"]) == len(set(state["works"]))
        assert state["pictures"] == len(state["works"])
        assert (state["pictures_not_ready"], state["files_missing"], state["sources_missing"]) == (0, [], [])
        assert state["dead"] == 0


def test_everything_goes_on_after_all_of_it_was_killed_at_once(data):
    village = Village(data)
    village.start()
    acknowledged = write_and_kill(data, 0, 0.5)
    for child in village.children().values():
        os.killpg(child, signal.SIGKILL)
    village.stop(signal.SIGKILL)
    with Village(data):
        state = settled(data)
    assert {f"note {number}" for number in acknowledged} <= set(state["works"])
    assert (state["pictures_not_ready"], state["files_missing"], state["dead"]) == (0, [], 0)


def test_what_an_app_was_told_is_published_is_there_once_after_the_pages_were_killed(data):
    """The app repeats what had no answer, with the same key, as apps do."""
    token = answer_of(lihua(data, "person", "add", "bo", "--name", "Bo", "--writes", "en", "--token"))["token"]
    acknowledged: dict[str, str] = {}
    with Village(data) as village:
        stop = threading.Event()

        def write(name: str) -> None:
            headers = {"authorization": f"Bearer {token}"}
            for number in range(12):
                words = f"{name} says {number}"
                while not stop.is_set():
                    try:
                        with httpx.Client(timeout=10) as app:
                            answer = app.post(
                                f"http://127.0.0.1:{village.port}/api/v1/statuses",
                                json={"status": words},
                                headers={**headers, "idempotency-key": words},
                            )
                    except httpx.TransportError:
                        time.sleep(0.05)
                        continue
                    assert answer.status_code == 200, answer.text
                    acknowledged[words] = answer.json()["id"]
                    break

        writers = [threading.Thread(target=write, args=(name,)) for name in ("one", "two", "three")]
        for writer in writers:
            writer.start()
        for _blow in range(3):
            time.sleep(0.4)
            os.killpg(village.child("web"), signal.SIGKILL)
            until = time.monotonic() + 20
            while "web" not in village.children() and time.monotonic() < until:
                time.sleep(0.05)
        for writer in writers:
            writer.join(60)
        stop.set()
    assert len(acknowledged) == 36
    state = state_of(data)
    assert sorted(state["bodies"]) == sorted(acknowledged)
    assert set(acknowledged.values()) <= set(state["ids"])


def test_a_copy_made_while_people_write_is_whole(data, tmp_path):
    with Village(data) as village:
        writer = python(data, WRITE_FOR_EVER, "0")
        try:
            assert writer.stdout.readline()
            answer = answer_of(village.lihua("backup", str(tmp_path / "copy.tar")))
        finally:
            writer.kill()
            writer.communicate()
        assert (tmp_path / "copy.tar").stat().st_mode & 0o077 == 0
        assert answer["bytes"] == (tmp_path / "copy.tar").stat().st_size
    restored = tmp_path / "restored"
    answer_of(lihua(restored, "restore", str(tmp_path / "copy.tar")))
    state = state_of(restored)
    assert state["works"] or state["drafts"]
    assert (state["files_missing"], state["sources_missing"]) == ([], [])
    healthy = answer_of(lihua(restored, "doctor"))
    assert healthy["healthy"], healthy["findings"]
    with Village(restored) as again:
        assert again.get("/health").status_code == 200
        assert not settled(restored)["drafts"]
    shutil.rmtree(restored / "files")
    sick = answer_of(lihua(restored, "doctor"))
    assert [finding["about"] for finding in sick["findings"] if finding["grave"]] == ["pictures"]


ERASE = """
import django; django.setup()
from lihua.base import tasks
from lihua.people.actions import erase
from lihua.people.models import Person
from lihua.works.actions import submit
from django.utils.module_loading import autodiscover_modules
autodiscover_modules("tasks")
ana = Person.objects.get(handle="ana")
if not ana.works.exists():
    submit(ana, body="My secret garden.", kind="short")
else:
    erase(ana)
tasks.work_off()
"""


def run(data: Path, code: str) -> None:
    process = python(data, code)
    _out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err[-2000:]


def test_H125_who_was_erased_after_the_copy_stays_erased_when_it_is_put_back(data, tmp_path):
    run(data, ERASE)
    answer_of(lihua(data, "backup", str(tmp_path / "copy.tar")))
    run(data, ERASE)
    assert state_of(data)["bodies"] == []
    restored = tmp_path / "restored"
    answer_of(lihua(restored, "restore", str(tmp_path / "copy.tar"), "--erased", str(data / "erased.log")))
    assert state_of(restored)["bodies"] == ["My secret garden."], "the copy is older than the erasure"
    answer_of(lihua(restored, "prepare"))
    assert state_of(restored)["bodies"] == []


def test_a_copy_goes_into_an_empty_folder_only(data, tmp_path):
    answer_of(lihua(data, "backup", str(tmp_path / "copy.tar")))
    before = sorted(path.name for path in data.iterdir())
    done = lihua(data, "restore", str(tmp_path / "copy.tar"))
    assert done.returncode == 1
    assert "not empty" in done.stderr
    assert sorted(path.name for path in data.iterdir()) == before
    assert lihua(data, "backup", str(tmp_path / "copy.tar")).returncode == 1, "nothing is overwritten"


@on_sqlite
def test_a_restore_that_was_killed_can_be_done_again(data, tmp_path):
    copy, target = tmp_path / "copy.tar", tmp_path / "restored"
    answer_of(lihua(data, "backup", str(copy)))
    (target / ".restoring" / "files").mkdir(parents=True)
    (target / ".restoring" / "files" / "half").write_bytes(b"x")
    answer_of(lihua(target, "restore", str(copy)))
    assert not (target / "files" / "half").exists()
    assert sqlite3.connect(target / "lihua.sqlite3").execute("SELECT handle FROM people_person").fetchall() == [
        ("ana",)
    ]


@pytest.mark.parametrize("name", ["../outside", "/etc/outside", "files/../../outside", "var/lihua.sqlite3"])
def test_H058_a_copy_with_a_path_of_its_own_is_refused(tmp_path, name):
    with tarfile.open(tmp_path / "evil.tar", "w") as archive:
        member = tarfile.TarInfo(name)
        member.size = 4
        archive.addfile(member, io.BytesIO(b"evil"))
    done = lihua(tmp_path / "var", "restore", str(tmp_path / "evil.tar"))
    assert done.returncode == 1
    assert "no copy of ours" in done.stderr
    assert not (tmp_path / "outside").exists()
    assert list((tmp_path / "var").iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"not a tar at all", b"\x00" * 10240])
def test_what_is_no_copy_is_refused(tmp_path, content):
    (tmp_path / "copy.tar").write_bytes(content)
    done = lihua(tmp_path / "var", "restore", str(tmp_path / "copy.tar"))
    assert done.returncode == 1
    assert "Traceback" not in done.stderr


@on_sqlite
def test_a_damaged_copy_is_refused_before_it_is_put_back(data, tmp_path):
    answer_of(lihua(data, "backup", str(tmp_path / "copy.tar")))
    raw = bytearray((tmp_path / "copy.tar").read_bytes())
    at = raw.index(b"SQLite format 3") + 8192
    raw[at : at + 40960] = os.urandom(40960)
    (tmp_path / "copy.tar").write_bytes(raw)
    done = lihua(tmp_path / "restored", "restore", str(tmp_path / "copy.tar"))
    assert done.returncode == 1
    assert list((tmp_path / "restored").iterdir()) == []


@on_sqlite
def test_a_full_disk_is_said_and_leaves_nothing_half(data, tmp_path):
    """The limit on a file's size stands in for a disk: every write beyond it fails in the same way."""

    def small_files() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))

    done = subprocess.run(
        [sys.executable, "-m", "lihua.ops.cli", "backup", str(tmp_path / "copy.tar")],
        env=environment(data),
        cwd=ROOT,
        preexec_fn=small_files,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert "The disk" in done.stderr
    assert "Traceback" not in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["var"]
    assert not list(data.glob(".backup-*"))
    assert state_of(data)["dead"] == 0


def test_doctor_knows_a_healthy_village_from_a_sick_one(data):
    with Village(data) as village:
        until = time.monotonic() + 5
        while (answer := answer_of(village.lihua("doctor")))["findings"] and time.monotonic() < until:
            time.sleep(0.2)
        assert answer == {"healthy": True, "findings": []}
    (data / "static" / ".collected").write_text("of an older version")
    (data / "secret.key").chmod(0o644)
    sick = answer_of(lihua(data, "doctor"))
    assert not sick["healthy"]
    assert {"static files", "data folder"} <= {finding["about"] for finding in sick["findings"]}
    assert all(finding["hint"] for finding in sick["findings"])


def test_doctor_names_a_wrong_setting(data):
    sick = answer_of(lihua(data, "doctor", LIHUA_WEB_PROCESSES="many"))
    assert not sick["healthy"]
    assert "LIHUA_WEB_PROCESSES" in sick["findings"][0]["message"]
