"""What an engine makes of a work, for apps."""

from collections.abc import Iterator

import pytest

from lihua.language.tests.fake_engine import FakeEngine


@pytest.fixture
def engine(settings) -> Iterator[FakeEngine]:
    fake = FakeEngine()
    fake.answers = {"三个鸡蛋打散。": "Beat three eggs.", "更嫩！": "<b onclick=x>Softer!</b>"}
    settings.LIBRETRANSLATE_URL = fake.url
    settings.OUTBOUND_ALLOW = frozenset({fake.url})
    yield fake
    fake.close()


def test_translate_asks_the_engine_once_and_readers_have_it_then(engine, app_of, bo, eve, make_work):
    work = make_work(bo, "三个鸡蛋打散。")
    app = app_of(eve)
    made = app.post(f"/api/v1/statuses/{work.pk}/translate").json()
    assert made["content"] == "<p>Beat three eggs.</p>"
    assert made["provider"] == "LibreTranslate"
    asked = len(engine.asked)
    assert app.post(f"/api/v1/statuses/{work.pk}/translate").json() == made
    assert len(engine.asked) == asked
    (sentence,) = app.json(f"/api/v1/statuses/{work.pk}")["lihua"]["sentences"]
    assert sentence["translation"] == {
        "lang": "en",
        "text": "Beat three eggs.",
        "by": "engine:LibreTranslate",
        "engine": "LibreTranslate",
        "rough": False,
        "stale": False,
    }


def test_a_persons_translation_comes_before_the_engines(engine, app_of, ana, bo, make_work):
    work = make_work(bo, "三个鸡蛋打散。")
    app_of(ana).put(f"/api/lihua/v1/works/{work.pk}/translations/en", {"sentences": {"body:0": "Whisk three eggs."}})
    made = app_of(ana).post(f"/api/v1/statuses/{work.pk}/translate", {"lang": "en"}).json()
    assert "Whisk three eggs." in made["content"]
    assert not engine.asked


def test_H039_markup_from_an_engine_is_words_in_apps_too(engine, app_of, bo, eve, make_work):
    work = make_work(bo, "更嫩！")
    response = app_of(eve).post(f"/api/v1/statuses/{work.pk}/translate")
    assert b"<b" not in response.content


def test_what_is_for_followers_is_not_sent_to_the_engine(engine, app_of, bo, eve, make_work):
    from lihua.people.actions import follow

    follow(eve, bo)
    work = make_work(bo, "三个鸡蛋打散。", visibility="followers")
    response = app_of(eve).post(f"/api/v1/statuses/{work.pk}/translate")
    assert response.status_code == 503
    assert "the engine could not" in response.json()["error_description"]
    assert not engine.asked
