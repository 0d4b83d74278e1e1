"""Who repeats whom, as loads find it: candidates by hash join, the real judge, the edges they leave."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from ingest.fingerprint import relate
from ingest.judges import Relate
from ingest.model import Comparable, FeedEntry, Relation
from ingest.pipeline import judges
from ingest.runs import RunFolder
from ingest.settings import Settings
from tests.warehouse import made
from tests.warehouse.made import DAY, NOON, entry
from warehouse import load
from warehouse.connect import connect
from warehouse.settle import settle

MINUTE = timedelta(minutes=1)
WIRE = " ".join(f"wire{number}" for number in range(200))
OTHER = " ".join(f"other{number}" for number in range(200))


def _stored(settings: Settings, name: str, pages: dict[str, tuple[int, str]]) -> None:
    """A run that stores pages: by outlet, minutes after noon, and text."""
    entries = [
        entry("x", source_id=outlet, published_at=NOON + minutes * MINUTE) for outlet, (minutes, _) in pages.items()
    ]
    site = {outlet: text for outlet, (_, text) in pages.items()}
    made.passed(settings, name, entries, lambda of: made.texts({"x": site[of.source_id]})(of))


def _edges(settings: Settings) -> set[tuple[str, str, str]]:
    """(later outlet, relation, earlier outlet)."""
    return set(
        made.asked(
            settings,
            """
            select later.outlet, relation.relation, earlier.outlet
            from core.relation as relation
            join core.article as later on later.revision_id = relation.revision_id
            join core.article as earlier on earlier.revision_id = relation.original_id
            """,
        )
    )


def test_a_copy_in_a_later_run_points_to_the_original(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    _stored(settings, "watch-1", {"agency": (0, WIRE)})
    _stored(settings, "watch-2", {"coast": (60, WIRE + " and a word of our own"), "hills": (61, OTHER)})
    assert _edges(settings) == {("coast", "copy", "agency")}


def test_copies_within_one_run_point_to_the_earliest_of_them(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    _stored(settings, "watch-1", {"coast": (60, WIRE), "agency": (0, WIRE), "hills": (30, WIRE + " too")})
    assert _edges(settings) == {("coast", "copy", "agency"), ("hills", "copy", "agency")}


def test_an_original_that_arrives_late_takes_over_and_nothing_is_counted_twice(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    _stored(settings, "watch-1", {"coast": (60, WIRE), "hills": (61, WIRE)})
    _stored(settings, "watch-2", {"agency": (0, WIRE)})
    assert _edges(settings) == {("hills", "copy", "coast"), ("coast", "copy", "agency"), ("hills", "copy", "agency")}
    assert made.asked(
        settings,
        "select outlet, canonical_id = (select article_id from core.article where outlet = 'agency')"
        " from mart.article order by 1",
    ) == [
        ("agency", True),
        ("coast", True),
        ("hills", True),
    ]
    assert made.asked(settings, "select sum(best) from mart.event where is_counted") == [(5,)]


def test_a_copy_after_more_than_thirty_days_stands_for_itself(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    _stored(settings, "watch-1", {"agency": (0, WIRE)})
    _stored(settings, "watch-2", {"coast": (29 * 1440, WIRE), "hills": (31 * 1440 + 1, WIRE)})
    assert ("coast", "copy", "agency") in _edges(settings)
    assert ("hills", "copy", "agency") not in _edges(settings)


def test_many_prints_of_one_text_are_all_found(tmp_path: Path) -> None:
    """Hashes that more than 200 texts carry tell nothing, but copies are met through their one original."""
    settings = made.settings_in(tmp_path)
    _stored(settings, "watch-1", {"agency": (0, WIRE)})
    for batch in range(3):
        pages = {
            f"print{batch}x{number}": (batch * 100 + number + 1, f"{WIRE} as {batch}x{number} has it")
            for number in range(90)
        }
        _stored(settings, f"watch-2{batch}", pages)
    assert made.asked(settings, "select count(*), count(distinct original_id) from core.relation") == [(270, 1)]


def _judged_by(settings: Settings, entries: Sequence[FeedEntry], text: str, judge: Relate) -> None:
    folder = made.prepared(
        settings, "watch-2", entries, made.texts({each.url.rsplit("/", 1)[1]: text for each in entries})
    )
    with connect(settings) as con:
        load.load(con, folder, replace(judges(), relate=judge))


def test_the_judge_sees_originals_only(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    _stored(settings, "watch-1", {"agency": (0, WIRE), "coast": (10, WIRE)})
    seen: list[tuple[str, list[str]]] = []

    def watching(newcomer: Comparable, candidates: Sequence[Comparable]) -> tuple[Relation, ...]:
        seen.append((newcomer.outlet, [each.outlet for each in candidates]))
        return relate(newcomer, candidates)

    _judged_by(settings, [entry("x", source_id="hills", at=NOON + DAY)], WIRE, watching)
    assert seen == [("hills", ["agency"])]


def test_the_judge_is_given_the_stored_texts_whole(tmp_path: Path) -> None:
    settings, odd = made.settings_in(tmp_path), WIRE + "\0 ' \" \n x"
    _stored(settings, "watch-1", {"agency": (0, odd)})
    given: list[Comparable] = []

    def watching(newcomer: Comparable, candidates: Sequence[Comparable]) -> tuple[Relation, ...]:
        given.extend((newcomer, *candidates))
        return ()

    _judged_by(settings, [entry("y", source_id="hills", at=NOON + DAY)], odd, watching)
    assert [(each.outlet, each.text, each.arrived_at) for each in given] == [
        ("hills", odd, NOON + DAY),
        ("agency", odd, NOON),
    ]


def test_a_bug_in_the_judge_loads_nothing_and_keeps_the_folder(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)

    def broken(newcomer: Comparable, candidates: Sequence[Comparable]) -> tuple[Relation, ...]:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        _judged_by(settings, [entry("x"), entry("y")], WIRE, broken)
    assert made.asked(settings, "select count(*) from core.article") == [(0,)]
    assert made.loaded(settings, RunFolder(settings.runs / "watch-2")).stored == 2


def test_relations_do_not_depend_on_how_articles_are_spread_over_runs(tmp_path: Path) -> None:
    pages = {f"o{number}": (number, (WIRE if number % 2 else OTHER) + f" n{number}") for number in range(8)}
    together, apart = made.settings_in(tmp_path / "a"), made.settings_in(tmp_path / "b")
    _stored(together, "watch-1", pages)
    for outlet, page in pages.items():
        _stored(apart, f"watch-{outlet}", {outlet: page})
    assert _edges(together) == _edges(apart)
    assert len(_edges(together)) == 6


def test_thousands_of_prints_of_one_text_in_one_run_are_no_millions_of_pairs(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    judged = 0

    def counting(newcomer: Comparable, candidates: Sequence[Comparable]) -> tuple[Relation, ...]:
        nonlocal judged
        judged += len(candidates)
        return relate(newcomer, candidates)

    entries = [entry("x", source_id=f"print{n}", published_at=NOON + n * MINUTE) for n in range(1_200)]
    _judged_by(settings, entries, WIRE, counting)
    assert made.asked(settings, "select count(*), count(distinct original_id) from core.relation") == [(1_199, 1)]
    assert judged == 1_199


def test_what_an_outlet_puts_under_everything_makes_no_copies_once_it_is_listed(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    made.imprinted(settings, "watch-1", range(8))
    with connect(settings) as con:
        done = settle(con, judges())
    assert done.relisted == 4  # two paragraphs, for March and for April, which looks back on it
    assert made.asked(settings, "select count(*) from mart.revision where relation is not null") == [(0,)]
    made.imprinted(settings, "watch-2", [9])
    assert made.asked(settings, "select count(*) from mart.revision where relation is not null") == [(0,)]
    assert made.asked(settings, "select max(boilerplate_version) from ops.settlement") == [(1,)]


def test_takes_of_one_story_under_three_headlines_are_no_boilerplate(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    for take in range(4):
        text = f"Take {take}: {20 + take} people died.\n" + "\n".join(map(made.prose, "abcdef"))
        made.passed(
            settings,
            f"watch-{take}",
            [entry(f"take{take}", published_at=NOON + take * MINUTE, title=f"{20 + take} dead in flood")],
            made.texts({f"take{take}": text}),
        )
    with connect(settings) as con:
        assert settle(con, judges()).relisted == 0
    assert made.asked(settings, "select relation, count(*) from mart.revision group by 1 order by 1") == [
        ("version", 3),
        (None, 1),
    ]
