"""Where a word is used: sentences of works that hold it, as they were written."""

from collections.abc import Sequence
from dataclasses import dataclass

from lihua import language
from lihua.discovery.highlights import Line, pieces
from lihua.discovery.queries.finding import QueryRefused, count_works, find_works
from lihua.works.models import Work
from lihua.works.queries import Reader, ReadSentence, ReadWork, read_works

LOOKED_AT = 24  # works, to find sentences in one language among them
SHOWN = 4


@dataclass(frozen=True)
class UsedIn:
    """A sentence with the word marked, what it means, and the work that it is from."""

    work: Work
    line: Line
    translation: str = ""
    translation_language: str = ""


def sentences_with(word: str, tag: str, reader: Reader, *, without: int | None = None) -> list[UsedIn]:
    """Sentences in a language that hold the word, of works that the reader may see, one of each.

    Covered works are left out: nobody should meet them by tapping a word.
    """
    try:
        results = find_works(reader.person, quoted(word), limit=LOOKED_AT)
    except QueryRefused:
        return []
    works = [
        work
        for work in (found.itself for found in results.items)
        if work.pk != without and not work.is_sensitive and not work.warning
    ]
    read = read_works(works, reader, fields=("title", "body"))
    found = [_used(work, read[work.pk], results.phrases, tag) for work in works]
    return [used for used in found if used][:SHOWN]


def count_public(word: str) -> int:
    """How many public works hold a word, in whatever language; a little more than a thousand stands for more."""
    try:
        return count_works(None, quoted(word))
    except QueryRefused:
        return 0


def quoted(word: str) -> str:
    """Asked as one phrase, whatever it is made of."""
    return '"' + "".join(letter for letter in word if letter not in '"“”«»「」『』') + '"'


def _used(work: Work, read: ReadWork, phrases: Sequence[Sequence[str]], tag: str) -> UsedIn | None:
    for text in (read.body, read.title):
        for sentence in text.sentences if text else ():
            if sentence.is_wordless or language.tags.base(sentence.language) != language.tags.base(tag):
                continue
            line = Line(pieces(_short(sentence), phrases), sentence.language)
            if any(piece.is_marked for piece in line.pieces):
                said = sentence.translation
                return UsedIn(work, line, said.text if said else "", said.language if said else "")
    return None


def _short(sentence: ReadSentence) -> str:
    return sentence.text if len(sentence.text) <= 200 else f"{sentence.text[:199].rstrip()}…"
