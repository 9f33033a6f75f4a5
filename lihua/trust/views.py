from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lihua.base.limits import limited
from lihua.lexicon.queries import can_see_said, said_by_number
from lihua.lexicon.rules import Said
from lihua.people import queries as people
from lihua.people.models import Person
from lihua.trust import actions, queries, rules
from lihua.trust.forms import AppealForm, DecisionForm, HearingForm, ReportForm
from lihua.trust.models import Appeal, Case, Category, Decision
from lihua.works.middleware import ReaderRequest
from lihua.works.models import Work
from lihua.works.queries import read_work, works_visible_to

PAGE = 20


@login_required
@limited("reporting")
def report(request: ReaderRequest) -> HttpResponse:
    """Report a work (?work=), a word (?entry=), what it is said to mean (?explanation=) or a person (?person=)."""
    said = _said(request)
    work, person = (None, None) if said else _subject(request)
    if request.person is None:
        raise Http404
    form = ReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.report(request.person, work=work, person=person, said=said, **form.cleaned_data)
        except rules.NotAllowed as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, _("Thank you. The desk looks at it, and you will hear what came of it."))
            return redirect("discovery:explore")
    subject = work.author if work else said.author if said else person
    context = {"form": form, "work": work, "said": said, "subject": subject}
    return render(request, "trust/report.html", context, status=422 if form.errors else 200)


def _subject(request: ReaderRequest) -> tuple[Work | None, Person | None]:
    asked = request.GET.get("work", "")
    if asked.isdecimal() and len(asked) < 20:
        works = works_visible_to(request.person).select_related("author")
        return get_object_or_404(works, pk=int(asked)).itself, None
    handle = request.GET.get("person", "")
    return None, get_object_or_404(people.people_visible_to(request.person), handle=handle.lower()[:30])


def _said(request: ReaderRequest) -> Said | None:
    """What of the glossary is reported, where the reporter can see it."""
    for kind in ("entry", "explanation"):
        asked = request.GET.get(kind, "")
        if asked.isascii() and asked.isdecimal() and len(asked) < 19:
            found = said_by_number([(kind, int(asked))]).get((kind, int(asked)))
            if found is None or not can_see_said(request.person, found):
                raise Http404
            return found
    return None


def _moderator(request: ReaderRequest) -> Person:
    """For everybody else the desk is not there."""
    if request.person is None or not rules.is_moderator(request.person):
        raise Http404
    return request.person


@login_required
def desk(request: ReaderRequest) -> HttpResponse:
    moderator = _moderator(request)
    tag, category = request.GET.get("language", "mine")[:35], request.GET.get("category", "")
    category = category if category in Category.values else ""
    after = request.GET.get("after", "")
    cases = queries.open_cases(moderator, tag=tag, category=category)
    if after.isdecimal():
        cases = cases.filter(pk__gt=int(after[:19]))
    page = list(cases[: PAGE + 1])
    context = {
        "rows": queries.queue(page[:PAGE], request.reader),
        "more": page[PAGE - 1].pk if len(page) > PAGE else None,
        "languages": queries.languages_waiting(),
        "tag": tag,
        "category": category,
        "categories": Category.choices,
        "appeals": list(queries.appeals_waiting(moderator)[:PAGE]),
    }
    return render(request, "trust/desk.html", context)


@login_required
def case(request: ReaderRequest, pk: int) -> HttpResponse:
    """One case: the words beside their translation, the reports, and the decision to make."""
    moderator = _moderator(request)
    found = get_object_or_404(Case.objects.select_related("person", "work__author"), pk=pk)
    if not rules.can_judge(moderator, found):
        raise Http404
    form = DecisionForm(request.POST or None, has_work=not found.is_about_a_person)
    if request.method == "POST" and form.is_valid():
        try:
            actions.decide(found, by=moderator, **form.cleaned_data)
        except (rules.NotAllowed, rules.Unacceptable) as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, _("Decided. The person concerned was told."))
            return redirect("trust:desk")
    context = {
        "case": found,
        "read": read_work(found.work, request.reader) if found.work else None,
        "said": actions.said_of(found),
        "reports": found.reports.select_related("reporter").order_by("id"),
        "decisions": found.decisions.order_by("id"),
        "before": queries.decisions_about(found.person)[:5],
        "their_languages": found.person.reads or found.person.writes,
        "form": form,
    }
    return render(request, "trust/case.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def assign(request: ReaderRequest, pk: int) -> HttpResponse:
    moderator = _moderator(request)
    found = get_object_or_404(Case, pk=pk)
    try:
        actions.assign(found, to=moderator if request.POST.get("take") else None)
    except rules.NotAllowed as problem:
        messages.error(request, str(problem))
        return redirect("trust:desk")
    return redirect(found)


@login_required
def hear(request: ReaderRequest, pk: int) -> HttpResponse:
    moderator = _moderator(request)
    appeals = Appeal.objects.select_related("decision__case__work__author", "decision__person")
    appealed = get_object_or_404(appeals, pk=pk)
    if not rules.can_hear(moderator, appealed):
        raise Http404
    form = HearingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        grant = form.cleaned_data["grant"] == "yes"
        actions.hear(appealed, by=moderator, grant=grant, answer=form.cleaned_data["answer"])
        messages.success(request, _("Heard. The person concerned was told."))
        return redirect("trust:desk")
    work = appealed.decision.case.work
    context = {
        "appeal": appealed,
        "read": read_work(work, request.reader) if work else None,
        "said": actions.said_of(appealed.decision.case),
        "form": form,
    }
    return render(request, "trust/hear.html", context)


@login_required
def my_decisions(request: HttpRequest) -> HttpResponse:
    """What the desk decided about me. Open to those who are suspended, too."""
    person = people.any_person_of(request.user)
    if person is None:
        raise Http404
    return render(request, "trust/my_decisions.html", {"decisions": queries.decisions_about(person)})


@login_required
def decision(request: ReaderRequest, pk: int) -> HttpResponse:
    """One decision about me, and my appeal. Open to those who are suspended, too."""
    person = people.any_person_of(request.user)
    if person is None:
        raise Http404
    found = get_object_or_404(Decision.objects.select_related("case__work__author", "appeal"), pk=pk, person=person)
    form = AppealForm(request.POST or None) if rules.can_appeal(person, found) else None
    if request.method == "POST" and form is not None and form.is_valid():
        actions.appeal(found, by=person, **form.cleaned_data)
        messages.success(request, _("Somebody who did not decide this will read it, and you will hear."))
        return redirect(found)
    work = found.case.work
    rule = actions.rule_text(found, request.reader.target)
    context = {
        "decision": found,
        "rule": rule,
        "form": form,
        "read": read_work(work, request.reader) if work else None,
        "said": actions.said_of(found.case),
    }
    return render(request, "trust/decision.html", context)


def log(request: HttpRequest) -> HttpResponse:
    """The public log: every decision with rule and reason, nobody's name."""
    before = request.GET.get("before", "")
    rows = list(queries.public_log(before=int(before[:19]) if before.isdecimal() else None)[: PAGE + 1])
    context = {"decisions": rows[:PAGE], "more": rows[PAGE - 1].pk if len(rows) > PAGE else None}
    return render(request, "trust/log.html", context)
