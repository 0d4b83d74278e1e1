"""Whether strangers can reach us: real sources are polled only by someone who left an address in the user agent."""

import asyncio
import re
from collections.abc import Iterable

from ingest.errors import NoContact
from ingest.settings import Settings
from ingest.urls import host_of
from ingest.web.addresses import Standing, standing
from ingest.web.dial import Lookup, system_lookup

_CONTACT = re.compile(r"https?://[^\s/()<>]+\.[^\s/()<>]+|[^\s@()<>;,+]+@[^\s@()<>;,]+\.[^\s@()<>;,]+")
_NOBODYS = (".invalid", ".test", ".example", ".localhost")  # RFC 6761: never anybody's site
_LOOKUP_SECONDS = 5.0


def has_contact(user_agent: str) -> bool:
    """Whether the agent holds a mail address or a web address."""
    return _CONTACT.search(user_agent) is not None


async def check_contact(urls: Iterable[str], settings: Settings, *, lookup: Lookup = system_lookup) -> None:
    """Raises NoContact where a URL leads to the public internet (or cannot be looked up) and the agent names nobody.

    Addresses inside `settings.allow_addresses` are ours, and other private ones are never dialled: neither counts."""
    if has_contact(settings.user_agent):
        return
    hosts = sorted({_name(url) for url in urls} - {""})
    strangers = await asyncio.gather(*(_is_strange(host, settings, lookup) for host in hosts))
    named = [host for host, is_strange in zip(hosts, strangers, strict=True) if is_strange]
    if named:
        raise NoContact(
            "PRESSWATCH_USER_AGENT",
            f"{settings.user_agent!r} names no contact, and {named[0]} ({len(named)} hosts in all) is not ours",
            "Set it to something like 'presswatch/0.1 (+https://example.org/contact)' or with a mail address",
        )


def _name(url: str) -> str:
    return re.sub(r":\d+$", "", host_of(url)).strip("[]")


async def _is_strange(host: str, settings: Settings, lookup: Lookup) -> bool:
    if f".{host}".endswith(_NOBODYS):
        return False
    try:
        addresses = await asyncio.wait_for(lookup(host), _LOOKUP_SECONDS)
    except OSError:  # no proof that it is ours
        return True
    return any(standing(address, settings.allow_addresses) is Standing.PUBLIC for address in addresses)
