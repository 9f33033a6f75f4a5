"""Web addresses, read strictly: what two readers could understand in two ways is refused."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from ipaddress import ip_address
from urllib.parse import quote

import idna

from lihua.base.addresses import Address

WEB_PORTS = {"http": 80, "https": 443}
LONGEST_URL = 4096


class NotAWebAddress(ValueError):
    """`reason` is a constant phrase."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Target:
    """A URL taken apart once. Requests are built from these parts, so that nobody reads it differently later."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def origin(self) -> str:
        return f"{self.scheme}://{self._bracketed}:{self.port}"

    @property
    def authority(self) -> str:
        return self._bracketed if self.port == WEB_PORTS[self.scheme] else f"{self._bracketed}:{self.port}"

    @property
    def url(self) -> str:
        return f"{self.scheme}://{self.authority}{self.path}"

    @property
    def _bracketed(self) -> str:
        return f"[{self.host}]" if ":" in self.host else self.host

    @cached_property
    def literal(self) -> Address | None:
        """The address, when the host is one and not a name."""
        try:
            return ip_address(self.host)
        except ValueError:
            return None


_URL = re.compile(
    r"(?P<scheme>[a-z][a-z0-9+.-]*)://(?P<authority>[^/?#]*)(?P<path>[^?#]*)(?P<query>\?[^#]*)?(?P<rest>#.*)?", re.I
)
_AUTHORITY = re.compile(r"(?:\[(?P<v6>[0-9a-fA-F:.]+)\]|(?P<name>[^\[\]:@%]+))(?::(?P<port>[0-9]{1,5}))?")
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")


def take_apart(url: str) -> Target:
    """Read a web address strictly. Raises NotAWebAddress for whatever two readers could read in two ways."""
    refuse_odd_characters(url)
    parts = _URL.fullmatch(url)
    if not parts or parts["scheme"].lower() not in WEB_PORTS:
        raise NotAWebAddress("not a web address")
    scheme = parts["scheme"].lower()
    authority = _AUTHORITY.fullmatch(parts["authority"])
    if not authority or (not parts["path"] and "@" in url):
        raise NotAWebAddress("not a plain host name")
    port = int(authority["port"]) if authority["port"] else WEB_PORTS[scheme]
    if not 0 < port < 65536:
        raise NotAWebAddress("not a port")
    path = quote((parts["path"] or "/") + (parts["query"] or ""), safe="/%:=&?~+!$,;'@()*[]|")
    return Target(scheme, _host(authority), port, path)


def _host(authority: re.Match[str]) -> str:
    if authority["v6"]:
        try:
            return str(ip_address(authority["v6"]))
        except ValueError as error:
            raise NotAWebAddress("not an address") from error
    try:
        name = (
            idna.encode(authority["name"].removesuffix("."), uts46=True).decode()
            if not authority["name"].isascii()
            else authority["name"]
        )
    except idna.IDNAError as error:
        raise NotAWebAddress("not a host name") from error
    name = name.lower().removesuffix(".")
    labels = name.split(".")
    if len(name) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        raise NotAWebAddress("not a host name")
    if re.fullmatch(r"[0-9]+|0x[0-9a-f]*", labels[-1]):
        try:  # 127.1, 0x7f.1, 2130706433: only four plain decimal numbers are an address
            return str(ip_address(name))
        except ValueError as error:
            raise NotAWebAddress("not an address") from error
    return name


# Letters that are taken for Latin ones at a glance: a whole name of them is a disguise.
_DISGUISES = frozenset("асԁеһіјӏорԛѕԝхуъьҽпгѵѡαικνορυωηօսոհցյ")
_ALPHABETS_ALIKE = ("CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC", "LISU")


def is_disguised_host(host: str) -> bool:
    """Whether a host, as it was typed, passes for another one: letters of look-alike alphabets mixed in one name, or
    a name made only of letters that look Latin under an ending that is."""
    labels = [label for label in host.casefold().split(".") if label]
    for label in labels:
        letters = [sign for sign in label if sign.isalpha()]
        alphabets = {unicodedata.name(sign, "").split()[0] for sign in letters if unicodedata.name(sign, "")}
        if len(alphabets & {"LATIN", *_ALPHABETS_ALIKE}) > 1:
            return True
        if letters and _DISGUISES.issuperset(letters) and labels[-1].isascii():
            return True
    return False


def refuse_odd_characters(url: str) -> None:
    if len(url) > LONGEST_URL:
        raise NotAWebAddress("the address is too long")
    if re.search(r"[\x00-\x20\x7f-\xa0\\\u2028\u2029]", url):
        raise NotAWebAddress("control characters, spaces or backslashes in the address")
