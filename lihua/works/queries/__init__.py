"""What people look at, about works. `works_visible_to` is the one gate for lists; `rules.can_open` for one work."""

from lihua.works.queries.cards import cards_of
from lihua.works.queries.files import access_to_picture
from lihua.works.queries.gate import works_visible_to
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

__all__ = [
    "MODES",
    "ReadSentence",
    "ReadText",
    "ReadTranslation",
    "ReadWork",
    "Reader",
    "access_to_picture",
    "cards_of",
    "languages_of",
    "read_work",
    "read_works",
    "works_visible_to",
]
