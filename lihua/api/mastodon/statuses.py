"""Works: published, read, changed, deleted, liked, saved, passed on, translated."""

import uuid
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from django.db import IntegrityError
from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Router, Schema

from lihua import language
from lihua.api.answers import Refusal, answer, invalid, not_found, page_of
from lihua.api.bearer import may_have, needs
from lihua.api.entities import accounts, statuses
from lihua.api.mastodon import pictures
from lihua.api.mastodon.finding import work_of
from lihua.api.paging import ids_of, window
from lihua.api.parameters import read, takes
from lihua.language import actions as machine
from lihua.language import rules as machine_rules
from lihua.media.models import Asset
from lihua.people.models import Person
from lihua.works import actions, rules
from lihua.works.models import Draft, Reaction, ReactionKind, Visibility, Work, WorkKind
from lihua.works.queries import Reader, read_work, works_visible_to

router = Router(tags=["statuses"])

MAX_KEY = 200
_KEYS = uuid.UUID("6f9c1c0e-6d1b-5d3c-9f3e-6c69687561ab")  # the namespace of Idempotency-Key headers
THREAD_UP = 60
THREAD_DOWN = 400
DEEPEST = 40


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
            visibility=_visibility(asked.visibility),
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
        try:
            return submit()
        except IntegrityError:
            return submit()
    except rules.Unacceptable as problem:
        raise invalid(str(problem)) from problem
    except rules.NotReady as problem:
        raise Refusal(422, str(problem)) from problem
    except rules.NotAllowed as problem:
        raise Refusal(403, "This action is not allowed", str(problem)) from problem


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


def _visibility(wanted: str | None) -> str:
    if not wanted:
        return Visibility.PUBLIC
    if wanted not in statuses.FROM_APPS:
        raise invalid(_("visibility is public, unlisted or private"))
    return statuses.FROM_APPS[wanted]


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
    try:
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
    except rules.Unacceptable as problem:
        raise invalid(str(problem)) from problem
    except rules.NotReady as problem:
        raise Refusal(422, str(problem)) from problem
    except rules.NotAllowed as problem:
        raise Refusal(403, "This action is not allowed", str(problem)) from problem
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


# Reactions


def _react(request: Any, status_id: str, deed: Callable[..., Any]) -> HttpResponse:
    work = work_of(status_id, request.person).itself
    try:
        deed(work, by=request.person)
    except rules.NotAllowed as problem:
        raise Refusal(403, "This action is not allowed", str(problem)) from problem
    return answer(statuses.status(work_of(str(work.pk), request.person), request.reader))


@router.post("/v1/statuses/{status_id}/favourite", auth=needs("write:favourites"))
def favourite(request: Any, status_id: str) -> HttpResponse:
    return _react(request, status_id, actions.like)


@router.post("/v1/statuses/{status_id}/unfavourite", auth=needs("write:favourites"))
def unfavourite(request: Any, status_id: str) -> HttpResponse:
    return _react(request, status_id, actions.unlike)


@router.post("/v1/statuses/{status_id}/bookmark", auth=needs("write:bookmarks"))
def bookmark(request: Any, status_id: str) -> HttpResponse:
    return _react(request, status_id, actions.save)


@router.post("/v1/statuses/{status_id}/unbookmark", auth=needs("write:bookmarks"))
def unbookmark(request: Any, status_id: str) -> HttpResponse:
    return _react(request, status_id, actions.unsave)


class RepostIn(Schema):
    visibility: str | None = None


@router.post("/v1/statuses/{status_id}/reblog", auth=needs("write:statuses", limit="posting"), **takes(RepostIn))
def reblog(request: Any, status_id: str) -> HttpResponse:
    """Pass it on; the answer is the repost, with what was passed on inside."""
    asked = read(request, RepostIn)
    if asked.visibility == "direct":
        raise invalid(_("private messages do not exist here yet; choose private, which is your followers"))
    work = work_of(status_id, request.person)
    try:
        shared = actions.repost(work, by=request.person, visibility=_visibility(asked.visibility))
    except rules.NotAllowed as problem:
        raise Refusal(403, "This action is not allowed", str(problem)) from problem
    return answer(statuses.status(work_of(str(shared.pk), request.person), request.reader))


@router.post("/v1/statuses/{status_id}/unreblog", auth=needs("write:statuses"))
def unreblog(request: Any, status_id: str) -> HttpResponse:
    return _react(request, status_id, actions.unrepost)


@router.post("/v1/statuses/{status_id}/mute", auth=needs("write:mutes"))
@router.post("/v1/statuses/{status_id}/unmute", auth=needs("write:mutes"))
def mute(request: Any, status_id: str) -> HttpResponse:
    """Conversations cannot be muted here; people can. The answer says so: `muted` stays false."""
    return answer(statuses.status(work_of(status_id, request.person), request.reader))


@router.get("/v1/statuses/{status_id}/favourited_by", auth=may_have("read:accounts"))
def favourited_by(request: Any, status_id: str) -> HttpResponse:
    work, page = work_of(status_id, request.person).itself, window(request, default=40, most=80)
    rows = Reaction.objects.filter(work=work, kind=ReactionKind.LIKE, person__state__in=["active", "limited"])
    found = page.of(rows.select_related("person"))
    people = accounts.accounts([row.person for row in found])
    return page_of(people, request, keys=[row.pk for row in found], is_full=page.is_filled_by(found))


@router.get("/v1/statuses/{status_id}/reblogged_by", auth=may_have("read:accounts"))
def reblogged_by(request: Any, status_id: str) -> HttpResponse:
    work, page = work_of(status_id, request.person).itself, window(request, default=40, most=80)
    found = page.of(works_visible_to(request.person).filter(repost_of=work).select_related("author"))
    people = accounts.accounts([row.author for row in found])
    return page_of(people, request, keys=[row.pk for row in found], is_full=page.is_filled_by(found))


# Translation


class TranslateIn(Schema):
    lang: str | None = None


@router.post(
    "/v1/statuses/{status_id}/translate", auth=needs("read:statuses", limit="translating"), **takes(TranslateIn)
)
def translate(request: Any, status_id: str) -> HttpResponse:
    """What people made of it, else what the engine makes; 503 where there is neither."""
    work = work_of(status_id, request.person).itself
    target = _target(read(request, TranslateIn).lang, request)
    if target == work.language:
        raise Refusal(403, "This action is not allowed", _("This is written in that language already."))
    reader = Reader(person=request.person, reads=(target,))
    found = read_work(work, reader)
    if found.misses_translation and machine_rules.has_engine():
        _have_translated(work, target)
        found = read_work(work, reader)
    entity = statuses.translation(work, found, target)
    if entity is None:
        raise Refusal(503, "Service Unavailable", _why_there_is_none())
    return answer(entity)


def _why_there_is_none() -> str:
    if machine_rules.has_engine():
        return _("Nobody has translated this yet, and the engine could not. Ask the village for a translation.")
    return _("Nobody has translated this yet, and no engine is set up. Ask the village for a translation.")


def _target(asked: str | None, request: Any) -> str:
    try:
        return language.tags.normalize(asked) if asked else next(iter(request.reader.reads), request.reader.interface)
    except language.tags.UnknownLanguage as problem:
        raise invalid(_("“%(tag)s” is not a language we know.") % {"tag": (asked or "")[:40]}) from problem


def _have_translated(work: Work, target: str) -> None:
    """Ask the engine, outside any transaction; what it gives lands in the cache that readers read from."""
    privacy = "public" if work.visibility in {Visibility.PUBLIC, Visibility.UNLISTED} else "private"
    sentences: dict[str, list[str]] = defaultdict(list)
    for name, text in work.texts.items():
        for ordinal, (start, end) in enumerate(text["cuts"]):
            sentences[work.language_of(name, ordinal)].append(work.text_of(name)[start:end])
    for source in sentences.keys() - {target, "und"}:
        machine.translate(sentences[source], source=source, target=target, privacy=privacy)  # type: ignore[arg-type]
