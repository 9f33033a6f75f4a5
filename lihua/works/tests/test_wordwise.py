import pytest

from lihua import language
from lihua.lexicon import actions as lexicon

pytestmark = pytest.mark.django_db


@pytest.fixture
def dictionary(db):
    from lihua.language.models import Dictionary, DictionaryEntry

    kept = Dictionary.objects.create(name="Small", source="zh", target="en", is_ready=True)
    for word, reading, sense in (("打散", "dǎ sàn", "to beat (eggs)"), ("鸡蛋", "jī dàn", "egg")):
        DictionaryEntry.objects.create(
            dictionary=kept, key=language.fold(word), headword=word, reading=reading, senses=sense
        )


def test_a_work_is_read_word_by_word_without_script(dictionary, bo, eve, ana, make_work, signed_in):
    lexicon.add(word="猫税", tag="zh-Hans", by=ana, meaning=lexicon.Meaning("en", "cat tax"))
    work = make_work(bo, "三个鸡蛋打散。我来缴猫税了！")
    browser = signed_in(eve)
    assert f"/works/{work.pk}/words" in browser.get(work.get_absolute_url()).content.decode()
    page = browser.get(f"/works/{work.pk}/words").content.decode()
    for said in ("dǎ sàn", "to beat (eggs)", "cat tax", "/words/look?text="):
        assert said in page
    assert "{#" not in page


def test_ones_own_language_is_not_explained(bo, make_work, signed_in):
    work = make_work(bo, "三个鸡蛋打散。")
    assert "word-list" not in signed_in(bo).get(f"/works/{work.pk}/words").content.decode()


def test_H028_H079_words_of_what_may_not_be_opened_are_not_there(ana, bo, cleo, make_work, signed_in):
    hidden = make_work(ana, "Una siestita.", visibility="followers")
    shown = make_work(ana, "Una siestita.")
    assert signed_in(bo).get(f"/works/{hidden.pk}/words").status_code == 404
    assert signed_in(cleo).get(f"/works/{shown.pk}/words").status_code == 404
