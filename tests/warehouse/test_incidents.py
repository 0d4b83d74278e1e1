"""Incidents, as loads and the settle step keep them: whatever the order of arrival, the same events are together."""

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import duckdb
import pytest

from console.incident import show_incident
from ingest.code import code
from ingest.errors import Misconfigured
from ingest.incidents import incidents as at_once
from ingest.incidents import traces
from ingest.model import Document, Trace
from ingest.pipeline import incidents, judges
from tests.warehouse import made
from tests.warehouse.made import DAY, NOON, entry
from warehouse import ask, scripts
from warehouse.connect import connect
from warehouse.incidents import _Step, remake_incidents
from warehouse.publish import publish
from warehouse.settle import settle
from warehouse.transaction import transaction
from warehouse.turns import begin_turn

PEOPLE = ("Eda Varga", "Tomas Lindqvist", "Amara Okoye", "Ruben Castellan", "Ines Duarte", "Pavel Horak")
TOWNS = (("Homs", "Syria"), ("Quetta", "Pakistan"), ("Kandahar", "Afghanistan"))


@contextmanager
def warehouse(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with connect(made.settings_in(folder)) as con:
        yield con


def told(name: str, text: str, *, days: float = 0.0) -> tuple[Trace, ...]:
    """The traces of a text, coded by the real coder."""
    at = NOON + days * DAY
    read = replace(
        made.article(made.entry(name), text),
        article_id=name,
        revision_id=name,
        title=None,
        language="en",
        arrived_at=at,
    )
    told_on = Document(
        doc_id=name, text=text, title=None, published_on=at.date(), dateline=None, language="en", country=None
    )
    return traces(read, code(told_on))


def some_traces(chance: random.Random, count: int) -> list[tuple[Trace, ...]]:
    """Texts on few incidents, some of two, told over weeks with growing tolls."""
    found = []
    for number in range(count):
        lines = []
        for which in sorted({chance.randrange(5), chance.choice((0, 0, 3, 4))}):
            town, country = TOWNS[which % 3]
            day = NOON.date() - timedelta(days=2 + 9 * which)
            dead = chance.choice((2, 3, 3, 4)) + which
            lines.append(
                f"Gunmen killed {dead} people in {town}, {country}, on {day:%B} {day.day}, {day.year}. "
                f"Among the dead was {PEOPLE[which]}, {30 + which}, whose brother {PEOPLE[(which + 1) % 6]} was wounded."
            )
        found.append(told(f"text{number:03}", "\n".join(lines), days=chance.choice((0, 0, 1, 5, 40))))
    return found


def carry(con: duckdb.DuckDBPyConnection, texts: Sequence[Sequence[Trace]], name: str) -> None:
    """What a load does with the traces of its events."""
    with transaction(con):
        turn = begin_turn(con, name)
        _Step(con, incidents(), turn).relink([trace for text in texts for trace in text])


def held(con: duckdb.DuckDBPyConnection) -> set[frozenset[str]]:
    """The incidents, as sets of events."""
    parts: defaultdict[str, set[str]] = defaultdict(set)
    for incident, event in con.execute("select incident_id, event_id from core.incident_event").fetchall():
        parts[incident].add(event)
    return {frozenset(part) for part in parts.values()}


@pytest.mark.parametrize("seed", range(3))
def test_any_order_of_arrival_ends_in_the_same_incidents(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    texts = some_traces(chance, 30)
    expected = {frozenset(group) for group in at_once(trace for text in texts for trace in text)}
    assert any(len(group) > 4 for group in expected)
    with warehouse(tmp_path / "at-once") as con:
        carry(con, texts, "all")
        assert held(con) == expected
        links = con.execute("select * from core.incident_link order by all").fetchall()
    shuffled = chance.sample(texts, len(texts))
    cuts = sorted({0, *chance.sample(range(1, len(texts)), 4), len(texts)})
    with warehouse(tmp_path / "in-parts") as con:
        for number, (start, end) in enumerate(pairwise(cuts)):
            carry(con, shuffled[start:end], f"watch-{number}")
        assert held(con) == expected
        assert con.execute("select * from core.incident_link order by all").fetchall() == links
        assert con.execute(scripts.read("checks/incident_astray")).fetchall() == []


def test_carrying_the_same_traces_again_changes_nothing(tmp_path: Path) -> None:
    texts = some_traces(random.Random(9), 20)
    with warehouse(tmp_path) as con:
        carry(con, texts, "watch-1")
        before = con.execute("select * from core.incident_event order by event_id").fetchall()
        carry(con, texts, "watch-2")
        assert con.execute("select * from core.incident_event order by event_id").fetchall() == before
        assert con.execute("select count(*) from core.incident_alias").fetchone() == (0,)


FIRST = "A bomb killed 11 people at a market in Quetta, Pakistan, on Friday, police said. Gul Rahim, 34, was among the dead."
LATER = (
    "The bomb that struck a market in Quetta, Pakistan, on Friday killed 17 people, hospital officials said."
    " Gul Rahim, 34, was buried on Friday evening."
)
OTHER = "Gunmen killed 3 soldiers in Homs, Syria, on Wednesday, the army said."


def _stored(folder: Path) -> made.Settings:
    """A first report, its copy, a later toll, and another matter."""
    settings = made.settings_in(folder)
    site = {"agency": FIRST, "valley": FIRST, "coast": LATER, "fjord": OTHER}
    entries = [
        entry("x", source_id=outlet, published_at=NOON + timedelta(hours=number)) for number, outlet in enumerate(site)
    ]
    made.passed(settings, "watch-1", entries, lambda of: _coded(made.texts({"x": site[of.source_id]})(of)))
    return settings


def _coded(page: made.Page) -> made.Page:
    """The page with the events that the coder reads in it."""
    article = page.article
    assert article is not None
    read = Document(
        doc_id=article.revision_id,
        text=article.text,
        title=None,
        published_on=article.arrived_at.date(),
        dateline=None,
        language="en",
        country=None,
    )
    events = tuple(replace(event, revision_id=article.revision_id) for event in code(read))
    return replace(page, events=events)


def test_an_incident_has_the_tolls_of_independent_sources_and_the_newest_is_best(tmp_path: Path) -> None:
    settings = _stored(tmp_path)
    rows = made.asked(
        settings, "select low, best, high, articles, independent_articles from mart.incident where place = 'Quetta'"
    )
    assert rows == [(11, 17, 17, 3, 2)]
    timeline = made.asked(
        settings,
        "select outlet, best, is_current, not_counted_because from mart.incident_toll where best > 3 order by told_at",
    )
    assert timeline == [("agency", 11, True, None), ("valley", 11, False, "copy"), ("coast", 17, True, None)]
    daily = made.asked(settings, "select place, incidents, deaths_best from mart.event_daily order by place")
    assert daily == [("Homs", 1, 3), ("Quetta", 1, 17)]


def test_every_link_says_why(tmp_path: Path) -> None:
    settings = _stored(tmp_path)
    rows = made.asked(settings, "select reasons from mart.incident_event where linked_to is not null")
    assert len(rows) == 3
    assert all(any("gul rahim" in reason for reason in reasons) for (reasons,) in rows)


def test_what_was_loaded_before_is_linked_by_the_settle_step_and_settling_again_changes_nothing(tmp_path: Path) -> None:
    settings = _stored(tmp_path)
    with connect(settings) as con:
        before = held(con)
        for table in ("trace", "incident_link", "incident_event"):
            con.execute(f"delete from core.{table}")
        settle(con, judges())
        assert held(con) == before
        rows = con.execute("select * from core.incident_event order by event_id").fetchall()
        settle(con, judges())
        assert con.execute("select * from core.incident_event order by event_id").fetchall() == rows


def test_traces_of_another_recipe_are_made_anew_and_ids_survive(tmp_path: Path) -> None:
    settings = _stored(tmp_path)
    with connect(settings) as con:
        ids = con.execute("select event_id, incident_id from core.incident_event order by all").fetchall()
        con.execute("update core.trace set method = 'another', people = [], words = [], weights = []")
        assert remake_incidents(con, incidents()) == 4
        assert remake_incidents(con, incidents()) == 0
        assert con.execute("select event_id, incident_id from core.incident_event order by all").fetchall() == ids


def test_an_incident_is_found_by_its_id_and_by_that_of_an_event_of_it(tmp_path: Path) -> None:
    settings = _stored(tmp_path)
    with connect(settings) as con:
        publish(con, settings.published)
    event, incident = ask.rows(
        settings.published, "select event_id, incident_id from mart.incident_event where outlet = 'coast'"
    ).rows[0]
    for name in (str(event), str(incident)):
        found = ask.incident(settings.published, name)
        assert found.incident["incident_id"] == incident
        assert [each["outlet"] for each in found.events] == ["agency", "valley", "coast"]
    show_incident(str(event), settings, as_json=False)
    with pytest.raises(Misconfigured):
        ask.incident(settings.published, "nowhere")


def test_a_load_that_fails_leaves_no_links(tmp_path: Path) -> None:
    texts = some_traces(random.Random(4), 12)
    with warehouse(tmp_path) as con:
        carry(con, texts[:6], "watch-1")
        before = con.execute("from core.incident_event order by event_id").fetchall()
        with pytest.raises(RuntimeError):
            _carry_and_die(con, texts[6:])
        assert con.execute("from core.incident_event order by event_id").fetchall() == before
        carry(con, texts[6:], "watch-2")
        assert held(con) == {frozenset(group) for group in at_once(one for text in texts for one in text)}


def _carry_and_die(con: duckdb.DuckDBPyConnection, texts: Sequence[Sequence[Trace]]) -> None:
    with transaction(con):
        turn = begin_turn(con, "watch-2")
        _Step(con, incidents(), turn).relink([one for text in texts for one in text])
        raise RuntimeError("killed")
