"""Addresses as they go over the wire: what may be asked for at all, before any name is looked up."""

import ada_url

from ingest.urls import absolute
from ingest.web.answers import Problem

# Ports of mail, shells, databases and the like (the Fetch standard's list and a few of its kind): a link must not make
# us speak to a service that takes our request for its own commands.
_PORTS = """
1 7 9 11 13 15 17 19 20 21 22 23 25 37 42 43 53 69 77 79 87 95 101 102 103 104 109 110 111 113 115 117 119 123 135 137
139 143 161 179 389 427 465 512 513 514 515 526 530 531 532 540 548 554 556 563 587 601 636 989 990 993 995 1719 1720
1723 2049 3659 4045 4190 5060 5061 6000 6379 6566 6665 6666 6667 6668 6669 6679 6697 10080 11211
"""
_BAD_PORTS = frozenset(map(int, _PORTS.split()))


def askable(url: str, base: str | None = None) -> str | Problem:
    """The URL to ask for: http(s), no credentials, no fragment, no port of another protocol."""
    found = absolute(url, base)
    if found is None:
        return Problem(reason="bad_url", detail=f"not an http(s) address: {url}")
    parsed = ada_url.URL(found)
    if parsed.port and int(parsed.port) in _BAD_PORTS:
        return Problem(reason="bad_url", detail=f"port {parsed.port} belongs to another protocol")
    return found.partition("#")[0]


def origin_of(url: str) -> str:
    """`scheme://host[:port]`: what one robots.txt speaks for."""
    return str(ada_url.URL(url).origin)
