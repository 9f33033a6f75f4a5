from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from lihua.base.events import announce
from lihua.lexicon import rules
from lihua.lexicon.events import EntryChanged
from lihua.lexicon.models import Explanation, GlossaryEntry, State
from lihua.lexicon.rules import Said
from lihua.people.models import Person


@transaction.atomic
def withdraw(said: Said, *, by: Person) -> None:
    """Take a word, or an explanation, back. It can be put back for a few minutes, then it is erased.

    Raises NotAllowed.
    """
    fresh = _locked(said)
    if fresh is None or not rules.can_withdraw(by, fresh):
        raise rules.NotAllowed(_("Others have explained this word since, or it is not yours to take back."))
    _set_state(fresh, State.WITHDRAWN)


@transaction.atomic
def undo_withdraw(said: Said, *, by: Person) -> None:
    """Put back what was taken back a moment ago. Raises NotAllowed."""
    fresh = _locked(said)
    is_theirs = fresh is not None and (fresh.author_id == by.pk or rules.is_moderator(by))
    if (
        fresh is None
        or not is_theirs
        or fresh.state != State.WITHDRAWN
        or fresh.withdrawn_at is None
        or fresh.withdrawn_at < now() - rules.UNDO_WITHIN
        or _is_taken(fresh)
    ):
        raise rules.NotAllowed(_("This was deleted too long ago to be put back."))
    _set_state(fresh, State.PUBLISHED)


@transaction.atomic
def remove(said: Said) -> None:
    """Decided by the desk, which says why."""
    fresh = _locked(said)
    if fresh is not None and fresh.state != State.REMOVED:
        _set_state(fresh, State.REMOVED)


@transaction.atomic
def restore(said: Said) -> None:
    """The desk took its decision back. Where somebody wrote the same meanwhile, theirs stays."""
    fresh = _locked(said)
    if fresh is not None and fresh.state == State.REMOVED and not _is_taken(fresh):
        _set_state(fresh, State.PUBLISHED)


def _locked(said: Said) -> Said | None:
    return type(said).objects.select_for_update().filter(pk=said.pk).first()


def _is_taken(said: Said) -> bool:
    """Whether another one stands in its place by now."""
    if isinstance(said, GlossaryEntry):
        words = GlossaryEntry.objects.filter(base=said.base, key=said.key, state=State.PUBLISHED)
        return words.exclude(pk=said.pk).exists()
    same = Explanation.objects.filter(entry=said.entry_id, language=said.language, author=said.author_id)
    return same.filter(state=State.PUBLISHED).exclude(pk=said.pk).exists()


def _set_state(said: Said, state: State) -> None:
    said.state, said.withdrawn_at = state, now() if state == State.WITHDRAWN else None
    fields = ["state", "withdrawn_at"]
    if isinstance(said, GlossaryEntry):
        said.changed_at = now()
        fields.append("changed_at")
    said.save(update_fields=fields)
    if isinstance(said, GlossaryEntry):
        announce(EntryChanged(entry_id=said.pk))
