from allauth.account.decorators import reauthentication_required
from django.conf import settings as django_settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lihua.base.options import registration
from lihua.people import actions, queries, rules
from lihua.people.forms import AgeForm, InterestsForm, LanguagesForm, PrivacyForm, ProfileForm
from lihua.people.middleware import PersonRequest
from lihua.people.models import Block, FollowRequest, Invitation, Mute, Person


def _me(request: PersonRequest) -> Person:
    if request.person is None:
        raise Http404
    return request.person


@login_required
def overview(request: PersonRequest) -> HttpResponse:
    return render(request, "people/settings/overview.html", {"person": _me(request), "registration": registration()})


@login_required
def profile(request: PersonRequest) -> HttpResponse:
    person = _me(request)
    initial = {"name": person.name, "handle": person.handle, "bio": person.bio, "place": person.place}
    form = ProfileForm(request.POST or None, initial=initial, person=person)
    links = [(link.label, link.value) for link in person.links.all()]
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        links = list(zip(request.POST.getlist("link_label"), request.POST.getlist("link_value"), strict=False))
        try:
            actions.describe(person, name=said["name"], bio=said["bio"], place=said["place"])
            actions.set_links(person, links)
            if said["handle"] != person.handle:
                actions.rename(person, said["handle"])
        except rules.NotAllowed as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, _("Saved."))
            return redirect("people:settings_profile")
    context = {"form": form, "person": person, "links": [*links, *[("", "")] * (4 - len(links))][:4]}
    return render(request, "people/settings/profile.html", context, status=422 if form.errors else 200)


@login_required
def languages(request: PersonRequest) -> HttpResponse:
    person = _me(request)
    form = LanguagesForm(request.POST) if request.method == "POST" else LanguagesForm.of(person)
    interests = InterestsForm(request.POST or None, initial={"interests": person.interests})
    if request.method == "POST" and form.is_valid() and interests.is_valid():
        form.save(person)
        actions.set_interests(person, interests.cleaned_data["interests"])
        messages.success(request, _("Saved."))
        return redirect("people:settings_languages")
    said = person.said_languages.order_by("-last_at")
    return render(request, "people/settings/languages.html", {"form": form, "interests": interests, "said": said})


@login_required
@require_POST
def forget_languages(request: PersonRequest) -> HttpResponse:
    actions.forget_languages(_me(request))
    messages.success(request, _("Forgotten. Your texts are taken for the languages that you write."))
    return redirect("people:settings_languages")


@login_required
def privacy(request: PersonRequest) -> HttpResponse:
    person = _me(request)
    names = ("is_locked", "is_discoverable", "network_shown", "lets_engines_read")
    initial = {name: getattr(person, name) for name in names}
    form = PrivacyForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.describe(person, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("people:settings_privacy")
    mutes, blocks = Mute.objects.in_force().filter(person=person), Block.objects.filter(blocker=person)
    context = {
        "form": form,
        "age": AgeForm(initial={"age_band": person.account.age_band if person.account else ""}),
        "person": person,
        "mutes": [(mute.muted, mute.until) for mute in mutes.select_related("muted").order_by("-id")],
        "blocks": [(block.blocked, None) for block in blocks.select_related("blocked").order_by("-id")],
    }
    return render(request, "people/settings/privacy.html", context)


@require_POST
@login_required
def age(request: PersonRequest) -> HttpResponse:
    form = AgeForm(request.POST)
    if form.is_valid() and actions.set_age_band(_me(request), form.cleaned_data["age_band"]):
        messages.success(request, _("Saved."))
    else:
        messages.info(request, _("The desk will look at this. Until then your protections stay."))
    return redirect("people:settings_privacy")


@login_required
def requests(request: PersonRequest) -> HttpResponse:
    waiting = FollowRequest.objects.filter(followed=_me(request)).select_related("follower").order_by("id")
    return render(request, "people/settings/requests.html", {"requests": waiting})


@login_required
def invitations(request: PersonRequest) -> HttpResponse:
    person = _me(request)
    if request.method == "POST":
        try:
            actions.invite(person)
        except rules.NotAllowed as problem:
            messages.error(request, str(problem))
        return redirect("people:invitations")
    mine = Invitation.objects.filter(made_by=person).order_by("-id")[:30]
    links = [
        (invitation, django_settings.URL + reverse("people:join", args=[invitation.code]))
        for invitation in mine
        if invitation.is_open
    ]
    return render(request, "people/settings/invitations.html", {"links": links})


@require_POST
@login_required
def take_back_invitation(request: PersonRequest, pk: int) -> HttpResponse:
    actions.take_back(get_object_or_404(Invitation, pk=pk, made_by=_me(request)))
    return redirect("people:invitations")


@login_required
@reauthentication_required  # type: ignore[untyped-decorator]
def close(request: PersonRequest) -> HttpResponse:
    """Close my account: gone from sight now, erased when the grace period is over."""
    person = _me(request)
    if request.method == "POST":
        actions.close(person)
        logout(request)
        messages.success(request, _("Your account is closed. Sign in within 14 days if you change your mind."))
        return redirect("discovery:explore")
    return render(request, "people/settings/close.html", {"person": person})


@login_required
def closing(request: HttpRequest) -> HttpResponse:
    """What those see who sign in while their account is closing, or after the desk suspended them."""
    person = queries.any_person_of(request.user)
    if person is None or person.is_seen:
        return redirect("discovery:explore")
    return render(request, "people/closing.html", {"person": person})
