"""Incidents: events of different articles that report the same thing. Adds no tolls and hides no event."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from ingest.incidents.groups import grouped
from ingest.incidents.links import MOST_TEXTS, REACH_DAYS, linked
from ingest.incidents.traces import METHOD, TOLD, traces
from ingest.model import Trace

__all__ = ["METHOD", "MOST_TEXTS", "REACH_DAYS", "TOLD", "grouped", "incidents", "linked", "traces"]


def incidents(found: Iterable[Trace]) -> tuple[tuple[str, ...], ...]:
    """The incidents of some events, all at once, as loads come to them one after the other."""
    texts: defaultdict[str, list[Trace]] = defaultdict(list)
    for trace in found:
        texts[trace.revision_id].append(trace)
    links = [link for one, other in _met(texts) for link in linked(texts[one], texts[other])]
    return grouped({trace.event_id: trace for told in texts.values() for trace in told}, links)


def _met(texts: dict[str, list[Trace]]) -> Iterator[tuple[str, str]]:
    """Pairs of texts that share a key."""
    bearers: defaultdict[int, set[str]] = defaultdict(set)
    for text, told in texts.items():
        for trace in told:
            for key in trace.keys:
                bearers[key].add(text)
    yield from {
        (one, other)
        for met in bearers.values()
        if len(met) <= MOST_TEXTS
        for one in met
        for other in met
        if one < other
    }
