"""Which newcomers repeat a text we hold, or one another: candidates by SQL, judged by the function handed in. Judges no
pair itself, and knows no shingles."""

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from operator import itemgetter

import duckdb

from ingest.model import Comparable, Relation
from warehouse import scripts

Relate = Callable[[Comparable, Sequence[Comparable]], Relation | None]
REPEATS = frozenset({"copy", "version"})  # what keeps a text from standing for itself
_Pair = tuple[str, str, bool]  # a newcomer, another revision, whether that arrived earlier
_Bearer = tuple[str, str, str, datetime, bool]  # as queries/same_text.sql gives them
_REACH = timedelta(days=30)  # as in queries/near.sql


def find_relations(con: duckdb.DuckDBPyConnection, relate: Relate) -> tuple[Relation, ...]:
    """Relations of the revisions in `newcomer`, judged in order of arrival: to the revision each succeeds, and to the
    earlier original each repeats. Where an older original arrives late, the stored texts that repeat it point to it."""
    con.execute(scripts.read("queries/near"))
    near = con.execute("select revision_id, other_id, is_earlier from near order by all").fetchall()
    same = con.execute(scripts.read("queries/same_text")).fetchall()
    pairs = sorted({*near, *_same(same)})
    previous = dict(con.execute(scripts.read("queries/previous")).fetchall())
    texts = _texts(con, {*(pair[0] for pair in pairs), *(pair[1] for pair in pairs), *previous, *previous.values()})
    revisions = _judged(relate, texts, previous.items())
    return (*revisions, *_copies(relate, texts, pairs))


def _same(bearers: Iterable[_Bearer]) -> Iterator[_Pair]:
    """Pairs of texts that are the same to the word. One that follows an original within reach repeats it and is none
    itself, so each needs its original only, however many there are."""
    for _, group in groupby(bearers, key=itemgetter(0)):
        originals: deque[_Bearer] = deque()
        for bearer in group:
            while originals and bearer[3] - originals[0][3] > _REACH:
                originals.popleft()
            held = next((each for each in originals if each[2] != bearer[2]), None)
            if held is None or not (bearer[4] or held[4]):
                originals.append(bearer)
            elif bearer[4]:
                yield bearer[1], held[1], True
            else:
                yield held[1], bearer[1], False


def _judged(relate: Relate, texts: dict[str, Comparable], pairs: Iterable[tuple[str, str]]) -> tuple[Relation, ...]:
    found = (relate(texts[newer], (texts[older],)) for newer, older in pairs)
    return tuple(relation for relation in found if relation)


def _copies(relate: Relate, texts: dict[str, Comparable], pairs: Sequence[_Pair]) -> tuple[Relation, ...]:
    """Only originals are repeated: a copy is met through its original, never through another copy."""
    earlier, later = _sides(pairs)
    repeating: set[str] = set()
    found: list[Relation] = []

    def keep(relation: Relation | None) -> bool:
        if relation is None:
            return False
        found.append(relation)
        if relation.relation in REPEATS:
            repeating.add(relation.revision_id)
        return relation.revision_id in repeating

    for newcomer in sorted(earlier.keys() | later.keys(), key=lambda one: (texts[one].arrived_at, one)):
        originals = [texts[other] for other in earlier[newcomer] if other not in repeating]
        if originals and keep(relate(texts[newcomer], originals)):
            continue
        for other in later[newcomer]:
            if other not in repeating:
                keep(relate(texts[other], (texts[newcomer],)))
    return tuple(found)


def _sides(pairs: Sequence[_Pair]) -> tuple[defaultdict[str, list[str]], defaultdict[str, list[str]]]:
    """For each newcomer, what arrived before it and what after."""
    earlier: defaultdict[str, list[str]] = defaultdict(list)
    later: defaultdict[str, list[str]] = defaultdict(list)
    for newcomer, other, is_earlier in pairs:
        (earlier if is_earlier else later)[newcomer].append(other)
    return earlier, later


def _texts(con: duckdb.DuckDBPyConnection, revisions: set[str]) -> dict[str, Comparable]:
    if not revisions:
        return {}
    rows = con.execute(scripts.read("queries/comparable"), {"revisions": sorted(revisions)})
    columns = [column[0] for column in rows.description or ()]
    return {row[0]: Comparable(**dict(zip(columns, row, strict=True))) for row in rows.fetchall()}
