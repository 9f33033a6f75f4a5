"""Adding words and saying what they mean."""

from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from lihua import language
from lihua.base import text as rich
from lihua.base.events import announce
from lihua.lexicon import rules
from lihua.lexicon.events import EntryChanged
from lihua.lexicon.models import Explanation, GlossaryEntry, Kind, Revision, State
from lihua.people.models import Person


@dataclass(frozen=True)
class Meaning:
    """What a word means in one language: `equivalent` is what one would say there, `text` tells more."""

    language: str
    equivalent: str = ""
    text: str = ""


def add(
    *,
    word: str,
    tag: str,
    by: Person,
    kind: str = Kind.SLANG,
    reading: str = "",
    meaning: Meaning | None = None,
    work_id: int | None = None,
) -> GlossaryEntry:
    """Bring a word into the glossary, with a first explanation if there is one.

    Raises Unacceptable, or AlreadyThere with the entry that holds the word.
    """
    tag = _language(tag, "language")
    word, reading = _worded(word, reading, kind)
    entry = GlossaryEntry(kind=kind, reading=reading, author=by, work_id=work_id)
    entry.name_it(word, tag)
    _require_new(entry)
    try:
        with transaction.atomic():
            entry.save(force_insert=True)
            if meaning is not None:
                explain(entry, meaning, by=by)
            announce(EntryChanged(entry_id=entry.pk))
    except IntegrityError:  # somebody was quicker
        _require_new(entry)
        raise
    return entry


@transaction.atomic
def edit(entry: GlossaryEntry, *, word: str, kind: str, reading: str = "", by: Person) -> GlossaryEntry:
    """Write a word otherwise; what stood there is kept. Raises NotAllowed, Unacceptable, AlreadyThere."""
    entry = GlossaryEntry.objects.select_for_update().get(pk=entry.pk)
    if not rules.can_change(by, entry):
        raise rules.NotAllowed(_("Only who wrote it, and the desk, can change this."))
    word, reading = _worded(word, reading, kind)
    if (word, kind, reading) == (entry.word, entry.kind, entry.reading):
        return entry
    said = {"word": entry.word, "kind": entry.kind, "reading": entry.reading}
    entry.name_it(word, entry.language)
    _require_new(entry)
    Revision.objects.create(entry=entry, said=said, by=by)
    entry.kind, entry.reading, entry.edited_at, entry.changed_at = kind, reading, now(), now()
    entry.save(update_fields=["word", "key", "kind", "reading", "edited_at", "changed_at"])
    announce(EntryChanged(entry_id=entry.pk))
    return entry


@transaction.atomic
def explain(entry: GlossaryEntry, meaning: Meaning, *, by: Person) -> Explanation:
    """Say what a word means in a language; who said so before in that language says it anew. Raises Unacceptable."""
    if entry.state != State.PUBLISHED:
        raise rules.NotAllowed(_("This word is not there any more."))
    said = _meant(meaning)
    mine = Explanation.objects.filter(entry=entry, language=said.language, author=by, state=State.PUBLISHED).first()
    if mine is not None:
        return edit_explanation(mine, said, by=by)
    return Explanation.objects.create(
        entry=entry, language=said.language, equivalent=said.equivalent, text=said.text, author=by
    )


@transaction.atomic
def edit_explanation(explanation: Explanation, meaning: Meaning, *, by: Person) -> Explanation:
    """Say it otherwise, in the language that it is in. Votes stay; what was said is kept. Raises NotAllowed."""
    explanation = Explanation.objects.select_for_update().get(pk=explanation.pk)
    if not rules.can_change(by, explanation):
        raise rules.NotAllowed(_("Only who wrote it, and the desk, can change this."))
    said = _meant(meaning)
    if (said.equivalent, said.text) == (explanation.equivalent, explanation.text):
        return explanation
    before = {"equivalent": explanation.equivalent, "text": explanation.text, "language": explanation.language}
    Revision.objects.create(entry_id=explanation.entry_id, explanation=explanation, said=before, by=by)
    explanation.equivalent, explanation.text, explanation.edited_at = said.equivalent, said.text, now()
    explanation.save(update_fields=["equivalent", "text", "edited_at"])
    return explanation


def _require_new(entry: GlossaryEntry) -> None:
    same = GlossaryEntry.objects.filter(base=entry.base, key=entry.key, state=State.PUBLISHED)
    there = same.exclude(pk=entry.pk).first()
    if there is not None:
        raise rules.AlreadyThere(there)


def _language(tag: str, field: str) -> str:
    try:
        found = language.tags.normalize(tag)
    except language.tags.UnknownLanguage as problem:
        raise rules.Unacceptable({field: _("“%(tag)s” is not a language we know.") % {"tag": tag[:35]}}) from problem
    if found == language.tags.UNDETERMINED:
        raise rules.Unacceptable({field: _("Say which language this is.")})
    return found


def _worded(word: str, reading: str, kind: str) -> tuple[str, str]:
    word, reading = rich.one_line(word), rich.one_line(reading)
    problems = {}
    if not any(map(str.isalnum, word)) or not language.fold(word).strip():
        problems["word"] = _("Write the word, such as 猫税 or no cap.")
    elif len(word) > rules.LONGEST_WORD:
        problems["word"] = _("A word can have up to %(limit)d characters.") % {"limit": rules.LONGEST_WORD}
    if len(reading) > rules.LONGEST_READING:
        problems["reading"] = _("This can have up to %(limit)d characters.") % {"limit": rules.LONGEST_READING}
    if kind not in Kind.values:
        problems["kind"] = _("Choose what kind of word it is.")
    if problems:
        raise rules.Unacceptable(problems)
    return word, reading


def _meant(meaning: Meaning) -> Meaning:
    tag = _language(meaning.language, "meaning_language")
    equivalent, text = rich.one_line(meaning.equivalent), rich.normalise(meaning.text)
    problems = {}
    if not equivalent and not text:
        problems["equivalent"] = _("Say what it means: a word for it, or a few words about it.")
    if len(equivalent) > rules.LONGEST_EQUIVALENT:
        problems["equivalent"] = _("This can have up to %(limit)d characters.") % {"limit": rules.LONGEST_EQUIVALENT}
    if len(text) > rules.LONGEST_TEXT:
        problems["text"] = _("This can have up to %(limit)d characters.") % {"limit": rules.LONGEST_TEXT}
    if problems:
        raise rules.Unacceptable(problems)
    return Meaning(tag, equivalent, text)
