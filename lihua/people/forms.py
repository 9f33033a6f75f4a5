from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from lihua import language
from lihua.base.options import registration
from lihua.people import actions, queries, rules
from lihua.people.models import INTERESTS, Account, AgeBand, NetworkShown, Person

LEVELS = [
    ("", _("level")),
    *((level, level) for level in ("A1", "A2", "B1", "B2", "C1", "C2")),
    *((f"HSK{level}", f"HSK {level}") for level in range(1, 10)),
]


class SignUpForm(forms.Form):
    """What sign-up asks besides mail address and password: how others will see me, and why where that is asked."""

    name = forms.CharField(label=_("Name"), max_length=60, help_text=_("As others will see it, in any script."))
    handle = forms.CharField(
        label=_("Handle"), max_length=30, help_text=_("Letters a to z, digits and underscores, such as mei_in_chengdu.")
    )
    application = forms.CharField(
        label=_("Why would you like to join?"), max_length=1000, widget=forms.Textarea({"rows": 3}), required=False
    )
    field_order = ["name", "handle", "email", "password1", "application"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if registration() == "approval":
            self.fields["application"].required = True
        else:
            del self.fields["application"]

    def clean_handle(self) -> str:
        try:
            return rules.require_free(self.cleaned_data["handle"])
        except (rules.HandleRefused, rules.HandleTaken) as problem:
            raise forms.ValidationError(str(problem)) from problem

    def signup(self, request: HttpRequest, user: Account) -> None:
        invitation = queries.open_invitation(request.session.pop("invitation", ""))
        try:
            with transaction.atomic():
                actions.enter(user, invitation=invitation, application=self.cleaned_data.get("application", ""))
                user.speak(interface_language())
                actions.arrive(user, handle=self.cleaned_data["handle"], name=self.cleaned_data["name"])
        except (rules.NotAllowed, rules.HandleTaken) as problem:
            # Somebody was a moment faster: with the last use of the invitation, or with the handle.
            user.delete()
            raise PermissionDenied(str(problem)) from problem


def interface_language() -> str:
    """The language in which somebody signs up: the village goes on speaking it to them, in letters and notices too."""
    current = get_language() or settings.LANGUAGE_CODE
    return current if current in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


class LanguagesForm(forms.Form):
    """The languages I write, read (best first) and learn."""

    writes = forms.MultipleChoiceField(label=_("I write"), required=False, widget=forms.CheckboxSelectMultiple)
    reads = forms.MultipleChoiceField(label=_("I read"), required=False, widget=forms.CheckboxSelectMultiple)
    best = forms.ChoiceField(
        label=_("I read best"), required=False, help_text=_("What others write is put into this language for you.")
    )
    learns = forms.ChoiceField(label=_("I learn"), required=False)
    level = forms.ChoiceField(label=_("at about level"), required=False, choices=LEVELS)
    learns_too = forms.ChoiceField(label=_("and"), required=False)
    level_too = forms.ChoiceField(label=_("at about level"), required=False, choices=LEVELS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [(tag, language.tags.autonym(tag)) for tag in language.tags.SUPPORTED]
        for name in ("writes", "reads"):
            self.fields[name].choices = names  # type: ignore[attr-defined]
        for name in ("best", "learns", "learns_too"):
            self.fields[name].choices = [("", "—"), *names]  # type: ignore[attr-defined]

    @classmethod
    def of(cls, person: Person) -> "LanguagesForm":
        learns = [*person.learns.items(), ("", ""), ("", "")]
        return cls(
            initial={
                "writes": person.writes,
                "reads": person.reads,
                "best": next(iter(person.reads), ""),
                "learns": learns[0][0],
                "level": learns[0][1],
                "learns_too": learns[1][0],
                "level_too": learns[1][1],
            }
        )

    def save(self, person: Person) -> None:
        said = self.cleaned_data
        reads = [tag for tag in [said["best"], *said["reads"]] if tag]
        learns = {said["learns"]: said["level"], said["learns_too"]: said["level_too"]}
        learns.pop("", None)
        actions.set_languages(
            person,
            writes=said["writes"],
            # Who writes a language reads it, unless they said otherwise by choosing what they read.
            reads=list(dict.fromkeys(reads)) or said["writes"],
            learns=learns,
        )


class InterestsForm(forms.Form):
    interests = forms.MultipleChoiceField(
        label=_("What would you like to see?"), required=False, choices=INTERESTS, widget=forms.CheckboxSelectMultiple
    )


class AgeForm(forms.Form):
    age_band = forms.ChoiceField(
        label=_("How old are you?"),
        choices=[(band.value, band.label) for band in AgeBand if band != AgeBand.UNKNOWN],
        widget=forms.RadioSelect,
        help_text=_("Nobody sees this. It decides how carefully strangers are kept away from you."),
    )


class ProfileForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=60)
    handle = forms.CharField(label=_("Handle"), max_length=30)
    bio = forms.CharField(
        label=_("About you"),
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 4, "dir": "auto"}),
        help_text=_("In your own language. Others read it in theirs."),
    )
    place = forms.CharField(
        label=_("Place"), required=False, max_length=60, help_text=_("A city or a region, as words.")
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_handle(self) -> str:
        try:
            return rules.require_free(self.cleaned_data["handle"], keep=self.person)
        except (rules.HandleRefused, rules.HandleTaken) as problem:
            raise forms.ValidationError(str(problem)) from problem


class PrivacyForm(forms.Form):
    is_locked = forms.BooleanField(label=_("I approve each new follower"), required=False)
    is_discoverable = forms.BooleanField(
        label=_("I may be suggested to others and found by search"),
        required=False,
    )
    network_shown = forms.ChoiceField(
        label=_("Who sees who follows me and whom I follow"),
        choices=NetworkShown.choices,
        widget=forms.RadioSelect,
        help_text=_("Their lists are theirs to show: there you may still be seen."),
    )
    lets_engines_read = forms.BooleanField(
        label=_("Translation engines outside this village may read what I write for my followers"),
        required=False,
        help_text=_("Only those that the owner opened for it. Without this they see what is public and nothing else."),
    )


class MuteForm(forms.Form):
    hours = forms.TypedChoiceField(
        label=_("For how long?"),
        coerce=int,
        choices=[(0, _("Until I undo it")), (24, _("One day")), (24 * 7, _("One week")), (24 * 30, _("One month"))],
    )
    also_notices = forms.BooleanField(label=_("No notices from them either"), required=False, initial=True)
