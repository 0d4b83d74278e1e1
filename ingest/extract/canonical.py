"""Which address an article goes by: its own, or the one its page names where that can be believed. Not URL clean-up."""

import re
from collections.abc import Callable, Iterator
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from ingest.extract.candidates import Candidate, Choice
from ingest.extract.seen import Seen
from ingest.urls import canonical_url, identity, is_courier, is_telling, registrable, resolve

_OWN, _REL = "address", "rel=canonical"
_NAMED_MAX = 10  # of more than one none is believed, and ten show it
_VIEWS = frozenset(
    {"amp", "print", "index.html", "index.htm", "index.php", "1", "all", "full", "single", "mobile", "reader"}
)
_FRONT = re.compile(r"(?:/[a-z]{2}(?:-[a-z]{2})?)?(?:/(?:index|home|default)(?:\.\w+)?)?/?\Z", re.IGNORECASE)
_UNFILLED = re.compile(
    r"\{\{|%7b%7b|\$\{|\$%7b|/(?:undefined|null|nan)(?:/|\Z)|https?(?:&|%26)|\[object", re.IGNORECASE
)
_SESSION = re.compile(r"[0-9a-f]{16,}\Z", re.IGNORECASE)
_NUMBER = re.compile(r"\d{5,}")
_WORD = re.compile(r"[^\W\d_]{4,}")
_LANGUAGES = frozenset(
    {
        "af", "am", "ar", "az", "be", "bg", "bn", "bs", "ca", "cs", "cy", "da", "de", "el", "en", "es", "et", "eu",
        "fa", "fi", "fr", "ga", "gl", "gu", "he", "hi", "hr", "hu", "hy", "id", "is", "it", "ja", "ka", "kk", "km",
        "kn", "ko", "ku", "ky", "lo", "lt", "lv", "mk", "ml", "mn", "mr", "ms", "my", "ne", "nl", "no", "or", "pa",
        "pl", "ps", "pt", "ro", "ru", "si", "sk", "sl", "so", "sq", "sr", "sv", "sw", "ta", "te", "tg", "th", "tl",
        "tr", "uk", "ur", "uz", "vi", "zh", "zu",
    }
)  # fmt: skip
_LANGUAGE_NAMES = frozenset({"lang", "language", "locale", "hl"})
_STEM_CHARACTERS = 8  # shorter ones are "story", "index", "article"
_ALIKE = 0.5  # of the words of the shorter address: headlines are shortened and rewritten


def canonical(seen: Seen) -> Choice[str]:
    """The canonical URL, never None, and every place that names one. Only `rel=canonical` is believed, for two articles under
    one address are one lost: when it is the only one, stays with the outlet, names one article among many, and is like the page's
    own address or said by another place too. Each reason against it stands in `_OBJECTIONS`."""
    page = seen.page
    own = Candidate(source=_OWN, written=page.url, reading=canonical_url(page.url) or page.url)
    read: dict[str, str | None] = {page.url: own.reading}  # most places say the same
    here = own.reading or page.url
    written = [(source, said, _address(said, seen, read)) for source, said in _written(seen)]
    elsewhere = frozenset(identity(named) for source, _, named in written if named and source != _REL)
    is_only = len(seen.head.canonicals) <= 1
    named = [_judged(source, said, address, here, elsewhere, is_only) for source, said, address in written]
    chosen = next((said for said in named if said.source == _REL and not said.refused_because), own)
    return Choice(value=chosen.reading, source=chosen.source, candidates=(*named, own))


def _written(seen: Seen) -> Iterator[tuple[str, str]]:
    yield from ((_REL, href) for href in seen.head.canonicals[:_NAMED_MAX])
    yield from (("meta og:url", address) for address in seen.head.metas.get("og:url", ())[:1])
    yield from (("json-ld url", address) for address in seen.linked.addresses[:2])


def _address(written: str, seen: Seen, read: dict[str, str | None]) -> str | None:
    if written not in read:
        resolved = resolve(seen.page.url, written)
        read[written] = canonical_url(resolved) if resolved else None
    return read[written]


def _judged(
    source: str, written: str, named: str | None, own: str, elsewhere: frozenset[str], is_only: bool
) -> Candidate:
    if not named:
        return Candidate(source=source, written=written, refused_because="no address")
    if source == _REL and not is_only:
        return Candidate(source=source, written=written, reading=named, refused_because="more than one is named")
    return Candidate(source=source, written=written, reading=named, refused_because=_objection(named, own, elsewhere))


def _objection(named: str, own: str, elsewhere: frozenset[str]) -> str | None:
    """Why an address cannot be the page's; None where it can. `elsewhere`: what other places of the page name."""
    if identity(named) == identity(own):
        return None
    there, here = urlsplit(named), urlsplit(own)
    found = next((reason for reason, holds in _OBJECTIONS if holds(there, here)), None)
    if found is None and identity(named) not in elsewhere and not _is_like(there, here):
        return "unlike the page's own, and no other place says so"
    return found


def _is_anothers(there: SplitResult, here: SplitResult) -> bool:
    return registrable(there.netloc) != registrable(here.netloc) and not is_courier(here.netloc)


def _is_front(there: SplitResult, here: SplitResult) -> bool:
    return bool(_FRONT.match(there.path)) and not any(character.isdigit() for character in there.query)


def _is_unfilled(there: SplitResult, here: SplitResult) -> bool:
    return bool(_UNFILLED.search(there.path))


def _is_above(there: SplitResult, here: SplitResult) -> bool:
    folder, path = there.path.rstrip("/"), here.path.rstrip("/")
    if not path.startswith(folder + "/"):
        return False
    rest = path[len(folder) :].strip("/").lower()
    return rest not in _VIEWS and not any(character.isdigit() for character in there.query)


def _is_section(there: SplitResult, here: SplitResult) -> bool:
    last = there.path.rstrip("/").rpartition("/")[2]
    names_one = is_telling(there.path, there.query) or any(character.isdigit() for character in last + there.query)
    return is_telling(here.path, here.query) and not names_one and _stem(there) != _stem(here)


def _is_foreign(there: SplitResult, here: SplitResult) -> bool:
    one, other = _language(there), _language(here)
    return bool(one and other and one != other)


def _loses_identity(there: SplitResult, here: SplitResult) -> bool:
    """A query that the canonical drops may have been all that tells two articles apart; trackers are gone already. Where it
    keeps the page's number, the outlet knows what it drops."""
    if there.path.rstrip("/") != here.path.rstrip("/"):
        return False
    had, kept = set(parse_qsl(here.query)), set(parse_qsl(there.query))
    if any(_NUMBER.fullmatch(value) for _, value in had & kept):
        return False
    return any(_is_identity(name.lower(), value) for name, value in had - kept)


def _is_identity(name: str, value: str) -> bool:
    return value.isdecimal() or name.endswith("id") or len(name) == 1 or name in _LANGUAGE_NAMES


def _is_session(there: SplitResult, here: SplitResult) -> bool:
    """A forum's page names itself with the number of whoever asked: another address on every visit."""
    added = set(parse_qsl(there.query)) - set(parse_qsl(here.query))
    return there.path == here.path and any(_SESSION.match(value) for _, value in added)


_OBJECTIONS: tuple[tuple[str, Callable[[SplitResult, SplitResult], bool]], ...] = (
    ("another outlet's", _is_anothers),
    ("the home page", _is_front),
    ("a template that was not filled in", _is_unfilled),
    ("a folder above the page", _is_above),
    ("a section's page", _is_section),
    ("in another language", _is_foreign),
    ("without what tells the page from others", _loses_identity),
    ("with a visitor's session", _is_session),
)


def _is_like(there: SplitResult, here: SplitResult) -> bool:
    """Whether two addresses have a number in common, the end, or half of their words."""
    if set(_NUMBER.findall(there.path + there.query)) & set(_NUMBER.findall(here.path + here.query)):
        return True
    one, other = _words(there), _words(here)
    is_named_alike = len(_stem(here)) >= _STEM_CHARACTERS and _stem(there) == _stem(here)
    return is_named_alike or len(one & other) >= max(1, _ALIKE * min(len(one), len(other)))


def _stem(at: SplitResult) -> str:
    return at.path.rstrip("/").rpartition("/")[2].lower().partition(".")[0]


def _words(at: SplitResult) -> set[str]:
    return set(_WORD.findall(unquote(at.path).lower()))


def _language(at: SplitResult) -> str | None:
    """The language that an address says it is in: the first name of its path or of its host."""
    for name in (at.path.lstrip("/").partition("/")[0], at.netloc.partition(".")[0]):
        if (code := name.lower().replace("_", "-").partition("-")[0]) in _LANGUAGES and len(name) in (2, 5):
            return code
    return None
