"""The owner's page of translation engines."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils.timezone import now

from lihua.language import actions, packing, rules, tasks
from lihua.language.engines import engines_for, packs
from lihua.language.models import EngineChoice, EngineState, PackJob
from lihua.language.tests.index_server import IndexServer
from lihua.language.tests.tiny_pack import make_pack

pytestmark = pytest.mark.django_db
PAGE = "/settings/engines"


@pytest.fixture
def data(tmp_path: Path, settings) -> Iterator[Path]:
    settings.DATA = tmp_path
    yield tmp_path
    packs.forget_models()


@pytest.fixture(scope="module")
def pack(tmp_path_factory) -> Path:
    return make_pack(tmp_path_factory.mktemp("pack") / "zh_en.argosmodel")


@pytest.fixture
def index(settings, data) -> Iterator[IndexServer]:
    server = IndexServer()
    settings.PACK_INDEX, settings.OUTBOUND_ALLOW = server.index, frozenset({server.url})
    yield server
    server.close()


@pytest.fixture
def three(settings, data) -> None:
    settings.LIBRETRANSLATE_URL, settings.DEEPL_KEY = "https://translate.example", "secret:fx"
    settings.LLM_URL, settings.LLM_MODEL = "https://llm.example/v1", "small"


@pytest.fixture
def page(signed_in, owner) -> Callable[[], str]:
    return lambda: signed_in(owner).get(PAGE).content.decode()


def test_only_an_owner_has_the_page(signed_in, owner, mod, ana, client, data):
    assert signed_in(owner).get(PAGE).status_code == 200
    assert PAGE in signed_in(owner).get(reverse("people:settings")).content.decode()
    for person in (mod, ana):
        assert signed_in(person).get(PAGE).status_code == 404
        assert PAGE not in signed_in(person).get(reverse("people:settings")).content.decode()
        assert signed_in(person).post(f"{PAGE}/llm", {"is_on": "on"}).status_code == 404
        assert signed_in(person).post(f"{PAGE}/packs/want", {"pair": "zh-en"}).status_code == 404
    assert client.get(PAGE).status_code == 302
    assert not EngineChoice.objects.exists()


def test_a_village_without_an_engine_is_told_what_a_pack_would_do(page, data):
    assert "No engine is set up" in page()


def test_an_owner_puts_engines_in_order(three, signed_in, owner):
    signed_in(owner).post(f"{PAGE}/llm", {"earlier": "yes"})
    assert [one.key for one in engines_for("zh-Hans", "en")] == ["libretranslate", "llm", "deepl"]


def test_an_owner_decides_about_an_engine_and_it_holds_at_once(three, signed_in, owner, page):
    said = {
        "deepl-is_on": "on",
        "deepl-pairs": "zh-en, en-zh-Hant",
        "deepl-characters_a_month": "500000",
        "deepl-price_a_million": "20",
        "deepl-takes_private": "on",
    }
    assert signed_in(owner).post(f"{PAGE}/deepl", said).status_code == 302
    choice = EngineChoice.objects.get(key="deepl")
    assert choice.pairs == ["zh-Hans>en", "en>zh-Hant"]
    assert (choice.characters_a_month, choice.takes_private, choice.is_ours) == (500_000, True, False)
    assert "zh-Hans-en, en-zh-Hant" in page()
    signed_in(owner).post(f"{PAGE}/libretranslate", {})
    assert [one.key for one in engines_for("es", "en")] == ["llm"]


def test_a_wrong_pair_is_told_where_it_was_written(three, signed_in, owner):
    answer = signed_in(owner).post(f"{PAGE}/deepl", {"deepl-is_on": "on", "deepl-pairs": "klingon"})
    assert answer.status_code == 422
    assert "is not a pair of languages" in answer.content.decode()


def test_a_failure_is_shown_and_can_be_forgotten(three, signed_in, owner, page):
    EngineState.objects.create(key="deepl", failures=3, reason="it cannot be reached", failed_at=now())
    assert "Last failure: it cannot be reached." in page()
    signed_in(owner).post(f"{PAGE}/deepl", {"again": "yes"})
    assert not EngineState.objects.exists()


def test_packs_for_the_languages_of_the_people_here_are_offered_and_come(
    index, pack, signed_in, owner, bo, page, run_tasks
):
    index.offer("/zh_en", pack.read_bytes())
    index.offer("/de_en", b"", from_code="de", to_code="en")
    browser = signed_in(owner)
    browser.post(f"{PAGE}/packs/look")
    run_tasks()
    shown = page()
    assert 'value="zh-Hans-en"' in shown
    assert "German" not in shown, "nobody here writes it"
    browser.post(f"{PAGE}/packs/want", {"pair": "zh-Hans-en"})
    assert "waits for the worker" in page()
    assert "hx-get" in page()
    run_tasks()
    assert PackJob.objects.get().state == "done"
    assert "version 1.0" in page()
    assert rules.can_translate("zh-Hans", "en")
    browser.post(f"{PAGE}/packs/remove", {"pair": "zh-en"})
    assert not rules.can_translate("zh-Hans", "en")


def test_a_pack_that_cannot_be_had_says_why_and_can_be_tried_again(index, pack, signed_in, owner, page, run_tasks):
    signed_in(owner).post(f"{PAGE}/packs/want", {"pair": "zh-en"})
    run_tasks()
    assert "has no pack from zh-Hans into en" in page()
    index.offer("/zh_en", pack.read_bytes())
    signed_in(owner).post(f"{PAGE}/packs/want", {"pair": "zh-en"})
    run_tasks()
    assert PackJob.objects.get().state == "done"


def test_an_index_that_does_not_answer_is_told(settings, data, signed_in, owner, page, run_tasks):
    settings.PACK_INDEX = "http://127.0.0.1:9/index.json"
    signed_in(owner).post(f"{PAGE}/packs/look")
    run_tasks()
    assert "The index cannot be read" in page()


def test_a_pack_whose_worker_was_killed_is_taken_up_again(index, pack, data, run_tasks, monkeypatch):
    index.offer("/zh_en", pack.read_bytes())
    job = actions.want_pack("zh-Hans", "en")
    long_ago = now() - timedelta(minutes=10)
    PackJob.objects.update(state="working", beat_at=now(), created_at=long_ago)
    run_tasks()
    assert PackJob.objects.get().state == "working", "somebody is at it"
    PackJob.objects.update(beat_at=long_ago)
    assert packing.forgotten() == [job.pk]
    tasks.look_after_packs()
    run_tasks()
    assert PackJob.objects.get().state == "done"
