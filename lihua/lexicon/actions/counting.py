from collections.abc import Mapping

from django.utils.timezone import now

from lihua.lexicon.models import GlossaryEntry


def count_uses(counted: Mapping[int, int]) -> None:
    """Note how many public works use each entry; rooms above know works and count them."""
    for entry_id, uses in counted.items():
        GlossaryEntry.objects.filter(pk=entry_id).update(uses_count=uses, uses_counted_at=now())
