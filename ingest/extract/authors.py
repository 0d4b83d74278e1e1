"""Who signed the article: names of persons and desks, cleaned. Not who is quoted in it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.extract.byline import byline
from ingest.extract.candidates import Candidate, Choice
from ingest.extract.names import BY, distinct, names
from ingest.extract.outlet_names import OutletNames, is_outlet
from ingest.extract.seen import Seen

AUTHORS_MAX = 30

_LINKED = "json-ld author"
_METAS = (
    "author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "dc:creator", "dcterms.creator", "byl",
    "cxenseparse:author", "article:author_name", "og:article:author", "citation_author", "og:author",
)  # fmt: skip
_LABELLED = tuple((f"twitter:label{n}", f"twitter:data{n}") for n in (1, 2, 3))
_NOBODY = re.compile(
    r"^[a-z0-9][a-z0-9._-]{4,}$"  # an account's name; what is shorter are initials, or an agency's
    r"|(?i:\b(?:inc|ltd|llc|gmbh|corp|e\. ?v|s\.?a|verlag|media group))\.?$"
    r"|^(?i:staff|editor|guest|anonymous|redaktion|redazione|redacción|rédaction|redakcja)$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Statement:
    """What one place says, and the names in it: of persons and desks, and weaker ones (the outlet's own, an account's)."""

    source: str
    written: str
    signed: tuple[str, ...]
    weak: tuple[str, ...]


def authors(seen: Seen) -> Choice[tuple[str, ...]]:
    """Who signed, and every place that names somebody. The first of JSON-LD, meta tags, microdata, the visible byline and the
    feed that names someone other than the outlet; the outlet's own name where nobody else signed. Each name once."""
    outlet = seen.names
    statements = [_statement(source, written, outlet, seen) for source, written in _written(seen)]
    if not any(" " in name for said in statements for name in said.signed):  # nobody by a full name
        statements += [_statement(source, written, outlet, seen) for source, written in _shown(seen)]
    return _chosen(statements)


def _chosen(statements: list[_Statement]) -> Choice[tuple[str, ...]]:
    is_signed = any(said.signed for said in statements)
    source = _in_full(statements) or _agreed(statements)
    source = source or next((said.source for said in statements if (said.signed if is_signed else said.weak)), None)
    found = (name for s in statements if s.source == source for name in (s.signed if is_signed else s.weak))
    return Choice(
        value=distinct(found, AUTHORS_MAX) or None,
        source=source,
        candidates=tuple(_candidate(said, is_signed=is_signed) for said in statements),
    )


def _in_full(statements: list[_Statement]) -> str | None:
    """The source that gives the full name of one whom the page states by a first name only."""
    first = next((said.signed for said in statements if said.signed), ())
    if len(first) != 1 or " " in first[0]:
        return None
    return next((s.source for s in statements for name in s.signed if name.startswith(first[0] + " ")), None)


def _agreed(statements: list[_Statement]) -> str | None:
    """The first of two places that agree on who signed, where the very first names somebody else: its owner, often."""
    signing = [said for said in statements if said.signed]
    others = [said for said in signing if said.source != signing[0].source]
    if not others or not set(signing[0].signed).isdisjoint(name for said in others for name in said.signed):
        return None
    places: dict[str, list[str]] = {}
    for said in others:
        for name in said.signed:
            places.setdefault(name, []).append(said.source)
    return next((sources[0] for sources in places.values() if len(set(sources)) > 1), None)


def _candidate(said: _Statement, *, is_signed: bool) -> Candidate:
    reading = said.signed if is_signed else said.weak
    refused = "the outlet's name or an account's" if said.weak and is_signed and not said.signed else None
    if not said.signed and not said.weak:
        refused = "no name"
    return Candidate(
        source=said.source, written=said.written, reading="; ".join(reading) or None, refused_because=refused
    )


def _written(seen: Seen) -> Iterator[tuple[str, str]]:
    """What the page and the feed state."""
    yield from ((_LINKED, name) for name in seen.linked.authors)
    for name in _METAS:
        yield from ((f"meta {name}", value) for value in seen.head.metas.get(name, ())[:AUTHORS_MAX])
    for label, data in _LABELLED:
        if BY.match(seen.head.first(label) or "") and (value := seen.head.first(data)):
            yield f"meta {data}", value
    yield from (("microdata author", value) for value in seen.items.properties.get("author", ()))


def _shown(seen: Seen) -> Iterator[tuple[str, str]]:
    """What the reader sees, and in the end the feed."""
    yield from (("byline", name) for name in byline(seen))
    if seen.page.entry:
        yield from (("feed", name) for name in seen.page.entry.authors)


def _statement(source: str, written: str, outlet: OutletNames, seen: Seen) -> _Statement:
    is_person = source.startswith("meta") or (source == _LINKED and written in seen.linked.persons)
    found = distinct(tuple(names(written, is_person=is_person)), AUTHORS_MAX)
    weak = tuple(name for name in found if _NOBODY.search(name) or is_outlet(name, outlet))
    return _Statement(
        source=source, written=written, signed=tuple(name for name in found if name not in weak), weak=weak
    )
