"""The answers to a work, two levels deep on the page, any depth in the data; and what leads up to a work.

A page of a thread costs the same number of queries whatever its size: the shape of the thread (ids only) is one, the
answers that are shown are loaded together.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from lihua.people.models import Person
from lihua.people.queries import mutes_in_force
from lihua.works.models import Reaction, ReactionKind, Work
from lihua.works.queries.gate import works_visible_to
from lihua.works.queries.reading import Reader, ReadWork, read_works

SHAPE_LIMIT = 5000
FIRST_LEVEL = 12
SECOND_LEVEL = 3


@dataclass
class Comment:
    """One answer as a reader has it, with those to it."""

    read: ReadWork
    is_liked: bool = False
    replying_to: Person | None = None  # where it answers somebody deeper than the level it is shown on
    answers: list["Comment"] = field(default_factory=list)
    more_answers: int = 0

    @property
    def work(self) -> Work:
        return self.read.work


@dataclass
class Thread:
    comments: list[Comment]
    count: int  # answers that this reader may see
    languages: int
    hidden: int  # by blocks, mutes, or because they are for others
    next_after: int | None

    @property
    def written_in(self) -> list[str]:
        """The languages of the answers that are on the page."""
        shown = [one for comment in self.comments for one in (comment, *comment.answers)]
        return list(dict.fromkeys(one.work.language for one in shown))

    @property
    def alone_in(self) -> set[str]:
        """The languages of what has no good translation among them."""
        shown = [one for comment in self.comments for one in (comment, *comment.answers)]
        return {tag for one in shown for tag in one.read.alone_in}

    @property
    def hides(self) -> bool:
        return self.hidden > 0


@dataclass(frozen=True)
class _Place:
    work_id: int
    parent_id: int | None
    language: str


def thread(head: Work, reader: Reader, *, after: int = 0, under: int | None = None) -> Thread:
    """The answers to `head`, oldest first, from the one after `after`; with `under`, those to one of its answers."""
    if head.replies_count == 0:
        return Thread([], 0, 0, 0, None)
    shape = _shape(head, reader.person)
    children = _tree(head, shape)
    top = under if under is not None else head.pk
    first = [pk for pk in children.get(top, []) if pk > after]
    shown_first, rest = first[:FIRST_LEVEL], first[FIRST_LEVEL:]
    # On the second level all depths stand in the order in which they were written, so that `after` skips nothing.
    below = {pk: sorted(_all_below(pk, children)) for pk in shown_first} if under is None else {}
    if under is not None:
        flat = sorted(pk for pk in _all_below(under, children) if pk > after)
        shown_first, rest = flat[:FIRST_LEVEL], flat[FIRST_LEVEL:]
    shown = shown_first + [pk for answers in below.values() for pk in answers[:SECOND_LEVEL]]
    comments = _comments(shown, reader)
    top_comments = []
    for pk in shown_first:
        comment = comments.get(pk)
        if comment is None:
            continue
        if under is not None:
            _say_whom(comment, comments, under)
        answers = below.get(pk, [])
        for answer_pk in answers[:SECOND_LEVEL]:
            answer = comments.get(answer_pk)
            if answer is not None:
                _say_whom(answer, comments, pk)
                comment.answers.append(answer)
        comment.more_answers = max(0, len(answers) - SECOND_LEVEL)
        top_comments.append(comment)
    seen = _all_below(head.pk, children)
    languages = {place.language for place in shape if place.work_id in set(seen)} - {"und"}
    return Thread(
        comments=top_comments,
        count=len(seen),
        languages=len(languages),
        hidden=_published_below(head) - len(seen) if len(shape) < SHAPE_LIMIT else 0,
        next_after=shown_first[-1] if rest and shown_first else None,
    )


def comment_of(work: Work, reader: Reader) -> Comment:
    """One answer by itself, as it is shown right after it was written or translated."""
    return _comments([work.pk], reader)[work.pk]


def ancestors(work: Work, viewer: Person | None, *, limit: int = 40) -> list[Work]:
    """What leads up to a work, the head first; it ends where `viewer` may not look."""
    if work.thread_id is None and work.reply_to_id is None:
        return []
    head_id = work.thread_id or work.reply_to_id
    parents = {place.work_id: place.parent_id for place in _shape_of(head_id, viewer)}
    chain: list[int] = []
    at = work.reply_to_id
    while at is not None and at not in chain and len(chain) < limit:
        chain.append(at)
        at = parents.get(at)
    visible = works_visible_to(viewer).with_card().in_bulk(chain)
    found: list[Work] = []
    for pk in chain:
        if pk not in visible:
            break
        found.append(visible[pk])
    return found[::-1]


def replies(work: Work, viewer: Person | None, *, limit: int = 60) -> list[Work]:
    """Everything below a work that `viewer` may see, each answer after what it answers."""
    children = _tree(work, _shape(work, viewer))
    ids = _all_below(work.pk, children)[:limit]
    found = works_visible_to(viewer).with_card().in_bulk(ids)
    return [found[pk] for pk in ids if pk in found]


def _shape(head: Work, viewer: Person | None) -> list[_Place]:
    places = _shape_of(head.thread_id or head.pk, viewer)
    muted = mutes_in_force(viewer) if viewer else set()
    return [place for place, author in places.items() if author not in muted]


def _shape_of(head_id: int | None, viewer: Person | None) -> dict[_Place, int]:
    rows = (
        works_visible_to(viewer)
        .filter(thread=head_id)
        .order_by("pk")
        .values_list("pk", "reply_to_id", "language", "author_id")[:SHAPE_LIMIT]
    )
    return {_Place(pk, parent, tag): author for pk, parent, tag, author in rows}


def _published_below(head: Work) -> int:
    """How many there are at all: exact for the head of a thread; for an answer the direct ones."""
    below = Work.objects.published()
    return (below.filter(thread=head.pk) if head.thread_id is None else below.filter(reply_to=head.pk)).count()


def _tree(head: Work, shape: Sequence[_Place]) -> dict[int, list[int]]:
    """Children by parent. What answers something that is not to be seen stands directly under the head."""
    known = {place.work_id for place in shape} | {head.pk}
    is_head = head.thread_id is None
    children: dict[int, list[int]] = defaultdict(list)
    for place in shape:
        parent = place.parent_id if place.parent_id in known else (head.pk if is_head else None)
        if parent is not None and place.work_id != head.pk:
            children[parent].append(place.work_id)
    return children


def _all_below(top: int, children: dict[int, list[int]]) -> list[int]:
    found: list[int] = []
    waiting = list(reversed(children.get(top, [])))
    while waiting:
        at = waiting.pop()
        found.append(at)
        waiting.extend(reversed(children.get(at, [])))
    return found


def _comments(ids: Iterable[int], reader: Reader) -> dict[int, Comment]:
    works = list(Work.objects.filter(pk__in=list(ids)).with_pictures())
    read = read_works(works, reader, with_aids=True)
    liked = liked_by(reader.person, [work.pk for work in works])
    return {work.pk: Comment(read[work.pk], work.pk in liked) for work in works}


def liked_by(person: Person | None, ids: Sequence[int]) -> set[int]:
    """Which of these works a person likes."""
    if person is None or not ids:
        return set()
    likes = Reaction.objects.filter(person=person, work__in=ids, kind=ReactionKind.LIKE)
    return set(likes.values_list("work_id", flat=True))


def _say_whom(answer: Comment, comments: dict[int, Comment], above: int) -> None:
    parent = comments.get(answer.work.reply_to_id or 0)
    if parent is not None and parent.work.pk != above:
        answer.replying_to = parent.work.author
