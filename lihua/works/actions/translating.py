from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from lihua import language
from lihua.base import text as rich
from lihua.base.events import announce
from lihua.notifications.actions import tell
from lihua.people.models import Person
from lihua.works import rules
from lihua.works.actions.asking import answer_translation_asks
from lihua.works.events import TranslationMade
from lihua.works.models import Translation, Work, sentence_language
from lihua.works.queries.reading import is_wordless

MAX_SENTENCE = 5000


@transaction.atomic
def translate(work: Work, *, into: str, sentences: Mapping[str, str], by: Person) -> list[Translation]:
    """Put sentences of a work into another language: `{"body:0": "..."}`. The newest one counts; all are kept.

    What already stands there is not made again. Raises NotAllowed, or Unacceptable with a message for each sentence
    that cannot be taken.
    """
    work = work.itself
    if not rules.can_translate(by, work):
        raise rules.NotAllowed(_("You cannot translate this."))
    target = language_of(into)
    work = Work.objects.select_for_update(of=("self",)).select_related("author").get(pk=work.pk)
    rows = [_row(work, key, text, target, by) for key, text in require_sentences(work, sentences, target).items()]
    standing = {(row.field, row.ordinal): row for row in work.translations.filter(language=target, is_current=True)}
    rows = [row for row in rows if not _stands_already(row, standing.get((row.field, row.ordinal)))]
    replaced = [standing[row.field, row.ordinal].pk for row in rows if (row.field, row.ordinal) in standing]
    Translation.objects.filter(pk__in=replaced).update(is_current=False)
    Translation.objects.bulk_create(rows)
    if rows:
        _spread_the_word(work, target, by)
    return rows


@transaction.atomic
def revert_translation(old: Translation, *, by: Person) -> Translation:
    """Make an earlier translation count again, as a new row that credits its author and names who did it."""
    if not rules.can_translate(by, old.work):
        raise rules.NotAllowed(_("You cannot translate this."))
    work = Work.objects.select_for_update().get(pk=old.work_id)
    cut = work.texts.get(old.field)
    if cut is None or old.ordinal >= len(cut["cuts"]):
        raise rules.Unacceptable({"sentences": _("The sentence that it translated is not there any more.")})
    row = _row(work, f"{old.field}:{old.ordinal}", old.text, old.language, old.by)
    row.is_stale = row.digest != old.digest
    row.digest = old.digest
    row.reverted_by = by
    Translation.objects.filter(
        work=work, field=row.field, ordinal=row.ordinal, language=row.language, is_current=True
    ).update(is_current=False)
    row.save()
    announce(TranslationMade(work_id=work.pk, language=row.language, person_id=by.pk))
    return row


def language_of(into: str) -> str:
    """The stored form of the language that somebody translates into. Raises Unacceptable."""
    try:
        target = language.tags.normalize(into)
    except language.tags.UnknownLanguage as problem:
        raise rules.Unacceptable(
            {"language": _("“%(tag)s” is not a language we know.") % {"tag": into[:35]}}
        ) from problem
    if target == language.tags.UNDETERMINED:
        raise rules.Unacceptable({"language": _("Say which language this is.")})
    return target


def require_sentences(work: Work, sentences: Mapping[str, str], target: str) -> dict[str, str]:
    """The translations that were typed, each for a sentence that there is. Raises Unacceptable."""
    problems, good = {}, {}
    for key, typed in sentences.items():
        named = rules.SENTENCE.fullmatch(key)
        cut = work.texts.get(named["field"]) if named else None
        text = rich.one_line(typed)
        if named is None or cut is None or int(named["ordinal"]) >= len(cut["cuts"]):
            problems[key] = _("There is no such sentence; sentences are named like body:0.")
        elif sentence_language(cut, int(named["ordinal"])) == target:
            problems[key] = _("This is written in that language already.")
        elif len(text) > MAX_SENTENCE:
            problems[key] = _("A translation of one sentence can have up to %(limit)d characters.") % {
                "limit": MAX_SENTENCE
            }
        elif text:
            good[key] = text
    if not good and not problems:
        problems["sentences"] = _("Translate at least one sentence.")
    if problems:
        raise rules.Unacceptable(problems)
    return good


def _row(work: Work, key: str, text: str, target: str, by: Person) -> Translation:
    field, _colon, number = key.rpartition(":")
    ordinal = int(number)
    cut = work.texts[field]
    start, end = cut["cuts"][ordinal]
    return Translation(
        work=work,
        field=field,
        revision=cut["revision"],
        ordinal=ordinal,
        digest=language.digest(work.text_of(field)[start:end]),
        language=target,
        text=text,
        by=by,
    )


def _stands_already(row: Translation, standing: Translation | None) -> bool:
    return standing is not None and not standing.is_stale and standing.text == row.text


def _spread_the_word(work: Work, target: str, by: Person) -> None:
    announce(TranslationMade(work_id=work.pk, language=target, person_id=by.pk))
    group = f"translated:{work.pk}:{target}"
    told = {work.author_id: work.author}
    if is_whole(work, target):
        told |= {person.pk: person for person in answer_translation_asks(work, into=target, by=by)}
    for person in told.values():
        tell(person, kind="translated", group=group, actor=by, work_id=work.pk, language=target)


def is_whole(work: Work, target: str) -> bool:
    """Whether every foreign sentence of title and body that has words has a current translation into `target`."""
    wanted = {
        (name, ordinal)
        for name in ("title", "body")
        if name in work.texts
        for ordinal, (start, end) in enumerate(work.texts[name]["cuts"])
        if work.language_of(name, ordinal) != target
        and not is_wordless(work.text_of(name), [rich.Entity(*e) for e in work.texts[name]["entities"]], start, end)
    }
    have = work.translations.filter(language=target, is_current=True, is_stale=False).values_list("field", "ordinal")
    return wanted <= set(have)
