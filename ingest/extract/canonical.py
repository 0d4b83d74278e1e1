"""Which address an article goes by: its own, or the one its page names where that can be believed. Not URL clean-up."""

from urllib.parse import parse_qsl, urlsplit

from ingest.extract.candidates import Choice
from ingest.extract.head import Head
from ingest.extract.seen import Seen
from ingest.model import Page
from ingest.urls import canonical_url, host_of, resolve

_PREFIXES = ("www.", "m.", "mobile.", "amp.", "www.amp.", "beta.", "touch.")
_VIEWS = frozenset(
    {"amp", "print", "index.html", "index.htm", "index.php", "1", "all", "full", "single", "mobile", "reader"}
)


def canonical(seen: Seen) -> Choice[str]:
    """The canonical URL, never None, and every place that names one."""
    return Choice(value=_canonical(seen.page, seen.head), source="canonical")


def _canonical(page: Page, head: Head) -> str:
    """The canonical URL. `rel=canonical` is believed when it is the only one, stays on the outlet's host, and is neither
    the home page, nor a folder above the page, nor the page without what tells it from its siblings."""
    own = canonical_url(page.url) or page.url
    if len(head.canonicals) != 1:
        return own
    resolved = resolve(page.url, head.canonicals[0])
    named = canonical_url(resolved) if resolved else None
    return named if named and _is_believable(named, own) else own


def _is_believable(named: str, own: str) -> bool:
    there, here = urlsplit(named), urlsplit(own)
    if not _is_same_outlet(host_of(named), host_of(own)) or there.path in ("", "/"):
        return False
    if _is_above(there.path.rstrip("/"), here.path.rstrip("/")):
        return False
    return there.path.rstrip("/") != here.path.rstrip("/") or not _loses_identity(there.query, here.query)


def _is_same_outlet(there: str, here: str) -> bool:
    one, other = _bare(there), _bare(here)
    return one == other or one.endswith("." + other) or other.endswith("." + one)


def _bare(host: str) -> str:
    for prefix in _PREFIXES:
        if host.startswith(prefix) and host.count(".") > 1:
            return host.removeprefix(prefix)
    return host


def _is_above(folder: str, path: str) -> bool:
    if not path.startswith(folder + "/"):
        return False
    rest = path[len(folder) :].strip("/").lower()
    return rest not in _VIEWS


def _loses_identity(kept: str, had: str) -> bool:
    """A query that the canonical drops may have been all that tells two articles apart; trackers are gone already."""
    lost = set(parse_qsl(had)) - set(parse_qsl(kept))
    return any(value.isdecimal() or name.lower().endswith("id") or len(name) == 1 for name, value in lost)
