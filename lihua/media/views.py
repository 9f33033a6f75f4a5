from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import ProtectedError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe

from lihua.base.limits import limited
from lihua.media import actions, queries, rules, serving
from lihua.media.models import MADE, Asset, Purpose
from lihua.people.middleware import PersonRequest


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
    }


def _problem(request: HttpRequest, problem: str, *, status: int = 422) -> HttpResponse:
    if _wants_json(request):
        return JsonResponse({"problem": problem}, status=status)
    return render(request, "media/_tray_items.html", {"assets": [], "problems": [problem]}, status=status)


def _wants_json(request: HttpRequest) -> bool:
    return "application/json" in request.headers.get("Accept", "")
