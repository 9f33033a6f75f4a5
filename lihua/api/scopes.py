"""What a token may do. A broad scope contains its narrow ones, as in Mastodon: `read` contains `read:accounts`."""

from collections.abc import Collection, Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_READ = "accounts blocks bookmarks favourites filters follows lists mutes notifications search statuses"
_WRITE = f"{_READ} conversations media reports".replace(" search", "")
_FOLLOW = frozenset(f"{verb}:{noun}" for verb in ("read", "write") for noun in ("follows", "blocks", "mutes"))

KNOWN: tuple[str, ...] = (
    "profile",
    "read",
    *(f"read:{noun}" for noun in _READ.split()),
    "write",
    *(f"write:{noun}" for noun in _WRITE.split()),
    "follow",
    "push",
)
DEFAULT = "read"

# What the consent page says for each broad scope; narrow ones are told by their broad one and their noun.
IN_WORDS: dict[str, str | Promise] = {
    "profile": _("See your name and picture"),
    "read": _("Read all that you can read, also what is for followers only"),
    "write": _("Publish, change and delete in your name"),
    "follow": _("See and change whom you follow, mute and block"),
    "push": _("Receive your notices"),
}
NOUNS: dict[str, str | Promise] = {
    "accounts": _("profile"),
    "blocks": _("blocks"),
    "bookmarks": _("saved works and boards"),
    "conversations": _("conversations"),
    "favourites": _("likes"),
    "filters": _("filters"),
    "follows": _("follows"),
    "lists": _("lists"),
    "media": _("pictures"),
    "mutes": _("mutes"),
    "notifications": _("notices"),
    "reports": _("reports"),
    "search": _("search"),
    "statuses": _("works and translations"),
}


class UnknownScope(Exception):
    """Not a scope of this village, or one that the app did not register."""


def parse(text: str) -> tuple[str, ...]:
    """The scopes of a space-separated list, each once, in our order. Raises UnknownScope."""
    asked = set(text.replace("+", " ").split())
    if unknown := asked - set(KNOWN):
        raise UnknownScope(", ".join(sorted(unknown)))
    return tuple(scope for scope in KNOWN if scope in asked)


def covers(granted: Collection[str], wanted: str) -> bool:
    """Whether one of the scopes granted contains the one that is wanted."""
    if wanted == "profile":
        return bool({"profile", "read", "read:accounts"} & set(granted))
    broad = wanted.partition(":")[0]
    return wanted in granted or broad in granted or ("follow" in granted and wanted in _FOLLOW)


def all_covered(granted: Collection[str], wanted: Iterable[str]) -> bool:
    return all(covers(granted, scope) for scope in wanted)


def in_words(scopes: Collection[str]) -> list[str]:
    """What the consent page lists: one line for each scope that no other one contains."""
    lines: list[str] = []
    for scope in scopes:
        verb, _colon, noun = scope.partition(":")
        if not noun:
            lines.append(str(IN_WORDS[scope]))
        elif verb not in scopes:
            pattern = _("Read: %(noun)s") if verb == "read" else _("Change: %(noun)s")
            lines.append(str(pattern) % {"noun": NOUNS[noun]})
    return lines
