from collections import Counter

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lihua import language
from lihua.base.limits import limited
from lihua.people.models import Person
from lihua.works import actions, queries, rules
from lihua.works.middleware import ReaderRequest
from lihua.works.models import Suggestion, Translation, Work
from lihua.works.views.answering import is_fragment, refused, with_toast
from lihua.works.views.showing import openable, reading_context
from lihua.works.views.writing import me

MAX_SENTENCES = 400
_ORDER = {"title": 0, "warning": 1, "body": 2}  # then the descriptions of pictures


@login_required
@require_safe
def translate_into(request: ReaderRequest, work_id: int, tag: str) -> HttpResponse:
    """Every sentence beside a field for its translation: in place, or on a page of its own."""
    work = get_object_or_404(openable(request), pk=work_id).itself
    return _form(request, work, _target(tag), {})


@login_required
@limited("translating")
def translate(request: ReaderRequest, work_id: int) -> HttpResponse:
    """Keeps what was typed for each sentence (`body:0`), into `language`."""
    work = get_object_or_404(openable(request), pk=work_id).itself
    if request.method != "POST":
        return redirect("works:translate_into", work.pk, request.reader.target)
    target = _target(request.POST.get("language", request.reader.target))
    typed = {
        key: request.POST[key]
        for key in list(request.POST)[: 2 * MAX_SENTENCES]
        if ":" in key and not key.startswith("why:")
    }
    waits = False
    try:
        changed = _changed(work, target, typed)
        others = _of_others(work, target, me(request))
        free = {key: text for key, text in changed.items() if key not in others}
        with transaction.atomic():
            if free or not changed:
                actions.translate(work, into=target, sentences=free, by=me(request))
            for key in [key for key in changed if key in others and changed[key].strip()]:
                offered = actions.suggest(
                    work, key, text=changed[key], into=target, by=me(request), reason=request.POST.get(f"why:{key}", "")
                )
                waits = waits or offered.is_open
    except rules.Unacceptable as refusal:
        return _form(request, work, target, refusal.problems, typed=typed)
    except rules.NotAllowed as refusal:
        return refused(request, str(refusal))
    if not is_fragment(request):
        return redirect(work)
    read = queries.read_work(work, request.reader)
    template = "works/_comment_text.html" if request.POST.get("as") == "comment" else "works/_reading.html"
    response = render(request, template, reading_context(request, work, read))
    said = _("Thank you. Those who can decide have been told.")
    return with_toast(response, said if waits else _("Thank you. Your words stand beside the original now."))


def _target(tag: str) -> str:
    try:
        return language.tags.normalize(tag)
    except language.tags.UnknownLanguage:
        raise Http404 from None


def _of_others(work: Work, target: str, person: Person) -> set[str]:
    """Sentences that somebody else translated: what one would say otherwise is suggested, not put over their words."""
    rows = work.translations.filter(language=target, is_current=True, is_stale=False).exclude(by=person)
    return {f"{row.field}:{row.ordinal}" for row in rows}


def _changed(work: Work, target: str, typed: dict[str, str]) -> dict[str, str]:
    """Leave out what stands there already: whoever sends the whole form is credited for what they wrote only."""
    standing = {
        f"{row.field}:{row.ordinal}": row.text
        for row in work.translations.filter(language=target, is_current=True, is_stale=False)
    }
    changed = {key: text for key, text in typed.items() if standing.get(key) != " ".join(text.split())}
    return changed or {key: text for key, text in typed.items() if text.strip()}


def _form(
    request: ReaderRequest, work: Work, target: str, problems: dict[str, str], *, typed: dict[str, str] | None = None
) -> HttpResponse:
    person = me(request)
    if not rules.can_translate(person, work):
        return refused(request, _("You cannot translate this."))
    read = queries.read_work(work, queries.Reader(person=person, reads=(target,)))
    counts = _how_often(work, target)
    others = _of_others(work, target, person)
    suggested = _how_many_suggested(work, target)
    rows = [
        {
            "sentence": sentence,
            "typed": (typed or {}).get(
                sentence.key, sentence.translation.text if sentence.translation and sentence.translation.by else ""
            ),
            "problem": problems.get(sentence.key, ""),
            "is_of_another": sentence.key in others,
            "suggested": suggested.get(sentence.key, 0),
            "count": counts.get(sentence.key, 0),
        }
        for _name, text in sorted(read.texts.items(), key=lambda item: _ORDER.get(item[0], len(_ORDER)))
        for sentence in text.sentences
        if sentence.language != target and not sentence.is_wordless
    ]
    own = dict.fromkeys([*request.reader.reads, *person.reads, *person.writes])
    context = {
        "work": work,
        "read": read,
        "target": target,
        "rows": rows,
        "has_others": bool(others),
        "problem": problems.get("sentences") or problems.get("language") or "",
        "others": [tag for tag in own if tag not in {target, work.language}],
        "as": request.GET.get("as") or request.POST.get("as") or "",
    }
    template = "works/_translate_form.html" if is_fragment(request) else "works/translate.html"
    return render(request, template, context, status=422 if problems else 200)


def _how_often(work: Work, target: str) -> dict[str, int]:
    counts: dict[str, int] = {}
    for field, ordinal in work.translations.filter(language=target).values_list("field", "ordinal"):
        counts[f"{field}:{ordinal}"] = counts.get(f"{field}:{ordinal}", 0) + 1
    return counts


def _how_many_suggested(work: Work, target: str) -> dict[str, int]:
    rows = work.suggestions.filter(language=target, state=Suggestion.State.OPEN).values_list("field", "ordinal")
    return dict(Counter(f"{field}:{ordinal}" for field, ordinal in rows))


@require_POST
@login_required
@limited("translating")
def revert(request: ReaderRequest, translation_id: int) -> HttpResponse:
    """Make an earlier translation count again."""
    old = get_object_or_404(Translation.objects.select_related("work", "by"), pk=translation_id)
    get_object_or_404(openable(request), pk=old.work_id)
    try:
        actions.revert_translation(old, by=me(request))
    except (rules.NotAllowed, rules.Unacceptable) as refusal:
        return refused(request, str(refusal))
    return redirect("works:sentence", old.work_id, old.language, old.field, old.ordinal)
