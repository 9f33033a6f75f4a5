"""Whom one follows: as a page, and as the timelines of the client API."""

from collections.abc import Sequence
from dataclasses import replace

from lihua.discovery.queries import spans
from lihua.discovery.queries.pages import PAGE, Row, WorkPage, page_of
from lihua.discovery.queries.spans import Arm, Span, next_ids
from lihua.people.models import Follow, Person
from lihua.works.models import Concept, Visibility, WorkKind

HOME_KINDS = ()  # all of them: the index alone says which works, and none has to be looked at
FOLLOWED_KINDS = (WorkKind.NOTE, WorkKind.SHORT, WorkKind.REPOST)


def following(person: Person, *, before: int | None = None, limit: int = PAGE) -> WorkPage:
    """What those whom one follows published and passed on, newest first."""
    return _followed(person, Span.of(max_id=before), limit, FOLLOWED_KINDS, with_own=False)


def home_timeline(
    person: Person,
    *,
    max_id: int | None = None,
    since_id: int | None = None,
    min_id: int | None = None,
    limit: int = 20,
) -> WorkPage:
    """One's own works and those of the people one follows; their replies only to each other and to oneself."""
    return _followed(person, Span.of(max_id=max_id, since_id=since_id, min_id=min_id), limit, HOME_KINDS, with_own=True)


def public_timeline(
    viewer: Person | None,
    *,
    max_id: int | None = None,
    since_id: int | None = None,
    min_id: int | None = None,
    limit: int = 20,
    only_media: bool = False,
) -> WorkPage:
    arms = _with_pictures(spans.public()) if only_media else spans.public()
    return page_of(
        lambda span, count: next_ids(arms, span, count),
        viewer,
        span=Span.of(max_id=max_id, since_id=since_id, min_id=min_id),
        limit=limit,
        is_public=True,
    )


def tag_timeline(
    viewer: Person | None,
    concepts: list[Concept],
    *,
    max_id: int | None = None,
    since_id: int | None = None,
    min_id: int | None = None,
    limit: int = 20,
    only_media: bool = False,
) -> WorkPage:
    """Public works that carry any label of any of these concepts."""
    arms = [spans.of_label(label.pk) for concept in concepts for label in concept.labels.all()]
    arms = _with_pictures(arms) if only_media else arms
    return page_of(
        lambda span, count: next_ids(arms, span, count),
        viewer,
        span=Span.of(max_id=max_id, since_id=since_id, min_id=min_id),
        limit=limit,
        keep=lambda row: row.visibility == Visibility.PUBLIC,
        is_public=True,
    )


def person_timeline(
    viewer: Person | None,
    person: Person,
    *,
    max_id: int | None = None,
    since_id: int | None = None,
    min_id: int | None = None,
    limit: int = 20,
    with_replies: bool = True,
    with_reposts: bool = True,
    only_media: bool = False,
    only_replies: bool = False,
) -> WorkPage:
    """What one person published, as far as the viewer may see it; a mute does not empty a page one went to oneself."""
    kinds = [] if only_replies else [WorkKind.NOTE, WorkKind.SHORT]
    kinds += [WorkKind.REPLY] if with_replies or only_replies else []
    kinds += [WorkKind.REPOST] if with_reposts and not only_media else []
    arms = [spans.of_author(person.pk, kinds)]
    arms = _with_pictures(arms) if only_media else arms
    return page_of(
        lambda span, count: next_ids(arms, span, count),
        viewer,
        span=Span.of(max_id=max_id, since_id=since_id, min_id=min_id),
        limit=limit,
        muted=(),
    )


def _with_pictures(arms: Sequence[Arm]) -> list[Arm]:
    """Those of the works that have a picture."""
    has_one = "EXISTS (SELECT 1 FROM works_picture WHERE works_picture.work_id = {table}.{column})"
    return [replace(arm, condition=has_one.format(table=arm.table, column=arm.id_column)) for arm in arms]


def _followed(person: Person, span: Span, limit: int, kinds: tuple[str, ...], *, with_own: bool) -> WorkPage:
    follows = Follow.objects.filter(follower=person)
    with_reposts = dict(follows.values_list("followed_id", "with_reposts"))

    def source(span: Span, count: int) -> list[int]:
        authors, part = spans.nearest_authors(follows, "followed", span, kinds, count)
        authors += [person.pk] if with_own else []
        return next_ids([spans.of_author(pk, kinds) for pk in authors], part, count)

    def keep(row: Row) -> bool:
        if row.kind == WorkKind.REPOST:
            return with_reposts.get(row.author_id, True)
        return not row.is_reply or row.parent_author_id == person.pk or row.parent_author_id in with_reposts

    return page_of(source, person, span=span, limit=limit, keep=keep)
