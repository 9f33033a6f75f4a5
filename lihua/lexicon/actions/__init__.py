"""What people do with words: explain them to each other, and keep them."""

from lihua.lexicon.actions.counting import count_uses
from lihua.lexicon.actions.explaining import Meaning, add, edit, edit_explanation, explain
from lihua.lexicon.actions.keeping import forget, forget_sentences, keep, set_known
from lihua.lexicon.actions.voting import unvote, vote
from lihua.lexicon.actions.withdrawing import remove, restore, undo_withdraw, withdraw

__all__ = [
    "Meaning",
    "add",
    "count_uses",
    "edit",
    "edit_explanation",
    "explain",
    "forget",
    "forget_sentences",
    "keep",
    "remove",
    "restore",
    "set_known",
    "undo_withdraw",
    "unvote",
    "vote",
    "withdraw",
]
