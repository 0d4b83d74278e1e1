"""Which network addresses may be dialled: the one table of ranges. Names are not judged here, only addresses."""

from enum import Enum
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

from ingest.settings import Network

Address = IPv4Address | IPv6Address


class Standing(Enum):
    """What an address is to us."""

    ALLOWED = "in PRESSWATCH_ALLOW_ADDRESSES"
    PUBLIC = "on the public internet"
    PRIVATE = "not on the public internet"


# IANA's special-purpose registries, written out, since ipaddress.is_global differs between Python's patch releases.
_PRIVATE_V4 = tuple(
    IPv4Network(text)
    for text in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",
        "100.64.0.0/10",  # carrier-grade NAT
        "127.0.0.0/8",
        "169.254.0.0/16",  # link-local; cloud metadata
        "172.16.0.0/12",
        "192.0.0.0/24",  # protocol assignments
        "192.0.2.0/24",  # documentation, as the two below
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",
        "198.18.0.0/15",  # benchmarking
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, broadcast
    )
)
_UNICAST_V6 = IPv6Network("2000::/3")  # all that is routed; ::1, fc00::/7, fe80::/10, fec0::/10, ff00::/8 lie outside
_PRIVATE_V6 = tuple(
    IPv6Network(text)
    for text in (
        "2001::/23",  # protocol assignments, Teredo among them: it wraps IPv4 addresses, and nobody publishes there
        "2001:db8::/32",  # documentation
        "3fff::/20",  # documentation
    )
)
_NAT64 = IPv6Network("64:ff9b::/96")
_COMPATIBLE = IPv6Network("::/96")
_6TO4 = IPv6Network("2002::/16")
_LOOPBACK = (IPv6Address("::1"), IPv6Address("::"))


def standing(address: str, allowed: tuple[Network, ...]) -> Standing:
    """What the numeric `address` (as the socket sees it) is to us; an IPv4 address inside IPv6 is judged as IPv4."""
    meant = _meant(ip_address(address.partition("%")[0]))
    if any(meant in network for network in allowed if network.version == meant.version):
        return Standing.ALLOWED
    return Standing.PRIVATE if _is_private(meant) else Standing.PUBLIC


def _meant(address: Address) -> Address:
    if isinstance(address, IPv4Address):
        return address
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address in _NAT64 or (address in _COMPATIBLE and address not in _LOOPBACK):
        return IPv4Address(int(address) & 0xFFFFFFFF)
    if address in _6TO4:
        return IPv4Address(int(address) >> 80 & 0xFFFFFFFF)
    return address


def _is_private(address: Address) -> bool:
    if isinstance(address, IPv4Address):
        return any(address in network for network in _PRIVATE_V4)
    return address not in _UNICAST_V6 or any(address in network for network in _PRIVATE_V6)
