"""What people do with works. The same verbs serve pages, API, command line and, one day, federation."""

from lihua.works.actions.asking import ask_for_translation, let_go, take_up
from lihua.works.actions.deciding import hold, release, remove, restore
from lihua.works.actions.editing import edit, say_language
from lihua.works.actions.importing import ImportedSentence, ImportedTranslation, import_sentences, import_translations
from lihua.works.actions.mending import accept, ask_for_corrections, decline, suggest, unvote, vote
from lihua.works.actions.picturing import take_picture_words
from lihua.works.actions.publishing import discard_draft, publish_if_ready, submit
from lihua.works.actions.reacting import like, repost, save, unlike, unrepost, unsave
from lihua.works.actions.shorts import read_and_want, want
from lihua.works.actions.tagging import join, name_concept, split
from lihua.works.actions.translating import revert_translation, translate
from lihua.works.actions.withdrawing import erase, undo_withdraw, withdraw

__all__ = [
    "ImportedSentence",
    "ImportedTranslation",
    "accept",
    "ask_for_corrections",
    "ask_for_translation",
    "decline",
    "discard_draft",
    "edit",
    "erase",
    "hold",
    "import_sentences",
    "import_translations",
    "join",
    "let_go",
    "like",
    "name_concept",
    "publish_if_ready",
    "read_and_want",
    "release",
    "remove",
    "repost",
    "restore",
    "revert_translation",
    "save",
    "say_language",
    "split",
    "submit",
    "suggest",
    "take_picture_words",
    "take_up",
    "translate",
    "undo_withdraw",
    "unlike",
    "unrepost",
    "unsave",
    "unvote",
    "vote",
    "want",
    "withdraw",
]
