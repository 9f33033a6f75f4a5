"""Better wordings of single sentences, and what is said of them."""

from typing import Any, Literal

from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema

from lihua.api.answers import invalid
from lihua.api.bearer import may_have, needs
from lihua.api.entities.forms import moment
from lihua.api.mastodon.finding import work_of
from lihua.api.village.translations import REFUSALS, tag_of
from lihua.works import actions
from lihua.works.models import Suggestion, Work
from lihua.works.queries import Offered, offers

router = Router(tags=["village: suggestions"])

MOST = 100


class SuggestionOut(Schema):
    id: str
    work_id: str
    key: str = Field(description="field and ordinal of the sentence: body:0")
    language: str = Field(description="of the suggested words; the sentence's own: a correction that the author wants")
    text: str
    instead_of: str = Field(description="the words that stood there")
    reason: str
    by: str = Field(description="handle of who suggested it; empty when they left")
    state: Literal["open", "accepted", "declined", "withdrawn", "outdated"]
    ground: str = Field(description="why it was accepted: free, own, author, maker, votes, trusted")
    votes_for: int
    votes_against: int
    own_vote: bool | None
    can_vote: bool
    can_decide: bool
    created_at: str


class SuggestionIn(Schema):
    key: str = Field(description="body:0")
    text: str
    reason: str = ""


class DeedIn(Schema):
    deed: Literal["for", "against", "unvote", "accept", "decline"]


@router.get(
    "/lihua/v1/works/{work_id}/suggestions/{tag}",
    auth=may_have("read:statuses"),
    response={200: list[SuggestionOut], **REFUSALS},
)
def listed(request: Any, work_id: str, tag: str) -> list[dict[str, Any]]:
    """What was suggested for the sentences of a work in one language, newest first."""
    work = work_of(work_id, request.person).itself
    return [_entity(one) for one in offers(_of(work).filter(language=tag_of(tag))[:MOST], request.person)]


@router.post(
    "/lihua/v1/works/{work_id}/suggestions/{tag}",
    auth=needs("write:statuses", limit="translating"),
    response={200: SuggestionOut, **REFUSALS},
)
def suggest(request: Any, work_id: str, tag: str, words: SuggestionIn) -> dict[str, Any]:
    """Suggest another wording. It stands at once where nobody's words would be replaced."""
    work = work_of(work_id, request.person).itself
    made = actions.suggest(work, words.key, text=words.text, into=tag_of(tag), by=request.person, reason=words.reason)
    return _one(made, request.person)


@router.post(
    "/lihua/v1/suggestions/{suggestion_id}",
    auth=needs("write:statuses", limit="translating"),
    response={200: SuggestionOut, **REFUSALS},
)
def decide(request: Any, suggestion_id: str, words: DeedIn) -> dict[str, Any]:
    """Vote, take the vote back, accept, or decline (one's own: take it back)."""
    if not (suggestion_id.isascii() and suggestion_id.isdecimal() and len(suggestion_id) < 19):
        raise invalid("a suggestion is named by its number")
    offered = get_object_or_404(Suggestion.objects.select_related("work", "by"), pk=int(suggestion_id))
    work_of(str(offered.work_id), request.person)
    match words.deed:
        case "for" | "against":
            actions.vote(offered, is_for=words.deed == "for", by=request.person)
        case "unvote":
            actions.unvote(offered, by=request.person)
        case "accept":
            actions.accept(offered, by=request.person)
        case "decline":
            actions.decline(offered, by=request.person)
    return _one(offered, request.person)


def _of(work: Work) -> Any:
    return work.suggestions.select_related("work", "by").prefetch_related("votes").order_by("-pk")


def _one(suggestion: Suggestion, viewer: Any) -> dict[str, Any]:
    return _entity(offers(list(_of(suggestion.work).filter(pk=suggestion.pk)), viewer)[0])


def _entity(offered: Offered) -> dict[str, Any]:
    one = offered.suggestion
    return {
        "id": str(one.pk),
        "work_id": str(one.work_id),
        "key": one.key,
        "language": one.language,
        "text": one.text,
        "instead_of": one.instead_of,
        "reason": one.reason,
        "by": one.by.handle if one.by else "",
        "state": one.state,
        "ground": one.ground,
        "votes_for": offered.votes_for,
        "votes_against": offered.votes_against,
        "own_vote": offered.own_vote,
        "can_vote": offered.can_vote,
        "can_decide": offered.can_decide,
        "created_at": moment(one.created_at),
    }
