"""Which address an article goes by: its own, or the one its page names where that can be believed. Not URL clean-up."""

from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

from ingest.extract.candidates import Candidate, Choice
from ingest.extract.seen import Seen
from ingest.urls import canonical_url, host_of, resolve

_OWN, _REL = "address", "rel=canonical"
_NAMED_MAX = 10  # of more than one none is believed, and ten show it
_PREFIXES = ("www.", "m.", "mobile.", "amp.", "www.amp.", "beta.", "touch.")
_VIEWS = frozenset(
    {"amp", "print", "index.html", "index.htm", "index.php", "1", "all", "full", "single", "mobile", "reader"}
)


def canonical(seen: Seen) -> Choice[str]:
    """The canonical URL, never None, and every place that names one. Only `rel=canonical` is believed, for two articles under
    one address are one lost: when it is the only one, stays on the outlet's host, and is neither the home page, nor a folder
    above the page, nor the page without what tells it from its siblings."""
    page = seen.page
    own = Candidate(source=_OWN, written=page.url, reading=canonical_url(page.url) or page.url)
    read: dict[str, str | None] = {page.url: own.reading}  # most places say the same, and to canonicalise is dear
    named = [_read(source, written, own.reading or page.url, seen, read) for source, written in _written(seen)]
    chosen = next((said for said in named if said.source == _REL and not said.refused_because), own)
    return Choice(value=chosen.reading, source=chosen.source, candidates=(*named, own))


def _written(seen: Seen) -> Iterator[tuple[str, str]]:
    yield from ((_REL, href) for href in seen.head.canonicals[:_NAMED_MAX])
    yield from (("meta og:url", address) for address in seen.head.metas.get("og:url", ())[:1])
    yield from (("json-ld url", address) for address in seen.linked.addresses[:2])


def _read(source: str, written: str, own: str, seen: Seen, read: dict[str, str | None]) -> Candidate:
    if written not in read:
        resolved = resolve(seen.page.url, written)
        read[written] = canonical_url(resolved) if resolved else None
    named = read[written]
    if not named:
        return Candidate(source=source, written=written, refused_because="no address")
    reason = "more than one is named" if source == _REL and len(seen.head.canonicals) > 1 else _objection(named, own)
    return Candidate(source=source, written=written, reading=named, refused_because=reason)


def _objection(named: str, own: str) -> str | None:
    """Why an address cannot be the page's; None where it can."""
    there, here = urlsplit(named), urlsplit(own)
    if not _is_same_outlet(host_of(named), host_of(own)):
        return "another outlet's"
    if there.path in ("", "/"):
        return "the home page"
    if _is_above(there.path.rstrip("/"), here.path.rstrip("/")):
        return "a folder above the page"
    is_same_path = there.path.rstrip("/") == here.path.rstrip("/")
    return (
        "without what tells the page from others" if is_same_path and _loses_identity(there.query, here.query) else None
    )


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
