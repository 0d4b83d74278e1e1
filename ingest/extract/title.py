"""The article's title without the outlet's name, chosen among the places that bear one. Not the summary."""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from trafilatura.metadata import extract_title

from ingest.extract.candidates import Choice
from ingest.extract.head import Head
from ingest.extract.linked import Linked
from ingest.extract.seen import Seen
from ingest.model import Page
from ingest.text import clean_line, fold, words

TITLE_CHARACTERS = 500
_ALIKE = 0.3  # share of the words of the shorter of two titles
_WORDS_AT_LEAST = 2  # one word in common is a section's name
_SEPARATOR = re.compile(r"\s+[-–—|•·»«›:~/]{1,2}\s+|\s*[|｜]\s*|\s+::\s+")


def title(seen: Seen) -> Choice[str]:
    """The title, fit for one line, and every place that bears one."""
    found = _title(seen)
    return Choice(value=found, source="title" if found else None)


def _title(seen_: Seen) -> str | None:
    """The title, fit for one line. JSON-LD and og:title where they agree; else the headline that the reader sees, if it has
    words in common with one of the stated titles; else the stated one; in the end trafilatura's guess and the feed's title."""
    page, tree, linked, head = seen_.page, seen_.tree, seen_.linked, seen_.head
    outlets = outlet_names(page, linked, head)
    stated = [
        _cleaned(raw, outlets)
        for raw in (linked.headline, head.first("og:title"), head.first("twitter:title"), head.title)
    ]
    if stated[0] and stated[1] and _key(stated[0]) == _key(stated[1]):
        return stated[0]
    found = [line for line in stated if line]
    seen = [
        line for h1 in tree.findall(".//h1")[:10] if (line := _cleaned(" ".join(h1.text_content().split()), outlets))
    ]
    if line := _headline(seen, found) or next(iter(found), None):
        return line
    guess = extract_title(tree) or (page.entry.title if page.entry else None)
    return clean_line(guess, TITLE_CHARACTERS) or None if guess else None


def _headline(seen: list[str], stated: list[str]) -> str | None:
    """The visible headline most like a stated title; without its kicker where a stated title goes without."""
    rated = [(max((_likeness(line, said) for said in stated), default=0.0), -place) for place, line in enumerate(seen)]
    if not rated or max(rated)[0] < _ALIKE:
        return None
    best = seen[-max(rated)[1]]
    return next((said for said in stated if _key(best).endswith(" " + _key(said))), best)


def _likeness(one: str, other: str) -> float:
    mine, others = set(_key(one).split()), set(_key(other).split())
    if min(len(mine), len(others)) < _WORDS_AT_LEAST:
        return 0.0
    return len(mine & others) / min(len(mine), len(others))


def outlet_names(page: Page, linked: Linked, head: Head) -> frozenset[str]:
    """The folded names under which the page's outlet goes."""
    host = (urlsplit(page.url).hostname or "").removeprefix("www.")
    names: Iterable[str | None] = (
        page.outlet, host, host.split(".")[0], head.first("og:site_name"), head.first("application-name"), *linked.publishers
    )  # fmt: skip
    return frozenset(key for name in names if name and (key := _key(name)))


def _cleaned(raw: str | None, outlets: frozenset[str]) -> str | None:
    line = clean_line(raw or "", TITLE_CHARACTERS)
    return _without_outlet(line, outlets) or None


def _without_outlet(line: str, outlets: frozenset[str]) -> str:
    """Drop parts at either end that are the outlet's name; a title that is nothing else stays."""
    parts = [(m.start(), m.end()) for m in _SEPARATOR.finditer(line)]
    if parts and _names_outlet(line[parts[-1][1] :], outlets):
        return _without_outlet(line[: parts[-1][0]].strip(), outlets)
    if parts and _names_outlet(line[: parts[0][0]], outlets):
        return _without_outlet(line[parts[0][1] :].strip(), outlets)
    return line


def _names_outlet(part: str, outlets: frozenset[str]) -> bool:
    key = _key(part)
    return key in outlets or key.replace(" ", "") in {name.replace(" ", "") for name in outlets}


def _key(line: str) -> str:
    return " ".join(words(fold(line)))
