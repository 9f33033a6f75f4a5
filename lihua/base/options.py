"""What the owner chose, cached per process for a few seconds: every page asks."""

from django.conf import settings
from django.core.cache import caches

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
