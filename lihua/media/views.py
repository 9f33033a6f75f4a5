from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import ProtectedError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from lihua.base.limits import limited
from lihua.media import actions, queries, reading, rules, serving
from lihua.media.models import MADE, Asset, Purpose
from lihua.people.middleware import PersonRequest

MORE_LINES = 3  # empty ones, for what was not read


@require_safe
def file(request: PersonRequest, key: str) -> HttpResponse:
    """What only some may have; `serving.PublicFiles` answered already for what anybody may."""
    served = queries.file_of(key)
    if served is None:
        raise Http404
    viewer = request.person or queries.holder_of_pass(key, request.GET.get("pass", ""))
    access = serving.access(served, viewer)
    if access == rules.Access.DENIED:
        raise Http404
    return serving.hand_out(served, is_public=access == rules.Access.PUBLIC)


@login_required
@require_POST
@limited("uploading")
def upload(request: PersonRequest) -> HttpResponse:
    """One picture (`file`), or several from a form without script (`pictures`)."""
    files = request.FILES.getlist("file") or request.FILES.getlist("pictures")
    if request.person is None or not files:
        return _problem(request, _("Choose a picture: %(accepted)s.") % {"accepted": rules.accepted()})
    if len(files) > 1 or not _wants_json(request):
        assets, problems = actions.receive_all(request.person, files)
        return render(request, "media/_tray_items.html", {"assets": assets, "problems": problems})
    try:
        asset = actions.receive(request.person, files[0], alt=request.POST.get("alt", ""))
    except rules.Refused as refusal:
        return _problem(request, str(refusal))
    return _answer(request, asset, status=201)


@login_required
@require_GET
def asset(request: PersonRequest, asset_id: int) -> HttpResponse:
    return _answer(request, _own(request, asset_id))


@login_required
@require_POST
def alt(request: PersonRequest, asset_id: int) -> HttpResponse:
    asset = _own(request, asset_id)
    if asset.is_claimed:  # its words are cut where it stands: they change with that text
        return _problem(request, _("This description is saved together with the note."), status=409)
    try:
        actions.describe(asset, by=asset.owner, alt=request.POST.get("alt", ""))
    except rules.Refused as refusal:
        return _problem(request, str(refusal))
    return _answer(request, asset)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@limited("uploading")
def words(request: PersonRequest, asset_id: int) -> HttpResponse:
    """What stands on one's picture: read, corrected line by line, or said to be no text."""
    asset = _own(request, asset_id)
    if asset.purpose != Purpose.WORK or not asset.is_ready:
        raise Http404
    problem = ""
    if request.method == "POST":
        try:
            if "refuse" in request.POST:
                actions.refuse_words(asset, by=asset.owner)
            else:
                actions.correct_words(asset, by=asset.owner, texts=_lines_typed(request))
        except rules.Refused as refusal:
            problem = str(refusal)
        else:
            messages.success(request, _("The words in your picture are kept as you say."))
            return redirect("media:words", asset.pk)
    known = queries.words_of(asset)
    lines = list(enumerate(_lines_typed(request) if problem else [line["text"] for line in known.lines]))
    context = {
        "asset": asset,
        "words": known,
        "lines": lines,
        "more": range(len(lines), len(lines) + MORE_LINES),
        "problem": problem,
        "is_read_here": reading.is_on(),
    }
    return render(request, "media/words.html", context, status=422 if problem else 200)


def _lines_typed(request: HttpRequest) -> list[str]:
    """`line_0`, `line_1`... as the form sends them; one that is not sent is taken out."""
    numbers = [
        int(name[5:]) for name in request.POST if name.startswith("line_") and name[5:].isascii() and name[5:].isdigit()
    ]
    last = min(max(numbers, default=-1), 2 * reading.MAX_LINES)
    return [request.POST.get(f"line_{number}", "") for number in range(last + 1)]


@login_required
@require_POST
def remove(request: PersonRequest, asset_id: int) -> HttpResponse:
    asset = Asset.objects.filter(pk=asset_id, owner=request.person).first()
    if asset and not asset.is_claimed:
        try:
            actions.discard(asset)
        except ProtectedError:
            return _problem(request, _("A note shows this picture. Take it out there."), status=409)
    return HttpResponse(status=204)


@login_required
@require_POST
@limited("uploading")
def profile_picture(request: PersonRequest, kind: str) -> HttpResponse:
    """A new picture or header, or none (`remove`); back to the settings with what came of it."""
    if request.person is None or kind not in {Purpose.PICTURE, Purpose.HEADER}:
        raise Http404
    back = redirect("people:settings_profile")
    if "remove" in request.POST:
        actions.remove_profile_picture(request.person, kind)
        messages.success(request, _("It is gone."))
        return back
    sent = request.FILES.get("file")
    if sent is None:
        messages.error(request, _("Choose a picture: %(accepted)s.") % {"accepted": rules.accepted()})
        return back
    try:
        actions.set_profile_picture(request.person, sent, kind)
    except rules.Refused as refusal:
        messages.error(request, str(refusal))
        return back
    messages.success(request, _("Your new picture is shown."))
    return back


def _own(request: PersonRequest, asset_id: int) -> Asset:
    own = Asset.objects.select_related("owner").prefetch_related(MADE).filter(owner=request.person)
    return get_object_or_404(own, pk=asset_id)


def _answer(request: HttpRequest, asset: Asset, *, status: int = 200) -> HttpResponse:
    if _wants_json(request):
        return JsonResponse(_facts(asset), status=status)
    return render(request, "media/_tray_items.html", {"assets": [asset], "problems": []}, status=status)


def _facts(asset: Asset) -> dict[str, Any]:
    """What the tray knows of a picture."""
    return {
        "id": str(asset.pk),
        "state": asset.state,
        "problem": asset.problem,
        "width": asset.width,
        "height": asset.height,
        "colour": asset.colour,
        "preview": asset.preview.url if asset.is_ready and asset.preview else "",
        "alt": asset.alt,
        "words": queries.words_for_alt(asset),
        "is_reading": queries.is_being_read(asset),
    }


def _problem(request: HttpRequest, problem: str, *, status: int = 422) -> HttpResponse:
    if _wants_json(request):
        return JsonResponse({"problem": problem}, status=status)
    return render(request, "media/_tray_items.html", {"assets": [], "problems": [problem]}, status=status)


def _wants_json(request: HttpRequest) -> bool:
    return "application/json" in request.headers.get("Accept", "")
