"""What stands round a work: what it answers, and what answers it."""

from typing import Any

from django.http import HttpResponse
from ninja import Router

from lihua.api.answers import answer
from lihua.api.bearer import may_have
from lihua.api.entities import statuses
from lihua.api.mastodon.finding import work_of
from lihua.works.models import Work, WorkKind
from lihua.works.queries import works_visible_to

router = Router(tags=["statuses"])

THREAD_UP = 60
THREAD_DOWN = 400
DEEPEST = 40


@router.get("/v1/statuses/{status_id}/context", auth=may_have("read:statuses"))
def context(request: Any, status_id: str) -> HttpResponse:
    """What it answers, up to the head, and all that answers it, each branch in order."""
    work = work_of(status_id, request.person).itself
    thread = works_visible_to(request.person).select_related("author").filter(kind=WorkKind.REPLY)
    thread = thread.filter(thread=work.thread_id or work.pk).order_by("pk")
    around = list(thread[: THREAD_UP + THREAD_DOWN])
    if work.thread_id:
        around += list(works_visible_to(request.person).select_related("author").filter(pk=work.thread_id))
    known = {other.pk: other for other in around}
    above = _above(work, known)
    below = _below(work, around)
    shown = statuses.statuses([*above, *below], request.reader)
    return answer({"ancestors": shown[: len(above)], "descendants": shown[len(above) :]})


def _above(work: Work, known: dict[int, Work]) -> list[Work]:
    found: list[Work] = []
    parent = work.reply_to_id
    while parent in known and len(found) < THREAD_UP:
        found.append(known[parent])
        parent = known[parent].reply_to_id
    return found[::-1]


def _below(work: Work, around: list[Work]) -> list[Work]:
    replies: dict[int | None, list[Work]] = {}
    for other in around:
        replies.setdefault(other.reply_to_id, []).append(other)
    found: list[Work] = []
    waiting = [(reply, 1) for reply in reversed(replies.get(work.pk, []))]
    while waiting and len(found) < THREAD_DOWN:
        reply, depth = waiting.pop()
        found.append(reply)
        if depth < DEEPEST:
            waiting += [(below, depth + 1) for below in reversed(replies.get(reply.pk, []))]
    return found
