"""Why two texts are held to be related: what they share, what decided, and in what they differ. Judges none."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from rich.console import Group
from rich.table import Table
from rich.text import Text

from console import paper
from console.lines import json_line
from console.words import one_line, plain
from ingest.fingerprint import RULES, changes
from ingest.fingerprint.changes import shared_passage
from ingest.model import SAME_TEXT, Comparable
from ingest.settings import Settings
from ingest.urls import article_id, canonical_url
from warehouse import ask

_MOST = 100  # pairs of one article; mart.duplicate has all
_PHRASES = {
    "revision": "is a revision of",
    "copy": "is a copy of",
    "version": "is a later version of",
    "excerpt": "has a passage of",
    "digest": "has passages of several others, one of them",
}
_TEXTS = frozenset({"text", "original_text", "language", "original_language", "outlet", "original_outlet"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """One related pair for people: `because` is the rule in words, `shared` counts word sequences, `passage` is the longest that
    both texts have, `changes` what differs, a line each (none where a text only has a passage of the other)."""

    relation: str
    rule: str
    because: str
    containment: float
    jaccard: float
    shared: int
    passage: str | None
    changes: tuple[str, ...]


def explained(found: Mapping[str, Any], later: Comparable, earlier: Comparable) -> Explained:
    """A relation (its fields by name; `changes` where they are known already) with the two texts it is about."""
    known: Sequence[str] = found.get("changes") or ()
    if not known and found["relation"] in SAME_TEXT:
        known = [change.said for change in changes(later, earlier)]
    return Explained(
        relation=found["relation"],
        rule=found["rule"],
        because=because(found["rule"]),
        containment=found["containment"],
        jaccard=found["jaccard"],
        shared=found["shared"],
        passage=shared_passage(later.text, earlier.text),
        changes=tuple(known),
    )


def because(rule: str) -> str:
    """The rule in words; its name where an earlier version of the judge had it."""
    return next((words for name, words in RULES.items() if name == rule), rule)


def sheet(one: Explained, later: str, earlier: str) -> Group:
    """A pair laid out for a terminal; `later` and `earlier` are what the two texts are called."""
    rows = [
        ("because", one.because),
        ("shared", f"{one.containment:.0%} of the shorter text, {one.shared} word sequences"),
        ("passage", f"“{one.passage}”" if one.passage else "no five words in a row"),
        *(("differs" if place == 0 else "", said) for place, said in enumerate(one.changes)),
    ]
    grid = Table.grid(padding=(0, 2))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    for name, said in rows:
        grid.add_row(f"  {name}", Text(one_line(said)))
    heading = f"{later} {_PHRASES.get(one.relation, one.relation)} {earlier}"
    return Group(Text(one_line(heading), style="bold"), grid)


def show_pairs(named: str, settings: Settings, *, as_json: bool) -> None:
    """Print what the stored article `named` (an id or an address) repeats, and what repeats it. Raises Misconfigured for an
    article that is not there."""
    address = canonical_url(named)
    found = ask.pairs(settings.published, named, (named, article_id(address)) if address else (named,), _MOST)
    told = [(pair, _stored(pair)) for pair in found.pairs]
    if as_json:
        pairs = [{name: pair[name] for name in pair if name not in _TEXTS} | asdict(one) for pair, one in told]
        paper.write(json_line({"article": found.article, "pairs": pairs}))
    else:
        _print(found.article, told)


def _print(article: Mapping[str, Any], told: Sequence[tuple[Mapping[str, Any], Explained]]) -> None:
    out = paper.out()
    out.print(plain(f"{article['title'] or 'without a title'}\n{article['url']}\n"), soft_wrap=True)
    if not told:
        out.print("It repeats no other text, and none repeats it.")
    for pair, one in told:
        is_later = pair["article_id"] == article["article_id"]
        later, earlier = ("It", _name(pair, "original_")) if is_later else (_name(pair, ""), "it")
        out.print(sheet(one, later, earlier))


def _name(pair: Mapping[str, Any], which: str) -> str:
    title = pair[f"{which}title"] or "without a title"
    source = pair[f"{which}source"] or pair[f"{which}outlet"]
    return f"{title} ({source}, {pair[f'{which}arrived_at']:%Y-%m-%d %H:%M}) {pair[f'{which}url']}"


def _stored(pair: Mapping[str, Any]) -> Explained:
    return explained(pair, _comparable(pair, ""), _comparable(pair, "original_"))


def _comparable(pair: Mapping[str, Any], which: str) -> Comparable:
    return Comparable(
        revision_id=pair[f"{which}revision_id"],
        article_id=pair[f"{which}article_id"],
        outlet=pair[f"{which}outlet"],
        title=pair[f"{which}title"],
        text=pair[f"{which}text"],
        language=pair[f"{which}language"],
        arrived_at=pair[f"{which}arrived_at"],
    )
