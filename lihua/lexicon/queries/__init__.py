"""What people look at, about words."""

from lihua.lexicon.queries.glossary import (
    EntryPage,
    Filter,
    KnownEntry,
    Shown,
    can_see_said,
    entries_page,
    entry_history,
    known_entries,
    languages_in_glossary,
    said_by_number,
    show_entry,
    visible_explanations,
    ways_to_say,
)
from lihua.lexicon.queries.kept import WordPage, kept_counts, kept_rows, my_word, my_words
from lihua.lexicon.queries.looking import Headword, ListedWord, Look, look, targets_for, word_list
from lihua.lexicon.queries.matching import Match, entries_in, known_in, terms_for

__all__ = [
    "EntryPage",
    "Filter",
    "Headword",
    "KnownEntry",
    "ListedWord",
    "Look",
    "Match",
    "Shown",
    "WordPage",
    "can_see_said",
    "entries_in",
    "entries_page",
    "entry_history",
    "kept_counts",
    "kept_rows",
    "known_entries",
    "known_in",
    "languages_in_glossary",
    "look",
    "my_word",
    "my_words",
    "said_by_number",
    "show_entry",
    "targets_for",
    "terms_for",
    "visible_explanations",
    "ways_to_say",
    "word_list",
]
