"""Who may do what with boards. Whatever somebody may not see is, for them, not there."""

from lihua.library.models import Board
from lihua.people.models import Person
from lihua.people.queries import is_blocked_between

MOST_BOARDS = 200
MOST_ITEMS = 5_000


class NotAllowed(Exception):
    """This person may not do this; the message says why, in words for them."""


class Unacceptable(Exception):
    """What was submitted cannot be taken; `problems` says for each field what would be."""

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__(" ".join(problems.values()))
        self.problems = problems


def can_open_board(viewer: Person | None, board: Board) -> bool:
    """The owner always; everybody else where it is public, and the owner is there and has not parted ways with them."""
    if viewer is not None and board.owner_id == viewer.pk:
        return True
    if not board.is_public or not board.owner.is_seen:
        return False
    return viewer is None or not is_blocked_between(viewer, board.owner)


def can_edit_board(person: Person | None, board: Board) -> bool:
    return person is not None and board.owner_id == person.pk
