"""The cache of what machines made: looked into before an engine is asked, written to after."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from django.utils.timezone import now

from lihua.language import engines, masking
from lihua.language.masking import Term
from lihua.language.models import MachineSentence

logger = logging.getLogger(__name__)

Status = Literal["translated", "nothing", "refused", "failed"]

REFUSAL_KEPT = timedelta(days=7)
"""So long a sentence that came back as junk is not paid for again."""

PRIVATE_KEPT = timedelta(days=30)


@dataclass(frozen=True)
class Translated:
    """One sentence's fate. `text` is the translation, or the sentence itself wherever there is none to show."""

    sentence: str
    text: str
    status: Status
    engine: str = ""
    reason: str = ""
    """A constant phrase for logs and tests; a page says only that it could not be translated."""
    score: float | None = None
    """An estimate from 0 to 1; see quality.py."""
    rough: bool = False
    pivot: str = ""
    """The third language through which it went."""


def untouched(sentence: str, status: Status, reason: str = "", engine: str = "") -> Translated:
    return Translated(sentence, sentence, status, engine, reason)


@dataclass(frozen=True)
class Errand:
    """What is wanted of a call: the pair, who may see the texts, and the glossary's words."""

    source: str
    target: str
    privacy: engines.Privacy = "public"
    terms: Sequence[Term] = ()
    only: str = ""
    """The one engine that may be asked, by its key."""

    @property
    def is_private(self) -> bool:
        return self.privacy != "public"

    @property
    def engines(self) -> list[engines.Chosen]:
        found = engines.engines_for(self.source, self.target, privacy=self.privacy)
        return [one for one in found if not self.only or one.key == self.only]

    def terms_of(self, sentence: str) -> list[Term]:
        return masking.terms_in(sentence, self.terms) if self.terms else []

    def digest_of_terms(self, sentence: str) -> str:
        return masking.terms_digest(self.terms_of(sentence)) if self.terms else ""


def remembered(wanted: Mapping[str, str], errand: Errand) -> dict[str, Translated]:
    """What is in the cache, refusals included: an empty text is one.

    An answer counts while its engine has not changed (another version of a pack is another engine) or is not asked
    any more, and while the glossary's words in the sentence are the same.
    """
    rows = MachineSentence.objects.filter(
        digest__in=list(wanted), source=errand.source, target=errand.target, is_private__lte=errand.is_private
    ).order_by("pk")
    asked = {one.engine.name: one.engine.version(errand.source, errand.target) for one in errand.engines}
    known: dict[str, Translated] = {}
    refused: dict[str, set[str]] = {}
    for row in rows:
        sentence = wanted[row.digest]
        if errand.only and row.engine not in asked:
            continue
        if asked.get(row.engine, row.version) != row.version or row.terms != errand.digest_of_terms(sentence):
            continue
        if row.text:
            known[row.digest] = Translated(
                sentence, row.text, "translated", row.engine, "", row.score, row.is_rough, row.pivot
            )
        elif row.created_at > now() - REFUSAL_KEPT:
            refused.setdefault(row.digest, set()).add(row.engine)
    for digest, by in refused.items():
        if digest not in known and by >= set(asked):  # nobody is left to ask
            known[digest] = untouched(wanted[digest], "refused", "refused before", sorted(by)[0])
    return known


def refused_before(wanted: Mapping[str, str], errand: Errand, engine: str) -> set[str]:
    """The digests for which this engine gave junk not long ago."""
    rows = MachineSentence.objects.filter(
        digest__in=list(wanted),
        source=errand.source,
        target=errand.target,
        engine=engine,
        text="",
        created_at__gt=now() - REFUSAL_KEPT,
    )
    return set(rows.values_list("digest", flat=True))


def remember(fresh: Mapping[str, Translated], errand: Errand, *, version: str) -> None:
    """Keep what was paid for, junk too (as an empty text). A failure is not kept: next time it may work."""
    rows = [
        MachineSentence(
            digest=key,
            source=errand.source,
            target=errand.target,
            engine=one.engine,
            version=version,
            terms=errand.digest_of_terms(one.sentence),
            text=one.text if one.status == "translated" else "",
            score=one.score,
            is_rough=one.rough,
            pivot=one.pivot,
            is_private=errand.is_private,
            created_at=now(),
        )
        for key, one in fresh.items()
        if one.status in ("translated", "refused")
    ]
    MachineSentence.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["digest", "source", "target", "engine", "version", "terms"],
        update_fields=["text", "score", "is_rough", "pivot", "is_private", "created_at"],
    )
    refused = sum(one.status == "refused" for one in fresh.values())
    if refused:
        logger.info(
            "Translations were refused", extra={"refused": refused, "source": errand.source, "target": errand.target}
        )


def forget_private() -> int:
    """What was not public leaves the cache after a while: its author may have deleted it long ago."""
    gone, _kinds = MachineSentence.objects.filter(is_private=True, created_at__lt=now() - PRIVATE_KEPT).delete()
    return gone
