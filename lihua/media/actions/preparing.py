from collections.abc import Callable
from pathlib import Path

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from lihua.base import live
from lihua.base.events import announce
from lihua.media import reading, rules
from lihua.media.actions.discarding import delete_files
from lihua.media.actions.wording import have_words_read
from lihua.media.developing import Developed, Print, Undevelopable, develop
from lihua.media.events import AssetFailed, AssetReady
from lihua.media.headers import Broken, Unknown, read_header
from lihua.media.models import Asset, AssetState, Purpose, Rendition

Writes = Callable[[], None]


def prepare_now(asset: Asset, *, is_read: bool = True) -> Asset:
    """Make the renditions while the person waits; what the queue was told finds nothing left to do.

    `is_read`: have the words on it read soon, not when the sweep comes to it.
    """
    writes = prepare(asset.pk, is_read=is_read)
    if writes:
        with transaction.atomic():
            writes()
    return Asset.objects.get(pk=asset.pk)


def prepare(asset_id: int, *, is_read: bool = True) -> Writes | None:
    """Develop an asset and put its files where they will be served from; returns what to write. Safe to run twice."""
    asset = Asset.objects.select_related("owner__account").filter(pk=asset_id, state=AssetState.UPLOADED).first()
    if asset is None:
        return None
    account = asset.owner.account
    with override(account.interface_language if account and account.interface_language else None):
        lost = _("The file was lost on the way. Send it again.")
        broken = rules.words_for_damage("broken")
    try:
        with default_storage.open(asset.source_key) as source:
            kind = read_header(source).kind
            with develop(source.chunks(), kind, asset.purpose) as developed:
                renditions = [_keep(asset, made) for made in developed.prints]
    except FileNotFoundError:
        return lambda: _refuse(asset, lost)
    except (Broken, Unknown):
        return lambda: _refuse(asset, broken)
    except Undevelopable as failure:
        with override(account.interface_language if account and account.interface_language else None):
            problem = rules.words_for_damage(failure.reason)
        return lambda: _refuse(asset, problem)
    return lambda: _finish(asset, developed, renditions, is_read)


def _keep(asset: Asset, made: Print) -> Rendition:
    """Put one file into the storage. The key follows from the asset: made again, it replaces itself."""
    key = key_of(asset, made.path)
    with made.path.open("rb") as file:
        default_storage.save(key, File(file))
    return Rendition(
        asset=asset,
        key=key,
        mime_type=made.mime_type,
        width=made.width,
        height=made.height,
        size_bytes=made.path.stat().st_size,
        is_moving=made.is_moving,
    )


def key_of(asset: Asset, path: Path) -> str:
    return f"{asset.token[:2]}/{asset.token}/{path.name}"


def _finish(asset: Asset, developed: Developed, renditions: list[Rendition], is_read: bool) -> None:
    fresh = Asset.objects.select_for_update().filter(pk=asset.pk).first()
    if fresh is None:  # thrown away meanwhile
        transaction.on_commit(lambda: delete_files([rendition.key for rendition in renditions]))
        return
    if fresh.state != AssetState.UPLOADED:
        return
    Rendition.objects.bulk_create(renditions)
    fresh.state = AssetState.READY
    fresh.width, fresh.height = developed.width, developed.height
    fresh.blurhash, fresh.colour, fresh.corners = developed.blurhash, developed.colour, developed.corners
    fresh.is_moving = any(rendition.is_moving for rendition in renditions)
    fresh.size_bytes = sum(rendition.size_bytes for rendition in renditions)
    _drop_source(fresh)
    fresh.save()
    announce(AssetReady(asset_id=fresh.pk))
    if fresh.purpose == Purpose.WORK and is_read and reading.is_on():
        have_words_read(fresh)
    _tell_the_page(fresh)


def _refuse(asset: Asset, problem: str) -> None:
    fresh = Asset.objects.select_for_update().filter(pk=asset.pk, state=AssetState.UPLOADED).first()
    if fresh is None:
        return
    fresh.state, fresh.problem, fresh.size_bytes = AssetState.REFUSED, problem[:300], 0
    _drop_source(fresh)
    fresh.save()
    announce(AssetFailed(asset_id=fresh.pk))
    _tell_the_page(fresh)


def _drop_source(asset: Asset) -> None:
    """The upload, with all that it tells about its maker, goes as soon as nothing needs it."""
    key, asset.source_key = asset.source_key, ""
    transaction.on_commit(lambda: delete_files([key]))


def _tell_the_page(asset: Asset) -> None:
    live.publish(live.person_channel(asset.owner_id), "asset", id=str(asset.pk), state=asset.state)
