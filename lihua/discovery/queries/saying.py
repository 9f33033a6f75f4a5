"""How a phrase is said in another language, by what this village has: its glossary, what people translated, the
machine's memory, the dictionaries. Nothing is asked of an engine.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from lihua import language
from lihua.discovery.queries.finding import QueryRefused, find_works
from lihua.discovery.queries.usage import quoted
from lihua.language import queries as memory
from lihua.lexicon.queries import ways_to_say
from lihua.people.models import Person
from lihua.works.models import Work
from lihua.works.queries import Reader, ReadTranslation, read_works

LONGEST_PHRASE = 120
LOOKED_AT = 24  # works, for sentences that somebody put into the other language
SHOWN = 6

Origin = Literal["village", "people", "machine", "dictionary"]


@dataclass(frozen=True)
class Offer:
    """One way to say it. Checked: somebody besides a machine, and besides its only author, stands for it."""

    text: str
    origin: Origin
    is_checked: bool
    by: Person | None = None
    said: str = ""  # where it is only like what was asked: the whole sentence in the asker's language


def ways_to_say_it(phrase: str, *, source: str, target: str, viewer: Person | None) -> list[Offer]:
    """The same phrase first, what people stand for before what a machine made; then a sentence that holds it."""
    phrase = " ".join(phrase.split())[:LONGEST_PHRASE]
    if not _plain(phrase) or language.tags.base(source) == language.tags.base(target):
        return []
    offers = [
        *(
            Offer(text, "village", votes > 0)
            for text, votes in ways_to_say(phrase, source=source, target=target, viewer=viewer)
        ),
        *_translated(phrase, source, target, viewer),
        *_by_machine(phrase, source, target),
        *_by_dictionary(phrase, source, target),
    ]
    offers.sort(key=lambda offer: (bool(offer.said), not offer.is_checked, offer.origin == "machine"))
    once: dict[str, Offer] = {}
    for offer in offers:
        once.setdefault(offer.text, offer)
    return list(once.values())[:SHOWN]


def _translated(phrase: str, source: str, target: str, viewer: Person | None) -> Iterator[Offer]:
    """Sentences of works that the viewer may see, in either direction."""
    try:
        found = find_works(viewer, quoted(phrase), limit=LOOKED_AT).items
    except QueryRefused:
        return
    works = [work.itself for work in found]
    for mine, theirs, made in _pairs(works, source, target, viewer):
        is_same = _plain(mine) == _plain(phrase)
        if is_same or (made.by and _plain(phrase) in _plain(mine) and len(mine) <= LONGEST_PHRASE):
            origin: Origin = "people" if made.by else "machine"
            yield Offer(theirs, origin, made.by is not None, made.by, "" if is_same else mine)


def _pairs(
    works: Iterable[Work], source: str, target: str, viewer: Person | None
) -> Iterator[tuple[str, str, ReadTranslation]]:
    """(in the asker's language, in the other one, the translation that links them)"""
    works = list(works)
    for written, into in ((source, target), (target, source)):
        reader = Reader(person=viewer, reads=(into,))
        for read in read_works(works, reader, fields=("title", "body")).values():
            for sentence in (one for text in read.texts.values() for one in text.sentences):
                said = sentence.translation
                if said is None or sentence.is_wordless or said.language != into or said.is_stale or said.is_rough:
                    continue
                if language.tags.base(sentence.language) == language.tags.base(written):
                    both = (sentence.text, said.text) if written == source else (said.text, sentence.text)
                    yield (*both, said)


def _by_machine(phrase: str, source: str, target: str) -> list[Offer]:
    cached = memory.cached_pairs({(language.digest(phrase), source)}, target=target)
    return [Offer(text, "machine", False) for text, *_more in cached.values() if text]


def _by_dictionary(phrase: str, source: str, target: str) -> list[Offer]:
    """The first words that dictionaries give; what they explain in many words is nothing to be said."""
    found = memory.look_up(phrase, source=source, targets=(target,))
    return [
        Offer(entry.senses[0], "dictionary", True) for entry in found[:2] if entry.senses and len(entry.senses[0]) <= 40
    ]


def _plain(text: str) -> str:
    """To be compared: folded, letters and digits only."""
    return "".join(filter(str.isalnum, language.fold(text)))
