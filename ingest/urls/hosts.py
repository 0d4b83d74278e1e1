"""Host names: which belong to one outlet. Not which addresses name one article."""

import re
from functools import lru_cache

from ingest.urls.rules import RULES

_NUMBER = re.compile(r"[\d.]+\Z|\[")


@lru_cache(maxsize=50_000)
def registrable(host: str) -> str:
    """The name under which an outlet answers for all its hosts: `news.example.co.uk` is `example.co.uk`'s, while every name
    under a shared host (`someone.blogspot.com`) is its own. A number or a single name is itself."""
    name = host.partition(":")[0] if not host.startswith("[") else host
    if _NUMBER.match(name) or "." not in name:
        return host
    labels = name.split(".")
    for count in range(2, len(labels) + 1):
        if not is_suffix(".".join(labels[-count:])):
            return ".".join(labels[-count:])
    return name


def is_suffix(name: str) -> bool:
    """Whether names under this one belong to different people."""
    if name in RULES.shared_hosts or "." not in name:
        return True
    first, _, rest = name.partition(".")
    return len(rest) == 2 and first in RULES.country_suffixes


def without_prefix(host: str, prefix: str) -> str | None:
    """The host without a leading `m.`, say; None where it has none, or where without it nobody's name would be left."""
    if not host.startswith(prefix):
        return None
    rest = host[len(prefix) :]
    return rest if "." in rest and not is_suffix(rest) else None


def is_courier(host: str) -> bool:
    """Whether this host bears no articles of its own and does not say where it leads."""
    return host in RULES.couriers
