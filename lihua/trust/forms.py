from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from lihua import language
from lihua.base.options import village_rules
from lihua.trust.models import Category, Verb


class ReportForm(forms.Form):
    category = forms.ChoiceField(label=_("What is wrong?"), choices=Category.choices, widget=forms.RadioSelect)
    comment = forms.CharField(
        label=_("What should we know?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 3, "dir": "auto"}),
        help_text=_("In your own language. The desk reads it beside a translation."),
    )


class DecisionForm(forms.Form):
    verb = forms.ChoiceField(label=_("Decision"), choices=Verb.choices, widget=forms.RadioSelect)
    rule_number = forms.TypedChoiceField(label=_("Rule"), coerce=int)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=2000,
        widget=forms.Textarea({"rows": 3, "dir": "auto"}),
        help_text=_("The person concerned reads this, and so does everybody in the public log. Name nobody."),
    )
    reason_for_person = forms.CharField(
        label=_("The same in their language"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 3, "dir": "auto"}),
    )

    def __init__(self, *args: Any, has_work: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rules = village_rules(language.tags.normalize(get_language() or "en"))
        choices = [(number, f"{number}. {rule}") for number, rule in enumerate(rules, start=1)]
        self.fields["rule_number"].choices = [*choices, (0, _("None of them"))]  # type: ignore[attr-defined]
        if not has_work:
            verbs = [choice for choice in Verb.choices if choice[0] != Verb.REMOVE]
            self.fields["verb"].choices = verbs  # type: ignore[attr-defined]


class AppealForm(forms.Form):
    text = forms.CharField(
        label=_("Why is the decision wrong?"),
        max_length=3000,
        widget=forms.Textarea({"rows": 5, "dir": "auto"}),
        help_text=_("In your own language. Somebody who did not make the decision reads it."),
    )
    blames_translation = forms.BooleanField(label=_("My words were translated wrongly"), required=False)


class HearingForm(forms.Form):
    grant = forms.ChoiceField(
        label=_("The appeal is"),
        choices=[("no", _("declined")), ("yes", _("granted: the decision is taken back"))],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(label=_("Reason"), max_length=2000, widget=forms.Textarea({"rows": 3, "dir": "auto"}))
