from collections.abc import Callable

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from lihua.base.limits import limited
from lihua.works import actions, queries, rules
from lihua.works.middleware import ReaderRequest
from lihua.works.models import Reaction, ReactionKind, Work
from lihua.works.views.answering import go_back, is_fragment, refused

VERBS: dict[str, Callable[..., object]] = {
    "like": actions.like,
    "unlike": actions.unlike,
    "save": actions.save,
    "unsave": actions.unsave,
    "repost": actions.repost,
    "unrepost": actions.unrepost,
}


@require_POST
@login_required
@limited("reacting")
def react(request: ReaderRequest, work_id: int, verb: str) -> HttpResponse:
    """Like, save or repost, or take it back; answers with the button anew, or goes back."""
    work = get_object_or_404(queries.works_visible_to(request.person).select_related("author"), pk=work_id).itself
    if request.person is None:
        raise Http404
    try:
        VERBS[verb](work, by=request.person)
    except rules.NotAllowed as problem:
        return refused(request, str(problem))
    if not is_fragment(request):
        return go_back(request, work.get_absolute_url())
    deed = verb.removeprefix("un")
    work = Work.objects.get(pk=work.pk)
    return render(
        request,
        "works/_deed.html",
        {"work": work, "deed": deed, "is_done": is_done(work, deed, request), "small": "small" in request.POST},
    )


def is_done(work: Work, deed: str, request: ReaderRequest) -> bool:
    if deed == "repost":
        return Work.objects.filter(author=request.person, repost_of=work).exists()
    kind = ReactionKind.LIKE if deed == "like" else ReactionKind.BOOKMARK
    return Reaction.objects.filter(person=request.person, work=work, kind=kind).exists()
