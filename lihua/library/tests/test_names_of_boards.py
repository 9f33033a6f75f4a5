"""What boards are called is read across languages; a private board's name is sent nowhere."""

from lihua import language
from lihua.base.models import OutboxEntry
from lihua.language.models import MachineSentence
from lihua.language.tests.fake_engine import FakeEngine
from lihua.library.actions import create_board

ASKED = "lihua.language.tasks.translate_shorts"
TITLE, ABOUT = "我家的猫", "每天都在睡觉。"


def test_a_board_is_read_in_ones_own_language_on_its_page_and_among_others(bo, eve, signed_in):
    board = create_board(bo, title=TITLE, description=ABOUT, is_public=True)
    for text, translation in ((TITLE, "My cats"), (ABOUT, "Asleep every day.")):
        MachineSentence.objects.create(
            digest=language.digest(text), source="zh-Hans", target="en", engine="e", text=translation
        )
    browser = signed_in(eve)
    page = browser.get(board.get_absolute_url()).content.decode()
    assert "My cats" in page
    assert "Asleep every day." in page
    assert TITLE in page
    assert "My cats" in browser.get(f"/@{bo.handle}/boards").content.decode()


def test_a_private_boards_name_is_sent_to_no_engine(bo, signed_in, settings):
    engine = FakeEngine()
    settings.LIBRETRANSLATE_URL = engine.url
    settings.OUTBOUND_ALLOW = frozenset({engine.url})
    mine = create_board(bo, title="Rezepte meiner Großmutter", description="", is_public=False)
    browser = signed_in(bo)
    browser.get(mine.get_absolute_url())
    browser.get("/boards")
    assert not OutboxEntry.objects.filter(task=ASKED).exists()
    engine.close()
