"""Whatever the order in which texts arrive, and however they are spread over runs, everyone ends behind the same original."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from ingest.fingerprint import relate
from ingest.fingerprint.sketch import sketch_of
from ingest.model import Comparable
from ingest.pipeline import judges
from tests.warehouse import made
from tests.warehouse.made import DAY, NOON, entry
from warehouse import maintain
from warehouse.connect import connect
from warehouse.settle import Settled, settle

REACH = timedelta(days=30)
FEW_HASHES = 16
START = NOON - 80 * DAY
_DICE = random.Random(7)
SENTENCES = [  # no two of them alike
    " ".join("".join(_DICE.choices("aeioudlmnrstk", k=_DICE.randint(2, 9))) for _ in range(18)).capitalize() + "."
    for _ in range(40)
]


@dataclass(frozen=True)
class Piece:
    """A text: sentences `first` to `last` of the long story, out on hour `hour`."""

    name: str
    first: int
    last: int
    hour: int

    @property
    def text(self) -> str:
        return "\n".join(SENTENCES[self.first : self.last])


def _expected(pieces: Sequence[Piece]) -> dict[str, str | None]:
    """In order of arrival, behind the earliest original that it matches itself, within thirty days."""
    stands: dict[str, str | None] = {}
    seen: list[Comparable] = []
    for piece in sorted(pieces, key=lambda piece: (piece.hour, piece.name)):
        one = Comparable(
            revision_id=piece.name,
            article_id=piece.name,
            outlet=piece.name,
            title=f"Title of {piece.name}",
            text=piece.text,
            language="en",
            arrived_at=START + timedelta(hours=piece.hour),
        )
        near = [other for other in seen if one.arrived_at - other.arrived_at <= REACH and _meet(one, other)]
        found = [relation for relation in relate(one, near) if relation.relation in ("copy", "version")]
        stands[piece.name] = found[0].original_id if found else None
        if not found:
            seen.append(one)
    return stands


def _meet(one: Comparable, other: Comparable) -> bool:
    """Whether their sketches have enough in common for the judge to be asked."""
    sketches = [set(sketch_of(each.text).tolist()) for each in (one, other)]
    shared = len(sketches[0] & sketches[1])
    return shared >= 2 or (shared == 1 and min(map(len, sketches)) <= FEW_HASHES)


def _load(where: made.Settings, number: int, pieces: Sequence[Piece]) -> None:
    told = {piece.name: piece.text for piece in pieces}
    entries = [
        entry(
            "x", source_id=piece.name, published_at=START + timedelta(hours=piece.hour), title=f"Title of {piece.name}"
        )
        for piece in pieces
    ]
    made.passed(where, f"watch-{number}", entries, lambda of: made.texts({"x": told[of.source_id]})(of))


def _found(where: made.Settings) -> dict[str, str | None]:
    rows = made.asked(
        where,
        """
        select article.outlet, original.outlet
        from mart.revision as revision
        join core.article as article on article.revision_id = revision.revision_id
        left join core.article as original on original.revision_id = revision.original_id
        """,
    )
    return dict(rows)


def _settled(where: made.Settings) -> Settled:
    with connect(where) as con:
        return settle(con, judges())


_PIECES = st.lists(
    st.tuples(st.integers(0, 24), st.integers(4, 16), st.integers(0, 24 * 75)),
    min_size=2,
    max_size=9,
    unique_by=lambda span: span[2],  # what came out in the same instant is told apart by its id
).map(
    lambda spans: [
        Piece(f"o{number}", first, first + length, hour) for number, (first, length, hour) in enumerate(spans)
    ]
)


@settings(max_examples=20, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(pieces=_PIECES, seed=st.integers(0, 999))
def test_any_order_of_arrival_ends_with_everyone_behind_the_same_original(
    tmp_path_factory: pytest.TempPathFactory, pieces: list[Piece], seed: int
) -> None:
    where, dice = made.settings_in(tmp_path_factory.mktemp("any")), random.Random(seed)
    shuffled = dice.sample(pieces, len(pieces))
    number = 0
    while shuffled:
        size = dice.randint(1, 4)
        _load(where, number, shuffled[:size])
        shuffled, number = shuffled[size:], number + 1
    assert _found(where) == _expected(pieces)
    _settled(where)
    with connect(where) as con:
        assert [check.check_name for check in maintain.check(con) if check.wrong_rows] == []
    assert _found(where) == _expected(pieces)


def test_what_stood_behind_a_text_that_turns_out_a_copy_is_looked_at_again(tmp_path: Path) -> None:
    where = made.settings_in(tmp_path)
    middle, end, start = Piece("middle", 4, 14, 10), Piece("end", 8, 18, 20), Piece("start", 0, 10, 0)
    _load(where, 1, [middle, end])
    assert _found(where) == {"middle": None, "end": "middle"}
    _load(where, 2, [start])
    assert _found(where) == {"start": None, "middle": "start", "end": None}


def test_every_move_of_a_pointer_is_in_the_log_with_its_reason(tmp_path: Path) -> None:
    where = made.settings_in(tmp_path)
    _load(where, 1, [Piece("middle", 4, 14, 10), Piece("end", 8, 18, 20)])
    _load(where, 2, [Piece("start", 0, 10, 0)])
    moves = made.asked(
        where, "select outlet, original_outlet, is_last, run_id, moved_because from mart.pointer order by turn, outlet"
    )
    assert moves == [
        ("end", "middle", False, "watch-1", None),
        ("end", None, True, "watch-2", "an older original arrived"),
        ("middle", "start", True, "watch-2", "an older original arrived"),
    ]


def test_keys_and_judgements_stay_when_an_older_original_arrives(tmp_path: Path) -> None:
    where = made.settings_in(tmp_path)
    _load(where, 1, [Piece("middle", 4, 14, 10), Piece("end", 8, 18, 20)])
    held = "select revision_id from core.article union all select relation_id from core.relation"
    before = set(made.asked(where, held))
    _load(where, 2, [Piece("start", 0, 10, 0)])
    assert before < set(made.asked(where, held))


def test_settling_again_changes_nothing(tmp_path: Path) -> None:
    where = made.settings_in(tmp_path)
    _load(where, 1, [Piece(f"o{number}", number, number + 8, number) for number in range(6)])
    _settled(where)
    before = made.contents(where)
    done = _settled(where)
    assert (done.remade, done.relisted, done.looked_at, done.moved) == (0, 0, 0, 0)
    after = made.contents(where)
    assert {name for name in after if after[name] != before[name]} == {"ops.writer", "ops.settlement"}


def test_a_settle_step_says_how_far_it_is(tmp_path: Path) -> None:
    where, heard = made.settings_in(tmp_path), list[tuple[int, int]]()
    _load(where, 1, [Piece(f"o{number}", number, number + 8, number) for number in range(6)])
    made.asked(where, "update core.fingerprint set method = 'another'")
    with connect(where) as con:
        settle(con, judges(), on_progress=lambda done, total: heard.append((done, total)))
    assert heard[-1] == (6, 6)


def test_texts_compared_by_another_recipe_are_judged_anew(tmp_path: Path) -> None:
    where = made.settings_in(tmp_path)
    pieces = [Piece("middle", 4, 14, 10), Piece("end", 8, 18, 20), Piece("start", 0, 10, 0)]
    _load(where, 1, pieces)
    made.asked(
        where,
        """
        update core.fingerprint set method = 'another', sketch = [1];
        insert into core.pointer
        select 'of an earlier judge', revision_id, arrived_at, null, null, 1, 'watch-1', null
        from core.article where outlet = 'middle';
        update core.pointer set turn = 0 where pointer_id <> 'of an earlier judge';
        """,
    )
    assert _found(where) != _expected(pieces)
    assert _settled(where).remade == 3
    assert _found(where) == _expected(pieces)
