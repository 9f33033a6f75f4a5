"""Who may do what with works. Refusals are small exceptions; views turn them into words."""

import re

from django.conf import settings
from django.utils.translation import gettext as _

from lihua.language import digest, tags
from lihua.language.actions import Privacy
from lihua.people.models import Person, PersonState
from lihua.works.models import Suggestion, Translation, Visibility, Work, WorkState
from lihua.works.queries.gate import works_visible_to
from lihua.works.queries.reading import Reader

SENTENCE = re.compile(r"(?P<field>title|body|warning|(?:alt|pic):[0-9]{1,19}):(?P<ordinal>[0-9]{1,5})", re.ASCII)
HOLDS_AFTER = 10
"""So many accepted suggestions into a language, and somebody is trusted with it."""


class NotAllowed(Exception):
    """This person may not do this; the message says why, in words for them."""


class NotReady(Exception):
    """A picture is still being prepared."""


def can_open(viewer: Person | None, work: Work) -> bool:
    """The same answer as `works_visible_to`, for one work that is at hand."""
    if work.state != WorkState.PUBLISHED:
        return False
    return works_visible_to(viewer).filter(pk=work.pk).exists()


def can_edit(person: Person | None, work: Work) -> bool:
    return (
        person is not None
        and work.author_id == person.pk
        and work.state in {WorkState.PUBLISHED, WorkState.HELD}
        and work.repost_of_id is None
    )


def can_publish(person: Person) -> bool:
    account = person.account
    return person.state in {PersonState.ACTIVE, PersonState.LIMITED} and account is not None and account.is_approved


def can_repost(person: Person, work: Work) -> bool:
    """Only what everyone may see is passed on; authors may pass on what they wrote for their followers."""
    if work.visibility in {Visibility.PUBLIC, Visibility.UNLISTED}:
        return can_open(person, work)
    return False


def can_translate(person: Person, work: Work) -> bool:
    return can_open(person, work) and can_publish(person)


def can_correct(person: Person | None, work: Work) -> bool:
    """Whether somebody may say how they would say it: the author asks for it, and one cannot correct oneself."""
    return person is not None and work.wants_corrections and work.author_id != person.pk and can_translate(person, work)


def sentence_named(work: Work, key: str) -> tuple[str, int]:
    """Field and ordinal of a sentence that is there, by its name (`body:0`). Raises Unacceptable."""
    named = SENTENCE.fullmatch(key)
    cut = work.texts.get(named["field"]) if named else None
    if named is None or cut is None or int(named["ordinal"]) >= len(cut["cuts"]):
        raise Unacceptable({key: _("There is no such sentence; sentences are named like body:0.")})
    return named["field"], int(named["ordinal"])


def is_there(work: Work, suggestion: Suggestion) -> bool:
    """Whether the sentence still says what the suggestion was made for."""
    cut = work.texts.get(suggestion.field)
    if cut is None or suggestion.ordinal >= len(cut["cuts"]):
        return False
    start, end = cut["cuts"][suggestion.ordinal]
    return digest(work.text_of(suggestion.field)[start:end]) == suggestion.digest


def can_vote(person: Person, suggestion: Suggestion) -> bool:
    """Who reads both languages, of others' suggestions; nobody decides about their own by voting."""
    own = suggestion.work.language_of(suggestion.field, suggestion.ordinal)
    known = {*person.reads, *person.writes}
    return (
        suggestion.is_open
        and suggestion.by_id != person.pk
        and {own, suggestion.language} <= known
        and can_translate(person, suggestion.work)
    )


def ground_to_decide(person: Person, suggestion: Suggestion) -> str:
    """By which right somebody may accept or decline a suggestion; empty where there is none."""
    work, ground = suggestion.work, Suggestion.Ground
    if not can_translate(person, work):
        return ""
    if work.author_id == person.pk:
        return ground.AUTHOR
    if suggestion.language == work.language_of(suggestion.field, suggestion.ordinal):
        return ""  # an author's own words are the author's
    standing = Translation.objects.filter(
        work=work, field=suggestion.field, ordinal=suggestion.ordinal, language=suggestion.language, is_current=True
    ).first()
    if standing is not None and standing.by_id == person.pk:
        return ground.MAKER
    if is_trusted_with(person, suggestion.language):
        return ground.TRUSTED
    return ""


def is_trusted_with(person: Person, tag: str) -> bool:
    """Whose corrections into a language hold: many of them were accepted by others."""
    if tag not in {*person.reads, *person.writes}:
        return False
    by_others = (Suggestion.Ground.AUTHOR, Suggestion.Ground.VOTES, Suggestion.Ground.MAKER)
    held = Suggestion.objects.filter(by=person, language=tag, state=Suggestion.State.ACCEPTED, ground__in=by_others)
    return held.count() >= HOLDS_AFTER


def machine_privacy(work: Work) -> Privacy:
    """Who may see its words to translate them: what is for followers stays on machines of the village, unless its
    author allows more."""
    if work.visibility in {Visibility.PUBLIC, Visibility.UNLISTED}:
        return "public"
    return "consented" if work.author.lets_engines_read else "private"


def may_wake_machine(reader: Reader) -> bool:
    """Whether an engine may be asked for what this reader's page misses.

    Who is not signed in has it done into the interface's languages only: an engine costs, and anybody can claim to
    read sixty languages.
    """
    if not reader.reads:
        return False
    offered = {tags.normalize(code) for code, _name in settings.LANGUAGES}
    return reader.person is not None or reader.target in offered


def require_moderator(person: Person | None) -> None:
    if person is None or person.account is None or not person.account.is_moderator:
        raise NotAllowed(_("Only moderators can do this."))


class Unacceptable(Exception):
    """What was submitted cannot be taken; `problems` says for each field what is wrong and what would be accepted."""

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__(" ".join(problems.values()))
        self.problems = problems
