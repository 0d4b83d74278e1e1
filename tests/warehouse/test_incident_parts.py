"""Summaries and parts that different articles tell: nobody is counted twice, and nobody is lost in a figure of others."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ingest.settings import Settings
from tests.warehouse import made
from tests.warehouse.made import Page, entry

WEEK: dict[str, Any] = {"date_start": date(2025, 3, 3), "date_end": date(2025, 3, 9), "date_prec": 3}
PROVINCE: dict[str, Any] = {"place": "Tartus", "where_prec": 4, "latitude": 34.9, "longitude": 36.1}
COAST: dict[str, Any] = {
    "place": "Syrian coast",
    "admin1": None,
    "where_prec": 5,
    "latitude": 35.3,
    "longitude": 36.0,
}
COUNTRY: dict[str, Any] = {"place": "Syria", "admin1": None, "where_prec": 6, "latitude": 35.0, "longitude": 38.0}


def toll(number: int) -> dict[str, Any]:
    return {"low": number, "best": number, "high": number}


def told(settings: Settings, *events: dict[str, Any]) -> list[tuple[Any, ...]]:
    """One article for each event, in words of its own; the incidents with a toll."""
    for number, fields in enumerate(events):
        words = " ".join(f"word{number}x{place}" for place in range(80))

        def site(of: Any, words: str = words, fields: dict[str, Any] = fields) -> Page:
            article = made.article(of, words, title=None)
            return Page(article=article, events=(made.event(article, **fields),))

        made.passed(settings, f"watch-{number}", [entry(f"a{number}", source_id=f"outlet{number}")], site)
    return made.asked(settings, "select best, is_counted, not_counted_because from mart.incident order by best")


@pytest.mark.parametrize("area", [PROVINCE, COAST, COUNTRY], ids=["province", "region", "country"])
def test_a_report_from_a_town_is_part_of_another_article_s_figure_of_the_week(
    tmp_path: Path, area: dict[str, Any]
) -> None:
    settings = made.settings_in(tmp_path)
    rows = told(settings, toll(12), {**toll(40), **WEEK, **area, "event_clarity": 2})
    assert rows == [(12, False, "part_of_summary"), (40, True, None)]
    assert made.asked(settings, "select because, is_outgrown from mart.incident_part") == [("within", False)]


@pytest.mark.parametrize(
    "other",
    [
        {"country": "LB", "admin1": "Akkar", "place": "Halba"},
        {"admin1": "Homs", "place": "Homs"},
        {"date_start": date(2025, 3, 10), "date_end": date(2025, 3, 10)},
        {"event_type": "PROTEST"},
        {"actor_a_ids": ("isis",)},
        {"low": 41, "best": 41, "high": 41},
    ],
    ids=["another country", "another province", "a day after", "another type", "others did it", "more dead"],
)
def test_what_does_not_lie_in_a_summary_is_added_to_it(tmp_path: Path, other: dict[str, Any]) -> None:
    summary = {**toll(40), **WEEK, **PROVINCE, "event_clarity": 2, "actor_a_ids": ("hts",)}
    rows = told(made.settings_in(tmp_path), {**toll(12), **other}, summary)
    assert [is_counted for _, is_counted, _ in rows] == [True, True]


def test_a_summary_of_fewer_dead_than_its_parts_is_outgrown_and_they_are_counted(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    towns = [{**toll(number), "place": f"town{number}"} for number in (5, 6, 7)]
    rows = told(settings, *towns, {**toll(8), **WEEK, **PROVINCE, "event_clarity": 2})
    assert rows == [(5, True, None), (6, True, None), (7, True, None), (8, False, "outgrown")]


def test_reports_of_one_town_and_day_that_are_not_linked_do_not_outgrow_a_summary(tmp_path: Path) -> None:
    same = [{**toll(number), "event_mode": mode} for number, mode in ((6, "firearms"), (7, None))]
    rows = told(made.settings_in(tmp_path), *same, {**toll(8), **WEEK, **PROVINCE, "event_clarity": 2})
    assert [(best, because) for best, _, because in rows] == [(6, "part_of_summary"), (7, "part_of_summary"), (8, None)]


def test_of_two_figures_of_the_same_days_and_place_the_larger_holds_the_smaller(tmp_path: Path) -> None:
    summary = {**WEEK, "event_clarity": 2}
    rows = told(made.settings_in(tmp_path), {**summary, **COAST, **toll(147)}, {**summary, **COUNTRY, **toll(237)})
    assert rows == [(147, False, "part_of_summary"), (237, True, None)]


def test_the_toll_of_a_war_holds_no_day_s_dead(tmp_path: Path) -> None:
    war = {**COUNTRY, **toll(48000), "event_clarity": 2, "date_start": None, "date_end": None, "date_prec": None}
    rows = told(made.settings_in(tmp_path), toll(12), war)
    assert rows == [(12, True, None), (48000, False, "cumulative")]


def test_a_copy_brought_up_to_date_speaks_for_itself_and_a_mere_copy_does_not(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    tolls = {"agency": 147, "mirror": 147, "coast": 237}

    def site(of: Any) -> Page:
        number = tolls[of.source_id]
        article = made.article(of, f"At least {number} people were killed. {made.LONG}")
        return Page(article=article, events=(made.event(article, **toll(number)),))

    prints = [entry("x", source_id=outlet, at=made.NOON + day * made.DAY) for day, outlet in enumerate(tolls)]
    made.passed(settings, "watch-1", prints, site)
    current = made.asked(settings, "select outlet from mart.incident_toll where is_current order by 1")
    assert current == [("agency",), ("coast",)]
    assert made.asked(settings, "select low, best, high from mart.incident") == [(147, 237, 237)]


def test_a_copy_that_adds_the_toll_to_a_report_without_one_speaks_for_it(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    tolls: dict[str, dict[str, Any]] = {"agency": {"low": None, "best": None, "high": None}, "coast": toll(12)}

    def site(of: Any) -> Page:
        article = made.article(of, f"Printed by {of.source_id}. {made.LONG}")
        return Page(article=article, events=(made.event(article, **tolls[of.source_id]),))

    made.passed(settings, "watch-1", [entry("x", source_id=outlet) for outlet in tolls], site)
    assert made.asked(settings, "select low, best, high, is_counted from mart.incident") == [(12, 12, 12, True)]


@pytest.mark.parametrize(("says", "best"), [("Al Shabaab", 25), ("A doctor", 3)])
def test_a_side_s_own_word_on_its_dead_does_not_lower_what_others_tell(tmp_path: Path, says: str, best: int) -> None:
    settings = made.settings_in(tmp_path)
    whose = {"side_b": ("fighters of Al Shabaab",), "deaths_civilians": None}
    accounts: dict[str, dict[str, Any]] = {
        "agency": {**toll(25), **whose, "deaths_b": 25, "attributed_to": ("the army",)},
        "coast": {**toll(3), **whose, "deaths_b": 3, "attributed_to": (says,)},
    }

    def site(of: Any) -> Page:
        said = " ".join(f"{of.source_id}{place}" for place in range(60))
        article = made.article(
            of, f"Omar Haddad, 34, and Sami Nasser, 41, were there. {said}", title=None, at=of.published_at
        )
        return Page(article=article, events=(made.event(article, **accounts[of.source_id]),))

    prints = [
        entry(outlet, source_id=outlet, published_at=made.NOON + day * made.DAY) for day, outlet in enumerate(accounts)
    ]
    made.passed(settings, "watch-1", prints, site)
    assert made.asked(settings, "select low, best, high from mart.incident") == [(3, best, 25)]
    assert made.asked(settings, "select best, is_of_own_dead from mart.incident_toll order by best") == [
        (3, best == 25),
        (25, False),
    ]


def test_the_place_of_an_incident_is_the_one_of_those_who_count_its_dead(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    made.passed(settings, "watch-1", [entry("a"), entry("b", source_id="other")], _vague_and_counted)
    assert made.asked(settings, "select place, best, articles from mart.incident") == [("Al-Qadmus", 9, 2)]


def _vague_and_counted(of: Any) -> Page:
    """The one names a town and no dead, the other a village and nine; both name Omar Haddad, 34."""
    said = " ".join(f"{of.source_id}{place}" for place in range(60))
    article = made.article(of, f"Omar Haddad, 34, and Sami Nasser, 41, of Tartus were there. {said}", title=None)
    counted = {**toll(9), "place": "Al-Qadmus", "where_prec": 2, "latitude": 35.1, "longitude": 36.16}
    vague = {"low": None, "best": None, "high": None}
    return Page(article=article, events=(made.event(article, **(counted if of.source_id == "other" else vague)),))
