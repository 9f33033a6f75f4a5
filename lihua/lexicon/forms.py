from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lihua import language
from lihua.lexicon import rules
from lihua.lexicon.models import Kind


def language_choices(first: list[str]) -> list[tuple[str, str]]:
    """Languages that a form offers: these first, then all in their own names."""
    known = [tag for tag in dict.fromkeys(first) if tag != language.tags.UNDETERMINED]
    others = sorted(set(language.tags.SUPPORTED) - set(known), key=language.tags.autonym)
    return [(tag, language.tags.autonym(tag)) for tag in (*known, *others)]


class WordForm(forms.Form):
    word = forms.CharField(
        label=_("Word"),
        max_length=rules.LONGEST_WORD,
        widget=forms.TextInput({"dir": "auto", "autocomplete": "off", "autocapitalize": "none"}),
    )
    kind = forms.ChoiceField(label=_("What kind of word"), choices=Kind.choices, widget=forms.RadioSelect)
    reading = forms.CharField(
        label=_("How it is said"),
        required=False,
        max_length=rules.LONGEST_READING,
        widget=forms.TextInput({"dir": "auto", "autocomplete": "off"}),
        help_text=_("Where that is not plain: yǒng yuǎn de shén."),
    )


class MeaningForm(forms.Form):
    meaning_language = forms.ChoiceField(label=_("Explained in"))
    equivalent = forms.CharField(
        label=_("What one would say there"),
        required=False,
        max_length=rules.LONGEST_EQUIVALENT,
        widget=forms.TextInput({"dir": "auto", "autocomplete": "off"}),
        help_text=_("A word or two: translations use it."),
    )
    text = forms.CharField(
        label=_("What it means, and where it comes from"),
        required=False,
        max_length=rules.LONGEST_TEXT,
        widget=forms.Textarea({"rows": 3, "dir": "auto"}),
    )

    def __init__(self, *args: Any, first: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["meaning_language"].choices = language_choices(first)  # type: ignore[attr-defined]


class AddForm(WordForm, MeaningForm):
    language = forms.ChoiceField(label=_("Language of the word"))

    field_order = ["word", "language", "kind", "reading", "meaning_language", "equivalent", "text"]

    def __init__(self, *args: Any, first: list[str], **kwargs: Any) -> None:
        super().__init__(*args, first=first, **kwargs)
        self.fields["language"].choices = language_choices(first)  # type: ignore[attr-defined]
