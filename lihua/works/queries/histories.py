"""What a work said before, and who translated a sentence how."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from typing import Literal

from lihua.people.models import Person
from lihua.works.models import Translation, Version, Work

# Words of scripts with spaces; in others each character is one.
_WORDS = re.compile(r"[^\W_\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0eff]+|\s+|.", re.DOTALL)
LONGEST_COMPARED = 4000  # words on one side; above, the whole text counts as changed


@dataclass(frozen=True)
class Piece:
    kind: Literal["same", "added", "removed"]
    text: str


@dataclass(frozen=True)
class FieldChange:
    field: str
    language: str
    pieces: list[Piece]

    @property
    def is_changed(self) -> bool:
        return any(piece.kind != "same" for piece in self.pieces)


@dataclass(frozen=True)
class VersionChange:
    """One revision and how it differs from the one before."""

    revision: int
    at: datetime
    fields: list[FieldChange]
    pictures_before: int
    pictures: int
    are_pictures_changed: bool


def history_of(work: Work) -> list[VersionChange]:
    """Every revision, the newest first; three queries."""
    versions = list(work.versions.order_by("revision"))
    shown = [
        {"asset": picture.asset_id, "alt": work.text_of(f"alt:{picture.asset_id}")} for picture in work.pictures.all()
    ]
    now = Version(
        revision=work.revision, title=work.title, body=work.body, warning=work.warning, texts=work.texts, pictures=shown
    )
    # A version was created when the next one began: it began itself when the one before was kept.
    began = [work.published_at, *(version.created_at for version in versions)]
    all_versions = [*versions, now]
    return [
        _change(all_versions[number - 1] if number else None, version, began[number])
        for number, version in enumerate(all_versions)
    ][::-1]


def _change(before: Version | None, after: Version, at: datetime) -> VersionChange:
    fields = []
    for name in ("title", "body", "warning"):
        old, new = getattr(before, name) if before else "", getattr(after, name)
        if new or old:
            tag = (after.texts.get(name) or (before.texts.get(name) if before else None) or {}).get("language", "und")
            pieces = differences(old, new) if before else [Piece("same", new)]
            fields.append(FieldChange(name, tag, pieces))
    pictures_before = before.pictures if before else after.pictures
    return VersionChange(
        after.revision,
        at,
        fields,
        len(pictures_before),
        len(after.pictures),
        before is not None and pictures_before != after.pictures,
    )


def differences(before: str, after: str) -> list[Piece]:
    """The two texts word by word; the same and the added pieces joined are `after`."""
    if before == after:
        return [Piece("same", after)] if after else []
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if max(len(old), len(new)) > LONGEST_COMPARED:
        return _pieces([("removed", before), ("added", after)])
    found: list[tuple[Literal["same", "added", "removed"], str]] = []
    for kind, old_start, old_end, new_start, new_end in SequenceMatcher(None, old, new, False).get_opcodes():
        if kind == "equal":
            found.append(("same", "".join(new[new_start:new_end])))
        else:
            found.append(("removed", "".join(old[old_start:old_end])))
            found.append(("added", "".join(new[new_start:new_end])))
    return _pieces(found)


def _pieces(found: Sequence[tuple[Literal["same", "added", "removed"], str]]) -> list[Piece]:
    return [Piece(kind, text) for kind, text in found if text]


@dataclass(frozen=True)
class SentenceHistory:
    field: str
    ordinal: int
    language: str
    original: str
    original_language: str
    translations: list[Translation]

    @property
    def makers(self) -> list[Person]:
        return list({row.by_id: row.by for row in self.translations}.values())


def sentence_history(work: Work, *, field: str, ordinal: int, tag: str) -> SentenceHistory | None:
    """Every translation of one sentence into a language, the newest first; None where there is no such sentence."""
    cut = work.texts.get(field)
    if cut is None or ordinal >= len(cut["cuts"]):
        return None
    start, end = cut["cuts"][ordinal]
    rows = work.translations.filter(field=field, ordinal=ordinal, language=tag).select_related("by", "reverted_by")
    return SentenceHistory(
        field,
        ordinal,
        tag,
        work.text_of(field)[start:end],
        work.language_of(field, ordinal),
        list(rows.order_by("-pk")[:100]),
    )
