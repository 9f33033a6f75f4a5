"""What happens to works later."""

from collections import defaultdict

from django.db.models import Count
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import override

from lihua.base.tasks import defer, periodic, slow_task, task
from lihua.language import actions as machine
from lihua.language import rules as engines
from lihua.lexicon import actions as words
from lihua.lexicon import queries as glossary
from lihua.media.models import Asset
from lihua.notifications.actions import tell
from lihua.people.models import LanguageUse, Person, PersonLanguage
from lihua.people.rules import may_address
from lihua.works import actions, rules
from lihua.works.actions.publishing import DRAFTS_WAIT, report_problem
from lihua.works.actions.withdrawing import UNDO_WITHIN
from lihua.works.models import Ask, Draft, Reaction, Work, WorkState, sentence_language

TELL_AT_MOST = 20
AHEAD_INTO = 4  # languages


@task
def publish_drafts_with(asset_id: int) -> None:
    """A picture is ready, or was refused: the drafts that waited for it go on."""
    asset = Asset.objects.filter(pk=asset_id).first()
    if asset is None:
        return
    for draft in Draft.objects.filter(author=asset.owner_id):
        if asset_id in draft.words["asset_ids"]:
            actions.publish_if_ready(draft)


@periodic(minutes=5)
def look_after_drafts() -> None:
    """Publish what was forgotten; tell the author of what waited too long."""
    for draft in Draft.objects.filter(problem="").select_related("author__account").order_by("created_at")[:500]:
        if actions.publish_if_ready(draft) is None and draft.created_at < now() - DRAFTS_WAIT:
            still = Draft.objects.filter(pk=draft.pk).select_related("author__account").first()
            if still:
                with override(_interface_of(still.author)):
                    report_problem(still, _("A picture could not be prepared in time. Send it again, or without it."))


@periodic(minutes=5)
def erase_withdrawn() -> None:
    """What was deleted longer ago than it can be undone leaves the database, its pictures with it."""
    for work in Work.objects.filter(state=WorkState.WITHDRAWN, withdrawn_at__lt=now() - UNDO_WITHIN)[:500]:
        actions.erase(work)


@task
def take_picture_words(asset_id: int) -> None:
    """The words on a picture became known, or were corrected, while a work shows it."""
    actions.take_picture_words(asset_id)


@task
def tell_translators(ask_id: int) -> None:
    """Tell some of those who read both languages that a translation is wanted."""
    ask = Ask.objects.select_related("work__author", "asked_by").filter(pk=ask_id, answered_at=None).first()
    if ask is None or ask.asked_by is None:
        return
    able = (
        Person.objects.seen()
        .exclude(account=None)
        .exclude(pk=ask.asked_by.pk)
        .filter(languages__use__in=[LanguageUse.READS, LanguageUse.WRITES], languages__tag=ask.source_language)
        .filter(pk__in=_those_who_use(ask.target_language))
        .distinct()
        .order_by("-account__last_login", "-pk")[:TELL_AT_MOST]
    )
    for person in able:
        if may_address(ask.asked_by, person) and rules.can_open(person, ask.work):
            tell(
                person,
                kind="ask_translation",
                group=f"ask:{ask.pk}",
                actor=ask.asked_by,
                work_id=ask.work_id,
                language=ask.target_language,
            )


@task
def forget_person(person_id: int) -> None:
    """An account is erased: works, likes and saves go; translations stay, nameless, for those who read them."""
    for work in Work.objects.filter(author=person_id):
        actions.erase(work)
    person = Person.objects.get(pk=person_id)
    for reaction in Reaction.objects.filter(person=person).select_related("work"):
        (actions.unlike if reaction.kind == "like" else actions.unsave)(reaction.work, by=person)
    Draft.objects.filter(author=person).delete()
    Ask.objects.filter(to=person).delete()


@task
def forget_kept_sentences(work_id: int) -> None:
    """A work was erased, or removed by the desk: its sentences leave the notebooks of those who kept words of it."""
    if not Work.objects.exclude(state=WorkState.REMOVED).filter(pk=work_id).exists():
        words.forget_sentences(work_id)


@slow_task
def translate_for(work_id: int, target: str, payer: str = "") -> None:
    """Have engines put what nobody translated yet into a language; a page is waiting for it.

    `payer` names whose budget it is (`person:17`). What is for followers goes to engines of the village's own only.
    """
    work = Work.objects.published().select_related("author").filter(pk=work_id).first()
    if work is None:
        return
    for source, sentences in _untranslated(work, target).items():
        machine.translate(
            sentences,
            source=source,
            target=target,
            privacy=rules.machine_privacy(work),
            terms=[machine.Term(*term) for term in glossary.terms_for(sentences, source, target)],
            payer=payer,
        )


@task
def translate_ahead(work_id: int) -> None:
    """Translate what is new into the languages that most people here read, so that nobody has to wait for it."""
    work = Work.objects.public().filter(pk=work_id).first()
    if work is None or not engines.has_engine():
        return
    readers = PersonLanguage.objects.filter(use=LanguageUse.READS, person__account__isnull=False)
    counted = readers.values("tag").annotate(readers=Count("pk")).order_by("-readers", "tag")
    for target in list(counted.values_list("tag", flat=True)[:AHEAD_INTO]):
        if any(engines.can_translate(tag, target) for tag in work.languages):
            defer(translate_for, work_id=work.pk, target=target)


def _untranslated(work: Work, target: str) -> dict[str, list[str]]:
    """Sentences without a person's translation into `target`, by the language that they are in."""
    known = set(
        work.translations.filter(language=target, is_current=True, is_stale=False).values_list("field", "ordinal")
    )
    found: dict[str, list[str]] = defaultdict(list)
    for name, text in work.texts.items():
        for ordinal, (start, end) in enumerate(text["cuts"]):
            tag = sentence_language(text, ordinal)
            if tag != target and (name, ordinal) not in known:
                found[tag].append(work.text_of(name)[start:end])
    return found


def _those_who_use(tag: str) -> list[int]:
    used = Person.objects.filter(languages__use__in=[LanguageUse.READS, LanguageUse.WRITES], languages__tag=tag)
    return list(used.values_list("pk", flat=True)[:2000])


def _interface_of(person: Person) -> str:
    return (person.account.interface_language if person.account else "") or "en"
