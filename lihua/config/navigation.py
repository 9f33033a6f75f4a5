"""The places of the village, in the order of the rail, less those that the owner closed and those not yet built.

What is shown is worked out when a page asks for it: a fragment pays nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lihua import language
from lihua.base.options import site_options
from lihua.notifications.queries import unread_count
from lihua.people.models import Person

THEMES = ("light", "dark")
THEME_COOKIE = "lihua_theme"


@dataclass(frozen=True)
class Place:
    """One link. `name` is what an owner writes to close the place."""

    name: str
    label: str | Promise
    icon: str
    url: str
    is_current: bool = False
    badge: int = 0


# (name, words, icon, address, may be entered by everybody)
RAIL = [
    ("explore", _("Explore"), "compass", "discovery:explore", True),
    ("following", _("Following"), "people", "discovery:following", False),
    ("watch", _("Watch"), "watch", "watch:watch", True),
    ("square", _("Square"), "square", "trends:square", True),
    ("letters", _("Letters"), "letter", "letters:letters", True),
    ("waiting", _("Waiting for you"), "waiting", "works:waiting", False),
    ("learn", _("Learn"), "learn", "classroom:learn", True),
    ("glossary", _("Words"), "quote", "lexicon:glossary", True),
    ("boards", _("Boards"), "board", "library:boards", False),
    ("market", _("Market"), "market", "market:market", True),
]
CORNER = [
    ("desk", _("Desk"), "desk", "trust:desk", False),
    ("messages", _("Messages"), "message", "talk:messages", False),
    ("notices", _("Notices"), "bell", "notifications:notices", False),
]
SETTINGS = [
    ("settings", _("Overview"), "gear", "people:settings"),
    ("profile", _("Profile"), "person", "people:settings_profile"),
    ("languages", _("Languages and interests"), "translate", "people:settings_languages"),
    ("privacy", _("Privacy, muted and blocked"), "lock", "people:settings_privacy"),
    ("requests", _("Follow requests"), "follow", "people:requests"),
    ("invitations", _("Invitations"), "letter", "people:invitations"),
    ("email", _("Mail address"), "reply", "account_email"),
    ("password", _("Password"), "hide", "account_change_password"),
    ("mfa", _("Second factor and passkeys"), "key", "mfa_index"),
    ("sessions", _("Where I am signed in"), "device", "usersessions_list"),
    ("apps", _("Apps"), "link", "api:apps"),
    ("engines", _("Translation engines"), "translate", "ops:engines"),
    ("close", _("Close my account"), "leave", "people:close"),
]
OF_OWNERS = {"engines"}
BAR = ["explore", "square", "waiting", "following", "letters", "boards"]  # the first three that are open


class Navigation:
    """What `nav` is in templates."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self._person: Person | None = getattr(request, "person", None)
        # Pages of allauth have a `site` of their own; ours is always nav.site.
        self.site = site_options()
        self._closed = set(self.site.closed_places)

    @cached_property
    def person(self) -> Person | None:
        return self._person

    @cached_property
    def rail(self) -> list[Place]:
        return self._open(RAIL)

    @cached_property
    def corner(self) -> list[Place]:
        return self._open(CORNER) + ([self.me] if self.me else [])

    @cached_property
    def bar(self) -> list[Place]:
        """The phone's bar: two places before the plus, one after it, then More."""
        known = {place.name: place for place in self.rail}
        return [known[name] for name in BAR if name in known][:3]

    @cached_property
    def before_plus(self) -> list[Place]:
        return self.bar[:2]

    @cached_property
    def after_plus(self) -> list[Place]:
        return self.bar[2:]

    @cached_property
    def everywhere(self) -> list[Place]:
        """Every place: the page More."""
        return self.rail + self.corner

    @cached_property
    def me(self) -> Place | None:
        if self._person is None:
            return None
        return self._place("me", _("Me"), "person", address("discovery:person", self._person.handle))

    @cached_property
    def notices(self) -> Place | None:
        return next((place for place in self.corner if place.name == "notices"), None)

    @cached_property
    def publish_url(self) -> str:
        return address("works:write")

    @cached_property
    def search_url(self) -> str:
        return address("discovery:search")

    @cached_property
    def settings_url(self) -> str:
        return address("people:settings") if self._person else ""

    @cached_property
    def settings(self) -> list[Place]:
        """The pages of settings, in their order."""
        here = self._request.path
        known = [
            (name, label, icon, address(view))
            for name, label, icon, view in SETTINGS
            if name not in OF_OWNERS or self._is_owner
        ]
        return [
            Place(name, label, icon, url, here == url or (name == "mfa" and here.startswith(url)))
            for name, label, icon, url in known
            if url
        ]

    @cached_property
    def is_settings_root(self) -> bool:
        return self._request.path == self.settings_url

    @cached_property
    def log_url(self) -> str:
        return address("trust:log")

    @cached_property
    def unread_url(self) -> str:
        return address("notifications:unread") if self._person else ""

    @cached_property
    def unread(self) -> int:
        """Notices that this person has not seen; nobody signed in costs no query."""
        if self._person is None:
            return 0
        return unread_count(self._person)

    def _open(self, places: Sequence[tuple[str, Promise, str, str, bool]]) -> list[Place]:
        found = []
        for name, label, icon, view, is_for_all in places:
            if name in self._closed or not (is_for_all or self._person) or (name == "desk" and not self._is_moderator):
                continue
            if url := address(view):
                found.append(self._place(name, label, icon, url))
        return found

    def _place(self, name: str, label: Promise, icon: str, url: str) -> Place:
        here = self._request.path
        is_current = here == url or (url != "/" and here.startswith(url.rstrip("/") + "/"))
        return Place(name, label, icon, url, is_current, self.unread if name == "notices" else 0)

    @property
    def _is_owner(self) -> bool:
        return bool(self._person and self._person.account and self._person.account.is_owner)

    @property
    def _is_moderator(self) -> bool:
        return bool(self._person and self._person.account and self._person.account.is_moderator)


def address(view: str, *args: object) -> str:
    """Where a view is, or nothing while its room has no such page."""
    try:
        return reverse(view, args=args)
    except NoReverseMatch:
        return ""


def theme_of(request: HttpRequest) -> str:
    """light, dark, or empty for what the device says."""
    chosen = request.COOKIES.get(THEME_COOKIE, "")
    return chosen if chosen in THEMES else ""


def navigation(request: HttpRequest) -> dict[str, object]:
    interface = language.tags.normalize(getattr(request, "LANGUAGE_CODE", "en"))
    return {
        "site": site_options(),
        "nav": Navigation(request),
        "theme": theme_of(request),
        "interface_tag": interface,
        "interface_direction": language.tags.direction(interface),
    }
