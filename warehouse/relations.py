"""Where every text stands: behind the earliest original that it matches itself, or for itself. Candidates by SQL, judged by the
callables handed in; judges no pair itself, and knows no shingles.

The assignment is a pure function of the texts and of the list of boilerplate: in order of arrival, a text goes behind the
earliest text that it matches and that stands for itself. It is kept exact by looking again at whatever a newcomer may have
moved: what stood behind a text that no longer stands for itself, and what came after one that now does."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

import duckdb

from ingest.ids import make_id
from ingest.judges import REACH, Judges
from ingest.model import REPEATS, Change, Comparable, Pointer, Relation
from warehouse import batch, scripts
from warehouse.rows import records
from warehouse.turns import Progress, Turn, unheard

_AT_ONCE = 500  # so many texts are placed in one look: the pairs among them are at most their square
_CANDIDATES = 40  # of the originals that share something with a text, those that share most

_Held = tuple[str, str]  # original, relation
_Said = tuple[object, ...]  # relation, containment, jaccard, shared, rule
When = tuple[datetime, datetime]
"""When a text came out, and when it was fetched, which tells of two at one instant the earlier."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """What a look came to: texts judged, and pointers moved of texts that were there before."""

    looked_at: int
    moved: int


@dataclass(frozen=True, slots=True)
class _Near:
    """Another text that shares something with an unsettled one."""

    other_id: str
    shared: int
    is_earlier: bool
    other_arrived_at: datetime
    other_fetched_at: datetime
    is_original: bool

    @property
    def when(self) -> When:
        return self.other_arrived_at, self.other_fetched_at


@dataclass(frozen=True, slots=True)
class _Facts:
    """What the judges said; nothing of it is ever taken back."""

    relations: list[Relation] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)

    def write(self, con: duckdb.DuckDBPyConnection, turn: Turn) -> None:
        last = {(each.revision_id, each.original_id): each for each in self.relations}
        batch.hold(con, "relation", [_at(each, turn) for each in last.values()])
        batch.hold(con, "change", self.changes)
        con.execute(scripts.read("loads/core.relation"))
        con.execute(scripts.read("loads/core.change"))


def revise(con: duckdb.DuckDBPyConnection, judges: Judges, turn: Turn) -> None:
    """Hold each newcomer against the revision of its article that it succeeds, and keep what changed."""
    pairs = con.execute(scripts.read("queries/previous")).fetchall()
    texts = _texts(
        con,
        {one: arrived_at for newer, at, older, was_at in pairs for one, arrived_at in ((newer, at), (older, was_at))},
    )
    facts = _Facts()
    for newer, _, older, _ in pairs:
        facts.relations.extend(judges.relate(texts[newer], (texts[older],)))
        facts.changes.extend(judges.changes(texts[newer], texts[older]))
    facts.write(con, turn)


def place(
    con: duckdb.DuckDBPyConnection,
    judges: Judges,
    turn: Turn,
    unsettled: Mapping[str, When],
    *,
    newcomers: frozenset[str] = frozenset(),
    because: str = "an older original arrived",
    on_progress: Progress = unheard,
) -> Placed:
    """Put every text of `unsettled` (revisions and their times; rows of core.article and core.fingerprint) where it belongs,
    and whatever that moves. Of the others than `newcomers`, the words that count may have changed: what they were is
    judged anew. `because` goes into the log of pointers."""
    placing = _Placing(con, judges, turn, unsettled, newcomers)
    while placing.pending:
        placing.look(placing.next())
        on_progress(placing.looked_at, placing.looked_at + len(placing.pending))
    placing.facts.write(con, turn)
    pointers = list(placing.pointers(because))
    batch.hold(con, "pointer", pointers)
    con.execute(scripts.read("loads/core.pointer"))
    return Placed(looked_at=placing.looked_at, moved=sum(pointer.moved_because is not None for pointer in pointers))


class _Placing:
    """One step's work: what is still to be looked at, and where each text that was stands now."""

    def __init__(
        self,
        con: duckdb.DuckDBPyConnection,
        judges: Judges,
        turn: Turn,
        unsettled: Mapping[str, When],
        newcomers: frozenset[str],
    ) -> None:
        self.con, self._judges, self._turn = con, judges, turn
        self.pending = dict(unsettled)
        self.facts = _Facts()
        self.looked_at = 0
        self._newcomers = newcomers
        self._said: dict[str, dict[str, _Said]] = {}  # of each text judged, by original
        self._again = set(unsettled) - newcomers  # texts whose own words changed
        self._when = dict(unsettled)
        self._before: dict[str, _Held | None] = {}  # as it was before this step, of each text looked at
        self._now: dict[str, _Held | None] = {}
        con.execute(scripts.read("queries/moved"))

    def next(self) -> list[str]:
        """The earliest of what is pending."""
        return sorted(self.pending, key=lambda one: (self.pending[one], one))[:_AT_ONCE]

    def look(self, chosen: Sequence[str]) -> None:
        """Place some texts, in order of arrival, and note what has to be looked at next."""
        self._when.update({one: self.pending.pop(one) for one in chosen})
        near, held = self._near(chosen), self._standing(chosen)
        self._recall([one for one in chosen if one not in self._newcomers])
        texts = _texts(self.con, self._wanted(near, chosen))
        stands: dict[str, _Held | None] = {}
        promoted, demoted = set[str](), set[str]()
        for one in chosen:
            originals = _originals(near.get(one, ()), stands)
            stands[one] = now = self._judge(texts, one, originals) if originals else None
            was_original = one not in held and (one not in self._newcomers or one in self._now)
            if now is None and (not was_original or one in self._again):
                promoted.add(one)
            if was_original and (now is not None or one in self._again):
                demoted.add(one)
        self.looked_at += len(chosen)
        self._keep(stands, held)
        self._note_behind(demoted, stands)
        self._note_later(promoted | demoted, near, stands)

    def pointers(self, because: str) -> Iterator[Pointer]:
        """A pointer for each text that stands elsewhere than before the step."""
        for one, now in sorted(self._now.items()):
            before = self._before[one]
            if now != before:
                yield Pointer(
                    pointer_id=make_id("pointer", one, self._turn.number),
                    revision_id=one,
                    arrived_at=self._when[one][0],
                    original_id=now[0] if now else None,
                    relation=now[1] if now else None,  # type: ignore[arg-type]  # one of REPEATS
                    turn=self._turn.number,
                    run_id=self._turn.run_id,
                    moved_because=None if one in self._newcomers else because,
                )

    def _near(self, chosen: Sequence[str]) -> dict[str, list[_Near]]:
        _look_around(self.con, self._when[chosen[0]][0], self._when[chosen[-1]][0])
        self.con.execute(scripts.read("queries/unsettled"), {"revisions": list(chosen)})
        self.con.execute(scripts.read("queries/met"))
        self.con.execute(scripts.read("queries/standing"))
        near: defaultdict[str, list[_Near]] = defaultdict(list)
        for one, *rest in self.con.execute(scripts.read("queries/near")).fetchall():
            near[one].append(_Near(*rest))
        return near

    def _standing(self, chosen: Sequence[str]) -> dict[str, _Held]:
        """Behind what each of them stands, as far as it did before this look."""
        found = self.con.execute(
            "select revision_id, original_id, relation from standing where revision_id in (select unnest($these::varchar[]))",
            {"these": list(chosen)},
        )
        return {one: (original, relation) for one, original, relation in found.fetchall()}

    def _recall(self, again: Sequence[str]) -> None:
        """What is held of texts judged before this step, and every original."""
        unasked = [one for one in again if one not in self._said]
        self._said.update({one: {} for one in unasked})
        if unasked:
            held = self.con.execute(scripts.read("queries/judged"), {"revisions": unasked})
            for one, original, *judgement in held.fetchall():
                self._said[one][original] = tuple(judgement)

    def _wanted(self, near: Mapping[str, Sequence[_Near]], chosen: Sequence[str]) -> dict[str, datetime]:
        """The texts that the judge may ask for: of the originals stored before, those that share most."""
        here = set(chosen)
        wanted: dict[str, datetime] = {}
        for one, others in near.items():
            stored = _nearest(
                other for other in others if other.is_earlier and other.is_original and other.other_id not in here
            )
            mates = [other for other in others if other.is_earlier and other.other_id in here]
            if stored or mates:
                wanted[one] = self._when[one][0]
                wanted.update({other.other_id: other.other_arrived_at for other in (*stored, *mates)})
        return wanted

    def _judge(self, texts: Mapping[str, Comparable], one: str, originals: Sequence[str]) -> _Held | None:
        """Behind which of the originals the text stands. What is found is a fact and goes into the books, and so is it that
        something held before is not found any more."""
        found = self._judges.relate(texts[one], [texts[original] for original in originals])
        behind = next((relation for relation in found if relation.relation in REPEATS), None)
        judged = originals[: originals.index(behind.original_id)] if behind else originals
        said = self._said.setdefault(one, {})
        held = {relation.original_id for relation in found}
        gone = [each for each in judged if each not in held and said.get(each, _UNRELATED) != _UNRELATED]
        for relation in (*found, *(_unrelated(one, original) for original in gone)):
            if said.get(relation.original_id) != _words(relation):
                said[relation.original_id] = _words(relation)
                self.facts.relations.append(relation)
        if behind is None:
            return None
        if behind.relation == "version":
            self.facts.changes.extend(self._judges.changes(texts[one], texts[behind.original_id]))
        return behind.original_id, behind.relation

    def _keep(self, stands: Mapping[str, _Held | None], held: Mapping[str, _Held]) -> None:
        """Where they stand now, for the next look to see."""
        for one in stands:
            self._before.setdefault(one, held.get(one))
        self._now.update(stands)
        self._again -= stands.keys()
        moved = [(one, self._when[one][0], *(stands[one] or (None, None))) for one in stands]
        columns = dict(
            zip(("ones", "times", "originals", "relations"), map(list, zip(*moved, strict=True)), strict=True)
        )
        self.con.execute(
            "delete from moved where revision_id in (select unnest($ones::varchar[]))", {"ones": list(stands)}
        )
        self.con.execute(scripts.read("queries/move"), columns)

    def _note_behind(self, demoted: set[str], stands: Mapping[str, _Held | None]) -> None:
        """What stands behind a text that no longer stands for itself, or not with the same words, is looked at again."""
        if demoted:
            behind = self.con.execute(scripts.read("queries/behind"), {"revisions": sorted(demoted)})
            self._note(times(behind.fetchall()).items(), stands)

    def _note_later(
        self, turned: set[str], near: Mapping[str, Sequence[_Near]], stands: Mapping[str, _Held | None]
    ) -> None:
        """What came after a text that now stands for itself, or does not any more, is judged by what came before it."""
        later = (other for one in turned for other in near.get(one, ()) if not other.is_earlier)
        self._note(((other.other_id, other.when) for other in later), stands)

    def _note(self, others: Iterable[tuple[str, When]], stands: Mapping[str, _Held | None]) -> None:
        self.pending.update({one: when for one, when in others if one not in stands})


def _look_around(con: duckdb.DuckDBPyConnection, oldest_at: datetime, newest_at: datetime) -> None:
    """The span of the texts to be placed, and that of what they may be held against, for the scripts."""
    span = {"oldest_at": oldest_at, "newest_at": newest_at, "first_at": oldest_at - REACH, "last_at": newest_at + REACH}
    for name, value in {**span, "near": REACH}.items():
        con.execute(f"set variable {name} = $value", {"value": value})


def _originals(near: Iterable[_Near], stands: Mapping[str, _Held | None]) -> list[str]:
    """The earlier originals that share most with a text, oldest first."""
    earlier = (other for other in near if other.is_earlier)
    nearest = _nearest(
        other
        for other in earlier
        if (stands[other.other_id] is None if other.other_id in stands else other.is_original)
    )
    return [other.other_id for other in sorted(nearest, key=lambda other: (other.when, other.other_id))]


def _nearest(originals: Iterable[_Near]) -> list[_Near]:
    return sorted(originals, key=lambda other: (-other.shared, other.when, other.other_id))[:_CANDIDATES]


def _texts(con: duckdb.DuckDBPyConnection, wanted: Mapping[str, datetime]) -> dict[str, Comparable]:
    """The texts of revisions, given with their times of arrival."""
    if not wanted:
        return {}
    these = {"revisions": list(wanted), "first_at": min(wanted.values()), "last_at": max(wanted.values())}
    return {each.revision_id: each for each in records(con, scripts.read("queries/comparable"), Comparable, these)}


def times(rows: Iterable[tuple[str, datetime, datetime]]) -> dict[str, When]:
    """Rows of (revision_id, arrived_at, fetched_at), as `place` takes them."""
    return {one: (arrived_at, fetched_at) for one, arrived_at, fetched_at in rows}


def _at(relation: Relation, turn: Turn) -> Relation:
    """A judgement of another turn, or by another list of boilerplate, is another fact."""
    return replace(
        relation,
        relation_id=make_id("relation", relation.relation_id, turn.number),
        boilerplate_version=turn.boilerplate_version,
        turn=turn.number,
    )


def _words(relation: Relation) -> _Said:
    return relation.relation, relation.containment, relation.jaccard, relation.shared, relation.rule


def _unrelated(one: str, original: str) -> Relation:
    return Relation(
        relation_id=make_id("relation", one, original, "unrelated"),
        revision_id=one,
        original_id=original,
        relation="unrelated",
        containment=0.0,
        jaccard=0.0,
        shared=0,
        rule="judged anew",
        method="settle",
        boilerplate_version=0,
        turn=0,
    )


_UNRELATED = _words(_unrelated("", ""))
