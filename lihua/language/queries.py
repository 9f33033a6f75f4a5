"""What the machine has already translated, and what the dictionaries say. One query, however many sentences."""

from collections.abc import Collection, Iterable

from lihua.language.lookup import DictEntry, DictionarySource, look_up, look_up_at
from lihua.language.models import MachineSentence

__all__ = ["DictEntry", "DictionarySource", "cached", "cached_pairs", "look_up", "look_up_at"]

MAX_ASKED = 2000
"""Digests in one query: SQLite takes 32,766 values, and a page never shows more."""


def cached(digests: Iterable[str], *, source: str, target: str) -> dict[str, str]:
    """Digest -> text of the sentences that an engine has put from `source` into `target`; the newest engine's wins."""
    found = cached_pairs({(digest, source) for digest in digests}, target=target)
    return {digest: text for (digest, _source), (text, _engine) in found.items()}


def cached_pairs(pairs: Collection[tuple[str, str]], *, target: str) -> dict[tuple[str, str], tuple[str, str]]:
    """(digest, source) -> (text, engine), for texts of several languages at once."""
    if not pairs:
        return {}
    wanted = set(list(pairs)[:MAX_ASKED])
    rows = (
        MachineSentence.objects.filter(
            digest__in=sorted({digest for digest, _source in wanted}),
            source__in=sorted({source for _digest, source in wanted}),
            target=target,
        )
        .exclude(text="")
        .order_by("pk")
        .values_list("digest", "source", "text", "engine")
    )
    return {(digest, source): (text, engine) for digest, source, text, engine in rows if (digest, source) in wanted}
