"""Translations follow their sentences when a text changes."""

from collections.abc import Sequence
from difflib import SequenceMatcher

from lihua import language
from lihua.works.models import Translation, Work


def move_translations(work: Work, field: str, revision: int, before: list[str], after: list[str]) -> None:
    """To where their sentences stand now; `before` and `after` are the digests of a text's sentences."""
    place = _places(before, after)
    rows = list(work.translations.filter(field=field).order_by("-pk"))
    for row in rows:
        ordinal = place.get(row.ordinal) if row.is_current else None
        row.is_current = ordinal is not None
        row.is_stale = ordinal is None or after[ordinal] != row.digest
        row.ordinal = row.ordinal if ordinal is None else ordinal
        row.revision = revision if row.is_current else row.revision
    _bring_back(rows, revision, after)
    # Step aside first: two sentences may change places, and a place holds one current translation.
    Translation.objects.filter(pk__in=[row.pk for row in rows]).update(is_current=False)
    Translation.objects.bulk_update(rows, ["ordinal", "is_current", "is_stale", "revision"], batch_size=200)


def _bring_back(rows: Sequence[Translation], revision: int, after: list[str]) -> None:
    """A sentence that was taken out and stands again gets the newest translation it had; `rows` are newest first."""
    for tag in {row.language for row in rows}:
        standing = {row.ordinal: row for row in rows if row.language == tag and row.is_current}
        for ordinal, digest in enumerate(after):
            if ordinal in standing and not standing[ordinal].is_stale:
                continue
            # Also one that stands elsewhere as the stale translation of another sentence.
            unused = (row for row in rows if row.language == tag and not (row.is_current and not row.is_stale))
            earlier = next((row for row in unused if row.digest == digest), None)
            if earlier is None:
                continue
            if earlier.is_current:
                del standing[earlier.ordinal]
            if ordinal in standing:
                standing[ordinal].is_current = False
            earlier.is_current, earlier.is_stale, earlier.ordinal, earlier.revision = True, False, ordinal, revision
            standing[ordinal] = earlier


def _places(before: list[str], after: list[str]) -> dict[int, int]:
    """Old ordinal to new: unchanged sentences where they stand now, also when moved; changed ones where they were."""
    place: dict[int, int] = {}
    changed: list[tuple[int, int]] = []
    for kind, old_start, old_end, new_start, new_end in SequenceMatcher(None, before, after, False).get_opcodes():
        pairs = zip(range(old_start, old_end), range(new_start, new_end), strict=False)
        if kind == "equal":
            place.update(pairs)
        elif kind == "replace":
            changed += pairs
    free = [new for new in range(len(after)) if new not in place.values()]
    for old in [old for old in range(len(before)) if old not in place]:
        moved = next((new for new in free if after[new] == before[old]), None)
        if moved is not None:
            place[old] = moved
            free.remove(moved)
    for old, new in changed:
        if old not in place and new in free:
            place[old] = new
            free.remove(new)
    return place


def digests_of(words: str, cuts: Sequence[Sequence[int]]) -> list[str]:
    return [language.digest(words[start:end]) for start, end in cuts]
