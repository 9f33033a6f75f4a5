"""A work in the reader's language: what people made of it, else what an engine makes."""

from collections import defaultdict
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Router, Schema

from lihua import language
from lihua.api.answers import Refusal, answer, invalid
from lihua.api.bearer import needs
from lihua.api.entities import statuses
from lihua.api.mastodon.finding import work_of
from lihua.api.parameters import read, takes
from lihua.language import actions as machine
from lihua.language import rules as machine_rules
from lihua.works.models import Visibility, Work
from lihua.works.queries import Reader, read_work

router = Router(tags=["statuses"])


class TranslateIn(Schema):
    lang: str | None = None


@router.post(
    "/v1/statuses/{status_id}/translate", auth=needs("read:statuses", limit="translating"), **takes(TranslateIn)
)
def translate(request: Any, status_id: str) -> HttpResponse:
    """What people made of it, else what the engine makes; 503 where there is neither."""
    work = work_of(status_id, request.person).itself
    target = _target(read(request, TranslateIn).lang, request)
    if work.languages <= {target}:
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
