"""TEI, FreeDict's own format. The parser knows no entities but those of XML, and opens nothing."""

from __future__ import annotations

from collections.abc import Iterator
from xml.parsers import expat

from lihua.language.bundles import FileRefused
from lihua.language.dictionaries import Explained

_MAX_DEPTH = 60
_MOST_SENSES = 60


class _Entries:
    """What the parser tells, entry by entry."""

    def __init__(self) -> None:
        self.done: list[Explained] = []
        self.licence = ""
        self.title = ""
        self._path: list[str] = []
        self._text: list[str] = []
        self._words: list[str] = []
        self._senses: list[str] = []
        self._reading = ""

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        self._path.append(name)
        if len(self._path) > _MAX_DEPTH:
            raise FileRefused("The TEI is nested too deeply.")
        if name == "entry":
            self._words, self._senses, self._reading = [], [], ""
        if name in ("orth", "pron", "quote", "def", "licence", "title", "p"):
            self._text = []

    def text(self, text: str) -> None:
        self._text.append(text)

    def end(self, name: str) -> None:
        said = " ".join("".join(self._text).split())
        if name == "orth" and "sense" not in self._path:
            self._words.append(said)
        elif name == "pron":
            self._reading = self._reading or said
        elif (name == "quote" and "example" not in self._path) or name == "def":
            self._senses.append(said)
        elif name in ("licence", "p") and "availability" in self._path:
            self.licence = self.licence or said
        elif name == "title":
            self.title = self.title or said
        elif name == "entry":
            senses = tuple(one for one in self._senses if one)[:_MOST_SENSES]
            self.done += [Explained(word, senses, self._reading) for word in self._words if word]
        self._path.pop()


def read(data: bytes) -> tuple[str, str, Iterator[Explained]]:
    """Title, licence and entries. Raises FileRefused for what is no TEI, or declares entities of its own."""
    told = _Entries()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = told.start
    parser.EndElementHandler = told.end
    parser.CharacterDataHandler = told.text
    parser.EntityDeclHandler = _refuse_entity
    parser.ExternalEntityRefHandler = _refuse_reference
    try:
        parser.Parse(data, True)
    except expat.ExpatError as problem:
        raise FileRefused(f"The TEI is damaged: {problem}.", "Fetch it again.") from problem
    return told.title, told.licence, iter(told.done)


def _refuse_entity(*_declared: object) -> None:
    raise FileRefused("The TEI declares entities of its own.", "Only plain TEI is read.")


def _refuse_reference(*_reference: object) -> int:
    raise FileRefused("The TEI refers to another file.", "Only plain TEI is read.")
