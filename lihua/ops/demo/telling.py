"""Reads `village.txt`: who lives there and what they say."""

from dataclasses import dataclass, field
from importlib.resources import files


@dataclass
class Told:
    """A neighbour's translation: the sentences of title and body."""

    language: str
    title: list[str]
    body: list[str]


@dataclass
class Said:
    """An answer; `to_answer` when it answers the one before and not the note."""

    handle: str
    body: str
    to_answer: bool = False
    translations: list[Told] = field(default_factory=list)


@dataclass
class Note:
    handle: str
    channel: str
    pictures: list[tuple[str, str]]  # motif, theme
    title: str
    body: str = ""
    translations: list[Told] = field(default_factory=list)
    answers: list[Said] = field(default_factory=list)

    @property
    def name(self) -> str:
        """What it is known by when the village is filled a second time."""
        return f"{self.handle}: {self.title or self.body}"


@dataclass
class Neighbour:
    handle: str
    name: str
    writes: list[str]
    reads: list[str]
    learns: dict[str, str]
    place: str
    picture: str
    bio: str


def read_village() -> tuple[list[Neighbour], list[Note]]:
    people: dict[str, Neighbour] = {}
    notes: list[Note] = []
    handle = ""
    text = files("lihua.ops.demo").joinpath("village.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        mark, rest = line[:2].strip(), line[2:].strip()
        if not line.strip() or mark == "//":
            continue
        if mark == "@":
            parts = [part.strip() for part in rest.split("|")]
            handle = parts[0]
            if len(parts) > 1:
                people[handle] = _neighbour(parts)
        elif mark == "=":
            notes.append(_note(handle, rest))
        elif mark == ">":
            notes[-1].translations.append(_told(rest))
        elif mark == ">>":
            notes[-1].answers[-1].translations.append(_told(rest))
        elif mark in {"<", "<<"}:
            who, _colon, body = rest.partition(":")
            notes[-1].answers.append(Said(who.strip(), body.strip(), to_answer=mark == "<<"))
        else:
            notes[-1].body = f"{notes[-1].body}\n{line.strip()}".strip()
    return list(people.values()), notes


def _neighbour(parts: list[str]) -> Neighbour:
    handle, name, writes, reads, learns, place, picture, bio = parts
    pairs = [word.partition(":") for word in _words(learns)]
    return Neighbour(
        handle, name, _words(writes), _words(reads), {tag: level for tag, _c, level in pairs}, place, picture, bio
    )


def _note(handle: str, rest: str) -> Note:
    shown, _bar, title = rest.partition("|")
    channel, _comma, drawn = shown.partition(",")
    pictures = [(motif, theme) for motif, theme in (pair.split() for pair in drawn.split(",") if pair.strip())]
    return Note(handle, channel.strip().replace("-", ""), pictures, title.strip())


def _told(rest: str) -> Told:
    tag, _colon, words = rest.partition(":")
    title, _bars, body = words.partition("||")
    if not _bars and not title.strip():
        return Told(tag, [], [])
    return Told(tag, _sentences(title), _sentences(body))


def _sentences(words: str) -> list[str]:
    return [part.strip() for part in words.split("|") if part.strip()]


def _words(listed: str) -> list[str]:
    return [word.strip() for word in listed.split(",") if word.strip()]
