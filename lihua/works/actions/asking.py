"""Something addressed that waits for an answer, and what answers it."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from lihua import language
from lihua.base.events import announce
from lihua.notifications.actions import tell
from lihua.people.models import Person
from lihua.people.rules import may_address
from lihua.works import rules
from lihua.works.events import TranslationAsked
from lihua.works.models import Ask, AskKind, Stance, Work


def tell_those_addressed(work: Work, parent: Work | None, mentioned: Sequence[Person]) -> None:
    """Those who can open it are told once each, and it waits for their answer."""
    addressed: dict[int, tuple[Person, str]] = {person.pk: (person, AskKind.MENTION) for person in mentioned}
    if parent:
        addressed[parent.author_id] = (parent.author, AskKind.REPLY)
    for person, kind in addressed.values():
        if person.pk != work.author_id and may_address(work.author, person) and rules.can_open(person, work):
            tell(person, kind=kind, group=f"{kind}:{work.pk}", actor=work.author, work_id=work.pk)
            ask_of_people(work, person, kind=kind)


def ask_of_people(work: Work, person: Person, *, kind: str) -> None:
    """What `work` says waits for an answer by `person`."""
    Ask.objects.get_or_create(
        work=work,
        to=person,
        kind=kind,
        defaults={"asked_by": work.author, "source_language": work.language, "waiting_since": work.published_at},
    )


def answer_asks(asked: Work, *, by: Work) -> None:
    """A reply to what somebody was asked is their answer."""
    Ask.objects.filter(work=asked, to=by.author, answered_at=None).update(
        answered_at=by.published_at, answered_by=by.author, answer=by
    )


def reopen_asks(answer: Work) -> None:
    """The answer was taken back: what it answered waits again."""
    Ask.objects.filter(answer=answer).update(answered_at=None, answered_by=None, answer=None)


@transaction.atomic
def ask_for_translation(work: Work, *, by: Person, into: str) -> Ask:
    """Ask those of the village who read both languages. Asking twice for the same is one ask.

    Raises NotAllowed, or Unacceptable when there is nothing to translate into that language.
    """
    work = work.itself
    if not rules.can_open(by, work) or not rules.can_publish(by):
        raise rules.NotAllowed(_("You cannot ask for this."))
    try:
        target = language.tags.normalize(into)
    except language.tags.UnknownLanguage as problem:
        raise rules.Unacceptable(
            {"language": _("“%(tag)s” is not a language we know.") % {"tag": into[:35]}}
        ) from problem
    if target == "und" or work.languages <= {target}:
        raise rules.Unacceptable({"language": _("This is written in that language already.")})
    ask, is_new = Ask.objects.get_or_create(
        work=work,
        kind=AskKind.TRANSLATION,
        target_language=target,
        answered_at=None,
        defaults={"asked_by": by, "source_language": _source(work, target)},
    )
    if is_new:
        announce(TranslationAsked(ask_id=ask.pk))
    elif ask.asked_by_id != by.pk:
        Stance.objects.get_or_create(ask=ask, person=by, kind=Stance.Kind.WANTS)
    return ask


def keep_asks_true(work: Work) -> None:
    """The language of a work was corrected: what waits is between other languages now, or for nothing."""
    for ask in Ask.objects.filter(work=work, answered_at=None):
        is_void = ask.kind == AskKind.TRANSLATION and work.languages <= {ask.target_language}
        Ask.objects.filter(pk=ask.pk).update(
            source_language=_source(work, ask.target_language), is_let_go=ask.is_let_go or is_void
        )


def _source(work: Work, target: str) -> str:
    """What one has to read to put it into `target`: its language; where it is in that one already, its other one."""
    others = sorted(work.languages - {target, language.tags.UNDETERMINED})
    return others[0] if work.language == target and others else work.language


def let_go(ask: Ask, *, by: Person) -> None:
    """The person asked says that no answer is needed; of what everybody was asked, that it is not for them."""
    if ask.to_id is None:
        Stance.objects.get_or_create(ask=ask, person=by, kind=Stance.Kind.LETS_GO)
    else:
        Ask.objects.filter(pk=ask.pk, to=by).update(is_let_go=True)


def take_up(ask: Ask, *, by: Person) -> None:
    """Have it wait again after letting it go."""
    Stance.objects.filter(ask=ask, person=by, kind=Stance.Kind.LETS_GO).delete()
    Ask.objects.filter(pk=ask.pk, to=by).update(is_let_go=False)


def answer_translation_asks(work: Work, *, into: str, by: Person) -> list[Person]:
    """A translation that covers the whole answers those who asked for it; returns who they are."""
    asks = list(
        Ask.objects.filter(work=work, kind=AskKind.TRANSLATION, target_language=into, answered_at=None).select_related(
            "asked_by"
        )
    )
    Ask.objects.filter(pk__in=[ask.pk for ask in asks]).update(answered_at=now(), answered_by=by)
    also = Stance.objects.filter(ask__in=asks, kind=Stance.Kind.WANTS).select_related("person")
    askers = [ask.asked_by for ask in asks if ask.asked_by] + [stance.person for stance in also]
    return list({person.pk: person for person in askers}.values())
