"""Stories, as loads and the settle step keep them: whatever the order of arrival, the same texts are together."""

import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import duckdb
import pytest

from ingest.ids import hash63
from ingest.model import Gist, Pointer
from ingest.pipeline import stories
from tests.warehouse import made
from tests.warehouse.made import DAY, NOON, entry
from warehouse import batch, scripts
from warehouse.connect import connect
from warehouse.stories import Clustered, cluster, remake_gists, settle_stories
from warehouse.transaction import transaction
from warehouse.turns import begin_turn

FIRE = {
    "agency": "A fire in a furniture factory in Korinthos killed four workers on Monday, mayor Elpida Drosou said.",
    "coast": "Four workers died in Korinthos when flames swept through the furniture factory, said Elpida Drosou, the mayor.",
    "hills": "Korinthos mourns: the furniture factory fire that took four lives began in a store of varnish, Drosou said.",
}
TALKS = "Talks in Oslo on fishing quotas for the northern fleet ended late on Tuesday without a deal."


@contextmanager
def warehouse(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with connect(made.settings_in(folder)) as con:
        yield con


def carry(
    con: duckdb.DuckDBPyConnection, gists: Sequence[Gist], name: str, *, behind: Mapping[str, str | None] | None = None
) -> Clustered:
    """What a load does: these texts come, and some texts (`behind`) go behind others or stand for themselves again."""
    batch.hold(con, "gist", gists)
    con.execute("create or replace temp table newcomer as select * from batch_gist")
    with transaction(con):
        turn = begin_turn(con, name)
        times = dict(con.execute("select revision_id, arrived_at from core.gist").fetchall())
        times |= {each.revision_id: each.arrived_at for each in gists}
        moves = [
            Pointer(
                pointer_id=f"{one}-{turn.number}",
                revision_id=one,
                arrived_at=times[one],
                original_id=original,
                relation="copy" if original else None,
                turn=turn.number,
                run_id=name,
                moved_because=None,
            )
            for one, original in (behind or {}).items()
        ]
        batch.hold(con, "pointer", moves)
        con.execute(scripts.read("loads/core.pointer"))
        return cluster(con, stories(), turn)


def told(con: duckdb.DuckDBPyConnection) -> set[frozenset[str]]:
    """The stories, as sets of revisions."""
    parts: defaultdict[str, set[str]] = defaultdict(set)
    for story, revision in con.execute("select story_id, revision_id from core.story_text").fetchall():
        parts[story].add(revision)
    return {frozenset(part) for part in parts.values()}


def text(
    name: str, terms: Sequence[str], *, days: float = 0.0, article: str | None = None, fetched: float = 0.0
) -> Gist:
    """A text of equally heavy terms."""
    at = NOON + days * DAY
    return Gist(
        revision_id=name,
        article_id=article or name,
        arrived_at=at,
        fetched_at=at + fetched * DAY,
        terms=tuple(hash63(term) for term in terms),
        weights=(round(1_000 / max(1, len(terms)) ** 0.5),) * len(terms),
        method=stories().method,
    )


def some_texts(chance: random.Random, count: int) -> list[Gist]:
    """Texts on few topics, some of two, some weeks apart."""
    topics = [[f"{topic}-{number}" for number in range(14)] for topic in range(max(2, count // 5))]
    return [
        text(
            f"text{number:03}",
            chance.sample(sorted({*chance.choice(topics), *chance.choice(topics)[: chance.choice((0, 0, 9))]}), 10),
            days=chance.choice((0, 1, 2, 20, 60)) + chance.random(),
        )
        for number in range(count)
    ]


def batches(chance: random.Random, gists: Sequence[Gist]) -> list[list[Gist]]:
    shuffled = chance.sample(list(gists), len(gists))
    cuts = sorted({0, *chance.sample(range(1, len(gists)), 5), len(gists)})
    return [shuffled[start:end] for start, end in pairwise(cuts)]


@pytest.mark.parametrize("seed", range(4))
def test_any_order_of_arrival_ends_in_the_same_stories(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    gists = some_texts(chance, 80)
    with warehouse(tmp_path / "at-once") as con:
        carry(con, gists, "all")
        at_once = told(con)
    with warehouse(tmp_path / "one-by-one") as con:
        for number, part in enumerate(batches(chance, gists)):
            carry(con, part, f"watch-{number}")
        assert told(con) == at_once
    assert 5 < len(at_once) < 70


@pytest.mark.parametrize("seed", range(3))
def test_texts_that_go_behind_others_leave_the_stories_as_if_they_had_never_been_there(
    tmp_path: Path, seed: int
) -> None:
    chance = random.Random(100 + seed)
    gists = some_texts(chance, 60)
    names = [each.revision_id for each in gists]
    gone = dict.fromkeys(chance.sample(names[:-1], 12), names[-1])
    with warehouse(tmp_path / "without") as con:
        carry(con, [each for each in gists if each.revision_id not in gone], "all")
        without = told(con)
    with warehouse(tmp_path / "with") as con:
        carry(con, gists, "watch-1")
        before = told(con)
        carry(con, [], "watch-2", behind=gone)
        assert told(con) == without
        carry(con, [], "watch-3", behind=dict.fromkeys(gone))
        assert told(con) == before


def test_a_story_keeps_its_id_when_an_earlier_text_arrives_late(tmp_path: Path) -> None:
    terms = [f"term{number}" for number in range(10)]
    with warehouse(tmp_path) as con:
        carry(con, [text("b", terms, days=1), text("c", terms, days=2)], "watch-1")
        before = con.execute("select distinct story_id from core.story_text").fetchall()
        carry(con, [text("a", terms)], "watch-2")
        assert con.execute("select distinct story_id from core.story_text").fetchall() == before
        assert told(con) == {frozenset("abc")}


def test_the_id_of_a_story_that_went_into_another_leads_there(tmp_path: Path) -> None:
    first, second = [f"x{number}" for number in range(10)], [f"y{number}" for number in range(10)]
    with warehouse(tmp_path) as con:
        carry(con, [text("a", first), text("b", second)], "watch-1")
        ids = {one for (one,) in con.execute("select story_id from core.story_text").fetchall()}
        assert len(ids) == 2
        assert carry(con, [text("c", first[:5] + second[:5])], "watch-2").merged == 1
        [(living,)] = con.execute("select distinct story_id from core.story_text").fetchall()
        assert con.execute("select alias_id, story_id from core.story_alias").fetchall() == [(*ids - {living}, living)]


def test_an_id_leads_to_the_living_story_at_once_however_often_stories_went_into_others(tmp_path: Path) -> None:
    words = [[f"{topic}{number}" for number in range(10)] for topic in "xyz"]
    with warehouse(tmp_path) as con:
        carry(con, [text("a", words[0]), text("b", words[1])], "watch-1")
        carry(con, [text("c", words[0][:5] + words[1][:5])], "watch-2")
        many = [text(f"z{number}", words[2], days=number / 10) for number in range(5)]
        carry(con, many, "watch-3")
        carry(con, [], "watch-4", behind=dict.fromkeys("abc", "z0"))
        [(living,)] = con.execute("select distinct story_id from core.story_text").fetchall()
        last = con.execute(
            "select alias_id, arg_max(story_id, turn) from core.story_alias group by alias_id"
        ).fetchall()
        assert len(last) == 2
        assert {led for _, led in last} == {living}


def test_two_texts_far_apart_in_time_are_two_stories(tmp_path: Path) -> None:
    terms = [f"term{number}" for number in range(10)]
    with warehouse(tmp_path) as con:
        carry(con, [text("a", terms), text("b", terms, days=46)], "watch-1")
        assert told(con) == {frozenset("a"), frozenset("b")}


def test_of_an_article_the_first_revision_alone_is_in_a_story(tmp_path: Path) -> None:
    terms = [f"term{number}" for number in range(10)]
    with warehouse(tmp_path) as con:
        carry(con, [text("later", terms, article="page", fetched=2.0)], "watch-1")
        carry(con, [text("first", terms, article="page", fetched=1.0)], "watch-2")
        assert told(con) == {frozenset({"first"})}
        [(led,)] = con.execute("select story_id from core.story_alias").fetchall()
        assert con.execute("select story_id from core.story_text").fetchall() == [(led,)]


def test_settling_what_was_loaded_changes_nothing(tmp_path: Path) -> None:
    with warehouse(tmp_path) as con:
        carry(con, some_texts(random.Random(7), 60), "watch-1")
        before = con.execute("select * from core.story_text order by revision_id").fetchall()
        with transaction(con):
            settled = settle_stories(con, stories(), begin_turn(con, "settle"))
        assert settled == Clustered(arrived=0, left=0, moved=0, merged=0)
        assert con.execute("select * from core.story_text order by revision_id").fetchall() == before


def test_gists_of_another_recipe_are_made_anew_and_so_are_the_stories(tmp_path: Path) -> None:
    settings = _stored(tmp_path)
    with connect(settings) as con:
        remake_gists(con, stories())
        before = told(con)
        ids = con.execute("select revision_id, story_id from core.story_text order by all").fetchall()
        con.execute("update core.gist set method = 'another', terms = [1], weights = [1000]")
        assert remake_gists(con, stories()) == 5
        assert remake_gists(con, stories()) == 0
        assert told(con) == before
        assert con.execute("select revision_id, story_id from core.story_text order by all").fetchall() == ids


def test_reports_of_one_event_are_one_story_and_a_copy_tells_that_of_its_original(tmp_path: Path) -> None:
    settings = _stored(tmp_path)
    with connect(settings) as con:
        remake_gists(con, stories())
        [(story, articles, copies, outlets, languages)] = con.execute(
            "select story_id, articles, copies, outlets, languages from mart.story where articles > 1"
        ).fetchall()
        assert (articles, copies, outlets, languages) == (4, 1, 4, ["en"])
        found = con.execute("select outlet, relation from mart.story_article where story_id = $story", {"story": story})
        assert set(found.fetchall()) == {("agency", None), ("coast", None), ("hills", None), ("valley", "copy")}
        growth = con.execute(
            "select articles, copies, articles_so_far from mart.story_day where story_id = $story order by day",
            {"story": story},
        )
        assert growth.fetchall() == [(3, 0, 3), (1, 1, 4)]
        assert con.execute("select count(*) from mart.story").fetchone() == (2,)
        assert con.execute(scripts.read("checks/story_astray")).fetchall() == []


def _stored(folder: Path) -> made.Settings:
    """Three reports of a fire, a copy of one a day later, and another matter."""
    settings = made.settings_in(folder)
    site = {**FIRE, "valley": FIRE["agency"], "fjord": TALKS}
    entries = [
        entry("x", source_id=outlet, published_at=NOON + (DAY if outlet == "valley" else timedelta(minutes=number)))
        for number, outlet in enumerate(site)
    ]
    made.passed(settings, "watch-1", entries, lambda of: made.texts({"x": site[of.source_id]})(of))
    return settings


def test_a_text_found_wrongly_in_a_story_is_reported_by_the_check(tmp_path: Path) -> None:
    terms = [f"term{number}" for number in range(10)]
    with warehouse(tmp_path) as con:
        carry(con, [text("a", terms), text("b", terms)], "watch-1")
        held = con.execute("select * from core.story_text where revision_id = 'b'").fetchall()
        assert len(held) == 1
        con.execute("update core.story_text set story_id = 'astray' where revision_id = 'b'")
        found = con.execute(scripts.read("checks/story_astray")).fetchall()
        assert {wrong for _, _, wrong in found} == {"is not in the story of a", "is not in the story of b"}
