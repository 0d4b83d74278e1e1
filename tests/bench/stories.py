"""Stories of labelled articles, by the warehouse's own clustering, scored by B-cubed; and what a batch costs. Not a test.

    python -m tests.bench.stories [--errors] [--cost ARTICLES]

Labels: the documents `neg_same_event` of the labelled duplicates (41 events, in pairs of the same kind; their days are made up,
spread over two months) and the articles on shootings (with the days on which they appeared). --errors names the events that
came apart or together. --cost: milliseconds for a batch of 1,000, with so many made-up articles in the reach of stories.
"""

import argparse
import re
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import mean
from tempfile import TemporaryDirectory

import duckdb

from ingest.model import Article
from ingest.pipeline import stories
from ingest.settings import Settings
from ingest.text import language_of
from tests.bench.material import DUPLICATES, EVENTS, Row, require, rows
from tests.ingest import made
from warehouse import batch
from warehouse.connect import connect
from warehouse.stories import cluster
from warehouse.transaction import transaction
from warehouse.turns import begin_turn

_EVENT = re.compile(r"ecb:(\d+)_\d+(ecb\w*)")
# Made-up gists: of 30 terms nearly half are the story's own, the others drawn as words are, a few common ones and very many rare
# ones. Five texts tell a story, within some hours.
_GISTS = """
select
    'made' || number as revision_id,
    'made' || number as article_id,
    timestamptz '2024-06-01' - to_days($days::integer) * ((number - $first) // 5 * 5 / $count)
        + to_seconds(number % 5 * 3600) as arrived_at,
    arrived_at as fetched_at,
    list_distinct([
        case
            when hash(number, place) % 100 < 60 then (hash('own', number // 5, place) >> 1)::bigint
            else floor(20 * exp(hash('word', number, place) / 18446744073709551615.0 * ln(10000)))::bigint
        end
        for place in range(30)
    ]) as terms,
    [300 - 7 * place for place in range(len(terms))] as weights,
    'made' as method
from (select unnest(range($first::bigint, ($first + $count)::bigint)) as number)
order by arrived_at
"""
# As if they had been loaded: each is near the other four.
_TEXTS = """
insert into core.story_text
select
    revision_id,
    article_id,
    arrived_at,
    'story' || revision_id[5:]::bigint // 5,
    [
        'made' || other
        for other in range(revision_id[5:]::bigint // 5 * 5, revision_id[5:]::bigint // 5 * 5 + 5)
        if other <> revision_id[5:]::bigint
    ],
    [500_000, 500_000, 500_000, 500_000],
    1
from core.gist
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """Articles, and of each the event it reports (None: not scored, it is there to mislead)."""

    articles: tuple[Article, ...]
    events: Mapping[str, str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """B-cubed precision and recall over the articles whose event is known."""

    articles: int
    events: int
    precision: float
    recall: float

    @property
    def f(self) -> float:
        return 2 * self.precision * self.recall / (self.precision + self.recall)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--cost", type=int, metavar="ARTICLES")
    arguments = parser.parse_args()
    if arguments.cost:
        for line in cost(arguments.cost):
            print(line)
        return
    require(DUPLICATES, EVENTS["gva"])
    for name, labelled in sets().items():
        found = clustered([labelled.articles])
        score = scored(labelled.events, found)
        print(
            f"{name}: B-cubed P {score.precision:.3f} R {score.recall:.3f} F {score.f:.3f}"
            f" | {score.articles} articles of {score.events} events among {len(labelled.articles)}"
        )
        if arguments.errors:
            _show(labelled, found)


def sets() -> dict[str, Labelled]:
    """The labelled articles: events alone, events among other news, shootings."""
    found = list(rows(DUPLICATES))
    events = [row for row in found if row["source"] == "ecb"]
    other = [row for row in found if row["source"] != "ecb" and row["kind"] in ("original", "single")]
    return {
        "events": _events(events),
        "events among other news": _events([*events, *other]),
        "shootings": _shootings(list(rows(EVENTS["gva"]))),
    }


def _events(found: Sequence[Row]) -> Labelled:
    matches = {row["id"]: _EVENT.match(row["cluster"]) for row in found}
    return Labelled(
        articles=tuple(article(row["id"], row["title"], row["text"], _instant(row["published"])) for row in found),
        events={one: "/".join(match.groups()) if match else None for one, match in matches.items()},
    )


def _shootings(found: Sequence[Row]) -> Labelled:
    return Labelled(
        articles=tuple(article(row["doc_id"], row["title"], row["text"], _instant(row["doc_date"])) for row in found),
        events={row["doc_id"]: row["incident_id"] for row in found},
    )


def _instant(written: str) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=UTC)


def article(name: str, title: str | None, text: str, at: datetime) -> Article:
    """An article of which nothing is known but this."""
    return made.article(
        text,
        article_id=name,
        revision_id=name,
        url=f"https://{name}.example/",
        title=title,
        text_hash=name,
        published_at=at,
        fetched_at=at,
        language=language_of(text)[0],
    )


def clustered(batches: Iterable[Sequence[Article]]) -> dict[str, str]:
    """The story of each article, when they arrive in these batches in a warehouse of their own."""
    with TemporaryDirectory() as folder, _warehouse(Path(folder)) as con:
        for number, articles in enumerate(batches):
            carry(con, articles, f"batch-{number}")
        return dict(con.execute("select revision_id, story_id from core.story_text").fetchall())


def carry(con: duckdb.DuckDBPyConnection, articles: Sequence[Article], name: str) -> None:
    """What a load does for stories, and nothing else of it."""
    judges = stories()
    batch.hold(con, "gist", [judges.gist(one) for one in articles])
    con.execute(
        "create or replace temp table newcomer as select revision_id, article_id, arrived_at, fetched_at from batch_gist"
    )
    with transaction(con):
        cluster(con, judges, begin_turn(con, name))


def scored(events: Mapping[str, str | None], found: Mapping[str, str]) -> Score:
    """B-cubed over the articles whose event is known; the others count where they stand among them."""
    known = {one: event for one, event in events.items() if event is not None}
    sizes, together, together_known = Counter(known.values()), Counter(found.values()), Counter[tuple[str, str]]()
    together_known.update((event, found[one]) for one, event in known.items())
    right = {one: together_known[event, found[one]] for one, event in known.items()}
    return Score(
        articles=len(known),
        events=len(sizes),
        precision=mean(right[one] / together[found[one]] for one in known),
        recall=mean(right[one] / sizes[event] for one, event in known.items()),
    )


def _warehouse(folder: Path) -> AbstractContextManager[duckdb.DuckDBPyConnection]:
    settings = Settings(data=folder, warehouse=str(folder / "stories.duckdb"), sources=folder / "sources.csv")
    return connect(settings)


def _show(labelled: Labelled, found: Mapping[str, str]) -> None:
    stories_of: defaultdict[str, Counter[str]] = defaultdict(Counter)
    events_of: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for one, event in labelled.events.items():
        stories_of[event or "other news"][found[one]] += 1
        events_of[found[one]][event or "other news"] += 1
    for event, parts in sorted(stories_of.items()):
        if len(parts) > 1 and event != "other news":
            print(f"  apart: {event} {sorted(parts.values(), reverse=True)}")
    for mixed in events_of.values():
        if len(mixed) > 1:
            print(f"  together: {dict(mixed)}")


def cost(count: int) -> list[str]:
    """What a batch of 1,000 costs with `count` made-up gists, five to a story, spread over the reach, in milliseconds."""
    with TemporaryDirectory() as folder, _warehouse(Path(folder)) as con:
        con.execute(f"insert into core.gist {_GISTS}", {"first": 0, "count": count, "days": 45})
        con.execute(_TEXTS)
        return [*_timed(con, count)]


def _newcomers(con: duckdb.DuckDBPyConnection, first: int) -> None:
    """A thousand more of the same make, on the last day."""
    con.execute(f"create or replace temp table batch_gist as {_GISTS}", {"first": first, "count": 1_000, "days": 1})
    con.execute(
        "create or replace temp table newcomer as select revision_id, article_id, arrived_at, fetched_at from batch_gist"
    )


def _timed(con: duckdb.DuckDBPyConnection, count: int) -> Iterable[str]:
    for turn in range(3):
        _newcomers(con, count + turn * 1_000)
        began = time.perf_counter()
        with transaction(con):
            done = cluster(con, stories(), begin_turn(con, f"bench-{turn}"))
        yield f"{1_000 * (time.perf_counter() - began):,.0f} ms: {done}"


if __name__ == "__main__":
    main()
