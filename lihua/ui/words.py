"""Numbers and moments in the words of the reader's interface language."""

import unicodedata
from datetime import datetime, timedelta

from django.utils import formats, timezone
from django.utils.translation import gettext, ngettext


def first_letter(name: str) -> str:
    """The first letter, digit or ideograph with the marks that belong to it; emoji and signs are passed over."""
    for position, character in enumerate(name):
        if character.isalnum():
            end = position + 1
            while end < len(name) and unicodedata.category(name[end]) in {"Mn", "Mc", "Me"} and end - position < 4:
                end += 1
            return name[position:end]
    return name[:1] or "·"


def compact(count: int, language: str) -> str:
    """Three digits at most and the unit of the language: 12k, 1.2万."""
    units: tuple[tuple[int, str], ...]
    if language.startswith(("zh", "ja")):
        units = ((10**8, "亿" if language.startswith("zh") else "億"), (10**4, "万"))
    else:
        units = ((10**9, "B"), (10**6, "M"), (10**3, "k"))
    for size, unit in units:
        if count >= size:
            tenths = count * 10 // size  # rounded down: 999,999 is not a million yet
            return f"{tenths // 10}{unit}" if tenths >= 100 or tenths % 10 == 0 else f"{tenths / 10:.1f}{unit}"
    return str(count)


def ago(moment: datetime, *, at: datetime | None = None) -> str:
    """`now`, `5 min`, `2 h`, `3 d`, then the date."""
    at = at or timezone.now()
    passed = at - moment
    if passed < timedelta(minutes=1):
        return gettext("now")
    if passed < timedelta(hours=1):
        minutes = passed // timedelta(minutes=1)
        return ngettext("%(count)d min", "%(count)d min", minutes) % {"count": minutes}
    if passed < timedelta(days=1):
        hours = passed // timedelta(hours=1)
        return ngettext("%(count)d h", "%(count)d h", hours) % {"count": hours}
    if passed < timedelta(days=7):
        return ngettext("%(count)d d", "%(count)d d", passed.days) % {"count": passed.days}
    local = timezone.localtime(moment)
    is_this_year = local.year == timezone.localtime(at).year
    return str(formats.date_format(local, "MONTH_DAY_FORMAT" if is_this_year else "DATE_FORMAT"))


def exactly(moment: datetime) -> str:
    return str(formats.date_format(timezone.localtime(moment), "DATETIME_FORMAT"))
