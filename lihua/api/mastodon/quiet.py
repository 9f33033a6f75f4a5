"""What apps ask for when they start and what does not exist here: empty, and well formed."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from ninja import Router

from lihua.api.answers import Refusal, answer, not_found
from lihua.api.bearer import Door, may_have, needs

router = Router(tags=["empty"])

EMPTY: dict[str, Door] = {
    "/v1/custom_emojis": may_have(""),
    "/v1/announcements": may_have("read:accounts"),
    "/v1/trends": may_have("read:statuses"),
    "/v1/trends/tags": may_have("read:statuses"),
    "/v1/trends/statuses": may_have("read:statuses"),
    "/v1/trends/links": may_have("read:statuses"),
    "/v1/directory": may_have("read:accounts"),
    "/v1/filters": needs("read:filters"),
    "/v2/filters": needs("read:filters"),
    "/v1/lists": needs("read:lists"),
    "/v1/conversations": needs("read:statuses"),
    "/v1/scheduled_statuses": needs("read:statuses"),
    "/v1/featured_tags": needs("read:accounts"),
    "/v1/featured_tags/suggestions": needs("read:accounts"),
    "/v1/followed_tags": needs("read:follows"),
    "/v1/endorsements": needs("read:accounts"),
    "/v1/domain_blocks": needs("read:blocks"),
    "/v1/annual_reports": needs("read:accounts"),
}


def _empty(path: str) -> Callable[[HttpRequest], HttpResponse]:
    def listed(request: HttpRequest) -> HttpResponse:
        return answer([])

    listed.__name__ = "no_" + path.removeprefix("/").replace("/", "_")
    return listed


for _path, _door in EMPTY.items():
    router.get(_path, auth=_door)(_empty(_path))


@router.get("/v1/lists/{list_id}", auth=needs("read:lists"))
@router.get("/v1/lists/{list_id}/accounts", auth=needs("read:lists"))
@router.get("/v1/filters/{list_id}", auth=needs("read:filters"))
@router.get("/v2/filters/{list_id}", auth=needs("read:filters"))
@router.get("/v1/scheduled_statuses/{list_id}", auth=needs("read:statuses"))
@router.get("/v1/polls/{list_id}", auth=may_have("read:statuses"))
def none_of_these(request: HttpRequest, list_id: str) -> HttpResponse:
    raise not_found()


@router.post("/v1/lists", auth=needs("write:lists"))
@router.post("/v1/filters", auth=needs("write:filters"))
@router.post("/v2/filters", auth=needs("write:filters"))
@router.post("/v1/featured_tags", auth=needs("write:accounts"))
def cannot_be_made(request: HttpRequest) -> HttpResponse:
    raise Refusal(422, "Validation failed: this does not exist here")


@router.get("/v1/push/subscription", auth=needs("push"))
@router.delete("/v1/push/subscription", auth=needs("push"))
def no_push(request: HttpRequest) -> HttpResponse:
    raise not_found()


@router.post("/v1/push/subscription", auth=needs("push"))
@router.put("/v1/push/subscription", auth=needs("push"))
def push_cannot_be_had(request: HttpRequest) -> HttpResponse:
    raise Refusal(422, "Validation failed: this village does not send push messages")
