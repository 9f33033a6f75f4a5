"""A small dictionary in place of the great one: what is tried here is how words are put together."""

from dataclasses import dataclass, field

import pytest


@dataclass(frozen=True)
class Source:
    name: str = "Small dictionary"
    licence: str = "CC BY-SA 4.0"
    url: str = "https://dictionary.example/"


@dataclass(frozen=True)
class Entry:
    headword: str
    senses: list[str]
    reading: str = ""
    traditional: str = ""
    language: str = "en"
    dictionary: Source = field(default_factory=Source)
    lemma: str = ""


@pytest.fixture
def add_word(ana):
    """Bring a word into the glossary, explained in other languages: `add_word("猫税", "zh-Hans", en="cat tax")`."""
    from lihua.lexicon import actions

    def add(word, tag, *, by=ana, kind="slang", reading="", **equivalents):
        entry = actions.add(word=word, tag=tag, by=by, kind=kind, reading=reading)
        for language, equivalent in equivalents.items():
            actions.explain(entry, actions.Meaning(language.replace("_", "-"), equivalent), by=by)
        return entry

    return add
