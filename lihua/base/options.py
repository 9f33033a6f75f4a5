"""What the owner chose, cached per process for a few seconds: every page asks."""

from django.conf import settings
from django.core.cache import caches
from django.utils.translation import gettext as _

from lihua.base.models import SiteOptions

KEY = "site-options"
SECONDS = 10


def site_options() -> SiteOptions:
    options: SiteOptions | None = caches["local"].get(KEY)
    if options is None:
        options = SiteOptions.objects.first() or SiteOptions()
        caches["local"].set(KEY, options, SECONDS)
    return options


def registration() -> str:
    """open, invitation, approval or closed: the owner's choice, else the setting's."""
    return site_options().registration or settings.REGISTRATION


def forget() -> None:
    """Read anew at the next question (after a change, and between tests)."""
    caches["local"].delete(KEY)


def village_rules(tag: str) -> list[str]:
    """The rules in this language if the owner wrote them so, else in English, else those every village starts with."""
    written = site_options().rules
    return written.get(tag) or written.get("en") or next(iter(written.values()), None) or _first_rules()


def _first_rules() -> list[str]:
    return [
        _("Speak to others as you would to a guest, also when the translation is clumsy."),
        _("No hate, no threats, no harassment, in any language."),
        _("Share what you made or may share, and say where it comes from."),
        _("Nobody's private life: no addresses, documents or pictures of others without their wish."),
        _("Nothing sexual, nothing that harms or endangers children."),
        _("No selling by deceit, no spam, no pretending to be somebody else."),
    ]
