"""What one call, and one person in a day, may have translated (H132): engines cost money or time of the others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.conf import settings
from django.db.models import F
from django.utils.timezone import now

from lihua.language.models import Spent


def within(
    wanted: Mapping[str, str], payer: str, *, most_sentences: int, most_characters: int
) -> tuple[dict[str, str], dict[str, str]]:
    """The sentences that may be asked for, and those that are beyond."""
    room = min(most_characters, left(payer))
    chosen: dict[str, str] = {}
    for key, sentence in wanted.items():
        room -= len(sentence)
        if room < 0 or len(chosen) >= most_sentences:
            break
        chosen[key] = sentence
    return chosen, {key: sentence for key, sentence in wanted.items() if key not in chosen}


def left(payer: str) -> int:
    """Characters that may still be translated for somebody today."""
    most: int = settings.PERSON_CHARACTERS
    if not payer:
        return most
    spent = Spent.objects.filter(payer=payer, day=now().date()).values_list("characters", flat=True).first()
    return max(0, most - (spent or 0))


def spend(payer: str, sentences: Iterable[str]) -> None:
    characters = sum(map(len, sentences))
    if not payer or not characters:
        return
    row = {"payer": payer, "day": now().date()}
    Spent.objects.bulk_create([Spent(**row)], ignore_conflicts=True)
    Spent.objects.filter(**row).update(characters=F("characters") + characters)
