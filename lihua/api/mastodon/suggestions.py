"""People one might follow."""

from typing import Any

from django.http import HttpResponse
from ninja import Router

from lihua.api.answers import answer
from lihua.api.bearer import needs
from lihua.api.entities import accounts
from lihua.api.paging import window
from lihua.people.models import Block, Follow, Mute, Person

router = Router(tags=["suggestions"])


@router.get("/v2/suggestions", auth=needs("read:accounts"))
def suggestions(request: Any) -> HttpResponse:
    """Those who published last, among those who agreed to be suggested and whom one does not know yet."""
    return answer(
        [
            {"source": "global", "sources": ["most_interactions"], "account": entity}
            for entity in accounts.accounts(_people(request))
        ]
    )


@router.get("/v1/suggestions", auth=needs("read:accounts"))
def suggestions_v1(request: Any) -> HttpResponse:
    return answer(accounts.accounts(_people(request)))


def _people(request: Any) -> list[Person]:
    person = request.person
    people = Person.objects.recommended().exclude(pk=person.pk).exclude(last_work_at=None)
    for rows, field in (
        (Follow.objects.filter(follower=person), "followed"),
        (Block.objects.filter(blocker=person), "blocked"),
        (Block.objects.filter(blocked=person), "blocker"),
        (Mute.objects.filter(person=person), "muted"),
    ):
        people = people.exclude(pk__in=rows.values(field))
    return list(people.order_by("-last_work_at")[: window(request, default=40, most=80).limit])


@router.delete("/v1/suggestions/{account_id}", auth=needs("write:accounts"))
def dismiss(request: Any, account_id: str) -> HttpResponse:
    return answer({})
