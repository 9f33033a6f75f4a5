"""What people look at, about files."""

import re
from dataclasses import dataclass
from datetime import timedelta

from django.core import signing
from django.core.cache import caches
from django.utils.timezone import now

from lihua.media import reading
from lihua.media.models import MADE, Asset, Made, PictureText, Purpose, Rendition
from lihua.people.models import Person

KEY = re.compile(r"[0-9a-z/._-]+")
PASS_SECONDS = 300
READING_TAKES = timedelta(minutes=2)
MOST_OF_ALT = 1500


@dataclass(frozen=True)
class Served:
    """What never changes about a file that can be asked for."""

    key: str
    mime_type: str
    asset_id: int
    owner_id: int
    purpose: str


def file_of(key: str) -> Served | None:
    """The file of exactly this key, or None. Remembered for a minute: a page's pictures are asked for together."""
    if len(key) > 120 or not KEY.fullmatch(key):
        return None
    served: Served | None = caches["local"].get(f"file:{key}")
    if served is None:
        row = Rendition.objects.filter(key=key).values_list(
            "key", "mime_type", "asset_id", "asset__owner_id", "asset__purpose"
        )
        served = next((Served(*facts) for facts in row), None)
        if served:
            caches["local"].set(f"file:{key}", served, 60)
    return served


def pass_for(made: Made, viewer: Person) -> str:
    """The address of a file below public for an app, which sends no cookie: good for five minutes, asked anew each time
    it is used, and for this file alone."""
    return f"{made.url}?pass={_signer(made.key).sign(str(viewer.pk))}"


def holder_of_pass(key: str, value: str) -> Person | None:
    """Who was given this address, while it is good and they may act."""
    try:
        person_id = _signer(key).unsign(value, max_age=PASS_SECONDS)
    except signing.BadSignature:
        return None
    return Person.objects.seen().filter(pk=int(person_id)).first()


def _signer(key: str) -> signing.TimestampSigner:
    return signing.TimestampSigner(salt=f"lihua.media.pass:{key}")


def waiting_or_own(owner: Person, ids: list[int]) -> list[Asset]:
    """These of the person's assets, in the order given, with what a tray shows."""
    found = Asset.objects.filter(owner=owner, pk__in=ids).prefetch_related(MADE).in_bulk()
    return [found[pk] for pk in ids if pk in found]


def words_of(asset: Asset) -> PictureText:
    """What is known to stand on it; an empty one, not stored, where nobody looked yet."""
    return PictureText.objects.filter(asset=asset).first() or PictureText(asset=asset, version=0)


def words_for_alt(asset: Asset) -> str:
    """A draft of its description: the words that stand on it, as one text."""
    return words_of(asset).text[:MOST_OF_ALT]


def is_being_read(asset: Asset) -> bool:
    """Whether the words on it will probably be known in a moment."""
    is_new = asset.is_ready and asset.purpose == Purpose.WORK and asset.created_at > now() - READING_TAKES
    return is_new and reading.is_on() and not PictureText.objects.filter(asset=asset).exists()
