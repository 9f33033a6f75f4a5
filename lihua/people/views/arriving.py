"""The door and the first steps behind it. Every step can be skipped."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lihua import language
from lihua.base.options import village_rules
from lihua.people import actions, queries
from lihua.people.forms import AgeForm, InterestsForm, LanguagesForm
from lihua.people.middleware import PersonRequest
from lihua.people.models import Account, Role

STEPS = ["languages", "interests", "age", "rules", "neighbours", "ready"]


def join(request: HttpRequest, code: str) -> HttpResponse:
    """Open an invitation: sign up with it, or become the owner when signed in already."""
    invitation = queries.open_invitation(code)
    if invitation is None:
        return render(request, "people/join_closed.html", status=410)
    if isinstance(request.user, Account):
        if invitation.role != Role.OWNER:
            return redirect("discovery:explore")
        if request.method == "POST":
            actions.become_owner(request.user, invitation=invitation)
            messages.success(request, _("This village is yours now. Look after it well."))
            return redirect("people:first_steps")
        return render(request, "people/become_owner.html", {"invitation": invitation})
    request.session["invitation"] = invitation.code
    return redirect("account_signup")


@login_required
def first_steps(request: PersonRequest, step: str = "") -> HttpResponse:
    if request.person is None:
        raise Http404
    if not step:
        return redirect("people:step", step=STEPS[0])
    if step not in STEPS:
        raise Http404
    position = STEPS.index(step)
    next_step = STEPS[min(position + 1, len(STEPS) - 1)]
    form = _form(request, step)
    if request.method == "POST" and (form is None or form.is_valid()):
        if form is not None:
            _save(request, step, form)
        return redirect("people:step", step=next_step)
    if step == "ready":
        actions.finish_arriving(request.person)
    context = {
        "step": step,
        "steps": STEPS,
        "position": position + 1,
        "next": next_step,
        "previous": STEPS[position - 1] if position else "",
        "form": form,
        **_more(request, step),
    }
    return render(request, f"people/steps/{step}.html", context, status=422 if form and form.errors else 200)


def _form(request: PersonRequest, step: str) -> LanguagesForm | InterestsForm | AgeForm | None:
    person = request.person
    assert person is not None
    data = request.POST if request.method == "POST" else None
    match step:
        case "languages":
            if data is not None:
                return LanguagesForm(data)
            return LanguagesForm.of(person) if person.uses else LanguagesForm(initial=_guess(request))
        case "interests":
            return InterestsForm(data, initial={"interests": person.interests})
        case "age":
            return AgeForm(data, initial={"age_band": person.account.age_band if person.account else ""})
    return None


def _save(request: PersonRequest, step: str, form: LanguagesForm | InterestsForm | AgeForm) -> None:
    person = request.person
    assert person is not None
    if isinstance(form, LanguagesForm):
        form.save(person)
    elif step == "interests":
        actions.set_interests(person, form.cleaned_data["interests"])
    elif not actions.set_age_band(person, form.cleaned_data["age_band"]):
        messages.info(request, _("The desk will look at this. Until then your protections stay."))


def _guess(request: PersonRequest) -> dict[str, object]:
    """From what the browser asks for: a first answer that only needs a nod."""
    asked = language.accepted(request.headers.get("Accept-Language", ""))
    tags = [tag for tag in asked if tag in language.tags.SUPPORTED]
    return {"writes": tags[:1], "reads": tags, "best": tags[0] if tags else ""}


def _more(request: PersonRequest, step: str) -> dict[str, object]:
    if step == "rules":
        return {"rules": village_rules(language.tags.normalize(get_language() or "en"))}
    if step == "neighbours":
        return {"neighbours": queries.suggestions(request.person)}
    return {}


@require_POST
@login_required
def reopen(request: HttpRequest) -> HttpResponse:
    """Keep an account that was about to be closed."""
    person = queries.any_person_of(request.user)
    if person is not None:
        actions.keep(person)
        messages.success(request, _("Your account stays. Welcome back."))
    return redirect("discovery:explore")


@login_required
def applications(request: PersonRequest) -> HttpResponse:
    """Those who asked to join, and those who asked for an older age band: the desk lets them."""
    account = request.user
    if not isinstance(account, Account) or not account.is_moderator:
        raise Http404
    if request.method == "POST":
        other = Account.objects.filter(pk=request.POST.get("account", "0")).first() if _is_number(request) else None
        if other is None:
            raise Http404
        if request.POST.get("about") == "age":
            actions.confirm_age_band(other)
        else:
            actions.approve(other)
        messages.success(request, _("Done."))
        return redirect("people:applications")
    return render(
        request, "people/applications.html", {"applicants": queries.applicants(), "ages": queries.age_questions()}
    )


def _is_number(request: HttpRequest) -> bool:
    return request.POST.get("account", "").isdecimal()
