"""What in an address only says how a page is shown (AMP, a telephone's site), and what tells one article from another."""

import re
from functools import lru_cache

from ingest.urls.hosts import registrable, without_prefix
from ingest.urls.parts import Parts
from ingest.urls.rules import RULES

_TELLING = re.compile(
    r"\d{6}"  # a number such as databases give
    r"|[^\W\d_]\w*(?:[-_]\w+){2}"  # three words of a headline
    r"|(?:%[0-9A-F]{2}[-_]?){9}"  # the same in another script
    r"|[0-9a-f]{8}-[0-9a-f]{4}"  # a UUID
)
_LONG_VALUE = re.compile(r"=[\w-]{8}")
_SEGMENTS = re.compile(
    "/(?:" + "|".join(re.escape(segment) for segment in RULES.amp_segments) + r")(?=/|\Z)", re.IGNORECASE
)


def is_telling(path: str, query: str = "") -> bool:
    """Whether an address names one thing among many, as an article's does: it bears a long number or words of a headline.
    A section's does not."""
    return bool(_TELLING.search(path) or _TELLING.search(query) or _LONG_VALUE.search(query))


def without_marks(at: Parts) -> Parts:
    """The address of the page that this is the AMP form or the telephone's form of. Only where what is left tells an
    article from others: a page about amplifiers at `/glossary/amp` is none of `/glossary`."""
    plain = unmarked(at)
    return plain if plain == at or is_telling(plain.path, plain.query) else at


def unmarked(at: Parts) -> Parts:
    """The address without what looks like a mark of AMP or of a telephone's site, right or wrong."""
    host = main_host(at.host)
    return Parts(at.scheme, host, at.port, _path(at.path), _query(at.query, host))


@lru_cache(maxsize=50_000)
def main_host(host: str) -> str:
    """The host whose form for telephones or for another country this is, or itself. Where nothing but the outlet's own name is
    left, `www.` stands before it."""
    for shape, part, instead in RULES.hosts:
        if shape.match(host):
            return host.partition(part)[0] + instead
    for prefix, instead in RULES.mobile_hosts:
        if rest := without_prefix(host, prefix):
            inner = main_host(rest)
            return instead + inner if inner == registrable(inner) else inner
    return host


def _path(path: str) -> str:
    if "amp" not in path.lower():
        return path
    path = _SEGMENTS.sub("", path) or "/"
    for ending, instead in RULES.amp_endings:
        while path.endswith(ending) and not path.removesuffix(ending).endswith((".", "/")):
            path = path.removesuffix(ending) + instead
    return path


def _query(query: str, host: str) -> str:
    return "&".join(part for part in query.split("&") if part and not _is_amp(part, host))


def _is_amp(part: str, host: str) -> bool:
    name, _, value = part.partition("=")
    return RULES.amp_parameters.drops(name.lower(), value.lower(), host)
