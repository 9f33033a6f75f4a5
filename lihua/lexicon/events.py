from dataclasses import dataclass

from lihua.base.events import Event


@dataclass(frozen=True)
class EntryChanged(Event):
    """A word of the glossary was added, renamed, withdrawn or put back: who counts its uses counts again."""

    entry_id: int
