from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lihua import language
from lihua.base.limits import limited
from lihua.media import actions as media
from lihua.media import queries as assets_of
from lihua.media import rules as media_rules
from lihua.people.actions import remember_language
from lihua.people.models import Person
from lihua.people.queries import usual_languages
from lihua.works import actions, queries, rules
from lihua.works.actions.wording import MAX_BODY, MAX_PICTURES, MAX_TITLE, MAX_WARNING
from lihua.works.forms import Typed, ids_of, key_of
from lihua.works.middleware import ReaderRequest
from lihua.works.models import CHANNELS, Draft, Visibility, Work, WorkKind
from lihua.works.views.answering import go_back, is_fragment, refused, say_deleted, with_toast
from lihua.works.views.showing import reading_context


def me(request: ReaderRequest) -> Person:
    """Who acts; somebody who is suspended or leaving has no such page."""
    if request.person is None:
        raise Http404
    return request.person


@login_required
@limited("posting")
def write(request: ReaderRequest) -> HttpResponse:
    """The composer; what is refused comes back whole, with a word beside each field."""
    author = me(request)
    if request.method != "POST":
        return _composer(request, _begun(request, author))
    typed = Typed.of(request)
    problems = _take_pictures(request, author, typed)
    if not problems:
        try:
            made = actions.submit(author, **typed.for_submit())
        except rules.Unacceptable as refusal:
            problems = refusal.problems
        except rules.NotAllowed as refusal:
            problems = {"form": str(refusal)}
        else:
            _replace_draft(request, author)
            _learn_language(author, typed)
            if isinstance(made, Work):
                messages.success(request, _("Published."))
                return redirect(made)
            return redirect("works:draft", made.key)
    return _composer(request, typed, problems)


def _learn_language(author: Person, typed: Typed) -> None:
    """The composer had shown another guess than the language that was chosen: that is a correction too."""
    chosen = language.tags.normalize(typed.language) if typed.language else ""
    guessed = language.detect(f"{typed.title}\n{typed.body}"[:2000], prior=usual_languages(author)).language
    if chosen not in {"", guessed}:
        remember_language(author, chosen)


def _begun(request: ReaderRequest, author: Person) -> Typed:
    draft = _asked_draft(request, author)
    if draft:
        return Typed.of_draft(draft)
    return Typed(
        kind=WorkKind.SHORT if request.GET.get("kind") == "short" else WorkKind.NOTE,
        body=request.GET.get("text", "")[: MAX_BODY[WorkKind.NOTE]],
    )


def _asked_draft(request: ReaderRequest, author: Person) -> Draft | None:
    asked = request.POST.get("draft") or request.GET.get("draft") or ""
    return Draft.objects.filter(author=author, key=key_of(asked)).first() if asked else None


def _replace_draft(request: ReaderRequest, author: Person) -> None:
    """What was a draft with a problem has been sent anew."""
    draft = _asked_draft(request, author)
    if draft and draft.problem:
        draft.delete()


def _take_pictures(request: ReaderRequest, author: Person, typed: Typed) -> dict[str, str]:
    """Files of a form without script, and what is said about each picture."""
    taken, refusals = media.receive_all(author, request.FILES.getlist("pictures"))
    typed.asset_ids += [asset.pk for asset in taken]
    try:
        media.describe_all(author, typed.alts)
    except media_rules.Refused as refusal:
        refusals.append(str(refusal))
    return {"pictures": " ".join(refusals)} if refusals else {}


def _composer(
    request: ReaderRequest, typed: Typed, problems: dict[str, str] | None = None, *, work: Work | None = None
) -> HttpResponse:
    author = me(request)
    # What this browser may forget of what it kept: it was sent.
    published = Work.objects.filter(author=author, draft_key__isnull=False).order_by("-pk")
    waiting = Draft.objects.filter(author=author).order_by("-pk")
    context = {
        "typed": typed,
        "problems": problems or {},
        "work": work,
        "assets": assets_of.waiting_or_own(author, typed.asset_ids),
        "channels": CHANNELS,
        "visibilities": Visibility.choices,
        "languages": _languages(author, typed.language),
        "limits": {"title": MAX_TITLE, "warning": MAX_WARNING, "pictures": MAX_PICTURES, "body": MAX_BODY},
        "picture_limit": MAX_PICTURES.get(typed.kind, 18),
        "body_limit": MAX_BODY.get(typed.kind, 10_000),
        "draft": _asked_draft(request, author),
        "published": [
            *published.values_list("draft_key", flat=True)[:5],
            *waiting.values_list("key", flat=True)[:5],
        ],
        "more_is_open": bool(
            typed.warning or typed.is_sensitive or typed.place or typed.visibility != "public" or typed.channel
        ),
    }
    return render(request, "works/write.html", context, status=422 if problems else 200)


def _languages(author: Person, chosen: str) -> list[str]:
    """One's own first, then the rest."""
    own = [*author.writes, *author.reads, *([chosen] if chosen and language.tags.is_known(chosen) else [])]
    return list(dict.fromkeys([*own, *language.tags.SUPPORTED]))


@login_required
@limited("posting")
def edit(request: ReaderRequest, work_id: int) -> HttpResponse:
    author = me(request)
    work = get_object_or_404(
        Work.objects.select_related("author").prefetch_related("pictures"), pk=work_id, author=author
    )
    if not rules.can_edit(author, work):
        raise Http404
    if request.method != "POST":
        return _composer(request, Typed.of_work(work), work=work)
    typed = Typed.of(request)
    typed.kind = work.kind
    problems = _take_pictures(request, author, typed)
    if not problems:
        try:
            actions.edit(work, by=author, **typed.for_edit())
        except rules.Unacceptable as refusal:
            problems = refusal.problems
        except rules.NotReady as refusal:
            problems = {"pictures": _("%(problem)s Send it again in a moment.") % {"problem": refusal}}
        except rules.NotAllowed as refusal:
            problems = {"form": str(refusal)}
        else:
            messages.success(request, _("Changed. The version before is kept in the history."))
            return redirect(work)
    return _composer(request, typed, problems, work=work)


@login_required
@require_safe
def draft(request: ReaderRequest, key: UUID) -> HttpResponse:
    """Waits with the author until the pictures are ready, then turns into the note."""
    author = me(request)
    work = Work.objects.filter(author=author, draft_key=key).first()
    if work:
        if is_fragment(request):
            return HttpResponse(headers={"HX-Redirect": work.get_absolute_url()})
        return redirect(work)
    waiting = get_object_or_404(Draft, author=author, key=key)
    assets = assets_of.waiting_or_own(author, [int(pk) for pk in waiting.words["asset_ids"]])
    context = {"draft": waiting, "assets": assets, "ready": sum(asset.is_ready for asset in assets)}
    template = "works/_preparing.html" if is_fragment(request) else "works/preparing.html"
    return render(request, template, context)


@login_required
@require_POST
def discard_draft(request: ReaderRequest, key: UUID) -> HttpResponse:
    actions.discard_draft(get_object_or_404(Draft, author=me(request), key=key))
    messages.success(request, _("The draft is gone."))
    return redirect("discovery:explore")


@login_required
@require_POST
@limited("posting")
def language_of(request: ReaderRequest, work_id: int) -> HttpResponse:
    """The author says which language a note is in."""
    author = me(request)
    work = get_object_or_404(Work, pk=work_id, author=author)
    try:
        work = actions.say_language(work, by=author, tag=request.POST.get("language") or request.POST.get("other", ""))
    except (rules.Unacceptable, rules.NotAllowed) as problem:
        return refused(request, str(problem), status=422 if isinstance(problem, rules.Unacceptable) else 403)
    said = _("It is in %(language)s now. Your next texts are taken for it sooner.") % {
        "language": language.tags.autonym(work.language)
    }
    if not is_fragment(request):
        messages.success(request, said)
        return redirect(work)
    read = queries.read_work(work, request.reader)
    return with_toast(render(request, "works/_reading.html", reading_context(request, work, read)), said)


@login_required
@require_POST
def withdraw(request: ReaderRequest, work_id: int) -> HttpResponse:
    author = me(request)
    work = get_object_or_404(Work, pk=work_id, author=author)
    try:
        actions.withdraw(work, by=author)
    except rules.NotAllowed as problem:
        return refused(request, str(problem))
    if is_fragment(request):
        from django.urls import reverse

        return with_toast(HttpResponse(""), _("Deleted."), undo=reverse("works:undo", args=[work.pk]))
    say_deleted(request, work.pk)
    return go_back(request, f"/@{author.handle}" if work.reply_to_id is None else f"/works/{work.reply_to_id}")


@login_required
@require_POST
def undo(request: ReaderRequest, work_id: int) -> HttpResponse:
    author = me(request)
    work = get_object_or_404(Work, pk=work_id, author=author)
    try:
        actions.undo_withdraw(work, by=author)
    except rules.NotAllowed as problem:
        return refused(request, str(problem))
    return redirect(work)


@login_required
@limited("posting")
def reply(request: ReaderRequest, work_id: int) -> HttpResponse:
    """Answer in place, or on a page of its own."""
    author = me(request)
    found = get_object_or_404(
        queries.works_visible_to(author).select_related("author", "repost_of__author"), pk=work_id
    ).itself
    body, problem, key = "", "", key_of(request.POST.get("key", ""))
    if request.method == "POST":
        body = request.POST.get("body", "")[:110_000]
        try:
            made = actions.submit(
                author, body=body, language=request.POST.get("language", "")[:64], reply_to=found.pk, key=key
            )
        except (rules.Unacceptable, rules.NotAllowed) as refusal:
            problem = str(refusal)
        else:
            return _answered(request, found, made)
    context = _reply_context(request, found, {"body": body, "problem": problem, "key": key})
    template = "works/_reply_form.html" if is_fragment(request) else "works/reply.html"
    return render(request, template, context, status=422 if problem else 200)


def _answered(request: ReaderRequest, found: Work, made: Work | Draft) -> HttpResponse:
    if not isinstance(made, Work):
        return redirect("works:draft", made.key)
    if not is_fragment(request):
        return redirect(f"/works/{made.thread_id or found.pk}#answer-{made.pk}")
    comment = queries.comment_of(made, request.reader)
    if found.is_reply and found.reply_to_id != found.thread_id:  # it is shown on the second level, below its parent
        comment.replying_to = found.author
    head = made.thread or found
    more = {"comment": comment, "is_new": True, "is_second_level": found.is_reply, "head": head.pk}
    context = _reply_context(request, found, {**more, "thread": queries.thread(head, request.reader)})
    return render(request, "works/_answered.html", context)


def _reply_context(request: ReaderRequest, found: Work, more: dict[str, Any]) -> dict[str, Any]:
    return {"work": found, "read": queries.read_work(found, request.reader), "is_open": True, **more}


@login_required
@require_safe
def suggest(request: ReaderRequest) -> HttpResponse:
    """Tags or people for what is being typed, as a list to choose from."""
    asked = request.GET.get("q", "")[:60].strip()
    sign, typed = asked[:1], asked[1:]
    context: dict[str, Any] = {"sign": sign}
    if sign in {"#", "＃"}:
        context["tags"] = queries.suggest_tags(typed, request.reader)
    elif sign == "@":
        context["people"] = queries.suggest_people(typed, me(request))
    return render(request, "works/_suggestions.html", context)


@login_required
@require_safe
def pictures(request: ReaderRequest) -> HttpResponse:
    """One's own pictures that no work shows yet, for a draft that the browser kept."""
    found = assets_of.waiting_or_own(me(request), ids_of(request.GET.get("ids", "").split(",")))
    return render(request, "media/_tray_items.html", {"assets": [one for one in found if not hasattr(one, "shown_on")]})


@login_required
@require_POST
def detect(request: ReaderRequest) -> HttpResponse:
    """Which language a text seems to be in."""
    words = f"{request.POST.get('title', '')}\n{request.POST.get('body', '')}"[:2000]
    found = language.detect(words, prior=usual_languages(me(request))).language if words.strip() else "und"
    return JsonResponse({"language": found, "name": language.tags.autonym(found) if found != "und" else ""})
