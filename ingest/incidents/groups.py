"""Which events make one incident, of the links between them: a pure function of those, whatever the order. Compares no events."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from ingest.incidents.links import told_apart
from ingest.model import IncidentLink, Trace

_SHARE = 0.3
"""Of the pairs of two groups, how many must be linked to make them one: one report that is like two incidents does not."""


def grouped(events: Mapping[str, Trace], links: Iterable[IncidentLink]) -> tuple[tuple[str, ...], ...]:
    """Incidents, each the sorted ids of its events, in the order of their first ids. Events that one text tells apart are never
    one incident. The strongest link comes first."""
    known = [link for link in links if link.event_id in events and link.other_id in events]
    groups = _Groups(events, known)
    for link in sorted(known, key=lambda link: (-link.points, link.event_id, link.other_id)):
        groups.join(link.event_id, link.other_id)
    return groups.all()


class _Groups:
    """The group that each event is in, and the events that each is linked to."""

    def __init__(self, events: Mapping[str, Trace], links: Iterable[IncidentLink]) -> None:
        self._traces = events
        self._of: dict[str, frozenset[str]] = {event: frozenset((event,)) for event in events}
        self._linked: defaultdict[str, set[str]] = defaultdict(set)
        for link in links:
            self._linked[link.event_id].add(link.other_id)
            self._linked[link.other_id].add(link.event_id)

    def join(self, one: str, other: str) -> None:
        """Make the groups of two linked events one, if enough links are between them.

        Where one text tells an event of the one apart from an event of the other, that which fewer links hold is left out: what
        one text tells twice, or beside another incident, does not keep apart what many tell as one."""
        ours, theirs = sorted((self._of[one], self._of[other]), key=len)
        if ours is theirs:
            return
        strays = self._strays(ours, theirs)
        ours, theirs = ours - strays, theirs - strays
        between = sum(len(self._linked[event] & theirs) for event in ours)
        if between > len(strays) and between >= _SHARE * len(ours) * len(theirs):
            for group in (ours | theirs, *(frozenset((stray,)) for stray in strays)):
                self._of.update(dict.fromkeys(group, group))

    def _strays(self, ours: frozenset[str], theirs: frozenset[str]) -> frozenset[str]:
        """Of every two events that their text tells apart, the one that fewer links hold in the two groups."""
        both, strays = ours | theirs, set[str]()
        for pair in self._told_apart(ours, theirs):
            if strays.isdisjoint(pair):
                strays.add(min(pair, key=lambda event: (len(self._linked[event] & both), event)))
        return frozenset(strays)

    def _told_apart(self, ours: frozenset[str], theirs: frozenset[str]) -> Iterator[tuple[str, str]]:
        by_text: defaultdict[str, list[str]] = defaultdict(list)
        for event in theirs:
            by_text[self._traces[event].revision_id].append(event)
        for one in sorted(ours):
            for other in sorted(by_text.get(self._traces[one].revision_id, ())):
                if told_apart(self._traces[one], self._traces[other]):
                    yield one, other

    def all(self) -> tuple[tuple[str, ...], ...]:
        return tuple(sorted({tuple(sorted(group)) for group in self._of.values()}))
