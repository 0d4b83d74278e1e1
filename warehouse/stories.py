"""Which texts tell one story: for every text that stands for itself the few it is most like, kept exact from load to load, and
the stories that follow from them. Candidates by SQL; what makes a story is a callable handed in. Counts nothing, hides nothing.

A text's mates depend on the texts alone, and whether two texts are joined depends on their mates alone. So a load looks for
the mates of what it brings, mends the lists of those they are near to, and parts the stories so touched anew: whatever the
order of arrival, the same texts are together. Only the ids tell which story was known first."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import duckdb

from ingest.ids import make_id
from ingest.judges import Stories
from ingest.model import Article, StoryAlias, StoryText
from warehouse import batch, scripts
from warehouse.remake import remake
from warehouse.rows import records
from warehouse.turns import Progress, Turn, unheard

_AT_ONCE = 1_000  # texts whose mates are looked for at once

_Mates = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clustered:
    """What a step came to, in texts: those that came into a story, left one, or moved from one to another; and stories that
    went into others."""

    arrived: int
    left: int
    moved: int
    merged: int


@dataclass(frozen=True, slots=True)
class _Key:
    """A text that is to be looked at."""

    revision_id: str
    article_id: str
    arrived_at: datetime


def cluster(con: duckdb.DuckDBPyConnection, stories: Stories, turn: Turn) -> Clustered:
    """Put what a load brings into stories: its gists (`batch_gist`, `newcomer`) and the texts whose pointers it moved. Inside the
    load's transaction, once its pointers are written."""
    con.execute(scripts.read("loads/core.gist"))
    con.execute(scripts.read("queries/story_touched"), {"turn": turn.number})
    return _Step(con, stories, turn).take()


def settle_stories(con: duckdb.DuckDBPyConnection, stories: Stories, turn: Turn) -> Clustered:
    """Follow the pointers that a settle step moved, inside its transaction, once they are written."""
    con.execute(scripts.read("queries/story_unsettled"), {"turn": turn.number})
    return _Step(con, stories, turn).take()


def remake_gists(con: duckdb.DuckDBPyConnection, stories: Stories, on_progress: Progress = unheard) -> int:
    """Make the gists that are missing or of another recipe, and the stories that follow from them; how many gists."""

    def write(articles: Sequence[Article], turn: Turn) -> None:
        batch.hold(con, "gist", [stories.gist(article) for article in articles])
        con.execute(scripts.read("loads/core.gist_again"))
        _Step(con, stories, turn, again=[article.revision_id for article in articles]).take()

    return remake(con, "queries/story_unmade", stories.method, write, on_progress)


class _Step:
    """One step's work: the lists of mates that changed, and the texts whose stories are parted anew."""

    def __init__(
        self, con: duckdb.DuckDBPyConnection, stories: Stories, turn: Turn, *, again: Sequence[str] = ()
    ) -> None:
        self.con, self._stories, self._turn = con, stories, turn
        self._reach = stories.nearness.reach
        self._again = again
        self._was: dict[str, StoryText] = {}  # as held before this step
        self._now: dict[str, StoryText] = {}  # of each text whose mates changed

    def take(self) -> Clustered:
        """Do all of it, and write it down."""
        arriving, leaving, bereft = self._due()
        self._was.update(leaving)
        self._look(arriving, bereft)
        texts = self._touched(leaving)
        placed, merged = self._named(texts, leaving)
        moved = [one for one in placed if one.revision_id in texts and texts[one.revision_id].story_id]
        return Clustered(
            arrived=len(arriving),
            left=len(leaving),
            moved=sum(one.story_id != texts[one.revision_id].story_id for one in moved),
            merged=merged,
        )

    def _due(self) -> tuple[list[_Key], dict[str, StoryText], list[_Key]]:
        """The texts that come, those that leave, and those that have to look for mates again."""
        self.con.execute("set variable reach = $reach", {"reach": self._reach})
        self.con.execute(scripts.read("queries/story_due"))
        self.con.execute(scripts.read("queries/story_void"), {"again": list(self._again)})
        arriving = self._keys("select * from story_arriving order by arrived_at, revision_id")
        leaving = {one.revision_id: one for one in self._texts("select * from story_leaving order by revision_id")}
        bereft: list[_Key] = []
        if leaving or self._again:
            bereft = self._keys(scripts.read("queries/story_bereft"))
        if leaving:
            self.con.execute(scripts.read("queries/story_leave"))
        return arriving, leaving, bereft

    def _look(self, arriving: Sequence[_Key], bereft: Sequence[_Key]) -> None:
        """Find mates for these, in order of arrival, and mend the lists of those they are near to."""
        new = {one.revision_id for one in arriving}
        asked = sorted((*arriving, *bereft), key=lambda one: (one.arrived_at, one.revision_id))
        for start in range(0, len(asked), _AT_ONCE):
            part = asked[start : start + _AT_ONCE]
            self._write([self._alone(one) for one in part if one.revision_id in new])
            found = self._found(part)
            held = self._held({one.revision_id for one in part} | {other for _, other, _ in found}, part)
            self._was.update({key: text for key, text in held.items() if key not in new and key not in self._was})
            self._write(self._mended(held, found, {one.revision_id for one in part}))

    def _alone(self, one: _Key) -> StoryText:
        """A text that has no mates and no story yet."""
        return StoryText(
            revision_id=one.revision_id,
            article_id=one.article_id,
            arrived_at=one.arrived_at,
            story_id="",
            mates=(),
            likenesses=(),
            turn=self._turn.number,
        )

    def _found(self, part: Sequence[_Key]) -> list[tuple[str, str, int]]:
        """(asked, other, likeness) of those near enough."""
        self.con.execute(
            "create or replace temp table story_asked as select unnest($asked::varchar[]) as revision_id",
            {"asked": [one.revision_id for one in part]},
        )
        near = self._stories.nearness
        return self.con.execute(
            scripts.read("queries/story_mates"),
            {
                "oldest_at": part[0].arrived_at,
                "newest_at": part[-1].arrived_at,
                "mates": near.mates,
                "heads": near.heads,
                "far_heads": near.far_heads,
                "near": near.near,
                "head_likeness": near.head_likeness,
                "likeness": near.likeness,
                "likeness_per_day": near.likeness_per_day,
                "same_days": near.same_days,
                "reach": near.reach,
            },
        ).fetchall()

    def _held(self, ids: Iterable[str], part: Sequence[_Key]) -> dict[str, StoryText]:
        """What is held of texts within reach of these."""
        span = {"first_at": part[0].arrived_at - self._reach, "last_at": part[-1].arrived_at + self._reach}
        found = self._texts(scripts.read("queries/story_texts"), {"revisions": sorted(ids), **span})
        return {one.revision_id: one for one in found}

    def _mended(
        self, held: Mapping[str, StoryText], found: Iterable[tuple[str, str, int]], asked: set[str]
    ) -> Iterator[StoryText]:
        """The texts whose lists are other than before: those of `asked` are made anew, into others the newcomers are put."""
        lists: defaultdict[str, dict[str, int]] = defaultdict(dict)
        for one, other, likeness in found:
            lists[one][other] = likeness
            if other not in asked:
                lists[other][one] = likeness
        for one in asked | lists.keys():
            old = dict(_mates(held[one])) if one not in asked else {}
            mates = sorted({**old, **lists[one]}.items(), key=lambda mate: (-mate[1], mate[0]))
            nearest = tuple(mates[: self._stories.nearness.mates])
            if nearest != _mates(held[one]) or not held[one].story_id:
                text = replace(
                    held[one],
                    mates=tuple(mate for mate, _ in nearest),
                    likenesses=tuple(likeness for _, likeness in nearest),
                    turn=self._turn.number,
                )
                self._now[one] = text
                yield text

    def _touched(self, leaving: Mapping[str, StoryText]) -> dict[str, StoryText]:
        """All texts of the stories that may have changed: of those whose lists did, of their mates now and before."""
        changed = {**{key: self._was[key] for key in self._was if key in self._now or key in leaving}}
        ids = {
            *self._now,
            *(mate for text in (*self._now.values(), *changed.values()) for mate in text.mates),
        } - leaving.keys()
        texts = {**changed, **self._now}
        if not texts:
            return {}
        first_at = min(text.arrived_at for text in texts.values()) - self._reach
        last_at = max(text.arrived_at for text in texts.values()) + self._reach
        found = self._texts(
            scripts.read("queries/story_texts"), {"revisions": sorted(ids), "first_at": first_at, "last_at": last_at}
        )
        members = {text.revision_id: text for text in found}
        names = sorted({text.story_id for text in (*found, *leaving.values()) if text.story_id})
        return members | self._members(names, first_at, last_at)

    def _members(self, names: Sequence[str], first_at: datetime, last_at: datetime) -> dict[str, StoryText]:
        """All texts of these stories. A story has no gap longer than the reach of its texts: once the span holds that much more
        at both ends than what was found, nothing is left outside."""
        while names:
            span = {"first_at": first_at, "last_at": last_at}
            found = self._texts(scripts.read("queries/story_members"), {"stories": names, **span})
            times = [text.arrived_at for text in found] or [first_at + self._reach, last_at - self._reach]
            earliest, latest = min(times) - self._reach, max(times) + self._reach
            if earliest >= first_at and latest <= last_at:
                return {text.revision_id: text for text in found}
            first_at, last_at = min(earliest, first_at), max(latest, last_at)
        return {}

    def _named(self, texts: Mapping[str, StoryText], leaving: Mapping[str, StoryText]) -> tuple[list[StoryText], int]:
        """The texts that come into another story than they were in; how many stories are no more."""
        parts = self._stories.part({key: _mates(text) for key, text in texts.items()})
        names = _names(parts, texts, self._turn.number)
        placed = [
            replace(texts[one], story_id=name, turn=self._turn.number)
            for part, name in zip(parts, names, strict=True)
            for one in part
            if texts[one].story_id != name
        ]
        self._write(placed)
        gone = {**(self._followed() if leaving else {}), **_gone(parts, names, texts)}
        batch.hold(self.con, "story_alias", [self._alias(*each) for each in sorted(gone.items())])
        self.con.execute(scripts.read("loads/core.story_alias"))
        return placed, len(gone)

    def _followed(self) -> dict[str, str]:
        """Stories of which nothing is left but texts that went behind others: they went into the stories of those."""
        return dict(self.con.execute(scripts.read("queries/story_followed")).fetchall())

    def _alias(self, gone: str, into: str) -> StoryAlias:
        return StoryAlias(alias_id=gone, story_id=into, turn=self._turn.number, run_id=self._turn.run_id)

    def _write(self, texts: Iterable[StoryText]) -> None:
        if rows := list(texts):
            batch.hold(self.con, "story_text", rows)
            self.con.execute(scripts.read("loads/core.story_text"))

    def _keys(self, query: str, values: Mapping[str, Any] | None = None) -> list[_Key]:
        return [_Key(*row) for row in self.con.execute(query, values).fetchall()]

    def _texts(self, query: str, values: Mapping[str, Any] | None = None) -> tuple[StoryText, ...]:
        return records(self.con, query, StoryText, values)


def _mates(text: StoryText) -> _Mates:
    return tuple(zip(text.mates, text.likenesses, strict=True))


def _names(parts: Sequence[Sequence[str]], texts: Mapping[str, StoryText], turn: int) -> list[str]:
    """An id for each part: that of the story which most of its texts were in, unless a part with more of them bears it."""
    claims = sorted(
        (-count, part[0], name, place)
        for place, part in enumerate(parts)
        for name, count in Counter(texts[one].story_id for one in part).items()
        if name
    )
    names: dict[int, str] = {}
    for _, _, name, place in claims:
        if place not in names and name not in names.values():
            names[place] = name
    return [names.get(place) or make_id("story", _first(part, texts), turn) for place, part in enumerate(parts)]


def _first(part: Sequence[str], texts: Mapping[str, StoryText]) -> str:
    return min(part, key=lambda one: (texts[one].arrived_at, one))


def _gone(parts: Sequence[Sequence[str]], names: Sequence[str], texts: Mapping[str, StoryText]) -> dict[str, str]:
    """The ids that no part bears any more, with the story that most of their texts are in now."""
    went: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for part, name in zip(parts, names, strict=True):
        for one in part:
            if texts[one].story_id:
                went[texts[one].story_id][name] += 1
    return {
        old: min(counts, key=lambda name: (-counts[name], name))
        for old, counts in went.items()
        if old not in set(names)
    }
