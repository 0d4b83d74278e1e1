"""The table of actors holds together, and says of some well known what is known. Not a test of how names are resolved."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import combinations
from typing import NamedTuple

import pytest

from ingest import places
from ingest.code import tables

ROLES = {
    "agency", "authority", "criminal", "government", "igo", "intelligence", "media", "mercenary", "militia", "military",
    "monitor", "ngo", "party", "peacekeeper", "police", "rebel",
}  # fmt: skip
ROWS = tables.rows("actors.csv")
COLUMNS = [
    "actor", "name", "aliases", "local_aliases", "role", "parent", "country", "valid_from", "valid_to", "ucdp_name",
    "acled_name",
]  # fmt: skip


class Period(NamedTuple):
    actor: str
    country: str
    since: date
    until: date

    def meets(self, other: "Period") -> bool:
        return self.since <= other.until and other.since <= self.until


def period(row: dict[str, str]) -> Period:
    since = tables.first_day(row["valid_from"]) or date.min
    return Period(row["actor"], row["country"], since, tables.last_day(row["valid_to"]) or date.max)


def named(row: dict[str, str]) -> Iterator[str]:
    yield from (places.fold_name(alias) for alias, _ in tables.actor_names(row))


def as_of(actor: str, day: str) -> dict[str, str]:
    (row,) = [
        row
        for row in ROWS
        if row["actor"] == actor and period(row).since <= date.fromisoformat(day) <= period(row).until
    ]
    return row


def test_the_table_is_large_enough_to_be_of_use() -> None:
    assert len({row["actor"] for row in ROWS}) >= 1_500


def test_every_line_is_well_formed() -> None:
    assert all(list(row) == COLUMNS for row in ROWS)
    known = {*places.gazetteer().countries, ""}
    for row in ROWS:
        cells = [*row.values(), *row["aliases"].split("|"), *row["local_aliases"].split("|")]
        assert all(cell == cell.strip() and ";" not in cell for cell in cells), row
        assert row["actor"] == row["actor"].lower().replace(" ", "-"), row
        assert row["name"], row
        assert row["role"] in ROLES, row
        assert row["country"] in known, row


def test_lines_stand_in_order_and_none_twice() -> None:
    keys = [(row["country"], row["actor"], row["valid_from"]) for row in ROWS]
    assert keys == sorted(set(keys))


def test_every_name_has_words_and_stands_once_in_its_line() -> None:
    for row in ROWS:
        written = [alias for alias, _ in tables.actor_names(row)]
        assert len(written) == len(set(written)), row
        assert all(named(row)), row


def test_every_actor_has_one_home() -> None:
    homes = defaultdict(set)
    for row in ROWS:
        homes[row["actor"]].add(row["country"])
    assert {actor: home for actor, home in homes.items() if len(home) > 1} == {}


def test_days_are_in_order_and_periods_of_an_actor_do_not_overlap() -> None:
    periods = defaultdict(list)
    for row in ROWS:
        assert period(row).since <= period(row).until, row
        periods[row["actor"]].append(period(row))
    assert not [pair for found in periods.values() for pair in combinations(found, 2) if pair[0].meets(pair[1])]


def test_every_parent_is_an_actor_and_none_is_its_own_ancestor() -> None:
    parents = defaultdict(set)
    for row in ROWS:
        parents[row["actor"]] |= {row["parent"]} - {""}
    assert not {parent for found in parents.values() for parent in found} - parents.keys()
    for actor in list(parents):
        above, todo = set(), set(parents[actor])
        while todo:
            above |= todo
            todo = {parent for one in todo for parent in parents[one]} - above
        assert actor not in above


def test_no_name_means_two_actors_in_one_country_at_one_time() -> None:
    bearers = defaultdict(set)
    for row in ROWS:
        for name in named(row):
            bearers[name, row["country"]].add(period(row))
    shared = {
        (name, one.actor, other.actor)
        for (name, _), found in bearers.items()
        for one, other in combinations(sorted(found), 2)
        if one.actor != other.actor and one.meets(other)
    }
    assert not shared


def test_every_inhabited_country_has_a_government_and_those_with_forces_name_them() -> None:
    actors = {row["actor"] for row in ROWS}
    empty = {"AN", "AQ", "BV", "CS", "GS", "HM", "TF", "UM"}
    for country in places.gazetteer().countries.keys() - empty:
        assert f"government-{country.lower()}" in actors
    assert {f"military-{code}" for code in ("ml", "sy", "il", "ua", "sd", "mm", "co", "us")} <= actors


def test_names_of_states_follow_ucdp_and_acled() -> None:
    military = as_of("military-ml", "2022-03-01")
    assert (military["ucdp_name"], military["acled_name"]) == ("Government of Mali", "Military Forces of Mali (2021-)")
    assert as_of("jnim", "2022-03-01")["acled_name"] == "JNIM: Group for Support of Islam and Muslims"
    assert as_of("is", "2016-03-01")["ucdp_name"] == "IS"


@pytest.mark.parametrize(
    ("actor", "day", "role", "parent"),
    [
        ("hts", "2024-11-30", "rebel", "syrian-insurgents"),
        ("hts", "2025-01-15", "government", "government-sy"),
        ("taliban", "2001-01-01", "government", "government-af"),
        ("taliban", "2021-08-14", "rebel", ""),
        ("taliban", "2021-08-15", "government", "government-af"),
        ("rsf", "2023-04-14", "military", "government-sd"),
        ("rsf", "2023-04-15", "rebel", ""),
        ("hamas", "2023-10-07", "rebel", ""),
        ("tplf", "2019-01-01", "government", "government-et"),
        ("tplf", "2021-06-01", "rebel", ""),
        ("tplf", "2023-06-01", "party", ""),
        ("pmf", "2015-01-01", "militia", ""),
        ("pmf", "2020-01-01", "military", "government-iq"),
        ("rpf", "1993-01-01", "rebel", ""),
        ("rpf", "1995-01-01", "government", "government-rw"),
        ("khmer-rouge", "1977-01-01", "government", "government-kh"),
        ("khmer-rouge", "1985-01-01", "rebel", ""),
        ("qassam", "2024-01-01", "rebel", "hamas"),
        ("wagner", "2022-01-01", "mercenary", ""),
        ("wagner", "2024-01-01", "mercenary", "military-ru"),
        ("fmln", "1989-11-11", "rebel", ""),
        ("fmln", "2010-01-01", "party", ""),
        ("sna", "2020-01-01", "rebel", "syrian-insurgents"),
        ("sna", "2025-06-01", "military", "military-sy"),
    ],
)
def test_roles_and_parents_are_those_of_the_day(actor: str, day: str, role: str, parent: str) -> None:
    row = as_of(actor, day)
    assert (row["role"], row["parent"]) == (role, parent)
