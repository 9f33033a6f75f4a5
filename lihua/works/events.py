from dataclasses import dataclass

from lihua.base.events import Event


@dataclass(frozen=True)
class WorkPublished(Event):
    work_id: int


@dataclass(frozen=True)
class WorkEdited(Event):
    work_id: int


@dataclass(frozen=True)
class WorkStateChanged(Event):
    """Withdrawn, held, removed, or put back: lists and indexes look again at what may be seen."""

    work_id: int


@dataclass(frozen=True)
class WorkLiked(Event):
    work_id: int
    person_id: int


@dataclass(frozen=True)
class WorkReposted(Event):
    work_id: int
    repost_id: int


@dataclass(frozen=True)
class TranslationMade(Event):
    work_id: int
    language: str
    person_id: int


@dataclass(frozen=True)
class TranslationAsked(Event):
    ask_id: int


@dataclass(frozen=True)
class TagChanged(Event):
    """A concept has another name, or was joined with another one or parted from it."""

    concept_id: int
