"""Bringing lists of levels into the tables, and taking them out."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from lihua.language.levels import forget
from lihua.language.models import LevelledWord, LevelList


@dataclass(frozen=True)
class Listing:
    """A list as a file gives it: words with their rank."""

    name: str
    language: str
    scale: str
    licence: str
    url: str
    words: dict[str, int]


def bring_in(listing: Listing) -> LevelList:
    """Store a list in place of one of the same name."""
    with transaction.atomic():
        LevelList.objects.filter(name=listing.name).delete()
        stored = LevelList.objects.create(
            name=listing.name,
            language=listing.language,
            scale=listing.scale,
            licence=listing.licence,
            url=listing.url,
            count=len(listing.words),
        )
        LevelledWord.objects.bulk_create(
            [LevelledWord(level_list=stored, word=word, rank=rank) for word, rank in listing.words.items()],
            batch_size=1000,
        )
    forget()
    return stored


def remove(name: str) -> bool:
    removed, _each = LevelList.objects.filter(name=name).delete()
    forget()
    return removed > 0
