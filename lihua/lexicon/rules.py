"""Who may do what with words."""

from datetime import timedelta

from lihua.lexicon.models import Explanation, GlossaryEntry, State
from lihua.people.models import Person

LONGEST_WORD = 60
LONGEST_READING = 80
LONGEST_EQUIVALENT = 120
LONGEST_TEXT = 1000
LONGEST_SENTENCE = 600
MOST_KEPT = 20_000
UNDO_WITHIN = timedelta(minutes=10)

Said = GlossaryEntry | Explanation


class NotAllowed(Exception):
    """This person may not do this; the message says why, in words for them."""


class Unacceptable(Exception):
    """What was submitted cannot be taken; `problems` says for each field what would be."""

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__(" ".join(problems.values()))
        self.problems = problems


class AlreadyThere(Exception):
    """The village has this word: explain it there."""

    def __init__(self, entry: GlossaryEntry) -> None:
        super().__init__(entry.pk)
        self.entry = entry


def is_moderator(person: Person | None) -> bool:
    return person is not None and person.account is not None and person.account.is_moderator


def can_change(person: Person | None, said: Said) -> bool:
    """Who wrote it, and the desk."""
    if person is None or said.state != State.PUBLISHED:
        return False
    return said.author_id == person.pk or is_moderator(person)


def can_withdraw(person: Person | None, said: Said) -> bool:
    """The same; but a word that others have explained is theirs too, and its author leaves it to the desk."""
    if not can_change(person, said):
        return False
    if isinstance(said, Explanation) or is_moderator(person):
        return True
    return not said.explanations.filter(state=State.PUBLISHED).exclude(author=said.author_id).exists()


def can_vote(person: Person | None, said: Said) -> bool:
    """Nobody votes for what they wrote themselves."""
    return person is not None and said.state == State.PUBLISHED and said.author_id != person.pk
