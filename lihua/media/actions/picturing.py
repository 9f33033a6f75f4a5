from typing import Any

from django.core.files.base import File
from django.db import transaction

from lihua.media import rules
from lihua.media.actions.discarding import discard
from lihua.media.actions.preparing import prepare_now
from lihua.media.actions.receiving import receive
from lihua.media.models import Asset, Purpose
from lihua.people import actions as people
from lihua.people.models import Person

# Which of the crops a profile points at; the narrower and wider ones lie beside it.
SHOWN_WIDTH = {Purpose.PICTURE: 240, Purpose.HEADER: 1200}


def set_profile_picture(person: Person, file: "File[Any]", kind: str) -> str:
    """Give a person a picture (square) or a header (3:1), made while they wait; returns its key. Raises Refused."""
    asset = prepare_now(receive(person, file, purpose=Purpose(kind), is_awaited=True))
    shown = asset.renditions.filter(width=SHOWN_WIDTH[Purpose(kind)]).first()
    if shown is None:
        problem = asset.problem
        discard(asset)
        raise rules.Refused(problem or rules.words_for_damage("broken"))
    _show(person, kind, shown.key, asset)
    return shown.key


def remove_profile_picture(person: Person, kind: str) -> None:
    _show(person, kind, "", None)


@transaction.atomic
def _show(person: Person, kind: str, key: str, asset: Asset | None) -> None:
    people.set_picture(person, kind, key)
    if asset:
        Asset.objects.filter(pk=asset.pk).update(is_claimed=True)
    for old in Asset.objects.filter(owner=person, purpose=kind, is_claimed=True):
        if asset is None or old.pk != asset.pk:
            discard(old)
