"""The owner's page of translation engines: order, pairs, privacy, quotas, health, and the packs of this machine."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lihua import language
from lihua.base.limits import limited
from lihua.language import actions, queries
from lihua.language.queries import EngineReport
from lihua.ops.forms import EngineForm, PairForm
from lihua.people.middleware import PersonRequest
from lihua.people.models import LanguageUse, PersonLanguage

MOST_LANGUAGES = 6
MOST_OFFERS = 12

View = Callable[..., HttpResponse]


def owners_only(view: View) -> View:
    """Others are told that there is no such page."""

    @wraps(view)
    @login_required
    def guarded(request: PersonRequest, **words: str) -> HttpResponse:
        person = request.person
        if person is None or person.account is None or not person.account.is_owner:
            raise Http404
        return view(request, **words)

    return guarded


@require_safe
@owners_only
def overview(request: PersonRequest) -> HttpResponse:
    return _page(request)


@require_safe
@owners_only
def packs(request: PersonRequest) -> HttpResponse:
    """The packs alone: what asks while one is coming."""
    return render(request, "ops/_packs.html", {"pair_form": PairForm(), **_packs()})


@require_POST
@owners_only
@limited("account")
def decide(request: PersonRequest, key: str) -> HttpResponse:
    report = next((one for one in queries.engine_reports() if one.key == key), None)
    if report is None:
        raise Http404
    if "earlier" in request.POST:
        actions.ask_engine_earlier(key)
    elif "again" in request.POST:
        actions.let_engine_try_again(key)
    else:
        form = EngineForm(request.POST, prefix=key, report=report)
        if not form.is_valid():
            return _page(request, wrong=form, status=422)
        actions.decide(key, **form.cleaned_data)
        messages.success(request, _("Saved."))
    return redirect("ops:engines")


@require_POST
@owners_only
@limited("account")
def want(request: PersonRequest) -> HttpResponse:
    form = PairForm(request.POST)
    if not form.is_valid():
        return _page(request, pair=form, status=422)
    actions.want_pack(*form.cleaned_data["pair"])
    return redirect("ops:engines")


@require_POST
@owners_only
@limited("account")
def remove(request: PersonRequest) -> HttpResponse:
    form = PairForm(request.POST)
    if form.is_valid():
        try:
            actions.remove(*form.cleaned_data["pair"])
        except actions.PackRefused as refused:
            messages.error(request, str(refused))
    return redirect("ops:engines")


@require_POST
@owners_only
@limited("account")
def look(request: PersonRequest) -> HttpResponse:
    actions.want_index()
    messages.success(request, _("The worker looks into the index; what there is appears here in a moment."))
    return redirect("ops:engines")


def _page(
    request: PersonRequest, *, wrong: EngineForm | None = None, pair: PairForm | None = None, status: int = 200
) -> HttpResponse:
    reports = queries.engine_reports()
    rows = [(report, _form_of(report, wrong)) for report in reports]
    context = {"rows": rows, "pair_form": pair or PairForm(), **_packs()}
    return render(request, "ops/engines.html", context, status=status)


def _form_of(report: EngineReport, wrong: EngineForm | None) -> EngineForm:
    return wrong if wrong and wrong.prefix == report.key else EngineForm(prefix=report.key, report=report)


def _packs() -> dict[str, object]:
    offered, problem = queries.offered_packs()
    wanted = queries.wanted_packs(_used(LanguageUse.WRITES), _used(LanguageUse.READS))
    jobs = queries.pack_jobs()
    going_on = {(job.source, job.target) for job in jobs}
    return {
        "packs": [(pack, _pair(pack.source, pack.target)) for pack in queries.pack_reports()],
        "jobs": [(job, _pair(job.source, job.target)) for job in jobs if job.state != "done"],
        "is_waiting": any(job.is_going_on for job in jobs),
        "offers": [
            (f"{source}-{target}", _pair(source, target))
            for source, target in wanted
            if (source, target) in set(offered) and (source, target) not in going_on
        ][:MOST_OFFERS],
        "is_index_known": bool(offered),
        "index_problem": problem,
    }


def _pair(source: str, target: str) -> str:
    here = get_language() or "en"
    words = {"source": _name(source, here), "target": _name(target, here)}
    return _("%(source)s → %(target)s") % words


def _name(tag: str, here: str) -> str:
    return language.tags.name(tag, here) if language.tags.is_known(tag) else tag


def _used(use: str) -> list[str]:
    """The languages of the people here, those of most first."""
    rows = PersonLanguage.objects.filter(use=use, person__account__isnull=False).values("tag")
    return list(
        rows.annotate(people=Count("pk")).order_by("-people", "tag").values_list("tag", flat=True)[:MOST_LANGUAGES]
    )
