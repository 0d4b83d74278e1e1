"""Who repeats whom, as loads find it: candidates by hash join, the real judge, the edges they leave."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from ingest.fingerprint import relate
from ingest.model import Comparable, Relation
from ingest.settings import Settings
from tests.warehouse import made
from tests.warehouse.made import DAY, NOON, entry
from warehouse import load
from warehouse.connect import connect
from warehouse.relations import _copies, _same

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
    assert _edges(settings) == {("hills", "copy", "coast"), ("coast", "copy", "agency")}
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


def test_the_judge_sees_originals_only(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    _stored(settings, "watch-1", {"agency": (0, WIRE), "coast": (10, WIRE)})
    seen: list[tuple[str, list[str]]] = []

    def watching(newcomer: Comparable, candidates: Sequence[Comparable]) -> Relation | None:
        seen.append((newcomer.outlet, [each.outlet for each in candidates]))
        return relate(newcomer, candidates)

    folder = made.prepared(settings, "watch-2", [entry("x", source_id="hills", at=NOON + DAY)], made.texts({"x": WIRE}))
    with connect(settings) as con:
        load.load(con, folder, watching)
    assert seen == [("hills", ["agency"])]


def test_the_judge_is_given_the_stored_texts_whole(tmp_path: Path) -> None:
    settings, odd = made.settings_in(tmp_path), WIRE + "\0 ' \" \n x"
    _stored(settings, "watch-1", {"agency": (0, odd)})
    given: list[Comparable] = []

    def watching(newcomer: Comparable, candidates: Sequence[Comparable]) -> Relation | None:
        given.extend((newcomer, *candidates))
        return None

    folder = made.prepared(settings, "watch-2", [entry("y", source_id="hills", at=NOON + DAY)], made.texts({"y": odd}))
    with connect(settings) as con:
        load.load(con, folder, watching)
    assert [(each.outlet, each.text, each.arrived_at) for each in given] == [
        ("hills", odd, NOON + DAY),
        ("agency", odd, NOON),
    ]


def test_a_bug_in_the_judge_loads_nothing_and_keeps_the_folder(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    folder = made.prepared(settings, "watch-1", [entry("x"), entry("y")], made.texts({"x": WIRE, "y": WIRE}))

    def broken(newcomer: Comparable, candidates: Sequence[Comparable]) -> Relation | None:
        raise ZeroDivisionError

    try:
        with connect(settings) as con:
            load.load(con, folder, broken)
    except ZeroDivisionError:
        assert made.asked(settings, "select count(*) from core.article") == [(0,)]
        assert made.loaded(settings, folder).stored == 2
    else:
        raise AssertionError("the bug was swallowed")


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
    bearers = [("hash", f"r{number:05}", f"a{number}", NOON + number * MINUTE, True) for number in range(20_000)]
    assert len(list(_same(bearers))) == 19_999
    _stored(settings, "watch-1", {f"print{number}": (number, WIRE) for number in range(600)})
    assert made.asked(settings, "select count(*), count(distinct original_id) from core.relation") == [(599, 1)]


Bearers = list[tuple[str, str, str, datetime, bool]]


def _found(bearers: Bearers, pairs: Sequence[tuple[str, str, bool]]) -> set[tuple[str, str]]:
    """What a judge who takes every earlier text for the original makes of the pairs."""
    texts = {
        one: Comparable(
            revision_id=one, article_id=article, outlet=one, title=None, text=WIRE, language="en", arrived_at=at
        )
        for _, one, article, at, _ in bearers
    }

    def first(newcomer: Comparable, candidates: Sequence[Comparable]) -> Relation | None:
        original = min(candidates, key=lambda each: (each.arrived_at, each.revision_id))
        return Relation(
            relation_id="",
            revision_id=newcomer.revision_id,
            original_id=original.revision_id,
            relation="copy",
            containment=1.0,
            jaccard=1.0,
            shared=9,
            method="",
        )

    return {(relation.revision_id, relation.original_id) for relation in _copies(first, texts, sorted(pairs))}


def _every_pair(bearers: Bearers) -> list[tuple[str, str, bool]]:
    pairs = []
    for place, (_, later, _, later_at, is_later_fresh) in enumerate(bearers):
        for _, earlier, _, earlier_at, is_earlier_fresh in bearers[:place]:
            if later_at - earlier_at <= 30 * DAY and is_later_fresh:
                pairs.append((later, earlier, True))
            elif later_at - earlier_at <= 30 * DAY and is_earlier_fresh:
                pairs.append((earlier, later, False))
    return pairs


@given(st.lists(st.tuples(st.integers(0, 120), st.booleans()), max_size=12))
def test_a_pair_with_the_original_says_as_much_as_all_pairs(days: list[tuple[int, bool]]) -> None:
    bearers: Bearers = [
        ("hash", f"r{place}", f"a{place}", NOON + day * DAY, is_fresh) for place, (day, is_fresh) in enumerate(days)
    ]
    bearers.sort(key=lambda bearer: (bearer[3], bearer[1]))
    assert _found(bearers, list(_same(bearers))) == _found(bearers, _every_pair(bearers))
