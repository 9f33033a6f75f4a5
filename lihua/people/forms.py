from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from lihua.people import actions, rules
from lihua.people.models import Account


class SignUpForm(forms.Form):
    """What sign-up asks besides mail address and password: how others will see me."""

    name = forms.CharField(label=_("Name"), max_length=60)
    handle = forms.CharField(label=_("Handle"), max_length=30)

    def clean_handle(self) -> str:
        try:
            return rules.require_free(self.cleaned_data["handle"])
        except (rules.HandleRefused, rules.HandleTaken) as problem:
            raise forms.ValidationError(str(problem)) from problem

    def signup(self, request: HttpRequest, user: Account) -> None:
        actions.arrive(user, handle=self.cleaned_data["handle"], name=self.cleaned_data["name"])
