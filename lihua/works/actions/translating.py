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
from lihua.works.models import Translation, Work

MAX_SENTENCE = 5000


@transaction.atomic
def translate(work: Work, *, into: str, sentences: Mapping[str, str], by: Person) -> list[Translation]:
    """Put sentences of a work into another language: `{"body:0": "..."}`. The newest one counts; all are kept.

    Raises NotAllowed, or Unacceptable with a message for each sentence that cannot be taken.
    """
    if not rules.can_translate(by, work):
        raise rules.NotAllowed(_("You cannot translate this."))
    target = _target(work, into)
    work = Work.objects.select_for_update().select_related("author").get(pk=work.pk)
    rows = [_row(work, key, text, target, by) for key, text in _checked(work, sentences).items()]
    rows = [row for row in rows if not _stands_already(row)]
    for row in rows:
        same_place = Translation.objects.filter(
            work=work, field=row.field, ordinal=row.ordinal, language=target, is_current=True
        )
        same_place.update(is_current=False)
        row.save()
    if rows:
        _spread_the_word(work, target, by)
    return rows


@transaction.atomic
def revert_translation(old: Translation, *, by: Person) -> Translation:
    """Make an earlier translation count again, as a new row that credits its author."""
    work = old.work
    if not rules.can_translate(by, work):
        raise rules.NotAllowed(_("You cannot translate this."))
    row = _row(work, f"{old.field}:{old.ordinal}", old.text, old.language, old.by)
    Translation.objects.filter(
        work=work, field=row.field, ordinal=row.ordinal, language=row.language, is_current=True
    ).update(is_current=False)
    row.save()
    return row


def _target(work: Work, into: str) -> str:
    try:
        target = language.tags.normalize(into)
    except language.tags.UnknownLanguage as problem:
        raise rules.Unacceptable({"language": _("“%(tag)s” is not a language we know.") % {"tag": into}}) from problem
    if target == work.language:
        raise rules.Unacceptable({"language": _("This is written in that language already.")})
    return target


def _checked(work: Work, sentences: Mapping[str, str]) -> dict[str, str]:
    problems, good = {}, {}
    for key, text in sentences.items():
        field, _colon, ordinal = key.rpartition(":")
        cut = work.texts.get(field)
        text = rich.one_line(text)
        if cut is None or not ordinal.isdecimal() or int(ordinal) >= len(cut["cuts"]):
            problems[key] = _("There is no such sentence; sentences are named like body:0.")
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


def _stands_already(row: Translation) -> bool:
    return Translation.objects.filter(
        work=row.work,
        field=row.field,
        ordinal=row.ordinal,
        language=row.language,
        text=row.text,
        is_current=True,
        is_stale=False,
    ).exists()


def _spread_the_word(work: Work, target: str, by: Person) -> None:
    announce(TranslationMade(work_id=work.pk, language=target, person_id=by.pk))
    group = f"translated:{work.pk}:{target}"
    tell(work.author, kind="translated", group=group, actor=by, work_id=work.pk, language=target)
    if is_whole(work, target):
        for ask in answer_translation_asks(work, into=target, by=by):
            if ask.asked_by and ask.asked_by_id != work.author_id:
                tell(ask.asked_by, kind="translated", group=group, actor=by, work_id=work.pk, language=target)


def is_whole(work: Work, target: str) -> bool:
    """Whether every sentence of title and body has a current translation into `target`."""
    wanted = sum(len(work.texts[name]["cuts"]) for name in ("title", "body") if name in work.texts)
    have = work.translations.filter(field__in=["title", "body"], language=target, is_current=True, is_stale=False)
    return have.count() >= wanted
