"""Apps as people use them: PyPI's Mastodon.py and npm's masto each run a session against a village that is up."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from mastodon import (
    Mastodon,
    MastodonAPIError,
    MastodonNotFoundError,
    MastodonServiceUnavailableError,
    MastodonUnauthorizedError,
)
from PIL import Image

from tests.village import ROOT, Village, answer_of, environment

pytestmark = pytest.mark.live

PASSWORD = "a long sentence for the tests"


@pytest.fixture(scope="module")
def village(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Village]:
    with Village(tmp_path_factory.mktemp("clients") / "var") as running:
        yield running


@pytest.fixture(scope="module")
def picture(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pictures") / "picture.png"
    Image.linear_gradient("L").convert("RGB").resize((900, 600)).save(path)
    return path


def let_join(village: Village, handle: str, **words: str) -> dict[str, Any]:
    options = [part for name, value in words.items() for part in (f"--{name}", value)]
    return answer_of(village.lihua("person", "add", handle, "--name", handle.capitalize(), "--token", *options))


class Calls:
    """A client whose methods are counted as they are called."""

    def __init__(self, client: Mastodon) -> None:
        self.client = client
        self.names: list[str] = []

    def __getattr__(self, name: str) -> Any:
        self.names.append(name)
        return getattr(self.client, name)


def consent_in_a_browser(village: Village, address: str, mail: str) -> str:
    """What a person does: open the app's link, sign in, let it in, copy the code."""
    with httpx.Client(base_url=village.url, follow_redirects=True, timeout=20) as browser:
        page = browser.get(address)
        assert "/account/login/" in str(page.url), "who is signed out signs in first"
        words = {"csrfmiddlewaretoken": _csrf(page.text), "login": mail, "password": PASSWORD}
        page = browser.post(str(page.url), data=words, headers={"Referer": str(page.url)})
        assert page.url.path == "/oauth/authorize", page.text[:2000]
        fields = dict(re.findall(r'<input type="hidden" name="([a-z_]+)" value="([^"]*)">', page.text))
        fields = {**fields, "csrfmiddlewaretoken": _csrf(page.text), "decision": "allow"}
        page = browser.post("/oauth/authorize", data=fields, headers={"Referer": str(page.url)})
        found = re.search(r'id="code"[^>]*value="([^"]+)"', page.text)
        assert found, page.text[:2000]
        return found[1]


def _csrf(page: str) -> str:
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert found
    return found[1]


def test_mastodon_py_runs_a_session(village, picture):
    let_join(village, "bo_py", writes="zh-Hans", reads="zh-Hans")
    words = "person add ana_py --name Ana --writes es --reads es,en --mail ana@py.example --password-stdin"
    done = subprocess.run(
        [sys.executable, "-m", "lihua.ops.cli", *words.split()],
        input=PASSWORD + "\n",
        env=environment(village.data, PORT=str(village.port)),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    answer_of(done)
    client_id, client_secret = Mastodon.create_app(
        "Session", api_base_url=village.url, scopes=["read", "write", "follow"]
    )
    ana = Calls(Mastodon(client_id=client_id, client_secret=client_secret, api_base_url=village.url))
    address = ana.auth_request_url(scopes=["read", "write", "follow"], allow_http=True)
    code = consent_in_a_browser(village, address, "ana@py.example")
    ana.log_in(code=code, scopes=["read", "write", "follow"], allow_http=True)
    token = let_join(village, "cleo_py", writes="en", reads="en")["token"]
    cleo = Calls(Mastodon(access_token=token, api_base_url=village.url))

    me = ana.account_verify_credentials()
    assert me.acct == "ana_py"
    assert ana.app_verify_credentials().name == "Session"
    assert ana.instance_v2().version.startswith("4.5.0 (compatible; Li Hua")
    assert ana.instance_v1().uri == ana.instance_v2().domain
    assert ana.instance_nodeinfo().software.name == "lihua"
    ana.instance_rules()
    ana.instance_activity()
    assert (
        ana.account_update_credentials(note="Hola", fields=[("Casa", "https://ana.example")]).fields[0].name == "Casa"
    )
    assert ana.preferences()["posting:default:visibility"] == "public"
    assert ana.filters_v2() == []
    assert ana.lists() == []
    assert ana.custom_emojis() == []
    assert ana.announcements() == []

    media = ana.media_post(
        picture.read_bytes(), "image/png", description="Un degradado", focus=(0.5, 0.5), synchronous=True
    )
    assert media.description == "Un degradado"
    assert media.meta.original.width == 900
    ana.media_update(media.id, description="Gris")
    note = ana.status_post("Hola, vecinos. #sol", media_ids=[media], idempotency_key="once", language="es")
    assert ana.status_post("Hola, vecinos. #sol", idempotency_key="once").id == note.id
    assert note.media_attachments[0].description == "Gris"
    assert note.lihua["kind"] == "short"
    assert ana.status_update(note.id, "Hola, queridos vecinos. #sol").edited_at
    assert len(ana.status_history(note.id)) == 2
    assert ana.status_source(note.id).text == "Hola, queridos vecinos. #sol"
    with pytest.raises(MastodonAPIError, match="private messages"):
        ana.status_post("Psst", visibility="direct")
    with pytest.raises(MastodonServiceUnavailableError):
        cleo.status_translate(note.id, lang="en")

    assert cleo.account_follow(me.id).following
    reply = cleo.status_reply(note, "Hello!")
    assert cleo.status_favourite(note.id).favourited
    assert cleo.status_bookmark(note.id).bookmarked
    assert cleo.status_reblog(note.id).reblog.id == note.id
    assert [status.id for status in ana.status_context(note.id).descendants] == [reply.id]
    assert cleo.status_favourited_by(note.id)[0].acct == "cleo_py"
    assert cleo.bookmarks()[0].id == note.id
    assert cleo.favourites()[0].id == note.id
    assert len(cleo.timeline_home()) >= 2
    first = cleo.timeline_home(limit=1)
    assert cleo.fetch_next(first)[0].id != first[0].id
    assert cleo.timeline_public()
    assert cleo.timeline_hashtag("SOL")[0].id == note.id
    assert cleo.search_v2("ana_py", result_type="accounts").accounts[0].id == me.id
    assert cleo.account_lookup("ana_py").id == me.id
    assert cleo.account_statuses(me.id, only_media=True)[0].id == note.id

    notices = ana.notifications()
    assert {notice.type for notice in notices} == {"follow", "mention", "favourite", "reblog"}
    assert {notice.type for notice in ana.notifications(types=["favourite"])} == {"favourite"}
    ana.markers_set(["notifications"], [notices[0].id])
    ana.notifications_dismiss(notices[0].id)
    assert ana.account_relationships(reply.account.id)[0].followed_by
    ana.report(reply.account.id, status_ids=[reply.id], comment="prueba", category="spam")
    assert ana.account_mute(reply.account.id, duration=60).muting
    assert ana.mutes()[0].id == reply.account.id
    assert not ana.account_unmute(reply.account.id).muting
    assert ana.account_block(reply.account.id).blocking
    with pytest.raises(MastodonNotFoundError):
        cleo.status(note.id)
    assert not ana.account_unblock(reply.account.id).blocking
    assert ana.status_delete(note.id).text == "Hola, queridos vecinos. #sol"
    ana.revoke_access_token(allow_http=True)
    with pytest.raises(MastodonUnauthorizedError):
        Mastodon(access_token="nonsense", api_base_url=village.url).account_verify_credentials()
    assert len(ana.names) + len(cleo.names) >= 25


def test_masto_runs_a_session(village, picture, tmp_path):
    npm, node = shutil.which("npm"), shutil.which("node")
    if not (npm and node):
        pytest.skip("!! npm or node is not here: the session of npm's masto was NOT run. Install nodejs and npm.")
    folder = shutil.copytree(ROOT / "tests/masto", tmp_path / "masto")
    install = subprocess.run(
        [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    if install.returncode:
        pytest.skip(f"!! npm could not install masto: its session was NOT run.\n{install.stderr[-1500:]}")
    done = subprocess.run(
        [node, "session.mjs"],
        cwd=folder,
        env={
            **os.environ,
            "VILLAGE_URL": village.url,
            "TOKEN": let_join(village, "ana_masto", writes="es", reads="es")["token"],
            "OTHER_TOKEN": let_join(village, "bo_masto", writes="zh-Hans", reads="zh-Hans")["token"],
            "PICTURE": str(picture),
        },
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    assert json.loads(done.stdout.splitlines()[-1])["calls"] >= 25
