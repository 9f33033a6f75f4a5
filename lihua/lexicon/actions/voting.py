from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from lihua.lexicon import rules
from lihua.lexicon.models import Explanation, GlossaryEntry, Vote
from lihua.lexicon.rules import Said
from lihua.people.models import Person


@transaction.atomic
def vote(said: Said, *, by: Person) -> None:
    """Find a word, or an explanation, right. Twice is once. Raises NotAllowed."""
    if not rules.can_vote(by, said):
        raise rules.NotAllowed(_("You cannot vote for what you wrote yourself."))
    entry, explanation = (said, None) if isinstance(said, GlossaryEntry) else (None, said)
    _vote, is_new = Vote.objects.get_or_create(person=by, entry=entry, explanation=explanation)
    if is_new:
        type(said).objects.filter(pk=said.pk).update(votes_count=F("votes_count") + 1)
        said.votes_count += 1


@transaction.atomic
def unvote(said: Said, *, by: Person) -> None:
    votes = Vote.objects.filter(person=by)
    mine = votes.filter(explanation=said) if isinstance(said, Explanation) else votes.filter(entry=said)
    gone, _rows = mine.delete()
    if gone:
        type(said).objects.filter(pk=said.pk, votes_count__gt=0).update(votes_count=F("votes_count") - 1)
        said.votes_count = max(0, said.votes_count - 1)
