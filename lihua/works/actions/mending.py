"""Mending single sentences: of a translation, or of what an author who learns the language wrote."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import now
from django.utils.translation import gettext as _

from lihua import language
from lihua.base import text as rich
from lihua.language import actions as machine
from lihua.notifications.actions import tell
from lihua.people.models import Person
from lihua.works import rules
from lihua.works.actions.editing import edit
from lihua.works.actions.translating import language_of, require_sentences, translate
from lihua.works.models import Suggestion, SuggestionVote, Translation, Visibility, Work

VOTES_ENOUGH = 3
"""So many more for than against, and a suggestion stands; so many more against, and it is declined."""

LONGEST_REASON = 300
_State, _Ground = Suggestion.State, Suggestion.Ground


@transaction.atomic
def suggest(work: Work, key: str, *, text: str, into: str, by: Person, reason: str = "") -> Suggestion:
    """Offer a better wording of one sentence (`body:0`). Where nobody's words would be replaced it stands at once.

    It also does where `by` is the author, made what stands there, or is trusted with the two languages. Raises
    NotAllowed, or Unacceptable with a message for `key`, `reason` or `language`.
    """
    work = work.itself
    if not rules.can_translate(by, work):
        raise rules.NotAllowed(_("You cannot translate this."))
    target = language_of(into)
    work = Work.objects.select_for_update(of=("self",)).select_related("author").get(pk=work.pk)
    field, ordinal = rules.sentence_named(work, key)
    own = work.language_of(field, ordinal)
    if own == target:
        _require_correctable(work, by, field)
        words = rich.one_line(text)
        if not words or words == rich.one_line(_sentence(work, field, ordinal)):
            raise rules.Unacceptable({key: _("Write how you would say it.")})
    else:
        words = require_sentences(work, {key: text}, target)[key]
    said = rich.one_line(reason)
    if len(said) > LONGEST_REASON:
        raise rules.Unacceptable({"reason": _("A reason has up to %(limit)d characters.") % {"limit": LONGEST_REASON}})
    standing = _standing(work, field, ordinal, target)
    Suggestion.objects.filter(_at(work, field, ordinal, target), by=by, state=_State.OPEN).update(
        state=_State.WITHDRAWN, decided_at=now()
    )
    offered = Suggestion.objects.create(
        work=work,
        field=field,
        ordinal=ordinal,
        digest=language.digest(_sentence(work, field, ordinal)),
        language=target,
        text=words,
        instead_of=_sentence(work, field, ordinal) if own == target else standing.text if standing else "",
        reason=said,
        by=by,
    )
    ground = _ground_at_once(offered, standing, own)
    if ground:
        return _accept(offered, by=by, ground=ground)
    _tell_of(offered, standing)
    return offered


@transaction.atomic
def vote(suggestion: Suggestion, *, is_for: bool, by: Person) -> Suggestion:
    """Say whether it is better. Enough votes by people who read both languages decide."""
    suggestion = _locked(suggestion)
    if not rules.can_vote(by, suggestion):
        raise rules.NotAllowed(_("Only people who read both languages can say so, and not of their own words."))
    SuggestionVote.objects.update_or_create(suggestion=suggestion, person=by, defaults={"is_for": is_for})
    votes = list(suggestion.votes.values_list("is_for", flat=True))
    balance = 2 * sum(votes) - len(votes)
    is_correction = suggestion.language == suggestion.work.language_of(suggestion.field, suggestion.ordinal)
    if balance >= VOTES_ENOUGH and not is_correction:  # an author's own words are changed by the author alone
        return _accept(suggestion, by=by, ground=_Ground.VOTES)
    if balance <= -VOTES_ENOUGH:
        return _close(suggestion, _State.DECLINED, by)
    return suggestion


@transaction.atomic
def unvote(suggestion: Suggestion, *, by: Person) -> None:
    """Take one's vote back, as long as nothing is decided."""
    if _locked(suggestion).is_open:
        SuggestionVote.objects.filter(suggestion=suggestion, person=by).delete()


@transaction.atomic
def accept(suggestion: Suggestion, *, by: Person) -> Suggestion:
    """Let it stand: the work's author, who made what stands there, or somebody trusted with the two languages."""
    suggestion = _locked(suggestion)
    ground = rules.ground_to_decide(by, suggestion)
    if not ground:
        raise rules.NotAllowed(_("You cannot decide about this suggestion."))
    if suggestion.language == suggestion.work.language_of(suggestion.field, suggestion.ordinal):
        return _take_over(suggestion, by)
    return _accept(suggestion, by=by, ground=ground)


@transaction.atomic
def decline(suggestion: Suggestion, *, by: Person) -> Suggestion:
    """Leave things as they are; its maker may also take it back so."""
    suggestion = _locked(suggestion)
    if suggestion.by_id == by.pk:
        return _close(suggestion, _State.WITHDRAWN, by)
    if not rules.ground_to_decide(by, suggestion):
        raise rules.NotAllowed(_("You cannot decide about this suggestion."))
    return _close(suggestion, _State.DECLINED, by)


@transaction.atomic
def ask_for_corrections(work: Work, *, by: Person, wanted: bool = True) -> None:
    """ "Correct me": whoever reads the language may say how they would say it."""
    if work.author_id != by.pk:
        raise rules.NotAllowed(_("Only who wrote it can ask for corrections."))
    Work.objects.filter(pk=work.pk).update(wants_corrections=wanted)


def _take_over(suggestion: Suggestion, by: Person) -> Suggestion:
    """The author says it the better way: an edit of the sentence, with its history."""
    work = suggestion.work
    if work.author_id != by.pk:
        raise rules.NotAllowed(_("Only who wrote it can change it."))
    start, end = work.texts[suggestion.field]["cuts"][suggestion.ordinal]
    words = work.text_of(suggestion.field)
    suggestion.state, suggestion.ground = _State.ACCEPTED, _Ground.AUTHOR
    suggestion.decided_by, suggestion.decided_at = by, now()
    suggestion.save()
    said = {name: work.text_of(name) for name in ("title", "body", "warning")}
    said[suggestion.field] = words[:start] + suggestion.text + words[end:]
    edit(
        work,
        by=by,
        title=said["title"],
        body=said["body"],
        warning=said["warning"],
        is_sensitive=work.is_sensitive,
    )
    _thank(suggestion, by)
    return suggestion


def _accept(suggestion: Suggestion, *, by: Person, ground: str) -> Suggestion:
    if suggestion.by is None:
        raise rules.NotAllowed(_("Who suggested this has left."))
    work = suggestion.work
    rows = translate(work, into=suggestion.language, sentences={suggestion.key: suggestion.text}, by=suggestion.by)
    suggestion.state, suggestion.ground = _State.ACCEPTED, ground
    suggestion.decided_by, suggestion.decided_at = by, now()
    suggestion.made = rows[0] if rows else None
    suggestion.save()
    teach(work, [suggestion.key], suggestion.language, suggestion.text)
    if by.pk != suggestion.by_id:
        _thank(suggestion, by)
    return suggestion


def teach(work: Work, keys: Iterable[str], into: str, text: str) -> None:
    """The same sentence elsewhere is read in the words that people found. Public texts only."""
    if work.visibility != Visibility.PUBLIC:
        return
    for key in keys:
        field, _colon, ordinal = key.rpartition(":")
        machine.learn(
            _sentence(work, field, int(ordinal)), text, source=work.language_of(field, int(ordinal)), target=into
        )


def _close(suggestion: Suggestion, state: str, by: Person | None) -> Suggestion:
    suggestion.state, suggestion.decided_by, suggestion.decided_at = state, by, now()
    suggestion.save(update_fields=["state", "decided_by", "decided_at"])
    return suggestion


def _locked(suggestion: Suggestion) -> Suggestion:
    found = (
        Suggestion.objects.select_for_update(of=("self",))
        .select_related("work__author", "by")
        .filter(pk=suggestion.pk, state=_State.OPEN)
        .first()
    )
    if found is None:
        raise rules.NotAllowed(_("This suggestion was decided already."))
    if not rules.is_there(found.work, found):
        raise rules.NotAllowed(_("The sentence was changed since this was suggested."))
    return found


def _sentence(work: Work, field: str, ordinal: int) -> str:
    start, end = work.texts[field]["cuts"][ordinal]
    return work.text_of(field)[start:end]


def _standing(work: Work, field: str, ordinal: int, target: str) -> Translation | None:
    return Translation.objects.filter(_at(work, field, ordinal, target), is_current=True).select_related("by").first()


def _at(work: Work, field: str, ordinal: int, target: str) -> Q:
    return Q(work=work, field=field, ordinal=ordinal, language=target)


def _ground_at_once(offered: Suggestion, standing: Translation | None, own: str) -> str:
    """Why it stands without anybody's asking; empty where it waits."""
    if offered.language == own:
        return ""
    if standing is None or standing.is_stale:
        return _Ground.FREE
    if standing.by_id == offered.by_id:
        return _Ground.OWN
    return rules.ground_to_decide(offered.by, offered) if offered.by else ""


def _require_correctable(work: Work, by: Person, field: str) -> None:
    if not work.wants_corrections:
        raise rules.NotAllowed(_("The author did not ask for corrections."))
    if work.author_id == by.pk:
        raise rules.NotAllowed(_("Edit what you wrote yourself."))
    if field not in {"title", "body", "warning"}:
        raise rules.NotAllowed(_("Only title and words are corrected, not what pictures say."))


def _tell_of(offered: Suggestion, standing: Translation | None) -> None:
    """Who can decide hears of it: the author, and who made what stands there."""
    assert offered.by is not None
    told = {offered.work.author_id: offered.work.author}
    if standing is not None:
        told[standing.by_id] = standing.by
    told.pop(offered.by_id or 0, None)
    own = offered.work.language_of(offered.field, offered.ordinal)
    for person in told.values():
        if rules.can_open(person, offered.work):
            tell(
                person,
                kind="correction" if offered.language == own else "suggestion",
                group=f"suggested:{offered.work_id}:{offered.language}",
                actor=offered.by,
                work_id=offered.work_id,
                language=offered.language,
            )


def _thank(suggestion: Suggestion, by: Person) -> None:
    if suggestion.by is None or not rules.can_open(suggestion.by, suggestion.work):
        return
    tell(
        suggestion.by,
        kind="suggestion_accepted",
        group=f"accepted:{suggestion.work_id}:{suggestion.language}",
        actor=by,
        work_id=suggestion.work_id,
        language=suggestion.language,
    )
