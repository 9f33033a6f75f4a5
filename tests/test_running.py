"""`lihua up`, whole: starts, serves, streams, stops, and comes back after a blow."""

import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from importlib.util import find_spec
from pathlib import Path

import httpx
import pytest

from tests.village import ROOT, Village, answer_of, environment, free_port, lihua

pytestmark = pytest.mark.live


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with tables and static files, to be copied by each test."""
    data = tmp_path_factory.mktemp("prepared") / "var"
    answer_of(lihua(data, "prepare"))
    return data


@pytest.fixture
def data(prepared: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(prepared, tmp_path / "var"))


def session_of(data: Path, handle: str) -> str:
    """A session cookie of a person, as sign-in would make it."""
    code = (
        "import django; django.setup()\n"
        "from django.contrib.sessions.backends.db import SessionStore\n"
        "from lihua.people.models import Person\n"
        f"account = Person.objects.get(handle={handle!r}).account\n"
        "session = SessionStore()\n"
        "session['_auth_user_id'] = str(account.pk)\n"
        "session['_auth_user_backend'] = 'allauth.account.auth_backends.AuthenticationBackend'\n"
        "session['_auth_user_hash'] = account.get_session_auth_hash()\n"
        "session.create(); print(session.session_key)\n"
    )
    return run_python(data, code).strip()


def run_python(data: Path, code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=environment(data, DJANGO_SETTINGS_MODULE="lihua.config.settings"),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def publish(data: Path, handle: str, number: int) -> None:
    run_python(
        data,
        "import django; django.setup()\n"
        "from lihua.base import live\nfrom lihua.people.models import Person\n"
        f"live.publish(live.person_channel(Person.objects.get(handle={handle!r}).pk), 'notice', id='{number}')\n",
    )


class Listener(threading.Thread):
    """One open page that listens."""

    def __init__(self, village: Village, session: str, **headers: str) -> None:
        super().__init__(daemon=True)
        self.request = {
            "url": f"http://127.0.0.1:{village.port}/live",
            "headers": {"cookie": f"lihua_session={session}", **headers},
        }
        self.lines: list[str] = []
        self.status = 0
        self.opened = threading.Event()
        self.ended_at = 0.0
        self.start()
        assert self.opened.wait(10)

    def run(self) -> None:
        with (
            httpx.Client(timeout=httpx.Timeout(60)) as client,
            client.stream("GET", self.request["url"], headers=self.request["headers"]) as answer,
        ):
            self.status = answer.status_code
            try:
                for line in answer.iter_lines():
                    self.lines.append(line)
                    self.opened.set()
            except httpx.RemoteProtocolError:
                pass
            self.opened.set()
            self.ended_at = time.monotonic()

    def wait_for(self, text: str, seconds: float = 5) -> bool:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if any(text in line for line in self.lines):
                return True
            time.sleep(0.02)
        return False


def test_it_is_ready_when_health_answers_and_prepares_nothing_twice(data):
    with Village(data) as village:
        assert village.ready["url"] == village.url
        answer = village.get("/health")
        assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    with Village(data) as again:
        assert not [line for line in again.said if "Gathering" in line or "steps)" in line]


def test_a_first_start_prepares_everything_and_names_the_owners_link(tmp_path):
    with Village(tmp_path / "new") as village:
        assert village.ready["owner_link"].startswith(village.url)
        assert village.get(village.ready["owner_link"].removeprefix(village.url)).status_code < 400
        assert any("Preparing the tables" in line for line in village.said)
        assert village.child("worker")
    assert not [line for line in village.said if "Traceback" in line or "rror" in line]


def test_it_can_be_stopped_while_it_prepares(tmp_path):
    data = tmp_path / "new"
    village = subprocess.Popen(
        [sys.executable, "-m", "lihua.ops.cli", "up"],
        env=environment(data, PORT=str(free_port())),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    until = time.monotonic() + 60
    while not (data / "static").exists() and time.monotonic() < until:
        time.sleep(0.02)
    began = time.monotonic()
    village.send_signal(signal.SIGINT)
    said, _told = village.communicate(timeout=30)
    assert (village.returncode, said) == (0, "")
    assert time.monotonic() - began < 10
    answer_of(lihua(data, "prepare"))


def test_streams_hear_their_own_channel_within_a_second_and_resume_where_they_were(data):
    with Village(data) as village:
        for handle in ("ana", "bob"):
            answer_of(village.lihua("person", "add", handle, "--name", handle))
        anas, bobs = session_of(data, "ana"), session_of(data, "bob")
        pages = [Listener(village, anas) for _ in range(4)]
        other = Listener(village, bobs)
        publish(data, "ana", 1)
        assert all(page.wait_for('{"id":"1"}') for page in pages)
        assert not other.wait_for('{"id":"1"}', 0.5)
        seen = next(line for line in pages[0].lines if line.startswith("id: ")).removeprefix("id: ")
        publish(data, "ana", 2)
        assert pages[0].wait_for('{"id":"2"}')
        back = Listener(village, anas, **{"last-event-id": seen})
        assert back.wait_for('{"id":"2"}')
        assert not any('{"id":"1"}' in line for line in back.lines)
        assert any(line.startswith("retry: ") for line in back.lines)


def test_H135_one_person_cannot_open_streams_without_end(data):
    with Village(data, LIHUA_WEB_PROCESSES="1") as village:
        answer_of(village.lihua("person", "add", "ana", "--name", "Ana"))
        session = session_of(data, "ana")
        pages = [Listener(village, session) for _ in range(9)]
        assert [page.status for page in pages] == [200] * 8 + [429]


def test_nobody_hears_anything_without_a_session(data):
    with Village(data) as village:
        assert village.get("/live").status_code == 204
        assert village.get("/live", headers={"cookie": "lihua_session=nonsense"}).status_code == 204


def test_it_stops_within_ten_seconds_with_streams_open(data):
    with Village(data) as village:
        answer_of(village.lihua("person", "add", "ana", "--name", "Ana"))
        session = session_of(data, "ana")
        pages = [Listener(village, session) for _ in range(10)]
        took = village.stop()
        assert village.process.returncode == 0
        assert took < 10
        for page in pages:
            page.join(2)
            assert page.ended_at or page.status == 429


@pytest.mark.parametrize("name", ["web", "worker"])
def test_a_child_that_dies_is_started_again(data, name):
    with Village(data) as village:
        before = village.children()[name]
        os.killpg(before, signal.SIGKILL)
        until = time.monotonic() + 15
        while village.children().get(name) in {None, before} and time.monotonic() < until:
            time.sleep(0.1)
        assert village.children()[name] != before
        while time.monotonic() < until:
            try:
                if village.get("/health").status_code == 200:
                    break
            except httpx.TransportError:
                time.sleep(0.1)
        assert village.get("/health").status_code == 200


def test_nothing_is_left_running_when_up_itself_is_killed(data):
    with Village(data) as village:
        children = village.children()
        assert set(children) == {"web", "worker"}
        village.stop(signal.SIGKILL)
        until = time.monotonic() + 12
        while any(Path(f"/proc/{pid}").exists() for pid in children.values()) and time.monotonic() < until:
            time.sleep(0.1)
        assert not any(Path(f"/proc/{pid}").exists() for pid in children.values())


def refusal_of(data: Path, *arguments: str, **more: str) -> str:
    done = lihua(data, *(arguments or ("up",)), **more)
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    said = json.loads(done.stdout.strip().splitlines()[-1])
    assert said["hint"]
    return str(said["error"])


def test_a_port_in_use_is_said(data):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert f"Port {port} is in use" in refusal_of(data, PORT=str(port))


@pytest.mark.parametrize("port", ["http", "0", "70000", "８０"])
def test_a_port_that_is_none_is_said(data, port):
    assert "PORT is" in refusal_of(data, PORT=port)


def test_a_data_folder_that_cannot_be_is_said(tmp_path):
    file = tmp_path / "file"
    file.write_text("")
    assert str(file) in refusal_of(file / "var", PORT=str(free_port()))


on_sqlite = pytest.mark.skipif("LIHUA_DATABASE_URL" in os.environ, reason="is about SQLite's file")


@on_sqlite
def test_a_database_that_is_none_is_said(data):
    for name in ("lihua.sqlite3-wal", "lihua.sqlite3-shm"):
        (data / name).unlink(missing_ok=True)
    (data / "lihua.sqlite3").write_bytes(b"this is not a database" * 100)
    assert "cannot be read" in refusal_of(data, PORT=str(free_port()))


@on_sqlite
def test_a_damaged_database_is_said(data):
    for name in ("lihua.sqlite3-wal", "lihua.sqlite3-shm"):
        (data / name).unlink(missing_ok=True)
    file = data / "lihua.sqlite3"
    raw = bytearray(file.read_bytes())
    raw[4096:40960] = os.urandom(36864)
    file.write_bytes(raw)
    with pytest.raises(sqlite3.DatabaseError):
        sqlite3.connect(file).execute("SELECT count(*) FROM django_migrations").fetchall()
    assert "cannot be read" in refusal_of(data, PORT=str(free_port()))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LIHUA_URL", "lihua.example"),
        ("LIHUA_WEB_PROCESSES", "two"),
        ("LIHUA_REGISTRATION", "everybody"),
        ("LIHUA_DATABASE_URL", "mysql://localhost/lihua"),
        ("LIHUA_SECRET_KEY_FILE", "/nowhere/secret"),
        ("LIHUA_REGISTRATON", "open"),
        ("LIHUA_S3_BUCKET", "pictures"),
        pytest.param(
            "LIHUA_VALKEY_URL",
            "valkey://localhost:6379/0",
            marks=pytest.mark.skipif(find_spec("redis") is not None, reason="its client is installed here"),
        ),
    ],
)
def test_a_wrong_setting_is_named(data, name, value):
    assert name in refusal_of(data, PORT=str(free_port()), **{name: value})


def test_a_command_may_be_the_first_that_is_called(tmp_path):
    added = answer_of(lihua(tmp_path / "var", "person", "add", "ana", "--name", "Ana", "--token"))
    assert added["token"]
    assert answer_of(lihua(tmp_path / "var", "export", "ana", str(tmp_path / "ana.zip")))["works"] == 0


@pytest.mark.parametrize("words", [("backup", "copy.tar"), ("export", "ana", "ana.zip")])
def test_where_no_village_is_there_is_nothing_to_copy(tmp_path, words):
    done = lihua(tmp_path / "var", *words[:-1], str(tmp_path / words[-1]))
    assert done.returncode == 1
    assert "There is no village" in json.loads(done.stdout)["error"]


def test_wrong_usage_ends_with_two(data):
    for arguments in ((), ("fly",), ("person", "add")):
        done = lihua(data, *arguments)
        assert done.returncode == 2
        assert json.loads(done.stdout.strip().splitlines()[-1])
