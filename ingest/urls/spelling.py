"""One spelling for one address, and what a link means on its page. Not which addresses name one article (`identity`)."""

import re

from ingest.urls.parts import Parts, href, parts
from ingest.urls.rules import RULES
from ingest.urls.viewers import handed_on, is_viewer, seen_through

_ESCAPE = re.compile(r"%([0-9a-fA-F]{2})")
_STRAY = re.compile(r"%(?![0-9a-fA-F]{2})")
_PATH_SESSION = re.compile(r";jsessionid=[^/;?]*", re.IGNORECASE)
_MANGLED_AND = re.compile(r"&(?:amp|#0*38|#[xX]0*26);")
_MANGLED_START = re.compile(r"(?:^|&)(?:amp;)+")
_UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
# Nearly every link is in the WHATWG's own spelling already, and to parse it is most of the work: a host of plain names that
# ends in letters (else it may be a number, or written in another script), no port, no dot or escape that a parser would resolve.
_PLAIN = re.compile(
    r"https?://(?!xn--)(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.(?!xn--))+[a-z]{2,}(?:/(?!\.)[A-Za-z0-9._~!$()*+,;=@-]*)+(?:\?[A-Za-z0-9._~=&/-]*)?"
)


def canonical_url(url: str) -> str | None:
    """One spelling for one address: WHATWG-parsed, without credentials, fragment and trackers, and of an address that bears
    another (a redirector, an archive) that other one; None if not http(s).

    Percent escapes are upper-cased and needless ones removed (RFC 3986, 6.2.2), since WordPress writes Arabic paths
    as `%d8…` and others as `%D8…`. Scheme, case, order of parameters and trailing slashes are kept: it can be asked for."""
    written = _written(url)
    while written is not None:
        at = parts(written)
        if is_viewer(at.host):
            at = parts(seen_through(written))
        spelled = _spelled(at)
        address = str(spelled)
        if address == written or not (is_viewer(spelled.host) or ("%" in written and _STRAY.search(written))):
            return address
        written = href(address)  # what was unescaped may bear an address, be an escape, or a way up
    return None


def host_of(url: str) -> str:
    """`host` or `host:port` (no default port), lower case, IDN as punycode; "" where there is none."""
    written = _written(url)
    if written is None:
        return ""
    authority = written.partition("://")[2].partition("/")[0]
    return authority.rpartition("@")[2]


def resolve(base: str, link: str) -> str | None:
    """What a link found in a document at `base` points to, ready to be asked for; None if that is not http(s).

    Feeds escape twice now and then, so `&amp;` in a link is read as `&`. The fragment is kept, credentials are not. A
    redirector that bears where it leads is not asked: it would be one more exchange, and most of them forbid robots."""
    for _ in range(3):
        link = _MANGLED_AND.sub("&", link)
    found = absolute(link, base)
    if found is None or not is_viewer(parts(found).host):
        return found
    return absolute(handed_on(found))


def absolute(link: str, base: str | None = None) -> str | None:
    """`link` as an absolute http(s) URL in WHATWG spelling without credentials; None if it is none."""
    written = _written(link, base)
    if written is None:
        return None
    scheme, _, rest = written.partition("://")
    authority, slash, tail = rest.partition("/")
    return f"{scheme}://{authority.rpartition('@')[2]}{slash}{tail}" if "@" in authority else written


def _written(url: str, base: str | None = None) -> str | None:
    return url if _PLAIN.fullmatch(url) else href(url, base)


def _spelled(at: Parts) -> Parts:
    path, query = at.path, at.query
    if "%" in path:
        path = _plain_escapes(path)
    if ";" in path:
        path = _PATH_SESSION.sub("", path)
    if query:
        query = _without_trackers(_plain_escapes(query) if "%" in query else query, at.host)
    return Parts(at.scheme, at.host, at.port, path, query)


def _plain_escapes(text: str) -> str:
    return _ESCAPE.sub(_plain_escape, text)


def _plain_escape(match: re.Match[str]) -> str:
    byte = int(match[1], 16)
    return chr(byte) if byte in _UNRESERVED else match[0].upper()


def _without_trackers(query: str, host: str) -> str:
    if "amp;" in query:
        query = _MANGLED_START.sub("&", query)
    return "&".join(part for part in query.split("&") if part and not _is_tracker(part, host))


def _is_tracker(part: str, host: str) -> bool:
    name, _, value = part.partition("=")
    return RULES.trackers.drops(name.lower(), value.lower(), host)
