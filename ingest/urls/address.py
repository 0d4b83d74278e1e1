"""What is left of an address when all that may be mere spelling is dropped. Lossy: it proposes, and texts decide."""

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from urllib.parse import unquote

from ingest.ids import hash63
from ingest.urls.hosts import without_prefix
from ingest.urls.identity import identity
from ingest.urls.marks import unmarked
from ingest.urls.parts import parts
from ingest.urls.rules import NEVER_DROPPED, RULES

_WHOLE = re.compile(r"\d{5}\Z")  # more digits are found within
_NUMBER = re.compile(r"(?<!\d)\d{6,}(?!\d)")
_TOKEN = re.compile(r"(?:\A|[-_.,])(?=[a-z\d]{6,}\Z)((?:[a-z]+\d+|\d+[a-z]+)[a-z\d]*[a-z\d])\Z")
_RUNS = re.compile(r"[a-z]+|\d+")
_DATE = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)?\Z")
_INDEX = re.compile(r"/(?:index|default|home|story)(?:\.\w+)?\Z")
_ENDING = re.compile(r"(?:[._~-]amp)?\.(?:[sp]?html?|php\d?|aspx?|jsp|cfm|amp)\Z|[_~-]amp\Z|/[a-z]{2}-?amp\Z")
_VIEW = re.compile(r"/(?:m|mobile?|print|lite|full|single|reader)(?=/|\Z)")
_SESSION = re.compile(r"[0-9a-f]{32,}\Z", re.IGNORECASE)
# Names whose value says which page is meant also where it bears no digit.
_NAMING = frozenset(
    {
        *NEVER_DROPPED, "v", "q", "t", "a", "n", "m", "key", "slug", "title", "name", "article", "story", "doc", "file",
    }
)  # fmt: skip
_PARTS = frozenset({"page", "lang"})  # of one number: other texts all the same
_MIXED = 3  # runs of letters and of digits
_TAIL = 3  # an article's number stands near the end of its path; at its beginning it is a site's or a person's


def address_hash(canonical: str) -> int:
    """The hash of what is left of an address when all that may be mere spelling is dropped. It only proposes: two articles
    with one hash may be one, and their texts decide."""
    return hash63(address(canonical))


def address(canonical: str) -> str:
    """Host without `www.` and the like, and the number that the outlet's database gave: sections move and headlines are
    rewritten, numbers stay. Without one: the path without endings, and of the query what may name a page, sorted."""
    at = unmarked(parts(identity(canonical)))
    host, path = _bare(at.host) + at.port, _read(at.path)
    queried = tuple(sorted({part for part in at.query.split("&") if _may_name(part)}))
    if number := _number(path, queried):
        part_of = (part for part in queried if part.partition("=")[0].lower() in _PARTS)
        return " ".join((host, number, *part_of))
    return f"{host}{path}" + (f"?{'&'.join(queried)}" if queried else "")


@lru_cache(maxsize=50_000)
def _bare(host: str) -> str:
    for prefix in RULES.address_prefixes:
        if rest := without_prefix(host, prefix):
            return _bare(rest)
    return host


def _read(path: str) -> str:
    path = unquote(path, errors="surrogateescape").lower().replace("//", "/").rstrip("/")
    path = _VIEW.sub("", path)
    return _ENDING.sub("", _INDEX.sub("", path)).rstrip("/")


def _number(path: str, queried: Iterable[str]) -> str | None:
    """The number or mark nearest to the end of the path; without any, the longest number of the query."""
    for place in reversed(path.split("/")[-_TAIL:]):
        if found := place if _WHOLE.match(place) else _within(place):
            return found
    return max((found for part in queried if (found := _within(part))), key=len, default=None)


def _within(place: str) -> str | None:
    """The first number in a name that is neither a date nor a figure (`100000-homes`), else the mark it ends with."""
    numbers = (digits for digits in _NUMBER.findall(place) if not (digits.endswith("000") or _is_date(digits)))
    return next(numbers, None) or _token(place)


def _token(place: str) -> str | None:
    """The mark of letters and digits at the end of a name (`…-p54szm`), as some outlets have instead of a number; `covid19`,
    a word and a figure, is none."""
    found = _TOKEN.search(place)
    return found[1] if found and len(_RUNS.findall(found[1])) >= _MIXED else None


def _is_date(digits: str) -> bool:
    found = _DATE.match(digits)
    if not found:
        return False
    try:
        date(int(found[1]), int(found[2]), int(found[3] or 1))
    except ValueError:
        return False
    return True


def _may_name(part: str) -> bool:
    name, _, value = part.partition("=")
    if not value or _SESSION.match(value):
        return False
    name = name.lower()
    return name in _NAMING or name.endswith("id") or any(character.isdigit() for character in value)
