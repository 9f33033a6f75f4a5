"""One tag, by any of its names."""

from typing import Any

from django.http import HttpResponse
from ninja import Router

from lihua import language
from lihua.api.answers import Refusal, answer, not_found
from lihua.api.bearer import may_have, needs
from lihua.api.entities import tags
from lihua.discovery.queries import concept_seen_by
from lihua.works.models import Label

router = Router(tags=["tags"])


@router.get("/v1/tags/{name}", auth=may_have(""))
def one(request: Any, name: str) -> HttpResponse:
    name = name.replace("\0", "")
    label = Label.objects.filter(folded=language.fold(name)[:60]).first()
    if label is None or concept_seen_by(request.person, name) is None:
        raise not_found()
    return answer(tags.tag(label))


@router.post("/v1/tags/{name}/{verb}", auth=needs("write:follows"))
def cannot_be_followed(request: Any, name: str, verb: str) -> HttpResponse:
    if verb not in {"follow", "unfollow", "feature", "unfeature"}:
        raise not_found()
    raise Refusal(422, "Validation failed: tags cannot be followed here yet")
