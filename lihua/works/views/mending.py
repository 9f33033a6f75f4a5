"""Comparing the versions of a sentence, suggesting a better one, and deciding."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lihua import language
from lihua.base.limits import limited
from lihua.works import actions, queries, rules
from lihua.works.middleware import ReaderRequest
from lihua.works.models import Suggestion, Work
from lihua.works.views.answering import go_back, is_fragment, refused, with_toast
from lihua.works.views.showing import openable
from lihua.works.views.writing import me

DEEDS = ("for", "against", "unvote", "accept", "decline")


def tag_of(said: str) -> str:
    try:
        return language.tags.normalize(said)
    except language.tags.UnknownLanguage:
        raise Http404 from None


@require_safe
def sentence(request: ReaderRequest, work_id: int, tag: str, field: str, ordinal: int) -> HttpResponse:
    """One sentence: what was suggested, by whom, why; every earlier version, the machine's too, side by side."""
    work = get_object_or_404(openable(request), pk=work_id).itself
    return _sentence(request, work, tag_of(tag), field[:40], min(ordinal, 100_000))


def _sentence(
    request: ReaderRequest,
    work: Work,
    tag: str,
    field: str,
    ordinal: int,
    *,
    problem: str = "",
    typed: str = "",
    reason: str = "",
) -> HttpResponse:
    history = queries.sentence_history(work, field=field, ordinal=ordinal, tag=tag)
    if history is None:
        raise Http404
    person = request.person
    comparison = queries.compare(work, field=field, ordinal=ordinal, tag=tag, viewer=person)
    is_correction = history.original_language == tag
    can_mend = person is not None and rules.can_translate(person, work)
    is_mine = person is not None and work.author_id == person.pk
    context = {
        "work": work,
        "history": history,
        "key": f"{field}:{ordinal}",
        "comparison": comparison,
        "is_correction": is_correction,
        "can_revert": can_mend,
        "can_suggest": can_mend and (not is_correction or (work.wants_corrections and not is_mine)),
        "problem": problem,
        "typed": typed or _starting_point(comparison, history.original if is_correction else ""),
        "reason": reason,
    }
    template = "works/_sentence.html" if is_fragment(request) else "works/sentence.html"
    return render(request, template, context, status=422 if problem else 200)


def _starting_point(comparison: queries.Comparison, original: str) -> str:
    """What is mended: the words that stand there, else the machine's."""
    if comparison.standing:
        return comparison.standing.text
    return original or (comparison.by_machine.text if comparison.by_machine else "")


@require_POST
@login_required
@limited("translating")
def suggest(request: ReaderRequest, work_id: int, tag: str, field: str, ordinal: int) -> HttpResponse:
    """Offer a better wording, with a reason."""
    work = get_object_or_404(openable(request), pk=work_id).itself
    target, key = tag_of(tag), f"{field[:40]}:{min(ordinal, 100_000)}"
    typed, reason = request.POST.get("text", ""), request.POST.get("reason", "")
    try:
        offered = actions.suggest(work, key, text=typed, into=target, by=me(request), reason=reason)
    except rules.Unacceptable as refusal:
        said = next(iter(refusal.problems.values()))
        return _sentence(request, work, target, field, ordinal, problem=said, typed=typed, reason=reason)
    except rules.NotAllowed as refusal:
        return refused(request, str(refusal))
    done = _("Thank you. Your words stand beside the original now.")
    waits = _("Thank you. Those who can decide have been told.")
    said = waits if offered.is_open else done
    if is_fragment(request):
        work.refresh_from_db()
        return with_toast(_sentence(request, work, target, field, ordinal), said)
    return redirect("works:sentence", work.pk, target, field, ordinal)


@require_POST
@login_required
@limited("translating")
def decide(request: ReaderRequest, suggestion_id: int, deed: str) -> HttpResponse:
    """Vote for or against, take the vote back, accept, decline."""
    offered = get_object_or_404(Suggestion.objects.select_related("work", "by"), pk=suggestion_id)
    work = get_object_or_404(openable(request), pk=offered.work_id)
    person = me(request)
    try:
        match deed:
            case "for" | "against":
                actions.vote(offered, is_for=deed == "for", by=person)
            case "unvote":
                actions.unvote(offered, by=person)
            case "accept":
                actions.accept(offered, by=person)
            case "decline":
                actions.decline(offered, by=person)
            case _:
                raise Http404
    except (rules.NotAllowed, rules.Unacceptable) as refusal:
        return refused(request, str(refusal))
    if is_fragment(request):
        return _sentence(request, work, offered.language, offered.field, offered.ordinal)
    return go_back(request, reverse("works:sentence", args=[work.pk, offered.language, offered.field, offered.ordinal]))


@require_POST
@login_required
def correct_me(request: ReaderRequest, work_id: int) -> HttpResponse:
    """The author asks for corrections, or no longer."""
    work = get_object_or_404(openable(request), pk=work_id).itself
    try:
        actions.ask_for_corrections(work, by=me(request), wanted=request.POST.get("wanted") != "no")
    except rules.NotAllowed as refusal:
        return refused(request, str(refusal))
    return redirect(work)


@login_required
@require_safe
def waiting_sentences(request: ReaderRequest) -> HttpResponse:
    """Sentences that wait for somebody who reads two languages."""
    person = me(request)
    known = list(dict.fromkeys([*person.reads, *person.writes]))
    pairs = [(one, other) for one in known for other in known if one != other]
    source, target = _pair(request, pairs)
    rows = queries.waiting_sentences(person, source=source, target=target, before=_before(request)) if source else []
    more = ""
    if len(rows) >= queries.WAITING_PAGE:
        more = "?" + urlencode({"from": source, "to": target, "before": str(rows[-1].work.pk)})
    context = {"pairs": pairs, "source": source, "target": target, "rows": rows, "more": more}
    return render(request, "works/waiting_sentences.html", context)


def _pair(request: HttpRequest, pairs: list[tuple[str, str]]) -> tuple[str, str]:
    asked = (request.GET.get("from", ""), request.GET.get("to", ""))
    return asked if asked in pairs else pairs[0] if pairs else ("", "")


def _before(request: HttpRequest) -> int:
    asked = request.GET.get("before", "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) <= 18 else 0
