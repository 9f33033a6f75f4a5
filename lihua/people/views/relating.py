"""Follow, mute and block from a button anywhere; answers with the button anew, or goes back."""

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lihua.base.limits import limited
from lihua.people import actions, queries, rules
from lihua.people.forms import MuteForm
from lihua.people.middleware import PersonRequest
from lihua.people.models import FollowRequest, Person


@require_POST
@login_required
@limited("reacting")
def relate(request: PersonRequest, handle: str, verb: str) -> HttpResponse:
    """`verb` is follow, unfollow, mute, unmute, block, unblock or remove (a follower)."""
    me = request.person
    other = get_object_or_404(queries.people_visible_to(me), handle=handle.lower())
    if me is None:
        return redirect("account_login")
    try:
        _do(request, me, other, verb)
    except rules.NotAllowed as problem:
        messages.error(request, str(problem))
    if request.headers.get("HX-Request"):
        context = {"person": other, "relation": queries.relation(me, other)}
        return render(request, "people/_follow_button.html", context)
    return redirect(_back(request))


def _do(request: HttpRequest, me: Person, other: Person, verb: str) -> None:
    match verb:
        case "follow":
            asked = actions.follow(me, other)
            if isinstance(asked, FollowRequest):
                messages.success(request, _("You asked to follow. You will hear when they say yes."))
        case "unfollow":
            actions.unfollow(me, other)
        case "mute":
            form = MuteForm(request.POST)
            hours = form.cleaned_data["hours"] if form.is_valid() else 0
            also = form.cleaned_data["also_notices"] if form.is_valid() else True
            actions.mute(me, other, until=now() + timedelta(hours=hours) if hours else None, also_notices=also)
            messages.success(request, _("You will not see %(name)s in your lists.") % {"name": other.name})
        case "unmute":
            actions.unmute(me, other)
        case "block":
            actions.block(me, other)
            messages.success(request, _("You and %(name)s do not see each other any more.") % {"name": other.name})
        case "unblock":
            actions.unblock(me, other)
        case "remove":
            actions.remove_follower(me, other)


@require_POST
@login_required
def answer_request(request: PersonRequest, pk: int, verb: str) -> HttpResponse:
    asked = get_object_or_404(FollowRequest, pk=pk, followed=request.person)
    (actions.accept_request if verb == "accept" else actions.decline_request)(asked)
    return redirect("people:requests")


def _back(request: HttpRequest) -> str:
    target = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(target, allowed_hosts=None):
        return target
    return "/"
