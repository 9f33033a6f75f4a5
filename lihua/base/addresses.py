"""Internet addresses: which of them are public, where a visitor comes from, and which network they belong to."""

from functools import cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

Address = IPv4Address | IPv6Address

# IANA's special-purpose registries, written out: `is_global` has changed its mind between Python's point releases.
_NOT_PUBLIC_V4 = tuple(
    ip_network(network)
    for network in (
        "0.0.0.0/8",  # this host
        "10.0.0.0/8",
        "100.64.0.0/10",  # carrier-grade NAT, and a cloud's metadata
        "127.0.0.0/8",
        "168.63.129.16/32",  # looks public, is a cloud's host agent
        "169.254.0.0/16",  # link-local, cloud metadata
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/3",  # multicast, reserved, broadcast
    )
)

# Everything public lies in 2000::/3. Mapped, compatible, NAT64, unique local and link-local forms lie outside.
_PUBLIC_V6 = ip_network("2000::/3")
_NOT_PUBLIC_V6 = tuple(
    ip_network(network)
    for network in (
        "2001::/23",  # Teredo, ORCHID, benchmarking: tunnels and identifiers, no hosts
        "2001:db8::/32",
        "2002::/16",  # 6to4 carries an IPv4 address inside
        "3fff::/20",
    )
)


def is_public(address: Address) -> bool:
    """Can anybody on the internet be at this address? Private, local, reserved and tunnelled ones cannot."""
    if isinstance(address, IPv4Address):
        return not any(address in network for network in _NOT_PUBLIC_V4)
    return address in _PUBLIC_V6 and not any(address in network for network in _NOT_PUBLIC_V6)


def network_of(text: str) -> str:
    """The network that a visitor can move within at no cost: one IPv4 address, or a /64 of IPv6.

    >>> network_of("2001:db8:1:2:3:4:5:6")
    '2001:db8:1:2::/64'
    """
    try:
        address = ip_address(text)
    except ValueError:
        return "unknown"
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is None:
            return str(ip_network((int(address) >> 64 << 64, 64)))
        address = address.ipv4_mapped
    return str(address)


def client_address(request: HttpRequest) -> str:
    """Where a request comes from. Forwarding headers count only from proxies in LIHUA_TRUSTED_PROXIES.

    Read from the right: each trusted proxy vouches for the one before it; what stands left of the first stranger is
    the stranger's own story.
    """
    address = str(request.META.get("REMOTE_ADDR") or "")
    if not settings.TRUSTED_PROXIES or not _is_trusted(address):
        return address
    for claimed in reversed(str(request.META.get("HTTP_X_FORWARDED_FOR", "")).split(",")):
        try:
            address = str(ip_address(claimed.strip()))
        except ValueError:
            break
        if not _is_trusted(address):
            break
    return address


def _is_trusted(text: str) -> bool:
    try:
        address = ip_address(text)
    except ValueError:
        return False
    return any(address in network for network in _networks(tuple(settings.TRUSTED_PROXIES)))


@cache
def _networks(texts: tuple[str, ...]) -> tuple[IPv4Network | IPv6Network, ...]:
    return tuple(ip_network(text) for text in texts)
