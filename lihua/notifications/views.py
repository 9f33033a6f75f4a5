from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from lihua.notifications import actions, queries, wording
from lihua.people.middleware import PersonRequest


@login_required
@require_GET
def notices(request: PersonRequest) -> HttpResponse:
    """What happened, newest first. Looking at it does not mark it as read; the page says so itself, by a POST."""
    if request.person is None:
        return redirect("/")
    show = request.GET.get("show", "all")
    show = show if show in queries.SHOWS else "all"
    before = _number(request.GET.get("before", ""))
    groups, following = queries.groups_of(request.person, show=show, before=before)
    lines = wording.lines_of(groups, request.reader)  # type: ignore[attr-defined]
    shown = [(group, lines[group.name]) for group in groups if group.name in lines]
    is_more = before is not None and bool(getattr(request, "htmx", False))
    context = {
        "shown": shown,
        "hidden": len(groups) - len(shown),
        "show": show,
        "newest_id": groups[0].newest_id if groups else 0,
        "is_first": before is None,
        "has_unread": any(group.unread for group in groups),
        "next_url": f"{reverse('notifications:notices')}?show={show}&before={following}" if following else "",
    }
    return render(request, "notifications/_groups.html" if is_more else "notifications/notices.html", context)


@login_required
@require_GET
def unread(request: PersonRequest) -> HttpResponse:
    return JsonResponse({"unread": queries.unread_count(request.person) if request.person else 0})


@login_required
@require_POST
def read(request: PersonRequest) -> HttpResponse:
    if request.person is not None:
        actions.mark_read(request.person, up_to=_number(request.POST.get("up_to", "")))
    if getattr(request, "htmx", False):
        return HttpResponse(status=204)
    return redirect("notifications:notices")


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 20 else None
