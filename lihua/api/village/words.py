"""The village's own words, what a tap opens, and the words that one keeps."""

from collections.abc import Callable, Sequence
from typing import Any, Literal, TypeVar

from ninja import Field, Router, Schema, Status

from lihua import language
from lihua.api.answers import Refusal, invalid, not_found
from lihua.api.bearer import may_have, needs
from lihua.api.entities.forms import absolute, moment
from lihua.api.paging import id_of
from lihua.api.village.translations import REFUSALS, ErrorOut
from lihua.lexicon import actions, queries, rules
from lihua.lexicon.models import Explanation, GlossaryEntry, KeptWord, State
from lihua.lexicon.queries import Headword, KnownEntry, Look
from lihua.lexicon.rules import Said
from lihua.people.models import Person

router = Router(tags=["village: words"])

Row = TypeVar("Row")
Order = Literal["newest", "used", "votes"]


class ExplanationOut(Schema):
    id: str
    language: str
    equivalent: str = Field(description="what one would say in that language; may be empty")
    text: str
    by: str | None = Field(description="the author's handle; null for somebody who left")
    votes: int
    created_at: str
    edited_at: str | None


class EntryOut(Schema):
    id: str
    word: str
    language: str
    kind: str = Field(description="slang, meme, name or term")
    reading: str
    by: str | None = Field(description="handle of who added it; null for somebody who left")
    votes: int
    uses: int = Field(description="public works that use it, as last counted")
    work_id: str | None = Field(description="where it was met")
    url: str
    created_at: str
    edited_at: str | None


class KnownOut(EntryOut):
    explanation: ExplanationOut | None = Field(description="the one that the caller would want first")
    more: int = Field(description="how many other explanations there are")


class WholeEntryOut(EntryOut):
    explanations: list[ExplanationOut]
    hidden: int = Field(description="explanations that are not shown to the caller")
    voted: list[str] = Field(description="ids of the entry and the explanations that the caller voted for")


class EntriesOut(Schema):
    items: list[KnownOut]
    after: str | None = Field(description="where the next page begins; null at the end")


class MeaningIn(Schema):
    language: str = Field(description="BCP 47")
    equivalent: str = ""
    text: str = ""


class EntryIn(Schema):
    word: str = Field(description="1 to 60 characters")
    language: str = Field(description="BCP 47")
    kind: str = "slang"
    reading: str = ""
    work_id: str | None = None
    meaning: MeaningIn | None = None


class SourceOut(Schema):
    name: str
    licence: str
    url: str


class SensesOut(Schema):
    word: str
    traditional: str
    reading: str
    senses: list[str]
    language: str = Field(description="of the senses")
    lemma: str = Field(description="the headword, where the word is a form of it")
    dictionary: str


class LookOut(Schema):
    word: str
    start: int = Field(description="where the word stands in the text, in code points")
    end: int
    language: str
    reading: str
    level: str | None = Field(description="such as HSK 5; an estimate of nothing but the word")
    glossary: list[KnownOut]
    entries: list[SensesOut] = Field(description="what dictionaries say of the word")
    others: list[SensesOut] = Field(description="other headwords that begin there, the longest first")
    kept_id: str | None = Field(description="the caller's own word, where they keep it")
    sources: list[SourceOut] = Field(description="to be named wherever this is shown")


class WordOut(Schema):
    id: str
    word: str
    language: str
    reading: str
    meaning: str
    meaning_language: str
    sentence: str
    work_id: str | None
    place: str = Field(description="which sentence of the work: body:0")
    is_known: bool
    kept_at: str


class WordsOut(Schema):
    items: list[WordOut]
    after: str | None


class WordIn(Schema):
    word: str
    language: str
    reading: str = ""
    meaning: str = ""
    meaning_language: str = ""
    sentence: str = Field("", description="the sentence that it came from; beyond 600 characters it is cut")
    work_id: str | None = None
    place: str = ""


class WordChange(Schema):
    is_known: bool


@router.get("/lihua/v1/glossary", auth=may_have("read:statuses"), response={200: EntriesOut, **REFUSALS})
def glossary(
    request: Any, language: str = "", kind: str = "", q: str = "", order: Order = "newest", after: int = 0
) -> dict[str, Any]:
    """Words of the village. `language` is without script (zh), `q` finds words and what they are explained as."""
    asked = queries.Filter(base=language[:8], kind=kind[:5], text=q.replace("\0", "")[:60], order=order)
    skip = max(0, min(after, 10_000))
    page = queries.entries_page(asked, reads=request.reader.reads, viewer=request.person, skip=skip)
    return {"items": [_known(one) for one in page.items], "after": str(page.after) if page.after else None}


@router.post(
    "/lihua/v1/glossary",
    auth=needs("write:statuses", limit="glossary"),
    response={201: WholeEntryOut, 409: ErrorOut, **REFUSALS},
)
def add(request: Any, words: EntryIn) -> Status[Any]:
    """Add a word. 409 where the village has it: `details.entry_id` names it, explain it there."""
    try:
        entry = _do(
            actions.add,
            word=words.word,
            tag=words.language,
            kind=words.kind,
            reading=words.reading,
            work_id=_number(words.work_id),
            meaning=_meaning(words.meaning) if words.meaning else None,
            by=request.person,
        )
    except rules.AlreadyThere as there:
        problem = "The village has this word already."
        raise Refusal(409, problem, details={"entry_id": str(there.entry.pk)}) from there
    return Status(201, _whole(request, entry))


@router.get("/lihua/v1/glossary/{entry_id}", auth=may_have("read:statuses"), response={200: WholeEntryOut, **REFUSALS})
def one(request: Any, entry_id: str) -> dict[str, Any]:
    return _whole(request, _entry(entry_id))


@router.post(
    "/lihua/v1/glossary/{entry_id}/explanations",
    auth=needs("write:statuses", limit="glossary"),
    response={200: ExplanationOut, **REFUSALS},
)
def explain(request: Any, entry_id: str, words: MeaningIn) -> dict[str, Any]:
    """Say what a word means; in a language in which one has explained it before, it is said anew."""
    return _explanation(_do(actions.explain, _entry(entry_id), _meaning(words), by=request.person))


@router.delete(
    "/lihua/v1/glossary/{entry_id}",
    auth=needs("write:statuses", limit="glossary"),
    response={204: None, **REFUSALS},
)
def withdraw(request: Any, entry_id: str) -> Status[Any]:
    """Take back a word that one added, while nobody else has explained it."""
    return _withdraw(_entry(entry_id), request.person)


@router.delete(
    "/lihua/v1/glossary/explanations/{explanation_id}",
    auth=needs("write:statuses", limit="glossary"),
    response={204: None, **REFUSALS},
)
def withdraw_explanation(request: Any, explanation_id: str) -> Status[Any]:
    return _withdraw(_said(request, explanation_id), request.person)


@router.post("/lihua/v1/glossary/{entry_id}/vote", auth=needs("write:favourites"), response={200: EntryOut, **REFUSALS})
def vote(request: Any, entry_id: str) -> dict[str, Any]:
    """Find a word right; twice is once."""
    entry = _entry(entry_id)
    _do(actions.vote, entry, by=request.person)
    return _entry_out(entry)


@router.delete(
    "/lihua/v1/glossary/{entry_id}/vote", auth=needs("write:favourites"), response={200: EntryOut, **REFUSALS}
)
def unvote(request: Any, entry_id: str) -> dict[str, Any]:
    entry = _entry(entry_id)
    actions.unvote(entry, by=request.person)
    return _entry_out(entry)


@router.post(
    "/lihua/v1/glossary/explanations/{explanation_id}/vote",
    auth=needs("write:favourites"),
    response={200: ExplanationOut, **REFUSALS},
)
def vote_explanation(request: Any, explanation_id: str) -> dict[str, Any]:
    said = _said(request, explanation_id)
    _do(actions.vote, said, by=request.person)
    return _explanation(said)


@router.delete(
    "/lihua/v1/glossary/explanations/{explanation_id}/vote",
    auth=needs("write:favourites"),
    response={200: ExplanationOut, **REFUSALS},
)
def unvote_explanation(request: Any, explanation_id: str) -> dict[str, Any]:
    said = _said(request, explanation_id)
    actions.unvote(said, by=request.person)
    return _explanation(said)


@router.get(
    "/lihua/v1/words/look", auth=may_have("read:statuses", limit="looking"), response={200: LookOut, **REFUSALS}
)
def look(request: Any, text: str, at: int = 0, source: str = "", to: str = "") -> dict[str, Any]:
    """What is known of the word at the code point `at` of a sentence of up to 600 characters, written in `source`.

    `to`: into which languages, with commas between; left out, those that the caller reads.
    """
    if not text.strip() or len(text) > rules.LONGEST_SENTENCE:
        raise invalid(f"text has 1 to {rules.LONGEST_SENTENCE} characters")
    if not 0 <= at < len(text):
        raise invalid("at is a place in the text")
    tag = _tag(source)
    if tag == language.tags.UNDETERMINED:
        tag = language.detect(text).language
    wanted = [one for one in map(_tag, to.split(",")[:5]) if one != language.tags.UNDETERMINED]
    targets = queries.targets_for(tag, wanted or request.reader.reads or [request.reader.interface])
    return _look(queries.look(text, at, source=tag, targets=targets, viewer=request.person))


@router.get("/lihua/v1/words", auth=needs("read:bookmarks"), response={200: WordsOut, **REFUSALS})
def mine(request: Any, language: str = "", state: str = "", q: str = "", after: str = "") -> dict[str, Any]:
    """My words, lately kept first. `state`: learning or known."""
    behind = id_of(after) if after else None
    text = q.replace("\0", "")
    page = queries.my_words(request.person, tag=language[:35], state=state[:10], text=text, after=behind)
    return {"items": [_word(kept) for kept in page.items], "after": str(page.after) if page.after else None}


@router.post("/lihua/v1/words", auth=needs("write:bookmarks"), response={200: WordOut, **REFUSALS})
def keep(request: Any, words: WordIn) -> dict[str, Any]:
    """Keep a word; one that is kept already stays as it is."""
    kept = _do(
        actions.keep,
        request.person,
        word=words.word,
        tag=words.language[:64],
        reading=words.reading,
        meaning=words.meaning,
        meaning_language=words.meaning_language[:35],
        sentence=words.sentence,
        work_id=_number(words.work_id),
        place=words.place,
    )
    return _word(kept)


@router.patch("/lihua/v1/words/{word_id}", auth=needs("write:bookmarks"), response={200: WordOut, **REFUSALS})
def change(request: Any, word_id: str, words: WordChange) -> dict[str, Any]:
    kept = _own(request, word_id)
    actions.set_known(kept, is_known=words.is_known, by=request.person)
    return _word(kept)


@router.delete("/lihua/v1/words/{word_id}", auth=needs("write:bookmarks"), response={204: None, **REFUSALS})
def forget(request: Any, word_id: str) -> Status[Any]:
    actions.forget(_own(request, word_id), by=request.person)
    return Status(204, None)


def _entry(entry_id: str) -> GlossaryEntry:
    rows = GlossaryEntry.objects.select_related("author").filter(pk=id_of(entry_id), state=State.PUBLISHED)
    return _there(rows.first())


def _said(request: Any, explanation_id: str) -> Explanation:
    """One that the caller may see; another is not there."""
    rows = queries.visible_explanations(request.person).filter(entry__state=State.PUBLISHED)
    return _there(rows.select_related("entry").filter(pk=id_of(explanation_id)).first())


def _own(request: Any, word_id: str) -> KeptWord:
    return _there(KeptWord.objects.filter(pk=id_of(word_id), person=request.person).first())


def _there(row: Row | None) -> Row:
    if row is None:
        raise not_found()
    return row


def _withdraw(said: Said, person: Person) -> Status[Any]:
    if not rules.can_change(person, said):
        raise not_found()
    _do(actions.withdraw, said, by=person)
    return Status(204, None)


def _do(deed: Callable[..., Any], *args: Any, **words: Any) -> Any:
    try:
        return deed(*args, **words)
    except rules.Unacceptable as problem:
        raise Refusal(422, f"Validation failed: {problem}", details=problem.problems) from problem
    except rules.NotAllowed as problem:
        raise Refusal(403, "This action is not allowed", str(problem)) from problem


def _meaning(words: MeaningIn) -> actions.Meaning:
    return actions.Meaning(words.language[:64], words.equivalent, words.text)


def _number(said: str | None) -> int | None:
    return id_of(said) if said else None


def _tag(said: str) -> str:
    try:
        return language.tags.normalize(said.strip())
    except language.tags.UnknownLanguage:
        return language.tags.UNDETERMINED


def _entry_out(entry: GlossaryEntry) -> dict[str, Any]:
    return {
        "id": str(entry.pk),
        "word": entry.word,
        "language": entry.language,
        "kind": entry.kind,
        "reading": entry.reading,
        "by": entry.author.handle if entry.author.is_seen else None,
        "votes": entry.votes_count,
        "uses": entry.uses_count,
        "work_id": str(entry.work_id) if entry.work_id else None,
        "url": absolute(entry.get_absolute_url()),
        "created_at": moment(entry.created_at),
        "edited_at": moment(entry.edited_at) if entry.edited_at else None,
    }


def _explanation(said: Explanation) -> dict[str, Any]:
    return {
        "id": str(said.pk),
        "language": said.language,
        "equivalent": said.equivalent,
        "text": said.text,
        "by": said.author.handle if said.author.is_seen else None,
        "votes": said.votes_count,
        "created_at": moment(said.created_at),
        "edited_at": moment(said.edited_at) if said.edited_at else None,
    }


def _known(known: KnownEntry) -> dict[str, Any]:
    said = _explanation(known.explanation) if known.explanation else None
    return {**_entry_out(known.entry), "explanation": said, "more": known.more}


def _whole(request: Any, entry: GlossaryEntry) -> dict[str, Any]:
    shown = queries.show_entry(entry, reads=request.reader.reads, viewer=request.person)
    return {
        **_entry_out(entry),
        "explanations": [_explanation(said) for said in shown.explanations],
        "hidden": shown.hidden,
        "voted": [str(pk) for pk in sorted(shown.voted)],
    }


def _look(found: Look) -> dict[str, Any]:
    return {
        "word": found.word,
        "start": found.start,
        "end": found.end,
        "language": found.source,
        "reading": found.reading,
        "level": found.level.label if found.level else None,
        "glossary": [_known(known) for known in found.glossary],
        "entries": _senses([found.main] if found.main else []),
        "others": _senses(found.others),
        "kept_id": str(found.kept.pk) if found.kept else None,
        "sources": [
            {"name": source.name, "licence": source.licence, "url": source.url} for source in found.dictionaries
        ],
    }


def _senses(headwords: Sequence[Headword]) -> list[dict[str, Any]]:
    return [
        {
            "word": entry.headword,
            "traditional": entry.traditional,
            "reading": entry.reading,
            "senses": list(entry.senses),
            "language": entry.target,
            "lemma": entry.lemma,
            "dictionary": entry.dictionary.name,
        }
        for one in headwords
        for entry in one.entries
    ]


def _word(kept: KeptWord) -> dict[str, Any]:
    return {
        "id": str(kept.pk),
        "word": kept.word,
        "language": kept.language,
        "reading": kept.reading,
        "meaning": kept.meaning,
        "meaning_language": kept.meaning_language,
        "sentence": kept.sentence,
        "work_id": str(kept.work_id) if kept.work_id else None,
        "place": kept.place,
        "is_known": kept.state == KeptWord.State.KNOWN,
        "kept_at": moment(kept.kept_at),
    }
