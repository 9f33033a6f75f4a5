"""Finding what was forgotten: assets that nobody claimed or prepared, files without a row, rows without a file."""

import contextlib
import logging
import shutil
import time
from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.core.files.storage import default_storage
from django.db.models import ProtectedError
from django.utils.timezone import now

from lihua.base.models import OutboxEntry
from lihua.base.tasks import defer
from lihua.media import reading
from lihua.media.actions.discarding import delete_files, discard
from lihua.media.models import Asset, AssetState, Purpose, Rendition

logger = logging.getLogger(__name__)

UNCLAIMED_FOR = timedelta(days=1)
FORGOTTEN_FOR = timedelta(minutes=10)
LEFT_FOR = timedelta(days=1)
DROPPED_FOR = timedelta(hours=1)
READ_AT_ONCE = 6  # old pictures in ten minutes: each takes seconds of a processor


def resume_forgotten() -> int:
    """Have prepared what has waited long without anything in the outbox that would do it."""
    from lihua.media.tasks import make_renditions

    name = f"{make_renditions.__module__}.{make_renditions.__qualname__}"
    planned = {entry.facts.get("asset_id") for entry in OutboxEntry.objects.filter(task=name)}
    waiting = Asset.objects.filter(state=AssetState.UPLOADED, created_at__lt=now() - FORGOTTEN_FOR)
    forgotten = [pk for pk in waiting.values_list("pk", flat=True)[:500] if pk not in planned]
    for pk in forgotten:
        defer(make_renditions, asset_id=pk)
    return len(forgotten)


def have_old_ones_read() -> int:
    """Have a few pictures read that nobody read yet: from before there was a reader, or forgotten. Newest first."""
    from lihua.media.tasks import read_words

    name = f"{read_words.__module__}.{read_words.__qualname__}"
    if not reading.is_on() or OutboxEntry.objects.filter(task=name).exists():
        return 0
    unread = Asset.objects.filter(purpose=Purpose.WORK, state=AssetState.READY, is_claimed=True, words=None)
    found = list(unread.order_by("-pk").values_list("pk", flat=True)[:READ_AT_ONCE])
    for pk in found:
        defer(read_words, asset_id=pk)
    return len(found)


def throw_away_unclaimed() -> int:
    """What no work and no profile shows a day after it was sent, or after the work that showed it let it go."""
    gone = 0
    for asset in Asset.objects.filter(is_claimed=False, created_at__lt=now() - UNCLAIMED_FOR)[:500]:
        try:
            discard(asset)
            gone += 1
        except ProtectedError:
            Asset.objects.filter(pk=asset.pk).update(is_claimed=True)
    return gone


def throw_away_all_of(person_id: int) -> None:
    for asset in Asset.objects.filter(owner=person_id):
        with contextlib.suppress(ProtectedError):
            discard(asset)


def delete_leftovers() -> int:
    """Files of which no row speaks: an upload that was cut off, renditions of an asset that went."""
    gone = 0
    for folder, names in _folders(""):
        keys = [f"{folder}/{name}" if folder else name for name in names]
        known = {
            *Rendition.objects.filter(key__in=keys).values_list("key", flat=True),
            *Asset.objects.filter(source_key__in=keys).values_list("source_key", flat=True),
        }
        old = [key for key in keys if key not in known and _age(key) > LEFT_FOR]
        delete_files(old)
        gone += len(old)
    return gone


def clear_the_floor() -> int:
    """What a crash left in the darkroom and among the uploads under way: it still tells of its makers."""
    gone = 0
    for folder in (settings.DATA / "darkroom", settings.DATA / "uploads"):
        for left in folder.iterdir() if folder.is_dir() else ():
            with contextlib.suppress(FileNotFoundError):
                if time.time() - left.stat().st_mtime > DROPPED_FOR.total_seconds():
                    shutil.rmtree(left) if left.is_dir() else left.unlink()
                    gone += 1
    return gone


def missing_files() -> list[str]:
    """Keys of which a row speaks and where no file lies: after a disk was lost, or a backup half restored."""
    keys = Rendition.objects.order_by("pk").values_list("key", flat=True).iterator(chunk_size=1000)
    return [key for key in keys if not default_storage.exists(key)]


def _folders(folder: str) -> Iterator[tuple[str, list[str]]]:
    try:
        folders, names = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    if names:
        yield folder, names
    for inner in folders:
        yield from _folders(f"{folder}/{inner}" if folder else inner)


def _age(key: str) -> timedelta:
    try:
        return now() - default_storage.get_modified_time(key)
    except FileNotFoundError:
        return timedelta(0)
