import errno
import hashlib
import os
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Sum
from django.utils.text import get_valid_filename
from django.utils.translation import gettext as _

from lihua.base import text as rich
from lihua.media import rules
from lihua.media.headers import Broken, Unknown, read_header, second_kind
from lihua.media.models import Asset, AssetState, Purpose, new_token
from lihua.people.models import Person


def receive(
    owner: Person,
    file: "File[Any]",
    *,
    alt: str = "",
    focus: tuple[float, float] = (0, 0),
    purpose: str = Purpose.WORK,
    is_awaited: bool = False,
) -> Asset:
    """Take a picture in and have its renditions made. Raises Refused with words for the person.

    `is_awaited`: the caller goes on to `prepare_now`, and the worker shall not make the same renditions meanwhile.

    The file is whole and on the disk before a row speaks of it; when we are killed before that, nobody was promised
    anything and a sweep takes away what lies there.
    """
    alt = rich.normalise(alt)
    rules.require_alt(alt)
    _require_standing(owner)
    _require_room(owner)
    rules.require_size(_size_of(file))
    try:
        header = read_header(file)
    except Unknown as other:
        raise rules.Refused(rules.words_for_other(other.kind)) from other
    except Broken as broken:
        raise rules.Refused(rules.words_for_damage("broken")) from broken
    rules.require_measures(header)
    if second := second_kind(file, header.kind):
        raise rules.Refused(rules.words_for_two_kinds(second))
    token = new_token()
    checksum = hashlib.sha256()
    for chunk in file.chunks():
        checksum.update(chunk)
    file.seek(0)
    key = _keep(f"incoming/{token}", file)
    with transaction.atomic():
        asset = Asset.objects.create(
            owner=owner,
            purpose=purpose,
            token=token,
            alt=alt,
            source_key=key,
            file_name=_name_of(file),
            size_bytes=_size_of(file),
            checksum=checksum.hexdigest(),
            width=header.width,
            height=header.height,
            focus_x=_within(focus[0]),
            focus_y=_within(focus[1]),
        )
        if not is_awaited:  # should the caller die before it prepares it, a sweep finds it
            _have_it_prepared(asset)
    return asset


def receive_all(owner: Person, files: "Iterable[File[Any]]") -> tuple[list[Asset], list[str]]:
    """Take in several, as a form without script sends them: what was taken, and what is wrong with the others."""
    assets: list[Asset] = []
    problems: list[str] = []
    for file in files:
        try:
            assets.append(receive(owner, file))
        except rules.Refused as refusal:
            problems.append(f"{_name_of(file)}: {refusal}")
    return assets, problems


def _keep(key: str, file: "File[Any]") -> str:
    try:
        return default_storage.save(key, file)
    except OSError as problem:
        if problem.errno not in {errno.ENOSPC, errno.EDQUOT}:
            raise
        raise rules.Refused(rules.words_for_full_disk()) from problem


def _have_it_prepared(asset: Asset) -> None:
    from lihua.base.tasks import defer
    from lihua.media.tasks import make_renditions

    defer(make_renditions, asset_id=asset.pk)


def _require_standing(owner: Person) -> None:
    """Who waits for approval may look around, and bring nothing yet."""
    if owner.account is not None and not owner.account.is_approved:
        raise rules.Refused(_("Your account waits for approval. After that you can bring pictures."))


def _require_room(owner: Person) -> None:
    waiting = Asset.objects.filter(owner=owner, state=AssetState.UPLOADED).count()
    if waiting >= rules.MAX_WAITING:
        raise rules.Refused(_("Your last pictures are still being prepared. Wait a minute, then send more."))
    kept = Asset.objects.filter(owner=owner).aggregate(total=Sum("size_bytes"))["total"] or 0
    if kept > settings.PERSON_MEGABYTES * 1_000_000:
        raise rules.Refused(
            _("Your pictures fill the %(megabytes)d MB that each person has here. Delete some notes to make room.")
            % {"megabytes": settings.PERSON_MEGABYTES}
        )


def _size_of(file: "File[Any]") -> int:
    """What was really received, whatever was announced."""
    file.seek(0, os.SEEK_END)
    size = file.tell()
    file.seek(0)
    return int(size)


def _name_of(file: "File[Any]") -> str:
    """The name that the person knows it by, to speak of it; it never becomes a path."""
    try:
        return get_valid_filename(os.path.basename(file.name or "") or "picture")[-120:]
    except ValueError:
        return "picture"


def _within(value: float) -> float:
    return max(-1.0, min(1.0, value)) if value == value else 0.0
