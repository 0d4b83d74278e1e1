"""What people see: no summary added to its parts, no copy to its original, and three kinds of empty days."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from ingest.model import Article, Event, FeedEntry
from ingest.settings import Settings
from tests.warehouse import made
from tests.warehouse.made import DAY, FEED, NOON, Page, entry, poll, refusing

MINUTE = timedelta(minutes=1)


def _reporting(settings: Settings, *events: dict[str, Any], text: str = made.LONG, name: str = "one") -> Article:
    """Store an article that reports these events; `parts` of an event: numbers of the summaries that contain it."""
    kept: list[Article] = []

    def site(of: FeedEntry) -> Page:
        found = made.article(of, text)
        kept.append(found)
        ids = [made.event(found, number).event_id for number in range(len(events))]
        made_events: list[Event] = []
        for number, fields in enumerate(events):
            changes = dict(fields)
            parts = tuple(ids[each] for each in changes.pop("parts", ()))
            made_events.append(made.event(found, number, part_of=parts, **changes))
        return Page(article=found, events=tuple(made_events))

    made.passed(settings, f"watch-{name}", [entry(name)], site)
    return kept[0]


def _toll(low: int | None, best: int | None = None, high: int | None = None) -> dict[str, Any]:
    return {"low": low, "best": best, "high": high}


def _deaths(settings: Settings) -> list[tuple[Any, ...]]:
    return made.asked(
        settings, "select deaths_low, deaths_best, deaths_high, events from mart.event_daily order by all"
    )


def test_a_summary_is_not_added_to_its_parts(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    _reporting(
        settings,
        {**_toll(69, 69, 69), "event_clarity": 2},
        {**_toll(40, 40, 40), "parts": (0,)},
        {**_toll(29, 29, 29), "parts": (0,)},
    )
    assert _deaths(settings) == [(69, 69, 69, 1)]
    assert made.asked(settings, "select best, is_counted, not_counted_because from mart.event order by best") == [
        (29, False, "part_of_summary"),
        (40, False, "part_of_summary"),
        (69, True, None),
    ]


def test_the_toll_of_a_war_is_not_counted_and_takes_no_day_s_dead_away(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    war = {**_toll(9_061, 9_061), "event_clarity": 2, "date_prec": None, "date_start": None, "date_end": None}
    year = {**_toll(120, 120, 120), "event_clarity": 2, "date_prec": 5}
    _reporting(settings, war, year, {**_toll(7, 7, 7), "parts": (0, 1)})
    assert _deaths(settings) == [(7, 7, 7, 1)]
    assert made.asked(settings, "select best, is_counted, not_counted_because from mart.event order by best") == [
        (7, True, None),
        (120, False, "cumulative"),
        (9_061, False, "cumulative"),
    ]


def test_parts_of_a_summary_without_a_toll_are_counted(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    _reporting(settings, _toll(None), {**_toll(4, 4, 4), "parts": (0,)}, {**_toll(3, 3, 3), "parts": (0,)})
    assert _deaths(settings) == [(7, 7, 7, 3)]


def test_parts_of_a_denied_summary_are_counted(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    _reporting(settings, {**_toll(90, 90, 90), "claim_status": "denied"}, {**_toll(4, 4, 4), "parts": (0,)})
    assert _deaths(settings) == [(4, 4, 4, 1)]


def test_of_nested_summaries_only_the_outermost_is_counted(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    _reporting(settings, _toll(10, 10, 10), {**_toll(6, 6, 6), "parts": (0,)}, {**_toll(2, 2, 2), "parts": (1,)})
    assert _deaths(settings) == [(10, 10, 10, 1)]


def test_events_that_call_each_other_their_summary_are_not_lost(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    _reporting(settings, {**_toll(2, 2, 2), "parts": (0, 1)}, {**_toll(3, 3, 3), "parts": (0,)})
    assert _deaths(settings) == [(5, 5, 5, 2)]


@pytest.mark.parametrize("status", ["denied", "hypothetical", "threatened", "planned"])
def test_what_did_not_happen_by_anyones_account_is_not_counted(tmp_path: Path, status: str) -> None:
    settings = made.settings_in(tmp_path)
    _reporting(
        settings, {**_toll(9, 9, 9), "claim_status": status}, {"claim_status": "claimed"}, {"claim_status": "accused"}
    )
    assert _deaths(settings) == [(10, 10, 10, 2)]
    assert made.asked(settings, "select not_counted_because from mart.event where best = 9") == [(status,)]


def test_a_superseded_revision_is_not_counted_beside_the_latest(tmp_path: Path) -> None:
    settings, later = made.settings_in(tmp_path), NOON + 60 * MINUTE
    _reporting(settings, _toll(11, 11, 11))

    def updated(of: FeedEntry) -> Page:
        found = made.article(of, "Updated. " + made.LONG)
        return Page(article=found, events=(made.event(found, **_toll(17, 17, 17)),))

    made.passed(settings, "watch-2", [entry("one", updated_at=later, discovered_at=later)], updated, at=later)
    assert _deaths(settings) == [(17, 17, 17, 1)]
    assert made.asked(settings, "select best, not_counted_because from mart.event order by 1") == [
        (11, "superseded"),
        (17, None),
    ]
    assert made.asked(settings, "select revisions, left(text, 7) from mart.article") == [(2, "Updated")]
    assert made.asked(settings, "select relation, title = original_title from mart.duplicate") == [("revision", True)]


def test_fifty_prints_of_one_wire_text_count_once(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    prints = [entry("x", source_id=f"print{number:02}", at=NOON + number * MINUTE) for number in range(50)]
    made.passed(settings, "watch-1", prints, made.texts({"x": made.LONG}))
    assert _deaths(settings) == [(5, 5, 5, 1)]
    assert made.asked(settings, "select not_counted_because, count(*) from mart.event group by all order by 2") == [
        (None, 1),
        ("copy", 49),
    ]
    assert made.asked(
        settings, "select count(*), count(distinct canonical_id), count(*) filter (is_original) from mart.article"
    ) == [(50, 1, 1)]
    assert made.asked(settings, "select distinct original_source from mart.duplicate") == [("Print00",)]


def test_of_incidents_that_are_not_linked_only_those_that_one_article_tells_apart_are_sure(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    _reporting(settings, _toll(147, 147), name="one")
    _reporting(settings, _toll(9, 9, 9), _toll(6, 6, 6), name="two", text="Quite another text. " * 60)
    row = "select articles, events, deaths_low, deaths_high, deaths_most from mart.event_daily"
    assert made.asked(settings, row) == [(2, 3, 147, None, 162)]


def test_of_an_agencys_updates_the_newest_is_counted_and_its_copies_are_not(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    takes = {"first": 311, "second": 317, "third": 323}

    def site(of: FeedEntry) -> Page:
        toll = takes.get(of.url.rsplit("/", 1)[1], 317)
        found = made.article(of, f"The toll is {toll}. {made.LONG}")
        return Page(article=found, events=(made.event(found, **_toll(toll, toll, toll)),))

    wire = [entry(name, at=NOON + hour * 60 * MINUTE) for hour, name in enumerate(takes)]
    reprint = entry("reprint", source_id="other", at=NOON + 90 * MINUTE)
    made.passed(settings, "watch-1", [*wire, reprint], site)
    assert made.asked(settings, "select best, not_counted_because from mart.event order by all") == [
        (311, "superseded"),
        (317, "copy"),
        (317, "superseded"),
        (323, None),
    ]
    assert _deaths(settings) == [(323, 323, 323, 1)]


AWAY: dict[str, Any] = {"place": "Homs", "latitude": 34.73, "longitude": 36.71}
NINE = {"low": 9, "best": 9, "high": 9}


def _printed(settings: Settings, *tellings: tuple[str, tuple[dict[str, Any], ...]], outlet: str = "") -> None:
    """One text, printed by several outlets one day after the other, each with events of its own."""
    told = dict(tellings)

    def site(of: FeedEntry) -> Page:
        found = made.article(of, f"{of.url[-1]}05 people. {made.LONG}", outlet=outlet or of.source_id)
        events = told[of.url.rsplit("/", 1)[1]]
        return Page(
            article=found, events=tuple(made.event(found, number, **fields) for number, fields in enumerate(events))
        )

    prints = [
        entry(name, source_id=outlet or name, at=NOON + number * DAY) for number, (name, _) in enumerate(tellings)
    ]
    made.passed(settings, "watch-1", prints, site)


def _counted(settings: Settings) -> list[tuple[Any, ...]]:
    return made.asked(
        settings, "select outlet, place, not_counted_because from mart.event order by published_at, place desc"
    )


def test_what_a_copy_tells_of_a_town_far_from_its_original_is_its_own_and_counts_once(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    _printed(settings, ("wire1", ({},)), ("local1", ({}, {**AWAY, **NINE})), ("other1", ({**AWAY, **NINE},)))
    assert _counted(settings) == [
        ("wire1", "Baniyas", None),
        ("local1", "Homs", None),
        ("local1", "Baniyas", "copy"),
        ("other1", "Homs", "copy"),
    ]
    totals = made.asked(settings, "select place, deaths_best from mart.event_daily order by place")
    assert totals == [("Baniyas", 5), ("Homs", 9)]


@pytest.mark.parametrize(
    "place",
    [
        {"place": "Jableh", "latitude": 35.36, "longitude": 35.93},
        {**AWAY, "where_prec": 2},
        {"place": "Baniyas", "latitude": 50.0, "longitude": 8.0},
    ],
    ids=["a town near by", "only near it", "the same name"],
)
def test_a_copy_read_a_little_otherwise_is_a_copy(tmp_path: Path, place: dict[str, Any]) -> None:
    settings = made.settings_in(tmp_path)
    _printed(settings, ("wire1", ({},)), ("local1", (place,)))
    assert [because for *_, because in _counted(settings)] == [None, "copy"]


@pytest.mark.parametrize(("toll", "stands"), [(NINE, None), ({}, "superseded")], ids=["other dead", "as many"])
def test_a_form_that_an_agency_fills_in_anew_replaces_no_other_town_and_a_corrected_place_does(
    tmp_path: Path, toll: dict[str, Any], stands: str | None
) -> None:
    settings = made.settings_in(tmp_path)
    _printed(settings, ("take5", ({},)), ("take9", ({**AWAY, **toll},)), outlet="wire")
    assert made.asked(settings, "select relation from mart.revision where relation is not null") == [("version",)]
    assert _counted(settings) == [("wire", "Baniyas", stands), ("wire", "Homs", None)]


def test_open_and_uncounted_tolls_stay_open(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    _reporting(settings, _toll(3, 3, 3), _toll(7, 7, None), _toll(1), _toll(None))
    assert _deaths(settings) == [(11, 10, None, 4)]
    assert made.asked(settings, "select uncounted_tolls from mart.event_daily") == [(1,)]


def test_an_event_row_leads_to_its_article(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    found = _reporting(settings, {})
    sql = "select source, title, url, best, attributed_to, quote, article_id, published_at from mart.event"
    assert made.asked(settings, sql) == [
        ("Coast", found.title, found.url, 5, ["the monitor"], found.text[:20], found.article_id, NOON)
    ]


def test_an_article_of_a_source_nobody_described_is_still_there(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    _reporting(settings, {})
    made.asked(settings, "delete from core.source")
    assert made.asked(settings, "select source, source_id from mart.article") == [(None, "coast")]
    assert _deaths(settings) == [(5, 5, 5, 1)]


def _days(settings: Settings, columns: str = "finding, promise") -> dict[int, tuple[Any, ...]]:
    """Coverage of the coast by day of March."""
    rows = made.asked(settings, f"select day, {columns} from mart.coverage where source_id = 'coast' order by day")
    return {day.day: tuple(rest) for day, *rest in rows}


def test_a_day_with_nothing_a_day_blocked_and_a_day_never_looked_at_differ(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    for number, (day, outcome) in enumerate({3: "ok", 5: "timeout", 7: "ok"}.items()):
        at = NOON.replace(day=day)
        look = poll("", at=at, outcome=outcome, entries=0, oldest_at=None, newest_at=None)
        made.passed(settings, f"watch-{number}", [entry("one", at=at)] if day == 7 else [], polls=[look], at=at)
    made.asked(settings, "update raw.poll set is_overlapping = false where polled_at > '2025-03-04'")
    found = _days(settings, "finding, polls, failed_polls")
    assert found == {
        3: ("nothing", 1, 0),
        4: ("not_looked", 0, 0),
        5: ("blocked", 1, 1),
        6: ("not_looked", 0, 0),
        7: ("items", 1, 0),
    }


def test_looks_that_overlap_vouch_for_the_days_between(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    for day in (3, 5):
        at = NOON.replace(day=day)
        made.passed(settings, f"watch-{day}", [entry("one")], polls=[poll("", at=at, oldest_at=at - MINUTE)], at=at)
    assert _days(settings) == {
        3: ("nothing", "best_effort"),
        4: ("nothing", "bounded"),
        5: ("nothing", "best_effort"),
        7: ("items", "none"),
    }


def test_looks_that_do_not_overlap_leave_a_gap_over_the_days_between(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    for day in (3, 6):
        at = NOON.replace(day=day)
        made.passed(settings, f"watch-{day}", [entry(f"n{day}", at=at)], polls=[poll("", at=at)], at=at)
    assert _days(settings, "finding, promise, is_gap") == {
        3: ("items", "best_effort", True),
        4: ("not_looked", "none", True),
        5: ("not_looked", "none", True),
        6: ("items", "best_effort", True),
    }


def test_a_feed_that_reaches_back_vouches_for_the_days_it_holds(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    back = poll("", oldest_at=NOON - 3 * DAY)
    made.passed(settings, "watch-1", [entry("one", published_at=NOON - 2 * DAY)], polls=[back])
    assert _days(settings) == {5: ("items", "bounded"), 7: ("nothing", "best_effort")}


_SWEEP = {"kind": "sweep", "window_start": NOON.replace(hour=0), "window_end": NOON.replace(hour=0) + DAY}


@pytest.mark.parametrize(
    ("look", "promise"),
    [
        (poll("", channel="sitemap", at=NOON + 9 * DAY), "bounded"),
        (poll("", channel="sitemap", at=NOON + 9 * DAY, outcome="timeout"), "none"),
        (poll("", at=NOON + 9 * DAY), "best_effort"),
        (poll("", at=NOON + 9 * DAY, oldest_at=NOON - DAY), "bounded"),
        (poll("", channel="news_sitemap", at=NOON + 9 * DAY), "best_effort"),
        (poll("", channel="news_sitemap", at=NOON + DAY), "bounded"),
    ],
)
def test_a_sweep_promises_what_its_channels_can(tmp_path: Path, look: Any, promise: str) -> None:
    settings = made.settings_in(tmp_path)
    made.passed(settings, "sweep-1", [], polls=[look], **_SWEEP)
    finding = "blocked" if promise == "none" else "nothing"
    assert _days(settings) == {7: (finding, promise)}


def test_a_sweep_of_which_a_part_failed_promises_best_effort(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    looks = [
        poll("", channel="sitemap", url=f"{FEED}{number}", outcome=outcome)
        for number, outcome in enumerate(["ok", "dns"])
    ]
    made.passed(settings, "sweep-1", [], polls=looks, **_SWEEP)
    assert _days(settings, "finding, promise, polls, failed_polls") == {7: ("nothing", "best_effort", 2, 1)}


def test_a_day_counts_what_became_of_its_addresses(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    made.passed(settings, "watch-1", [entry("a"), entry("b")])
    made.passed(settings, "watch-2", [entry("c")], refusing("paywall"))
    made.passed(settings, "watch-3", [entry("d")], refusing("timeout"))
    made.passed(settings, "watch-4", [entry("e")], skip=[0])
    columns = "discovered, stored, rejected, failed, pending, deferred, expected"
    assert _days(settings, columns) == {7: (5, 2, 1, 1, 1, 0, 10.0)}


def test_the_day_is_the_day_in_utc_wherever_the_reader_sits(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    late = NOON.replace(hour=23, minute=30)
    made.passed(settings, "watch-1", [entry("one", at=late)], polls=[poll("", at=late)])
    days = made.asked(settings, "set timezone = 'Asia/Damascus'; select day from mart.coverage")
    assert days == [(date(2025, 3, 7),)]


def test_a_second_identical_run_adds_no_row_for_people(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    views = [
        name for (name,) in made.asked(settings, "select view_name from duckdb_views() where schema_name = 'mart'")
    ]
    entries = [entry("a"), entry("b"), entry("c", source_id="hills")]

    def rows() -> dict[str, int]:
        return {view: made.asked(settings, f"select count(*) from mart.{view}")[0][0] for view in views}

    made.passed(settings, "watch-1", entries)
    first = rows()
    made.passed(settings, "watch-2", entries, at=NOON + 15 * MINUTE)
    assert rows() == first
    assert first["article"] == 3


def _health(settings: Settings) -> tuple[Any, ...]:
    (row,) = made.asked(
        settings, "select health, failures, last_problem from mart.source_health where source_id = 'coast'"
    )
    return row


@pytest.mark.parametrize(
    ("outcomes", "expected"),
    [
        (["ok"], ("ok", 0, None)),
        (["ok", "timeout", "dns"], ("failing", 2, "dns")),
        (["timeout", "unchanged"], ("ok", 0, None)),
    ],
)
def test_a_source_is_as_healthy_as_its_last_looks(tmp_path: Path, outcomes: list[str], expected: Any) -> None:
    settings = made.settings_in(tmp_path)
    calm = [made.source(items_per_week=None)]
    for number, outcome in enumerate(outcomes):
        at = NOON + number * DAY
        made.passed(settings, f"watch-{number}", [], sources=calm, polls=[poll("", at=at, outcome=outcome)], at=at)
    assert _health(settings) == expected


def test_a_source_that_brings_far_less_than_expected_is_quiet(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    made.passed(settings, "watch-1", [entry(f"n{number}") for number in range(17)])
    assert _health(settings)[0] == "quiet"
    made.passed(settings, "watch-2", [entry("n18")])
    assert _health(settings)[0] == "ok"


def test_a_source_never_asked_and_one_switched_off_say_so(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    sources = [made.source(), made.source("hills", is_enabled=False), made.source("dunes")]
    made.passed(settings, "watch-1", [], sources=sources, polls=[replace(poll(""), outcome="ok")])
    assert made.asked(
        settings, "select source_id, health from mart.source_health where source_id <> 'coast' order by 1"
    ) == [
        ("dunes", "never_asked"),
        ("hills", "disabled"),
    ]


def test_what_is_not_stored_is_listed_with_its_reason(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    made.passed(settings, "watch-1", [entry("one")], refusing("paywall"))
    made.passed(settings, "watch-2", [entry("two")])
    assert made.asked(settings, "select source, url, status, reason, detail from mart.rejection") == [
        ("Coast", "https://coast.example/one", "rejected", "paywall", "as seen")
    ]
