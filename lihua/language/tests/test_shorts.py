"""Short texts beside works: read from the cache in one query, asked for once, never what is private."""

import pytest
from django.core.cache import caches

from lihua import language
from lihua.base.models import OutboxEntry
from lihua.language import actions, queries
from lihua.language.models import MachineSentence
from lihua.language.queries import Short
from lihua.language.tests.fake_engine import FakeEngine

ABOUT = "我住在重庆。\n喜欢猫！"


@pytest.fixture
def engine(settings):
    fake = FakeEngine()
    settings.LIBRETRANSLATE_URL = fake.url
    settings.OUTBOUND_ALLOW = frozenset({fake.url})
    caches["local"].clear()
    yield fake
    fake.close()


def kept(text, translation, **more):
    MachineSentence.objects.create(
        digest=language.digest(text), source="zh-Hans", target="en", engine="e", text=translation, **more
    )


def test_a_text_is_put_together_from_the_sentences_in_the_cache(db, django_assert_num_queries):
    kept("我住在重庆。", "I live in Chongqing.")
    with django_assert_num_queries(1):
        about, name, own = queries.read_short(
            [Short(ABOUT), Short("好吃", "zh-Hans"), Short("Cats and dogs", "en")], reads=("en",)
        )
    assert about.translation == "I live in Chongqing.\n喜欢猫！"
    assert (about.language, about.misses, about.is_translated) == ("zh-Hans", True, True)
    assert (name.translation, name.misses) == ("", True)
    assert (own.translation, own.misses) == ("", False)


def test_who_reads_the_language_costs_no_query(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        (about,) = queries.read_short([Short(ABOUT, "zh-Hans")], reads=("zh-Hans", "en"))
        assert queries.read_short([Short(ABOUT, "zh-Hans")], reads=())[0].text == ABOUT
    assert not about.misses


def test_what_was_made_of_private_texts_is_not_shown(db):
    kept("喜欢猫！", "Likes cats!", is_private=True)
    assert queries.read_short([Short(ABOUT)], reads=("en",))[0].translation == ""


def test_what_misses_is_asked_for_once_and_comes_after_the_page(engine, run_tasks):
    engine.answers = {"我住在重庆。": "I live in Chongqing.", "喜欢猫！": "Likes cats!"}
    missing = queries.read_short([Short(ABOUT)], reads=("en",))
    assert actions.want_short(missing, target="en") is True
    assert actions.want_short(missing, target="en") is True
    assert not engine.asked
    assert OutboxEntry.objects.filter(task="lihua.language.tasks.translate_shorts").count() == 1
    run_tasks()
    (about,) = queries.read_short([Short(ABOUT)], reads=("en",))
    assert about.translation == "I live in Chongqing.\nLikes cats!"
    assert not about.misses


def test_H132_who_may_not_ask_asks_nothing(engine, db):
    missing = queries.read_short([Short(ABOUT)], reads=("en",))
    actions.want_short(missing, target="en", may_ask=lambda: False)
    assert not OutboxEntry.objects.exists()
