"""Who may do what with works. Refusals are small exceptions; views turn them into words."""

from django.utils.translation import gettext as _

from lihua.language.actions import Privacy
from lihua.people.models import Person, PersonState
from lihua.works.models import Visibility, Work, WorkState
from lihua.works.queries.gate import works_visible_to


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


def machine_privacy(work: Work) -> Privacy:
    """Who may see its words to translate them: what is for followers stays on machines of the village."""
    return "public" if work.visibility in {Visibility.PUBLIC, Visibility.UNLISTED} else "private"


def require_moderator(person: Person | None) -> None:
    if person is None or person.account is None or not person.account.is_moderator:
        raise NotAllowed(_("Only moderators can do this."))


class Unacceptable(Exception):
    """What was submitted cannot be taken; `problems` says for each field what is wrong and what would be accepted."""

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__(" ".join(problems.values()))
        self.problems = problems
