from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lihua import language
from lihua.base.limits import limited
from lihua.works import actions, queries, rules
from lihua.works.middleware import ReaderRequest
from lihua.works.models import Joining
from lihua.works.views.answering import go_back, refused
from lihua.works.views.writing import me


@limited("reacting")
def names(request: ReaderRequest, name: str) -> HttpResponse:
    """What a tag is called in each language; whoever knows another name adds it."""
    found = queries.names_of(name[:60])
    if found is None:
        raise Http404
    problems: dict[str, str] = {}
    typed = {"name": request.POST.get("name", "")[:200], "language": request.POST.get("language", "")[:64]}
    if request.method == "POST":
        if request.person is None:
            return redirect("account_login")
        try:
            made = actions.name_concept(found.concept, name=typed["name"], tag=typed["language"], by=request.person)
        except rules.Unacceptable as refusal:
            problems = refusal.problems
        except rules.NotAllowed as refusal:
            return refused(request, str(refusal))
        else:
            if isinstance(made, Joining):
                messages.success(request, _("This name is a tag of its own. A moderator decides whether they are one."))
            else:
                messages.success(request, _("Thank you. Readers of this language see the tag by its new name."))
            return redirect("works:names", found.label.name)
    own = [*request.reader.reads, *(request.person.writes if request.person else [])]
    context = {
        "names": found,
        "typed": typed,
        "problems": problems,
        "languages": list(dict.fromkeys([*own, *language.tags.SUPPORTED])),
        "is_moderator": bool(request.person and request.person.account and request.person.account.is_moderator),
    }
    return render(request, "works/names.html", context, status=422 if problems else 200)


@require_POST
@login_required
@limited("reacting")
def decide(request: ReaderRequest, pk: int, verb: str) -> HttpResponse:
    """Join what was proposed, or split it again. For moderators."""
    if verb not in {"join", "split"} or pk >= 1 << 62:
        raise Http404
    joining = get_object_or_404(Joining.objects.select_related("kept"), pk=pk)
    try:
        (actions.join if verb == "join" else actions.split)(joining, by=me(request))
    except rules.NotAllowed as refusal:
        return refused(request, str(refusal))
    return go_back(request, "/")
