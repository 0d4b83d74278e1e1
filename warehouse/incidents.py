"""Which events report one incident, kept exact from load to load. Candidates by SQL; what links two events, and what makes an
incident of links, are callables handed in. Adds no tolls.

A link is a fact of two texts, and the incidents of connected events follow from their links alone. So a step judges what it
brings against all that shares a key with it, and groups anew what is connected with it: whatever the order of arrival, the
same events are together. Only the ids tell which incident was known first."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import duckdb

from ingest.ids import make_id
from ingest.judges import Incidents
from ingest.model import Article, Event, IncidentAlias, IncidentEvent, IncidentLink, Trace
from warehouse import batch, naming, scripts
from warehouse.remake import remake
from warehouse.rows import records
from warehouse.turns import Progress, Turn, unheard


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """What a step came to, in events and links."""

    events: int
    links: int
    moved: int
    merged: int


def link_incidents(con: duckdb.DuckDBPyConnection, incidents: Incidents, turn: Turn) -> Linked:
    """Put the events that a load brings (`newcomer`, `new_event`) into incidents. Inside the load's transaction."""
    articles = records(con, scripts.read("queries/incident_articles"), Article)
    return _Step(con, incidents, turn).take(articles)


def remake_incidents(con: duckdb.DuckDBPyConnection, incidents: Incidents, on_progress: Progress = unheard) -> int:
    """Make the traces that are missing or of another recipe, and the incidents that follow; of how many articles."""

    def write(articles: Sequence[Article], turn: Turn) -> None:
        _Step(con, incidents, turn).take(articles)

    values = {"told": sorted(incidents.told)}
    return remake(con, "queries/incident_unmade", incidents.method, write, on_progress, values)


class _Step:
    """One step's work."""

    def __init__(self, con: duckdb.DuckDBPyConnection, incidents: Incidents, turn: Turn) -> None:
        self._con, self._incidents, self._turn = con, incidents, turn

    def take(self, articles: Sequence[Article]) -> Linked:
        """Do all of it, and write it down."""
        fresh = self._traced(articles)
        if not fresh:
            return Linked(events=0, links=0, moved=0, merged=0)
        return self.relink(fresh)

    def relink(self, fresh: Sequence[Trace]) -> Linked:
        """Write these traces, judge them against what they meet, and group anew what they are connected with."""
        batch.hold(self._con, "trace", fresh)
        ids = {trace.event_id for trace in fresh}
        before = self._partners(ids)
        self._con.execute(scripts.read("loads/core.trace"))
        links = self._judged(fresh)
        batch.hold(self._con, "incident_link", links)
        self._con.execute(scripts.read("loads/core.incident_link"))
        moved, merged = self._regrouped(self._connected(ids | before))
        return Linked(events=len(fresh), links=len(links), moved=moved, merged=merged)

    def _traced(self, articles: Sequence[Article]) -> list[Trace]:
        told: defaultdict[str, list[Event]] = defaultdict(list)
        revisions = {"revisions": [article.revision_id for article in articles]}
        for event in records(self._con, scripts.read("queries/incident_events"), Event, revisions):
            told[event.revision_id or ""].append(event)
        return [trace for article in articles for trace in self._incidents.trace(article, told[article.revision_id])]

    def _judged(self, fresh: Sequence[Trace]) -> list[IncidentLink]:
        """The links of these with each other and with what is held, each pair of texts looked at once."""
        reach = {"reach_days": self._incidents.reach_days, "most_texts": self._incidents.most_texts}
        met = self._con.execute(scripts.read("queries/incident_met"), reach).fetchall()
        pairs = {(min(pair), max(pair)) for pair in met}
        texts = self._texts({one for pair in pairs for one in pair})
        return [link for one, other in sorted(pairs) for link in self._incidents.link(texts[one], texts[other])]

    def _texts(self, revisions: Iterable[str]) -> Mapping[str, Sequence[Trace]]:
        texts: defaultdict[str, list[Trace]] = defaultdict(list)
        asked = {"revisions": sorted(revisions)}
        for trace in records(self._con, scripts.read("queries/incident_traces"), Trace, asked):
            texts[trace.revision_id].append(trace)
        return texts

    def _partners(self, events: Iterable[str]) -> set[str]:
        asked = {"events": sorted(events)}
        found = self._con.execute(scripts.read("queries/incident_partners"), asked).fetchall()
        return {event for (event,) in found}

    def _connected(self, events: Iterable[str]) -> set[str]:
        """These events and all that links lead to from them."""
        known, frontier = set[str](), set(events)
        while frontier:
            known |= frontier
            frontier = self._partners(frontier) - known
        return known

    def _regrouped(self, events: Iterable[str]) -> tuple[int, int]:
        """Incidents made anew of the links among these events; how many events moved, and how many incidents are no more."""
        asked = {"events": sorted(events)}
        traces = records(self._con, scripts.read("queries/incident_event_traces"), Trace, asked)
        links = records(self._con, scripts.read("queries/incident_links"), IncidentLink, asked)
        held = {
            each.event_id: each
            for each in records(self._con, scripts.read("queries/incident_held"), IncidentEvent, asked)
        }
        parts = self._incidents.group({trace.event_id: trace for trace in traces}, links)
        return self._named(parts, held)

    def _named(self, parts: Sequence[Sequence[str]], held: Mapping[str, IncidentEvent]) -> tuple[int, int]:
        was = {event: each.incident_id for event, each in held.items()}
        chosen = naming.names(parts, was, lambda part: make_id("incident", _first(part, held), self._turn.number))
        placed = [
            replace(held[one], incident_id=name, turn=self._turn.number)
            for part, name in zip(parts, chosen, strict=True)
            for one in part
            if was[one] != name
        ]
        batch.hold(self._con, "incident_event", placed)
        self._con.execute(scripts.read("loads/core.incident_event"))
        lost = naming.gone(parts, chosen, was)
        batch.hold(self._con, "incident_alias", [self._alias(*each) for each in sorted(lost.items())])
        self._con.execute(scripts.read("loads/core.incident_alias"))
        return sum(bool(was[each.event_id]) for each in placed), len(lost)

    def _alias(self, alias: str, into: str) -> IncidentAlias:
        return IncidentAlias(alias_id=alias, incident_id=into, turn=self._turn.number, run_id=self._turn.run_id)


def _first(part: Sequence[str], held: Mapping[str, IncidentEvent]) -> str:
    return min(part, key=lambda one: (held[one].arrived_at, one))
