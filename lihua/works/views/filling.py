"""Translations that come while somebody reads: what is there is shown, what is on screen is asked for."""

from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lihua.base.limits import hit
from lihua.base.tasks import defer
from lihua.language import rules as engines
from lihua.works import queries, rules, tasks
from lihua.works.middleware import ReaderRequest
from lihua.works.models import Work
from lihua.works.models.works import WorkQuerySet

ONCE_IN = 600  # seconds: so long nobody else's page asks the engine for the same
MOST = 40  # works that one question may name


@require_safe
def fill(request: ReaderRequest) -> HttpResponse:
    """Those of the `cards` and `answers` (ids, in the order of what is on screen) that can be read by now.

    What is not there yet is asked of the engine, in that order. `X-Waiting` names what is worth asking for again.
    """
    visible = queries.works_visible_to(request.person)
    cards = _in_order(visible.with_card(), _ids(request, "cards"))
    answers = _in_order(visible.with_pictures(), _ids(request, "answers"))
    read = queries.read_works([*cards, *answers], request.reader, with_aids=True)
    asked = [work.pk for work in [*cards, *answers] if read[work.pk].is_awaited and is_machine_at(request, work)]
    waiting = [pk for pk in asked if read[pk].misses_translation]  # nobody waits for a picture's description alone
    ready = {pk for pk, one in read.items() if one.has_translations and pk not in waiting}
    context = {
        "cards": queries.cards_of([work for work in cards if work.pk in ready], request.reader),
        "answers": [read[work.pk] for work in answers if work.pk in ready],
    }
    response = render(request, "works/_filled.html", context)
    response["X-Waiting"] = ",".join(map(str, waiting))
    response["Cache-Control"] = "private, no-store"
    return response


def is_machine_at(request: ReaderRequest, found: Work) -> bool:
    """Have the engine translate this once, in the worker; whether the page should look again in a moment."""
    target = request.reader.target
    if not rules.may_wake_machine(request.reader):
        return False
    privacy = rules.machine_privacy(found)
    if not any(
        engines.can_translate(tag, target, privacy=privacy) for tag in found.languages if request.reader.is_foreign(tag)
    ):
        return False
    if caches["local"].add(f"translate:{found.pk}:{found.revision}:{found.language}:{target}", True, ONCE_IN):
        if not hit("translating", request).allowed:
            return False
        payer = f"person:{request.person.pk}" if request.person else ""
        defer(tasks.translate_for, work_id=found.pk, target=target, payer=payer)
    return True


def _ids(request: HttpRequest, name: str) -> list[int]:
    asked = request.GET.get(name, "").split(",")[:MOST]
    return [int(one) for one in asked if one.isascii() and one.isdigit() and len(one) <= 19 and int(one) < 2**63]


def _in_order(works: WorkQuerySet, ids: list[int]) -> list[Work]:
    found = works.in_bulk(ids) if ids else {}
    return [found[pk].itself for pk in dict.fromkeys(ids) if pk in found]
