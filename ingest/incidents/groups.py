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
    ordered = sorted(known, key=lambda link: (-link.points, link.event_id, link.other_id))
    for link in ordered:
        groups.join(link.event_id, link.other_id)
    left_out = frozenset(groups.left_out)
    for link in ordered:  # who was left out of one incident may be of another, whose stronger links were asked before
        if not left_out.isdisjoint((link.event_id, link.other_id)):
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
        self._told: defaultdict[str, list[str]] = defaultdict(list)
        for event in sorted(events):
            self._told[events[event].revision_id].append(event)
        self.left_out: set[str] = set()
        self._kept_apart: set[tuple[frozenset[str], frozenset[str]]] = set()

    def join(self, one: str, other: str) -> None:
        """Make the groups of two linked events one, if enough links are between them.

        Where one text tells an event of the one apart from an event of the other, that which fewer links hold is left out: what
        one text tells twice, or beside another incident, does not keep apart what many tell as one."""
        ours, theirs = sorted((self._of[one], self._of[other]), key=len)
        if ours is theirs or (ours, theirs) in self._kept_apart:
            return
        strays = self._strays(ours, theirs)
        mine, others = ours - strays, theirs - strays
        if self._are_one(mine, others, at_least=len(strays) + 1) and self._are_one(
            self._counted(mine), self._counted(others)
        ):
            self.left_out |= strays
            for group in (mine | others, *(frozenset((stray,)) for stray in strays)):
                self._of.update(dict.fromkeys(group, group))
        else:
            self._kept_apart.add((ours, theirs))  # any other link between the two is answered the same

    def _are_one(self, mine: frozenset[str], others: frozenset[str], at_least: int = 0) -> bool:
        between = sum(len(self._linked[event] & others) for event in mine)
        return between >= max(at_least, _SHARE * len(mine) * len(others))

    def _counted(self, group: frozenset[str]) -> frozenset[str]:
        """Those that count several dead. What counts nobody is like all that happened near by on that day, and must not make one
        of two tolls that no link does; one dead may be one of the wounded of the other."""
        return frozenset(event for event in group if (self._traces[event].best or 0) > 1)

    def _strays(self, ours: frozenset[str], theirs: frozenset[str]) -> frozenset[str]:
        """Of every two events that their text tells apart, the one that fewer links hold in the two groups."""

        def held(event: str) -> tuple[int, str]:
            linked = self._linked[event]
            return len(linked & ours) + len(linked & theirs), event

        strays = set[str]()
        for pair in self._told_apart(ours, theirs):
            if strays.isdisjoint(pair):
                strays.add(min(pair, key=held))
        return frozenset(strays)

    def _told_apart(self, ours: frozenset[str], theirs: frozenset[str]) -> Iterator[tuple[str, str]]:
        for one in sorted(ours):
            trace = self._traces[one]
            for other in self._told[trace.revision_id]:
                if other in theirs and told_apart(trace, self._traces[other]):
                    yield one, other

    def all(self) -> tuple[tuple[str, ...], ...]:
        return tuple(sorted({tuple(sorted(group)) for group in self._of.values()}))
