"""People and works by the ids that apps send. What may not be seen is not there: the answer is the same 404."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from lihua.api.answers import invalid, not_found, page_of
from lihua.api.entities import statuses
from lihua.api.paging import Window, id_of
from lihua.discovery.queries import WorkPage
from lihua.people.models import Person
from lihua.works.models import Visibility, Work
from lihua.works.queries import works_visible_to


def person_of(text: str) -> Person:
    person = Person.objects.seen().select_related("account").filter(pk=id_of(text)).first()
    if person is None:
        raise not_found()
    return person


def work_of(text: str, viewer: Person | None) -> Work:
    """The work of that id as the viewer may open it; a repost stands for itself."""
    work = works_visible_to(viewer).select_related("author", "repost_of__author").filter(pk=id_of(text)).first()
    if work is None:
        raise not_found()
    return work


def timeline(request: Any, page: WorkPage, window: Window) -> HttpResponse:
    return works_page(request, page.works, is_full=page.older is not None)


def works_page(
    request: Any, works: Sequence[Work], *, is_full: bool, keys: Sequence[int] | None = None
) -> HttpResponse:
    entities = statuses.statuses(works, request.reader)
    return page_of(entities, request, keys=[work.pk for work in works] if keys is None else keys, is_full=is_full)


def is_true(request: HttpRequest, name: str) -> bool:
    return request.GET.get(name, "").lower() in {"1", "true", "on", "yes"}


def visibility_of(wanted: str | None) -> str:
    if not wanted:
        return Visibility.PUBLIC
    if wanted not in statuses.FROM_APPS:
        raise invalid(_("visibility is public, unlisted or private"))
    return statuses.FROM_APPS[wanted]
