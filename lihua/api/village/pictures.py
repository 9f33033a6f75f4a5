"""The words that stand on a picture: as they were read, or as their owner corrected them."""

from typing import Any

from ninja import Field, Router, Schema

from lihua.api.answers import invalid, not_found
from lihua.api.bearer import needs
from lihua.api.entities.forms import moment
from lihua.api.paging import id_of
from lihua.api.village.translations import REFUSALS
from lihua.media import actions, queries, rules
from lihua.media.models import Asset, AssetState, PictureText, Purpose

router = Router(tags=["village: pictures"])


class LineOut(Schema):
    text: str
    box: list[float] | None = Field(description="left, top, width, height as fractions of the picture; null if unknown")
    confidence: float = Field(description="how sure the machine was, 0 to 1; 1 for what a person wrote")


class WordsOut(Schema):
    media_id: str
    language: str
    source: str = Field(description="machine or author; empty while nobody has read it")
    version: int = Field(description="rises with every change; 0 while nobody has read it")
    read_at: str | None
    lines: list[LineOut] = Field(description="in the order of reading")


class WordsIn(Schema):
    lines: list[str] | None = Field(
        None, description="what each known line says, in order; empty takes it out, further ones are added"
    )
    is_text: bool = Field(True, description="false: what was read there is no text")


@router.get("/lihua/v1/media/{media_id}/words", auth=needs("write:media"), response={200: WordsOut, **REFUSALS})
def words(request: Any, media_id: str) -> dict[str, Any]:
    """What stands on one of my pictures. Everybody finds it as sentences `pic:<media id>` of the work that shows it."""
    return _words(queries.words_of(_own(request, media_id)))


@router.put(
    "/lihua/v1/media/{media_id}/words",
    auth=needs("write:media", limit="uploading"),
    response={200: WordsOut, **REFUSALS},
)
def correct(request: Any, media_id: str, said: WordsIn) -> dict[str, Any]:
    """Correct the lines on one of my pictures, or say that it is no text."""
    asset = _own(request, media_id)
    try:
        if not said.is_text:
            return _words(actions.refuse_words(asset, by=request.person))
        if said.lines is None:
            raise invalid("lines: what each line says")
        return _words(actions.correct_words(asset, by=request.person, texts=said.lines))
    except rules.Refused as problem:
        raise invalid(str(problem)) from problem


def _own(request: Any, media_id: str) -> Asset:
    own = Asset.objects.filter(owner=request.person, purpose=Purpose.WORK, state=AssetState.READY)
    asset = own.filter(pk=id_of(media_id)).first()
    if asset is None:
        raise not_found()
    return asset


def _words(known: PictureText) -> dict[str, Any]:
    return {
        "media_id": str(known.asset_id),
        "language": known.language,
        "source": known.source if known.version else "",
        "version": known.version,
        "read_at": moment(known.read_at) if known.version else None,
        "lines": known.lines,
    }
