"""The pages of the glossary."""

from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lihua import language
from lihua.base.limits import limited
from lihua.lexicon import actions, queries, rules
from lihua.lexicon.forms import AddForm, MeaningForm, WordForm
from lihua.lexicon.models import Explanation, GlossaryEntry, Kind, State
from lihua.lexicon.queries.glossary import ORDERS, Filter, Order
from lihua.lexicon.reading import ReaderRequest
from lihua.lexicon.rules import Said
from lihua.lexicon.views.answering import go_back, is_fragment, me, number, refused, sent_number

FormT = TypeVar("FormT", WordForm, MeaningForm, AddForm)


@require_safe
@limited("looking")
def entries(request: ReaderRequest) -> HttpResponse:
    """?language=zh, &kind=slang, &order=used, &q=: what of the glossary to show."""
    order: Order = next((name for name in ORDERS if name == request.GET.get("order")), "newest")
    asked = Filter(
        base=request.GET.get("language", "")[:8],
        kind=request.GET.get("kind", "")[:5],
        text=request.GET.get("q", "").replace("\0", "")[:60],
        order=order,
    )
    page = queries.entries_page(
        asked, reads=request.reader.reads, viewer=request.person, skip=number(request, "after") or 0
    )
    chosen = {"language": asked.base, "kind": asked.kind, "q": asked.text, "order": "" if order == "newest" else order}
    chosen = {name: value for name, value in chosen.items() if value}
    context: dict[str, Any] = {
        "entries": page.items,
        "next_url": f"{request.path}?{urlencode({**chosen, 'after': page.after})}" if page.after else "",
    }
    if is_fragment(request) and "after" in request.GET:
        return render(request, "lexicon/_entries.html", context)
    context |= {
        "asked": asked,
        "languages": [
            (base, count, _with(chosen, language=base)) for base, count in queries.languages_in_glossary()[:24]
        ],
        "all_languages": _with(chosen, language=""),
        "kinds": [(kind.value, kind.label, _with(chosen, kind=kind.value)) for kind in Kind],
        "all_kinds": _with(chosen, kind=""),
        "orders": [
            (name, label, _with(chosen, order="" if name == "newest" else name))
            for name, label in (("newest", _("Newest")), ("used", _("Most used")), ("votes", _("Most votes")))
        ],
    }
    return render(request, "lexicon/glossary.html", context)


@require_safe
def entry(request: ReaderRequest, pk: int) -> HttpResponse:
    return _entry_page(request, _entry(pk))


@login_required
@limited("glossary")
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: ReaderRequest) -> HttpResponse:
    """?word=, &language=, &work=: where it was met."""
    person = me(request)
    start = {
        "word": request.GET.get("word", "")[: rules.LONGEST_WORD],
        "language": request.GET.get("language", "")[:35],
        "kind": Kind.SLANG,
        "meaning_language": request.reader.target,
    }
    first = [start["language"], *person.writes, *person.reads, *person.learns]
    form = AddForm(request.POST or None, initial=start, first=[tag for tag in first if language.tags.is_known(tag)])
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            added = actions.add(
                word=said["word"],
                tag=said["language"],
                kind=said["kind"],
                reading=said["reading"],
                meaning=_meaning(said),
                work_id=sent_number(request, "work"),
                by=person,
            )
        except rules.AlreadyThere as there:
            messages.info(request, _("The village knows this word already. You can explain it here."))
            return redirect(there.entry)
        except rules.Unacceptable as problem:
            _tell(form, problem)
        else:
            messages.success(request, _("Added. Thank you."))
            return redirect(added)
    context = {"form": form, "work": request.POST.get("work") or request.GET.get("work", "")}
    return render(request, "lexicon/add.html", context, status=422 if form.errors else 200)


@login_required
@limited("glossary")
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: ReaderRequest, pk: int) -> HttpResponse:
    found = _entry(pk)
    _require(rules.can_change(request.person, found))
    start = {"word": found.word, "kind": found.kind, "reading": found.reading}
    form = WordForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(actions.edit(found, by=me(request), **form.cleaned_data))
        except rules.AlreadyThere as there:
            form.add_error("word", _("The village has this word already."))
            messages.info(request, there.entry.word)
        except rules.Unacceptable as problem:
            _tell(form, problem)
    context = {"form": form, "entry": found, "heading": _("Write the word otherwise")}
    return render(request, "lexicon/edit.html", context, status=422 if form.errors else 200)


@require_safe
def history(request: ReaderRequest, pk: int) -> HttpResponse:
    found = _entry(pk)
    context = {"entry": found, "revisions": queries.entry_history(found, request.person)}
    return render(request, "lexicon/history.html", context)


@login_required
@require_POST
@limited("glossary")
def explain(request: ReaderRequest, pk: int) -> HttpResponse:
    found = _entry(pk)
    form = _meaning_form(request, found)
    if form.is_valid() and (meaning := _meaning(form.cleaned_data)):
        try:
            return redirect(actions.explain(found, meaning, by=me(request)))
        except rules.Unacceptable as problem:
            _tell(form, problem)
    elif form.is_valid():
        form.add_error("equivalent", _("Say what it means: a word for it, or a few words about it."))
    return _entry_page(request, found, form=form, status=422)


@login_required
@limited("glossary")
@require_http_methods(["GET", "HEAD", "POST"])
def edit_explanation(request: ReaderRequest, pk: int) -> HttpResponse:
    found = _explanation(request, pk)
    _require(rules.can_change(request.person, found))
    start = {"meaning_language": found.language, "equivalent": found.equivalent, "text": found.text}
    form = MeaningForm(request.POST or None, initial=start, first=[found.language])
    form.fields["meaning_language"].choices = [(found.language, language.tags.autonym(found.language))]  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            meaning = actions.Meaning(found.language, said["equivalent"], said["text"])
            return redirect(actions.edit_explanation(found, meaning, by=me(request)))
        except rules.Unacceptable as problem:
            _tell(form, problem)
    context = {"form": form, "entry": found.entry, "heading": _("Explain it otherwise")}
    return render(request, "lexicon/edit.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
@limited("reacting")
def vote(request: ReaderRequest, pk: int) -> HttpResponse:
    return _vote(request, _entry(pk), actions.vote, has_voted=True)


@login_required
@require_POST
@limited("reacting")
def unvote(request: ReaderRequest, pk: int) -> HttpResponse:
    return _vote(request, _entry(pk), actions.unvote, has_voted=False)


@login_required
@require_POST
@limited("reacting")
def vote_explanation(request: ReaderRequest, pk: int) -> HttpResponse:
    return _vote(request, _explanation(request, pk), actions.vote, has_voted=True)


@login_required
@require_POST
@limited("reacting")
def unvote_explanation(request: ReaderRequest, pk: int) -> HttpResponse:
    return _vote(request, _explanation(request, pk), actions.unvote, has_voted=False)


@login_required
@require_POST
@limited("glossary")
def withdraw(request: ReaderRequest, pk: int) -> HttpResponse:
    return _withdraw(request, _entry(pk), reverse("lexicon:undo", args=[pk]), reverse("lexicon:glossary"))


@login_required
@require_POST
@limited("glossary")
def withdraw_explanation(request: ReaderRequest, pk: int) -> HttpResponse:
    found = _explanation(request, pk)
    back = found.entry.get_absolute_url()
    return _withdraw(request, found, reverse("lexicon:undo_explanation", args=[pk]), back)


@login_required
@require_POST
@limited("glossary")
def undo(request: ReaderRequest, pk: int) -> HttpResponse:
    return _undo(request, get_object_or_404(GlossaryEntry, pk=pk))


@login_required
@require_POST
@limited("glossary")
def undo_explanation(request: ReaderRequest, pk: int) -> HttpResponse:
    return _undo(request, get_object_or_404(Explanation, pk=pk))


def _entry(pk: int) -> GlossaryEntry:
    return get_object_or_404(GlossaryEntry.objects.select_related("author"), pk=pk, state=State.PUBLISHED)


def _explanation(request: ReaderRequest, pk: int) -> Explanation:
    """One that this viewer may see; another is not there."""
    rows = queries.visible_explanations(request.person).select_related("entry")
    return get_object_or_404(rows, pk=pk, entry__state=State.PUBLISHED)


def _require(may: bool) -> None:
    """For everybody else the form is not there."""
    if not may:
        raise Http404


def _entry_page(
    request: ReaderRequest, found: GlossaryEntry, *, form: MeaningForm | None = None, status: int = 200
) -> HttpResponse:
    shown = queries.show_entry(found, reads=request.reader.reads, viewer=request.person)
    mine = {row.language for row in shown.explanations if request.person and row.author_id == request.person.pk}
    if form is None and request.person is not None:
        start = next((tag for tag in request.reader.reads if tag not in mine), request.reader.target)
        form = MeaningForm(first=list(request.reader.reads), initial={"meaning_language": start})
    context = {
        "shown": shown,
        "entry": found,
        "rows": [
            (row, rules.can_change(request.person, row), rules.can_vote(request.person, row), row.pk in shown.voted)
            for row in shown.explanations
        ],
        "form": form,
        "can_change": rules.can_change(request.person, found),
        "can_withdraw": rules.can_withdraw(request.person, found),
        "can_vote": rules.can_vote(request.person, found),
        "has_voted": found.pk in shown.voted,
        "has_revisions": found.revisions.exists(),
        "kept": queries.my_word(request.person, found.word, found.language),
    }
    return render(request, "lexicon/entry.html", context, status=status)


def _meaning_form(request: ReaderRequest, found: GlossaryEntry) -> MeaningForm:
    return MeaningForm(request.POST, first=[*request.reader.reads, found.language])


def _meaning(said: dict[str, Any]) -> actions.Meaning | None:
    if not (said["equivalent"].strip() or said["text"].strip()):
        return None
    return actions.Meaning(said["meaning_language"], said["equivalent"], said["text"])


def _tell(form: FormT, problem: rules.Unacceptable) -> None:
    for name, text in problem.problems.items():
        form.add_error(name if name in form.fields else None, text)


def _vote(request: ReaderRequest, said: Said, deed: Callable[..., None], *, has_voted: bool) -> HttpResponse:
    back = said.get_absolute_url()
    try:
        deed(said, by=me(request))
    except rules.NotAllowed as problem:
        return refused(request, str(problem), back)
    if is_fragment(request):
        is_entry = isinstance(said, GlossaryEntry)
        context = {"said": said, "is_entry": is_entry, "has_voted": has_voted, "can_vote": True}
        return render(request, "lexicon/_vote.html", context)
    return go_back(request, back)


def _withdraw(request: ReaderRequest, said: Said, undo_url: str, back: str) -> HttpResponse:
    _require(rules.can_change(request.person, said))
    try:
        actions.withdraw(said, by=me(request))
    except rules.NotAllowed as problem:
        return refused(request, str(problem), said.get_absolute_url())
    messages.success(request, _("Deleted."), extra_tags=f"undo:{undo_url}")
    return redirect(back)


def _undo(request: ReaderRequest, said: Said) -> HttpResponse:
    if said.author_id != me(request).pk and not rules.is_moderator(request.person):
        raise Http404
    try:
        actions.undo_withdraw(said, by=me(request))
    except rules.NotAllowed as problem:
        return refused(request, str(problem), reverse("lexicon:glossary"))
    return redirect(said.get_absolute_url())


def _with(chosen: dict[str, str], **changed: str) -> str:
    """The address of the same list with something else chosen."""
    kept = {name: value for name, value in {**chosen, **changed}.items() if value}
    return f"?{urlencode(kept)}" if kept else "?"
