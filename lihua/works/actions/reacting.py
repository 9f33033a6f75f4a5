from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest
from django.utils.timezone import now
from django.utils.translation import gettext as _

from lihua.base.events import announce
from lihua.base.ids import id_at, new_id
from lihua.notifications.actions import tell, untell
from lihua.people.models import Person
from lihua.works import rules
from lihua.works.actions.counting import count_in, count_out
from lihua.works.events import WorkLiked, WorkReposted, WorkStateChanged
from lihua.works.models import Reaction, ReactionKind, Visibility, Work, WorkKind

_COUNTERS = {ReactionKind.LIKE: "likes_count", ReactionKind.BOOKMARK: "saves_count"}


@transaction.atomic
def like(work: Work, *, by: Person) -> None:
    """Doing it twice is one like; liking a repost likes what it passes on."""
    work = work.itself
    if _react(work, ReactionKind.LIKE, by):
        announce(WorkLiked(work_id=work.pk, person_id=by.pk))
        tell(work.author, kind="like", group=f"like:{work.pk}", actor=by, work_id=work.pk)


@transaction.atomic
def unlike(work: Work, *, by: Person) -> None:
    work = work.itself
    if _unreact(work, ReactionKind.LIKE, by):
        untell(kind="like", group=f"like:{work.pk}", actor=by)


@transaction.atomic
def save(work: Work, *, by: Person) -> None:
    _react(work.itself, ReactionKind.BOOKMARK, by)


@transaction.atomic
def unsave(work: Work, *, by: Person) -> None:
    _unreact(work.itself, ReactionKind.BOOKMARK, by)


@transaction.atomic
def repost(work: Work, *, by: Person, visibility: str = Visibility.PUBLIC, moment: datetime | None = None) -> Work:
    """Pass a work on to those who follow you. Doing it twice is one repost. `moment`: when, if it was not now."""
    work = work.itself
    if not rules.can_repost(by, work) or not rules.can_publish(by):
        raise rules.NotAllowed(_("Only what everyone may see can be passed on."))
    if visibility not in Visibility.values:
        raise rules.Unacceptable({"visibility": _("Choose public, unlisted or followers.")})
    shared, is_new = Work.objects.get_or_create(
        author=by,
        repost_of=work,
        defaults={
            "id": id_at(moment) if moment else new_id(),
            "published_at": moment or now(),
            "kind": WorkKind.REPOST,
            "visibility": visibility,
            "audience": by,
            "language": work.language,
        },
    )
    if is_new:
        count_in(shared)
        tell(work.author, kind="repost", group=f"repost:{work.pk}", actor=by, work_id=work.pk)
        announce(WorkReposted(work_id=work.pk, repost_id=shared.pk))
    return shared


@transaction.atomic
def unrepost(work: Work, *, by: Person) -> None:
    work = work.itself
    shared = Work.objects.select_for_update().filter(author=by, repost_of=work).first()
    if shared is None:
        return
    count_out(shared)
    shared.delete()
    untell(kind="repost", group=f"repost:{work.pk}", actor=by)
    announce(WorkStateChanged(work_id=work.pk))


def _react(work: Work, kind: ReactionKind, by: Person) -> bool:
    if not rules.can_open(by, work):
        raise rules.NotAllowed(_("This is not there any more."))
    _reaction, is_new = Reaction.objects.get_or_create(work=work, person=by, kind=kind)
    if is_new:
        Work.objects.filter(pk=work.pk).update(**{_COUNTERS[kind]: F(_COUNTERS[kind]) + 1})
    return is_new


def _unreact(work: Work, kind: ReactionKind, by: Person) -> bool:
    gone, _rows = Reaction.objects.filter(work=work, person=by, kind=kind).delete()
    if gone:
        counter = _COUNTERS[kind]
        Work.objects.filter(pk=work.pk).update(**{counter: Greatest(F(counter) - 1, 0)})
    return bool(gone)
