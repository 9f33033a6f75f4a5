import logging
from collections.abc import Iterable

from django.core.files.storage import default_storage
from django.db import transaction

from lihua.media.models import Asset

logger = logging.getLogger(__name__)


@transaction.atomic
def discard(asset: Asset) -> None:
    """Throw an asset away, and its files with it, by their exact keys. Doing it twice is doing it once.

    Raises ProtectedError while a work still shows it.
    """
    fresh = Asset.objects.select_for_update().filter(pk=asset.pk).first()
    if fresh is None:
        return
    keys = [*fresh.renditions.values_list("key", flat=True), *([fresh.source_key] if fresh.source_key else [])]
    fresh.delete()
    transaction.on_commit(lambda: delete_files(keys))


def delete_files(keys: Iterable[str]) -> None:
    """What cannot be deleted now is found by the sweep, since no row speaks of it any more."""
    for key in keys:
        try:
            default_storage.delete(key)
        except OSError:
            logger.exception("a file could not be deleted", extra={"key": key})
