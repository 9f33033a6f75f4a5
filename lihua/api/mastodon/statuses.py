"""Works: published, read, changed, deleted."""

import uuid
from collections.abc import Callable
from typing import Any

from django.db import IntegrityError
from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Router, Schema

from lihua import language
from lihua.api.answers import Refusal, answer, invalid, not_found
from lihua.api.bearer import may_have, needs
from lihua.api.entities import statuses
from lihua.api.mastodon import pictures
from lihua.api.mastodon.finding import visibility_of, work_of
from lihua.api.paging import ids_of
from lihua.api.parameters import read, takes
from lihua.media.models import Asset
from lihua.people.models import Person
from lihua.works import actions
from lihua.works.models import Draft, Work, WorkKind
from lihua.works.queries import works_visible_to

router = Router(tags=["statuses"])

MAX_KEY = 200
_KEYS = uuid.UUID("6f9c1c0e-6d1b-5d3c-9f3e-6c69687561ab")  # the namespace of Idempotency-Key headers


class AttributeIn(Schema):
    id: str
    description: str | None = None
    focus: str | None = None


class StatusIn(Schema):
    """Mastodon's parameters, and ours: `title` and `kind` (`note` or `short`)."""

    status: str | None = None
    media_ids: list[str] | None = None
    media_attributes: list[AttributeIn] | None = None
    in_reply_to_id: str | None = None
    sensitive: bool | None = None
    spoiler_text: str | None = None
    visibility: str | None = None
    language: str | None = None
    scheduled_at: str | None = None
    poll: dict[str, Any] | None = None
    quoted_status_id: str | None = None
    quote_approval_policy: str | None = None
    title: str | None = None
    kind: str | None = None


@router.post("/v1/statuses", auth=needs("write:statuses", limit="posting"), **takes(StatusIn))
def create(request: Any) -> HttpResponse:
    asked = read(request, StatusIn)
    _refuse_what_we_have_not(asked)
    made = _once(
        lambda: actions.submit(
            request.person,
            kind=_kind(asked),
            title=asked.title or "",
            body=asked.status or "",
            warning=asked.spoiler_text or "",
            is_sensitive=bool(asked.sensitive),
            asset_ids=_prepared(request.person, asked.media_ids or []),
            visibility=visibility_of(asked.visibility),
            language=_language(asked.language),
            reply_to=_reply_to(asked.in_reply_to_id, request.person),
            key=_key(request),
        )
    )
    if isinstance(made, Draft):  # a picture stopped being ready in between; it is published when it is
        raise Refusal(422, "Cannot attach files that have not finished processing. Try again in a moment!")
    return answer(statuses.status(_again(made, request.person), request.reader))


def _once(submit: Callable[[], Work | Draft]) -> Work | Draft:
    """Submit; of two requests at once with the same key the second finds what the first made."""
    try:
        return submit()
    except IntegrityError:
        return submit()


def _refuse_what_we_have_not(asked: StatusIn) -> None:
    if asked.visibility == "direct":
        raise invalid(_("private messages do not exist here yet; choose private, which is your followers"))
    if asked.scheduled_at:
        raise invalid(_("nothing can be scheduled here yet"))
    if asked.poll:
        raise invalid(_("there are no polls here yet"))
    if asked.quoted_status_id:
        raise invalid(_("works cannot be quoted here yet; reply or repost"))


def _kind(asked: StatusIn) -> str:
    if asked.kind not in {None, "", WorkKind.NOTE, WorkKind.SHORT}:
        raise invalid(_("kind is note or short"))
    if asked.kind:
        return asked.kind
    # An app that knows nothing of kinds writes short posts, and notes where only a note has room.
    is_note = bool(asked.title) or len(asked.media_ids or []) > 4 or len(asked.status or "") > 2000
    return WorkKind.NOTE if is_note else WorkKind.SHORT


def _language(tag: str | None) -> str:
    """The app's word counts; what is no language is left to detection, as Mastodon does."""
    try:
        return language.tags.normalize(tag) if tag else ""
    except language.tags.UnknownLanguage:
        return ""


def _prepared(person: Person, ids: list[str]) -> list[int]:
    """The app's own pictures, all of them ready."""
    wanted = ids_of(ids, most=40)
    found = Asset.objects.filter(owner=person, pk__in=wanted).in_bulk()
    if len(found) != len(ids):
        raise invalid(_("one of these pictures is not there"))
    if not all(asset.is_ready for asset in found.values()):
        raise Refusal(422, "Cannot attach files that have not finished processing. Try again in a moment!")
    return wanted


def _reply_to(text: str | None, person: Person) -> int | None:
    if not text:
        return None
    try:
        return work_of(text, person).itself.pk
    except Refusal as problem:
        raise Refusal(404, "The post you are trying to reply to does not appear to exist.") from problem


def _key(request: Any) -> uuid.UUID | None:
    """Idempotency-Key: the same person sending the same key twice publishes once, however late the second comes."""
    header = request.headers.get("Idempotency-Key", "")
    if len(header) > MAX_KEY:
        raise invalid("Idempotency-Key is too long")
    return uuid.uuid5(_KEYS, f"{request.person.pk}:{header}") if header else None


def _again(work: Work, viewer: Person) -> Work:
    """Read anew: counts and relations as the database has them."""
    fresh = works_visible_to(viewer).select_related("author").filter(pk=work.pk).first()
    if fresh is None:
        raise Refusal(410, "This was published with the same Idempotency-Key and has been deleted since")
    return fresh


@router.get("/v1/statuses", auth=may_have("read:statuses"))
def many(request: Any) -> HttpResponse:
    ids = ids_of(request.GET.getlist("id[]") or request.GET.getlist("id"), most=40)
    found = works_visible_to(request.person).with_card().in_bulk(ids)
    return answer(statuses.statuses([found[pk] for pk in ids if pk in found], request.reader))


@router.get("/v1/statuses/{status_id}", auth=may_have("read:statuses"))
def one(request: Any, status_id: str) -> HttpResponse:
    return answer(statuses.status(work_of(status_id, request.person), request.reader))


@router.put("/v1/statuses/{status_id}", auth=needs("write:statuses", limit="posting"), **takes(StatusIn))
def edit(request: Any, status_id: str) -> HttpResponse:
    """Change what a work says. What is not sent stays as it is."""
    work = _own(status_id, request.person)
    asked = read(request, StatusIn)
    _refuse_what_we_have_not(asked)
    assets = None if asked.media_ids is None else _attachable(request.person, asked.media_ids)
    _describe_pictures(request.person, asked.media_attributes or [])
    actions.edit(
        work,
        by=request.person,
        title=work.title if asked.title is None else asked.title,
        body=work.body if asked.status is None else asked.status,
        warning=work.warning if asked.spoiler_text is None else asked.spoiler_text,
        is_sensitive=work.is_sensitive if asked.sensitive is None else asked.sensitive,
        asset_ids=assets,
        chosen_language=_language(asked.language),
    )
    return answer(statuses.status(_again(work, request.person), request.reader))


def _attachable(person: Person, ids: list[str]) -> list[int]:
    wanted = ids_of(ids, most=40)
    if Asset.objects.filter(owner=person, pk__in=wanted).count() != len(ids):
        raise invalid(_("one of these pictures is not there"))
    return wanted


def _describe_pictures(person: Person, attributes: list[AttributeIn]) -> None:
    for asset in Asset.objects.filter(owner=person, pk__in=ids_of([entry.id for entry in attributes], most=40)):
        entry = next(entry for entry in attributes if entry.id == str(asset.pk))
        pictures.describe(asset, by=person, description=entry.description, focus=entry.focus)


@router.delete("/v1/statuses/{status_id}", auth=needs("write:statuses"))
def delete(request: Any, status_id: str) -> HttpResponse:
    """Delete, and answer with the source, so that an app can offer to write it anew."""
    work = _own(status_id, request.person)
    entity = statuses.status(work, request.reader)
    if work.repost_of_id:
        actions.unrepost(work, by=request.person)
    else:
        actions.withdraw(work, by=request.person)
    return answer({**entity, "text": work.body})


def _own(status_id: str, person: Person) -> Work:
    work = work_of(status_id, person)
    if work.author_id != person.pk:
        raise not_found()
    return work


@router.get("/v1/statuses/{status_id}/source", auth=needs("read:statuses"))
def source(request: Any, status_id: str) -> HttpResponse:
    return answer(statuses.source(_own(status_id, request.person)))


@router.get("/v1/statuses/{status_id}/history", auth=may_have("read:statuses"))
def history(request: Any, status_id: str) -> HttpResponse:
    return answer(statuses.history(work_of(status_id, request.person).itself, request.reader))


@router.get("/v1/statuses/{status_id}/card", auth=may_have("read:statuses"))
def card(request: Any, status_id: str) -> HttpResponse:
    work_of(status_id, request.person)
    return answer({})


@router.get("/v1/statuses/{status_id}/quotes", auth=may_have("read:statuses"))
def quotes(request: Any, status_id: str) -> HttpResponse:
    """Works cannot be quoted here yet."""
    work_of(status_id, request.person)
    return answer([])


@router.post("/v1/statuses/{status_id}/pin", auth=needs("write:accounts"))
@router.post("/v1/statuses/{status_id}/unpin", auth=needs("write:accounts"))
def pin(request: Any, status_id: str) -> HttpResponse:
    _own(status_id, request.person)
    raise invalid(_("works cannot be pinned to a profile here yet; gather them on a public board"))
