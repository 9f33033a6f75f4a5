"""Who somebody is and what a tag says come in the reader's language too, marked as a machine's, the original beside."""

from django.urls import reverse

from lihua import language
from lihua.base.models import OutboxEntry
from lihua.language.models import MachineSentence
from lihua.language.tests.fake_engine import FakeEngine

BIO = "我住在重庆，喜欢做菜。"
ASKED = "lihua.language.tasks.translate_shorts"


def kept(text, translation, **more):
    MachineSentence.objects.create(
        digest=language.digest(text), source="zh-Hans", target="en", engine="e", text=translation, **more
    )


def test_who_somebody_is_is_read_in_ones_own_language(bo, eve, signed_in):
    bo.bio = BIO
    bo.save()
    kept(BIO, "I live in Chongqing & like <b>cooking</b>.")
    page = signed_in(eve).get(bo.get_absolute_url()).content.decode()
    assert "I live in Chongqing &amp; like &lt;b&gt;cooking&lt;/b&gt;." in page
    assert f'lang="zh-Hans" dir="auto">{BIO}</span>' in page
    assert "Translated by machine" in page


def test_only_who_may_be_found_is_sent_to_an_engine(bo, eve, signed_in, settings):
    engine = FakeEngine()
    settings.LIBRETRANSLATE_URL = engine.url
    settings.OUTBOUND_ALLOW = frozenset({engine.url})
    bo.bio, bo.is_discoverable = BIO, False
    bo.save()
    browser = signed_in(eve)
    assert BIO in browser.get(bo.get_absolute_url()).content.decode()
    assert not OutboxEntry.objects.filter(task=ASKED).exists()
    bo.is_discoverable = True
    bo.save()
    browser.get(bo.get_absolute_url())
    browser.get(bo.get_absolute_url())
    assert OutboxEntry.objects.filter(task=ASKED).count() == 1
    engine.close()


def test_a_tag_that_nobody_named_is_explained_by_machine_and_its_link_keeps_it(bo, eve, make_work, signed_in):
    work = make_work(bo, "今天的饭很好吃。#家常菜")
    kept("家常菜", "home cooking")
    page = signed_in(eve).get(work.get_absolute_url()).content.decode()
    assert f'href="{reverse("discovery:tag", args=["家常菜"])}"' in page
    chip = page.split("work-tags")[1].split("</p>")[0]
    assert "#家常菜" in chip
    assert "home cooking</span>" in chip
    assert "Translated by machine" in chip


def test_a_rough_guess_at_a_tag_is_not_shown(bo, eve, make_work, signed_in):
    work = make_work(bo, "今天的饭很好吃。#家常菜")
    kept("家常菜", "domestic dish", is_rough=True)
    assert "domestic dish" not in signed_in(eve).get(work.get_absolute_url()).content.decode()
