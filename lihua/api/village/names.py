"""A tag as a concept: its names in every language."""

from typing import Any

from ninja import Field, Router, Schema

from lihua.api.answers import not_found
from lihua.api.bearer import may_have
from lihua.api.entities.forms import moment
from lihua.api.entities.tags import address
from lihua.api.village.translations import REFUSALS
from lihua.discovery.queries import concept_seen_by, names_of

router = Router(tags=["village: tags"])


class NameOut(Schema):
    name: str
    language: str = Field(description="BCP 47, empty where it is not known")
    is_preferred: bool = Field(description="shown to readers of its language; the others are aliases")


class ConceptOut(Schema):
    id: str
    name: str = Field(description="the name for the reader")
    url: str
    works_count: int
    last_used_at: str | None
    names: list[NameOut]


@router.get("/lihua/v1/tags/{name}", auth=may_have("read:statuses"), response={200: ConceptOut, **REFUSALS})
def one(request: Any, name: str) -> dict[str, Any]:
    """The concept that has this name, in whatever language, case or width it is written."""
    concept = concept_seen_by(request.person, name.replace("\0", ""))
    if concept is None:
        raise not_found()
    shown = names_of(concept, tuple(request.reader.reads), asked=name).shown
    return {
        "id": str(concept.pk),
        "name": shown.name,
        "url": address(shown.name),
        "works_count": concept.works_count,
        "last_used_at": moment(concept.last_used_at),
        "names": [
            {"name": label.name, "language": label.language, "is_preferred": label.is_preferred}
            for label in sorted(concept.labels.all(), key=lambda label: label.pk)
        ],
    }
