from django import forms
from django.utils.translation import gettext_lazy as _


class BoardForm(forms.Form):
    title = forms.CharField(
        label=_("Name"), max_length=80, widget=forms.TextInput({"dir": "auto", "autocomplete": "off"})
    )
    description = forms.CharField(
        label=_("What it is for"),
        required=False,
        max_length=500,
        widget=forms.Textarea({"rows": 2, "dir": "auto"}),
    )
    is_public = forms.BooleanField(
        label=_("Everybody may see this board"),
        required=False,
        help_text=_("Works that somebody may not open stay hidden from them."),
    )
