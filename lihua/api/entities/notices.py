"""A notice as other apps see one: Notification."""

from collections import defaultdict
from collections.abc import Collection, Sequence
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
    works = list(works_visible_to(reader.person).with_card().filter(pk__in=ids)) if ids else []
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


GROUPED = ("favourite", "reblog", "follow")
SAMPLE = 8


def group_key(notice: Notice, grouped_types: Collection[str] = GROUPED) -> str:
    """What makes notices one line: likes and reposts of one work, follows of one week. Others stand alone."""
    if TYPES.get(notice.kind) in grouped_types and TYPES[notice.kind] in GROUPED:
        return notice.group
    return f"ungrouped-{notice.pk}"


def grouped(notices: Sequence[Notice], reader: Reader, *, grouped_types: Collection[str] = GROUPED) -> dict[str, Any]:
    """Mastodon's GroupedNotificationsResults: groups, and the accounts and statuses that they name, each once."""
    entities = notifications(notices, reader)
    rows = {str(notice.pk): notice for notice in notices}
    groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for entity in entities:
        groups[group_key(rows[entity["id"]], grouped_types)].append(entity)
    return {
        "accounts": list({entity["account"]["id"]: entity["account"] for entity in entities}.values()),
        "statuses": list(
            {entity["status"]["id"]: entity["status"] for entity in entities if "status" in entity}.values()
        ),
        "notification_groups": [_group(key, members) for key, members in groups.items()],
    }


def _group(key: str, members: list[dict[str, Any]]) -> dict[str, Any]:
    newest = members[0]
    return {
        "group_key": key,
        "notifications_count": len(members),
        "type": newest["type"],
        "most_recent_notification_id": newest["id"],
        "page_min_id": members[-1]["id"],
        "page_max_id": newest["id"],
        "latest_page_notification_at": newest["created_at"],
        "sample_account_ids": [entity["account"]["id"] for entity in members[:SAMPLE]],
        **({"status_id": newest["status"]["id"]} if "status" in newest else {}),
    }
