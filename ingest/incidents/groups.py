"""Which events make one incident, of the links between them: a pure function of those, whatever the order. Compares no events."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from ingest.incidents.links import told_apart
from ingest.model import IncidentLink, Trace

_SHARE = 0.3
"""Of the pairs of two groups, how many must be linked to make them one: one report that is like two incidents does not."""


def grouped(events: Mapping[str, Trace], links: Iterable[IncidentLink]) -> tuple[tuple[str, ...], ...]:
    """Incidents, each the sorted ids of its events, in the order of their first ids. Events that one text tells apart are never
    one incident. The strongest link comes first."""
    groups = _Groups(events)
    known = [link for link in links if link.event_id in events and link.other_id in events]
    for link in known:
        groups.note(link.event_id, link.other_id)
    for link in sorted(known, key=lambda link: (-link.points, link.event_id, link.other_id)):
        groups.join(link.event_id, link.other_id)
    return groups.all()


class _Groups:
    """Groups of events, and how many links there are between any two."""

    def __init__(self, events: Mapping[str, Trace]) -> None:
        self._of = {event: event for event in events}
        self._events = {event: [event] for event in events}
        self._texts = {event: {trace.revision_id: [trace]} for event, trace in events.items()}
        self._between: defaultdict[str, Counter[str]] = defaultdict(Counter)

    def note(self, one: str, other: str) -> None:
        self._between[one][other] += 1
        self._between[other][one] += 1

    def join(self, one: str, other: str) -> None:
        first, second = sorted((self._of[one], self._of[other]))
        if first == second or self._are_told_apart(first, second):
            return
        pairs = len(self._events[first]) * len(self._events[second])
        if self._between[first][second] >= _SHARE * pairs:
            self._merge(first, second)

    def _are_told_apart(self, first: str, second: str) -> bool:
        ours, theirs = self._texts[first], self._texts[second]
        return any(told_apart(a, b) for text in ours.keys() & theirs.keys() for a in ours[text] for b in theirs[text])

    def _merge(self, first: str, second: str) -> None:
        for event in self._events[second]:
            self._of[event] = first
        self._events[first] += self._events.pop(second)
        for text, told in self._texts.pop(second).items():
            self._texts[first].setdefault(text, []).extend(told)
        for other, count in self._between.pop(second).items():
            del self._between[other][second]
            if other != first:
                self._between[first][other] += count
                self._between[other][first] += count

    def all(self) -> tuple[tuple[str, ...], ...]:
        found: Sequence[tuple[str, ...]] = [tuple(sorted(events)) for events in self._events.values()]
        return tuple(sorted(found))
