from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lihua import language
from lihua.language import actions
from lihua.language.queries import EngineReport


class EngineForm(forms.Form):
    """What an owner decides about one engine."""

    is_on = forms.BooleanField(label=gettext_lazy("Ask this engine"), required=False)
    pairs = forms.CharField(
        label=gettext_lazy("Only for these pairs"),
        required=False,
        max_length=500,
        help_text=gettext_lazy("Such as zh-Hans-en, en-es. Empty: every pair that it offers."),
    )
    characters_a_day = forms.IntegerField(
        label=gettext_lazy("Most characters a day"), required=False, min_value=0, max_value=2_000_000_000
    )
    characters_a_month = forms.IntegerField(
        label=gettext_lazy("Most characters a month"), required=False, min_value=0, max_value=2_000_000_000
    )
    price_a_million = forms.DecimalField(
        label=gettext_lazy("Price of a million characters"), required=False, min_value=0, max_digits=9, decimal_places=2
    )
    is_ours = forms.BooleanField(
        label=gettext_lazy("It runs on a machine of this village"),
        required=False,
        help_text=gettext_lazy("Then texts that are not public may go there too."),
    )
    takes_private = forms.BooleanField(
        label=gettext_lazy("May see texts that are not public, if their author allows it"), required=False
    )

    def __init__(self, *arguments: Any, report: EngineReport, **more: Any) -> None:
        choice = report.choice
        names = ("is_on", "characters_a_day", "characters_a_month", "price_a_million", "is_ours", "takes_private")
        more.setdefault("initial", {name: getattr(choice, name) for name in names})
        more["initial"]["pairs"] = ", ".join(pair.replace(">", "-") for pair in choice.pairs)
        super().__init__(*arguments, **more)
        if not report.address:  # nothing leaves, nothing is paid
            for name in ("is_ours", "takes_private", "price_a_million"):
                del self.fields[name]

    def clean_pairs(self) -> list[str]:
        said = self.cleaned_data["pairs"].replace(",", " ").split()
        return [">".join(_pair(pair)) for pair in said]

    def clean_price_a_million(self) -> object:
        return self.cleaned_data["price_a_million"] or 0


class PairForm(forms.Form):
    pair = forms.CharField(
        label=gettext_lazy("Another pair"),
        max_length=40,
        help_text=gettext_lazy("Such as zh-en: Chinese into English."),
    )

    def clean_pair(self) -> tuple[str, str]:
        return _pair(self.cleaned_data["pair"])


def _pair(text: str) -> tuple[str, str]:
    try:
        source, target = actions.pair_of(text)
        return language.tags.normalize(source), language.tags.normalize(target)
    except (actions.PackRefused, language.tags.UnknownLanguage) as problem:
        raise forms.ValidationError(
            _("“%(pair)s” is not a pair of languages. Write it such as zh-en.") % {"pair": text[:40]}
        ) from problem
