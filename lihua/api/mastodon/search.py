"""Search over people, works and tags."""

from typing import Any

from django.http import HttpResponse
from ninja import Router, Schema

from lihua import language
from lihua.api.answers import Refusal, answer
from lihua.api.bearer import may_have
from lihua.api.entities import accounts, statuses, tags
from lihua.api.mastodon.accounts import found_people
from lihua.api.paging import number, window
from lihua.api.parameters import asks
from lihua.discovery import queries
from lihua.works.models import Concept, Label
from lihua.works.queries import works_visible_to

router = Router(tags=["search"])
# How far an app may count on; behind it stands nothing, so that who pages to the end arrives there.
FARTHEST_WORK = 20_000
FARTHEST_NAME = 400


class SearchIn(Schema):
    q: str
    type: str = ""
    limit: int = 20
    offset: int = 0
    account_id: str = ""
    following: bool = False


@router.get("/v2/search", auth=may_have("read:search", limit="searching"), **asks(SearchIn))
def search(request: Any) -> HttpResponse:
    """`type` limits to accounts, statuses or hashtags. `resolve` changes nothing: there is one village."""
    text = request.GET.get("q", "").replace("\0", "").strip()
    kind = request.GET.get("type", "")
    limit = window(request).limit
    offset = number(request, "offset") or 0
    if not text:
        raise Refusal(400, "Parameter q is missing")
    if kind not in {"", "accounts", "statuses", "hashtags"}:
        raise Refusal(400, "type is accounts, statuses or hashtags")
    try:
        return answer(
            {
                "accounts": _people(request, offset, limit) if kind in {"", "accounts"} else [],
                "statuses": _works(request, text, offset, limit) if kind in {"", "statuses"} else [],
                "hashtags": _tags(text, offset, limit) if kind in {"", "hashtags"} else [],
            }
        )
    except queries.QueryRefused as problem:
        raise Refusal(400, "Search for fewer words at once") from problem


def _people(request: Any, offset: int, limit: int) -> list[dict[str, Any]]:
    if offset > FARTHEST_NAME:
        return []
    return accounts.accounts(found_people(request, limit=offset + limit)[offset:])


def _works(request: Any, text: str, offset: int, limit: int) -> list[dict[str, Any]]:
    address = _id_in(text)
    if address is not None:
        works = list(works_visible_to(request.person).with_card().filter(pk=address))
        if works:
            return statuses.statuses(works[offset:], request.reader)
    if offset > FARTHEST_WORK:
        return []
    author = number(request, "account_id")
    works = queries.find_works(request.person, text, skip=offset, limit=limit, author_id=author).items
    return statuses.statuses(works, request.reader)


def _id_in(text: str) -> int | None:
    """The work that an address of ours names, as pasted from a browser."""
    from django.conf import settings

    tail = text.removeprefix(f"{settings.URL}/works/").rstrip("/")
    return int(tail) if tail != text and tail.isascii() and tail.isdecimal() and len(tail) < 19 else None


def _tags(text: str, offset: int, limit: int) -> list[dict[str, Any]]:
    if offset > FARTHEST_NAME:
        return []
    concepts = queries.find_tags(text, limit=offset + limit).items[offset:]
    return [tags.tag(_name_for(concept, text)) for concept in concepts]


def _name_for(concept: Concept, text: str) -> Label:
    """The name that was searched for, where the concept has it; else its first."""
    labels = sorted(concept.labels.all(), key=lambda label: label.pk)
    folded = language.fold(text.lstrip("#＃"))
    return min(labels, key=lambda label: (label.folded != folded, not label.folded.startswith(folded), label.pk))
