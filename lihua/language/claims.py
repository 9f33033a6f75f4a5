"""Which sentences are at an engine right now, in whichever process: nobody else pays for them meanwhile."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import timedelta
from uuid import uuid4

from django.utils.timezone import now

from lihua.language.models import MachineClaim

LEASE = timedelta(minutes=5)
"""So long a process that was killed keeps its sentences from the others."""


@contextmanager
def claimed(digests: Collection[str], *, source: str, target: str) -> Iterator[set[str]]:
    """Those of the digests that are ours alone until the block ends; the rest is claimed by somebody else.

    Look into the cache inside the block and write to it there: whoever gets a claim then finds what others paid for.
    """
    holder = uuid4().hex
    MachineClaim.objects.filter(ends_at__lt=now()).delete()
    MachineClaim.objects.bulk_create(
        [
            MachineClaim(digest=one, source=source, target=target, holder=holder, ends_at=now() + LEASE)
            for one in sorted(digests)  # in one order, so that two claimants do not wait for each other
        ],
        ignore_conflicts=True,
    )
    ours = MachineClaim.objects.filter(holder=holder)
    try:
        yield set(ours.values_list("digest", flat=True))
    finally:
        ours.delete()
