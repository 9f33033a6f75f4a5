"""What people look at, about works. `works_visible_to` is the one gate for lists; `rules.can_open` for one work."""

from lihua.works.queries.cards import cards_of
from lihua.works.queries.files import access_to_picture
from lihua.works.queries.gate import works_visible_to
from lihua.works.queries.histories import SentenceHistory, VersionChange, history_of, sentence_history
from lihua.works.queries.mending import PAGE as WAITING_PAGE
from lihua.works.queries.mending import (
    Comparison,
    Offered,
    WaitingSentence,
    compare,
    corrections_of,
    offers,
    open_suggestions,
    waiting_sentences,
)
from lihua.works.queries.naming import ReadTag, names_of, read_tags, suggest_people, suggest_tags
from lihua.works.queries.reading import (
    MODES,
    Reader,
    ReadSentence,
    ReadText,
    ReadTranslation,
    ReadWork,
    languages_of,
    read_work,
    read_works,
)
from lihua.works.queries.threads import Comment, Thread, ancestors, comment_of, liked_by, replies, thread
from lihua.works.queries.waiting import Waiting, open_asks, translation_ask, waiting

__all__ = [
    "MODES",
    "WAITING_PAGE",
    "Comment",
    "Comparison",
    "Offered",
    "ReadSentence",
    "ReadTag",
    "ReadText",
    "ReadTranslation",
    "ReadWork",
    "Reader",
    "SentenceHistory",
    "Thread",
    "VersionChange",
    "Waiting",
    "WaitingSentence",
    "access_to_picture",
    "ancestors",
    "cards_of",
    "comment_of",
    "compare",
    "corrections_of",
    "history_of",
    "languages_of",
    "liked_by",
    "names_of",
    "offers",
    "open_asks",
    "open_suggestions",
    "read_tags",
    "read_work",
    "read_works",
    "replies",
    "sentence_history",
    "suggest_people",
    "suggest_tags",
    "thread",
    "translation_ask",
    "waiting",
    "waiting_sentences",
    "works_visible_to",
]
