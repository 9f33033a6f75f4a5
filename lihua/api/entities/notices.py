"""A notice as other apps see one: Notification."""

from collections.abc import Sequence
from typing import Any

from lihua.api.entities import accounts, statuses
from lihua.api.entities.forms import moment
from lihua.notifications.models import Notice
from lihua.works.queries import Reader, works_visible_to

# What happened, in Mastodon's words. `translated` and the like are ours: apps ignore a type that they do not know.
TYPES = {
    "mention": "mention",
    "reply": "mention",
    "like": "favourite",
    "repost": "reblog",
    "follow": "follow",
    "request": "follow_request",
    "translated": "lihua.translated",
    "ask_translation": "lihua.translation_asked",
}


def kinds_of(types: Sequence[str]) -> list[str]:
    """Our kinds behind these types."""
    return [kind for kind, name in TYPES.items() if name in types]


def notifications(notices: Sequence[Notice], reader: Reader) -> list[dict[str, Any]]:
    """The notices whose work, where there is one, can still be opened."""
    ids = {int(notice.facts["work_id"]) for notice in notices if notice.facts.get("work_id")}
    works = list(works_visible_to(reader.person).select_related("author").filter(pk__in=ids)) if ids else []
    shown = {int(entity["id"]): entity for entity in statuses.statuses(works, reader)}
    accounts.load([notice.actor for notice in notices if notice.actor])
    return [
        {
            "id": str(notice.pk),
            "type": TYPES.get(notice.kind, f"lihua.{notice.kind}"),
            "created_at": moment(notice.created_at),
            "group_key": f"ungrouped-{notice.pk}",
            "account": accounts.account(notice.actor or notice.to),
            **({"status": shown[int(notice.facts["work_id"])]} if notice.facts.get("work_id") else {}),
        }
        for notice in notices
        if not notice.facts.get("work_id") or int(notice.facts["work_id"]) in shown
    ]
