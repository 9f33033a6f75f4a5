"""What people do with works. The same verbs serve pages, API, command line and, one day, federation."""

from lihua.works.actions.asking import ask_for_translation, let_go
from lihua.works.actions.deciding import hold, release, remove, restore
from lihua.works.actions.editing import edit
from lihua.works.actions.publishing import publish_if_ready, submit
from lihua.works.actions.reacting import like, repost, save, unlike, unrepost, unsave
from lihua.works.actions.translating import revert_translation, translate
from lihua.works.actions.withdrawing import undo_withdraw, withdraw

__all__ = [
    "ask_for_translation",
    "edit",
    "hold",
    "let_go",
    "like",
    "publish_if_ready",
    "release",
    "remove",
    "repost",
    "restore",
    "revert_translation",
    "save",
    "submit",
    "translate",
    "undo_withdraw",
    "unlike",
    "unrepost",
    "unsave",
    "withdraw",
]
