"""Which words of a text are in the glossary. Asked of every text that is translated, so the words are kept in memory.

Each process keeps, for each language, the folded words and their ids, and asks the database one small question to learn
whether they are still true (how many there are, and when the newest changed).
"""

import threading
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import Count, Max

from lihua import language
from lihua.lexicon.models import Explanation, GlossaryEntry, State
from lihua.people.models import PersonState

CONFIRMED = 1
"""So many people besides its author must have voted for an equivalent before translations use it."""


class Match(NamedTuple):
    """A word of the glossary in a text: `[start, end)` in code points."""

    start: int
    end: int
    entry_id: int


class Term(NamedTuple):
    """A word that a machine translation must keep, and what it becomes."""

    text: str
    translation: str


@dataclass(frozen=True)
class _Words:
    """The words of one language: folded word -> entry, and how long words are that begin with a character."""

    version: tuple[object, ...]
    ids: dict[str, int] = field(default_factory=dict)
    longest: dict[str, int] = field(default_factory=dict)


_known: dict[str, _Words] = {}
_lock = threading.Lock()


def known_in(texts: Sequence[str], tag: str) -> list[list[Match]]:
    """For each text the glossary's words in it, longest first from the left, never overlapping. One query for all."""
    words = _words_of(language.tags.base(tag)) if texts else None
    if words is None or not words.ids:
        return [[] for _text in texts]
    return [_matches(text, words) for text in texts]


def entries_in(texts: Sequence[str], tag: str) -> dict[int, GlossaryEntry]:
    """The entries themselves of all the words found, by id."""
    ids = {match.entry_id for found in known_in(texts, tag) for match in found}
    return GlossaryEntry.objects.filter(state=State.PUBLISHED).in_bulk(ids) if ids else {}


def terms_for(texts: Sequence[str], source: str, target: str) -> list[Term]:
    """The glossary's words in these texts that have an equivalent in `target`, as they are written there.

    The equivalent with most votes wins, the older one among equals. What nobody but its author finds right changes no
    translation: else one person could put words into everybody's mouth. Two queries where there is any word at all.
    """
    matches = known_in(texts, source)
    best = _equivalents({match.entry_id for found in matches for match in found}, target)
    terms = {
        Term(text[match.start : match.end], best[match.entry_id])
        for text, found in zip(texts, matches, strict=True)
        for match in found
        if match.entry_id in best
    }
    return sorted(terms, key=lambda term: (-len(term.text), term.text))


def _equivalents(entry_ids: Collection[int], target: str) -> dict[int, str]:
    if not entry_ids:
        return {}
    rows = (
        Explanation.objects.filter(entry__in=entry_ids, language=target, state=State.PUBLISHED)
        .filter(votes_count__gte=CONFIRMED)
        .exclude(equivalent="")
        .exclude(author__state=PersonState.SUSPENDED)
        .order_by("votes_count", "-pk")
        .values_list("entry_id", "equivalent")
    )
    return dict(rows)  # the last one of each entry stays


def _words_of(base: str) -> _Words:
    entries = GlossaryEntry.objects.filter(base=base)
    about = entries.aggregate(newest=Max("changed_at"), rows=Count("pk"))
    version = (about["newest"], about["rows"])
    known = _known.get(base)
    if known is not None and known.version == version:
        return known
    ids = dict(entries.filter(state=State.PUBLISHED).values_list("key", "pk")) if about["rows"] else {}
    longest: dict[str, int] = defaultdict(int)
    for key in ids:
        longest[key[0]] = max(longest[key[0]], len(key))
    fresh = _Words(version, ids, dict(longest))
    with _lock:
        _known[base] = fresh
    return fresh


def _matches(text: str, words: _Words) -> list[Match]:
    folded, places = _folded(text)
    found: list[Match] = []
    at = 0
    while at < len(folded):
        end = _longest_at(folded, at, words)
        if end:
            found.append(Match(places[at], places[end], words.ids[folded[at:end]]))
        at = end or at + 1
    return found


def _longest_at(folded: str, at: int, words: _Words) -> int:
    """Where the longest word ends that begins here and stands for itself; 0 for none."""
    reach = words.longest.get(folded[at], 0)
    if not reach or not _is_edge(folded, at):
        return 0
    for end in range(min(at + reach, len(folded)), at, -1):
        if folded[at:end] in words.ids and _is_edge(folded, end) and not _is_part(folded, at, end):
            return end
    return 0


def _is_edge(folded: str, at: int) -> bool:
    """Whether a word may begin or end here: not inside a run of letters (cap in capital), anywhere in Chinese."""
    if at == 0 or at == len(folded):
        return True
    return not (_is_spaced(folded[at - 1]) and _is_spaced(folded[at]))


def _is_part(folded: str, start: int, end: int) -> bool:
    """A single character such as 草 is the slang word only where it stands alone."""
    if end - start > 1 or _is_spaced(folded[start]):
        return False
    around = folded[max(0, start - 1) : start] + folded[end : end + 1]
    return any(neighbour.isalpha() and not _is_spaced(neighbour) for neighbour in around)


def _is_spaced(character: str) -> bool:
    """A letter or digit of a script that puts spaces between words."""
    if character < "\u0e00":
        return character.isalnum() or unicodedata.category(character) == "Mn"
    return character.isalnum() and "\uac00" <= character <= "\ud7a3"


def _folded(text: str) -> tuple[str, list[int]]:
    """The text folded, and for each of its characters (and its end) the place in the text that it comes from."""
    if text.isascii():
        return text.lower(), list(range(len(text) + 1))
    parts: list[str] = []
    places: list[int] = []
    for start, end in _clusters(text):
        folded = language.fold(text[start:end])
        parts.append(folded)
        places += [start] * len(folded)
    return "".join(parts), [*places, len(text)]


def _clusters(text: str) -> Iterable[tuple[int, int]]:
    """Each character with the marks over it."""
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or not unicodedata.combining(text[at]):
            if at > start:
                yield start, at
            start = at
