"""People's translations of a work, sentence by sentence."""

from collections import defaultdict
from typing import Any

from ninja import Field, Router, Schema

from lihua import language
from lihua.api.answers import invalid
from lihua.api.bearer import may_have, needs
from lihua.api.entities.forms import moment
from lihua.api.entities.statuses import in_order
from lihua.api.mastodon.finding import work_of
from lihua.works import actions
from lihua.works.models import Translation, Work
from lihua.works.queries import languages_of

router = Router(tags=["village: translations"])

MAX_SENTENCES = 500


class SentenceOut(Schema):
    key: str = Field(description="field and ordinal, as translations name it: body:0")
    field: str
    ordinal: int
    start: int = Field(description="first code point of the sentence in the stored text")
    end: int
    text: str
    language: str


class InLanguageOut(Schema):
    language: str
    name: str = Field(description="the language's name for itself")
    sentences: int = Field(description="how many have a current translation")
    stale: int = Field(description="how many of them were made before an edit")
    is_whole: bool
    by: list[str] = Field(description="handles of the translators")


class TranslationsOut(Schema):
    work_id: str
    language: str
    sentences: list[SentenceOut]
    translations: list[InLanguageOut]


class TranslatedOut(Schema):
    text: str
    by: str = Field(description="the translator's handle")
    stale: bool
    created_at: str


class TranslationOut(Schema):
    work_id: str
    language: str
    is_whole: bool
    sentences: dict[str, TranslatedOut]


class TranslationIn(Schema):
    sentences: dict[str, str] = Field(description='{"body:0": "..."}; sentences that are not named stay as they are')


class VersionOut(Schema):
    key: str
    text: str
    by: str
    is_current: bool
    stale: bool
    created_at: str


class AskOut(Schema):
    id: str
    work_id: str
    into: str
    waiting_since: str
    answered_at: str | None


class ErrorOut(Schema):
    error: str
    error_description: str | None = None
    details: dict[str, str] | None = Field(None, description="for each sentence what is wrong with it")


REFUSALS: dict[int, Any] = dict.fromkeys((400, 401, 403, 404, 422, 429), ErrorOut)


@router.get(
    "/lihua/v1/works/{work_id}/translations",
    auth=may_have("read:statuses"),
    response={200: TranslationsOut, **REFUSALS},
)
def overview(request: Any, work_id: str) -> dict[str, Any]:
    """The sentences of a work, and into which languages people have put them."""
    work = work_of(work_id, request.person).itself
    rows = Translation.objects.filter(work=work, is_current=True).select_related("by")
    found: dict[str, list[Translation]] = defaultdict(list)
    for row in rows:
        found[row.language].append(row)
    return {
        "work_id": str(work.pk),
        "language": work.language,
        "sentences": sentences_of(work),
        "translations": [_in_language(work, tag, found[tag]) for tag in languages_of([work]).get(work.pk, [])],
    }


def sentences_of(work: Work) -> list[dict[str, Any]]:
    return [
        {
            "key": f"{field}:{ordinal}",
            "field": field,
            "ordinal": ordinal,
            "start": start,
            "end": end,
            "text": work.text_of(field)[start:end],
            "language": work.language_of(field, ordinal),
        }
        for field in in_order(work.texts)
        for text in [work.texts[field]]
        for ordinal, (start, end) in enumerate(text["cuts"])
    ]


def _in_language(work: Work, tag: str, rows: list[Translation]) -> dict[str, Any]:
    return {
        "language": tag,
        "name": language.tags.autonym(tag),
        "sentences": len({(row.field, row.ordinal) for row in rows}),
        "stale": sum(row.is_stale for row in rows),
        "is_whole": _is_whole(work, tag, rows),
        "by": list(dict.fromkeys(row.by.handle for row in rows)),
    }


def _is_whole(work: Work, tag: str, rows: list[Translation]) -> bool:
    wanted = {
        (name, ordinal)
        for name in ("title", "body")
        for ordinal in range(len(work.texts.get(name, {}).get("cuts", [])))
        if work.language_of(name, ordinal) != tag
    }
    return wanted <= {(row.field, row.ordinal) for row in rows if not row.is_stale}


@router.get(
    "/lihua/v1/works/{work_id}/translations/{tag}",
    auth=may_have("read:statuses"),
    response={200: TranslationOut, **REFUSALS},
)
def one(request: Any, work_id: str, tag: str) -> dict[str, Any]:
    """What people made of a work in one language."""
    return _translation(work_of(work_id, request.person).itself, tag_of(tag))


@router.put(
    "/lihua/v1/works/{work_id}/translations/{tag}",
    auth=needs("write:statuses", limit="translating"),
    response={200: TranslationOut, **REFUSALS},
)
def put(request: Any, work_id: str, tag: str, words: TranslationIn) -> dict[str, Any]:
    """Translate sentences. The newest translation of a sentence counts; earlier ones are kept with their authors."""
    work = work_of(work_id, request.person).itself
    if len(words.sentences) > MAX_SENTENCES:
        raise invalid(f"up to {MAX_SENTENCES} sentences at once")
    target = tag_of(tag)
    actions.translate(work, into=target, sentences=words.sentences, by=request.person)
    return _translation(work, target)


@router.get(
    "/lihua/v1/works/{work_id}/translations/{tag}/history",
    auth=may_have("read:statuses"),
    response={200: list[VersionOut], **REFUSALS},
)
def history(request: Any, work_id: str, tag: str, sentence: str = "") -> list[dict[str, Any]]:
    """Every translation that was made into one language, newest first; `sentence` limits to one, such as body:0."""
    work = work_of(work_id, request.person).itself
    rows = Translation.objects.filter(work=work, language=tag_of(tag)).select_related("by").order_by("-pk")
    if sentence:
        field, _colon, ordinal = sentence.rpartition(":")
        if not (ordinal.isascii() and ordinal.isdecimal() and len(ordinal) < 7):
            raise invalid("sentence looks like body:0")
        rows = rows.filter(field=field.replace("\0", ""), ordinal=int(ordinal))
    return [
        {
            "key": f"{row.field}:{row.ordinal}",
            "text": row.text,
            "by": row.by.handle,
            "is_current": row.is_current,
            "stale": row.is_stale,
            "created_at": moment(row.created_at),
        }
        for row in rows[:200]
    ]


@router.post(
    "/lihua/v1/works/{work_id}/translations/{tag}/ask",
    auth=needs("write:statuses", limit="reacting"),
    response={200: AskOut, **REFUSALS},
)
def ask(request: Any, work_id: str, tag: str) -> dict[str, Any]:
    """Ask the village for a translation. Asking for the same twice is one ask."""
    work = work_of(work_id, request.person).itself
    asked = actions.ask_for_translation(work, by=request.person, into=tag_of(tag))
    return {
        "id": str(asked.pk),
        "work_id": str(work.pk),
        "into": asked.target_language,
        "waiting_since": moment(asked.waiting_since),
        "answered_at": moment(asked.answered_at),
    }


def _translation(work: Work, tag: str) -> dict[str, Any]:
    rows = list(
        Translation.objects.filter(work=work, language=tag, is_current=True).select_related("by").order_by("-is_stale")
    )
    return {
        "work_id": str(work.pk),
        "language": tag,
        "is_whole": _is_whole(work, tag, rows),
        "sentences": {
            f"{row.field}:{row.ordinal}": {
                "text": row.text,
                "by": row.by.handle,
                "stale": row.is_stale,
                "created_at": moment(row.created_at),
            }
            for row in rows
        },
    }


def tag_of(text: str) -> str:
    try:
        return language.tags.normalize(text)
    except language.tags.UnknownLanguage as problem:
        raise invalid(f"“{text[:40]}” is not a language we know") from problem
