"""What was asked of me, or of readers of my languages, and has no answer yet."""

from typing import Any

from ninja import Field, Router, Schema, Status

from lihua.api.answers import not_found
from lihua.api.bearer import needs
from lihua.api.entities import statuses
from lihua.api.entities.forms import moment
from lihua.api.paging import id_of, number
from lihua.api.village.translations import REFUSALS
from lihua.works import actions, queries

router = Router(tags=["village: waiting"])


class WaitingOut(Schema):
    id: str
    kind: str = Field(description="reply, mention or translation")
    waiting_since: str
    asked_by: str | None = Field(description="handle of who asks")
    into: str | None = Field(description="the language that a translation is asked into")
    status: dict[str, Any] = Field(description="the work that waits, a Mastodon Status with `lihua`")


class WaitingPageOut(Schema):
    waiting: list[WaitingOut]
    before: str | None = Field(description="where the next page begins; null at the end")


@router.get("/lihua/v1/waiting", auth=needs("read:notifications"), response={200: WaitingPageOut, **REFUSALS})
def waiting(request: Any, before: str = "") -> dict[str, Any]:
    """The newest ask first."""
    found, older = queries.waiting(request.person, request.reader, before=number(request, "before"))
    shown = statuses.statuses([entry.read.work for entry in found], request.reader)
    return {
        "waiting": [
            {
                "id": str(entry.ask.pk),
                "kind": entry.ask.kind,
                "waiting_since": moment(entry.ask.waiting_since),
                "asked_by": entry.ask.asked_by.handle if entry.ask.asked_by else None,
                "into": entry.ask.target_language or None,
                "status": entity,
            }
            for entry, entity in zip(found, shown, strict=True)
        ],
        "before": str(older) if older is not None else None,
    }


@router.post("/lihua/v1/waiting/{ask_id}/let_go", auth=needs("write:notifications"), response={204: None, **REFUSALS})
def let_go(request: Any, ask_id: str) -> Status[Any]:
    """Say that no answer of mine is needed."""
    ask = queries.open_asks(request.person).filter(pk=id_of(ask_id)).first()
    if ask is None:
        raise not_found()
    actions.let_go(ask, by=request.person)
    return Status(204, None)
