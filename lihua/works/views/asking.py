from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lihua.base.limits import limited
from lihua.works import actions, queries, rules
from lihua.works.middleware import ReaderRequest
from lihua.works.models import Ask
from lihua.works.views.answering import go_back, is_fragment, refused, with_toast
from lihua.works.views.showing import openable
from lihua.works.views.writing import me


@require_POST
@login_required
@limited("reacting")
def ask(request: ReaderRequest, work_id: int) -> HttpResponse:
    """Ask the village for a translation into the language that one reads best."""
    work = get_object_or_404(openable(request), pk=work_id).itself
    into = request.POST.get("language") or request.reader.target
    try:
        asked = actions.ask_for_translation(work, by=me(request), into=into[:64])
    except (rules.NotAllowed, rules.Unacceptable) as refusal:
        return refused(request, str(refusal))
    if is_fragment(request):
        target = asked.target_language
        counted = queries.translation_ask(work, target, viewer=request.person)
        return render(request, "works/_ask.html", {"work": work, "ask": counted, "target": target})
    messages.success(request, _("The village is asked. You will hear when somebody has translated it."))
    return go_back(request, work.get_absolute_url())


@login_required
@require_safe
def waiting(request: ReaderRequest) -> HttpResponse:
    """What was asked of me, and what readers of my languages could translate."""
    before = request.GET.get("before", "")
    before_id = int(before) if before.isascii() and before.isdigit() and len(before) <= 18 else None
    rows, next_before = queries.waiting(me(request), request.reader, before=before_id)
    context = {"rows": rows, "next_url": f"?before={next_before}" if next_before else "", "is_first": before_id is None}
    return render(request, "works/_waiting_rows.html" if is_fragment(request) else "works/waiting.html", context)


@require_POST
@login_required
@limited("reacting")
def let_go(request: ReaderRequest, ask_id: int) -> HttpResponse:
    asked = get_object_or_404(queries.open_asks(me(request)), pk=ask_id)
    actions.let_go(asked, by=me(request))
    if is_fragment(request):
        from django.urls import reverse

        return with_toast(HttpResponse(""), _("Let go."), undo=reverse("works:take_up", args=[ask_id]))
    return redirect("works:waiting")


@require_POST
@login_required
@limited("reacting")
def take_up(request: ReaderRequest, ask_id: int) -> HttpResponse:
    let_go_by_me = Q(to=me(request), is_let_go=True) | Q(stances__person=me(request))
    actions.take_up(get_object_or_404(Ask.objects.filter(let_go_by_me).distinct(), pk=ask_id), by=me(request))
    return redirect("works:waiting")
