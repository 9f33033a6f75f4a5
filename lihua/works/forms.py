"""What the composer sends. Lengths and choices are the verb's business: it says for each field what is wrong."""

import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, QueryDict

from lihua.works.models import Draft, Visibility, Work, WorkKind

LONGEST = 110_000  # characters of one field that are kept on the page after a refusal
_ALT = re.compile(r"alt_([0-9]{1,18})")


@dataclass
class Typed:
    """The fields of the composer as they were typed; only these are read, whatever else was sent."""

    kind: str = WorkKind.NOTE
    title: str = ""
    body: str = ""
    warning: str = ""
    is_sensitive: bool = False
    language: str = ""
    channel: str = ""
    place: str = ""
    visibility: str = Visibility.PUBLIC
    asset_ids: list[int] = field(default_factory=list)
    alts: dict[int, str] = field(default_factory=dict)
    key: uuid.UUID = field(default_factory=uuid.uuid4)

    @classmethod
    def of(cls, request: HttpRequest) -> "Typed":
        sent = request.POST
        return cls(
            kind=sent.get("kind", WorkKind.NOTE)[:20],
            title=sent.get("title", "")[:LONGEST],
            body=sent.get("body", "")[:LONGEST],
            warning=sent.get("warning", "")[:LONGEST],
            is_sensitive="is_sensitive" in sent,
            language=sent.get("language", "")[:64],
            channel=sent.get("channel", "")[:40],
            place=sent.get("place", "")[:LONGEST],
            visibility=sent.get("visibility", Visibility.PUBLIC)[:20],
            asset_ids=ids_of(sent.getlist("asset_ids")),
            alts=alts_of(sent),
            key=key_of(sent.get("key", "")),
        )

    @classmethod
    def of_draft(cls, draft: Draft) -> "Typed":
        words = draft.words
        names = ("kind", "title", "body", "warning", "is_sensitive", "language", "channel", "place", "visibility")
        return cls(**{name: words[name] for name in names}, asset_ids=[int(pk) for pk in words["asset_ids"]])

    @classmethod
    def of_work(cls, work: Work) -> "Typed":
        return cls(
            kind=work.kind,
            title=work.title,
            body=work.body,
            warning=work.warning,
            is_sensitive=work.is_sensitive,
            language=work.language if work.language_source == "author" else "",
            channel=work.channel,
            place=work.place,
            visibility=work.visibility,
            asset_ids=[picture.asset_id for picture in work.pictures.all()],
        )

    def for_submit(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "title": self.title,
            "body": self.body,
            "warning": self.warning,
            "is_sensitive": self.is_sensitive,
            "language": self.language,
            "channel": self.channel,
            "place": self.place,
            "visibility": self.visibility,
            "asset_ids": self.asset_ids,
            "key": self.key,
        }

    def for_edit(self) -> dict[str, Any]:
        return {
            "title": self.title,
            "body": self.body,
            "warning": self.warning,
            "is_sensitive": self.is_sensitive,
            "chosen_language": self.language,
            "channel": self.channel,
            "place": self.place,
            "asset_ids": self.asset_ids,
        }


def ids_of(sent: Sequence[str]) -> list[int]:
    return [int(pk) for pk in sent[:40] if pk.isascii() and pk.isdigit() and len(pk) <= 18]


def alts_of(sent: QueryDict) -> dict[int, str]:
    named = [(match, str(sent[name])[:LONGEST]) for name in sent if (match := _ALT.fullmatch(name))]
    return {int(match[1]): words for match, words in named}


def key_of(sent: str) -> uuid.UUID:
    """The key that the page carried, so that sending it twice publishes once."""
    try:
        return uuid.UUID(sent[:40])
    except ValueError:
        return uuid.uuid4()
