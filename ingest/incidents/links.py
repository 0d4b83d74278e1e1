"""Whether two events are the same incident, and why: points for what they share and against what sets them apart. Pure functions
of two events, or of the events of two texts; knows no third text.

The points are rounded from a logistic regression on one half of labelled local news (`python -m tests.bench.events --set gva`);
those of places, actors and modes, which such news says little of, are set by hand."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from math import cos, hypot, radians

from ingest.model import IncidentLink, Trace
from ingest.stories.gist import STEM
from ingest.text import fold

NEED = 50
"""Points from which two events are one incident."""

REACH_DAYS = 400
"""Articles farther apart are not compared: trials end, anniversaries come round."""
MOST_TEXTS = 200
"""Texts that may share a key: what more have in common is a wire text that everybody prints, whose copies are known as copies."""

_LIKE = ((0.5, 45), (0.35, 40), (0.25, 30), (0.15, 12))
_UNIT = 1_000_000
_NAME_LETTERS = 4  # "al", "bin", "New" name no place
_BESIDE_KM, _NEAR_KM, _FAR_KM = 3.0, 30.0, 150.0
_ELSEWHERE = -60  # more than a template filled in anew, of one day and one toll, has in common beyond NEED
_DEGREE_KM = 111.2
_DISTRICT = 3  # where_prec up to which coordinates say where it was
_TIMES, _MORE = 3, 5  # tolls of which one is so many times the other, and so many more, are of two incidents
_FEW = 5  # dead of whom there may be as many another day
_LONGER, _DAYS_MORE = 2, 2  # figures of which one is of so many times the days of the other, and so many more, are two

Reason = tuple[int, str]


def linked(ours: Sequence[Trace], theirs: Sequence[Trace]) -> tuple[IncidentLink, ...]:
    """The links between the events of two texts, the strongest first. Events that their own text tells apart are not both linked
    to one of the other text."""
    known = {trace.event_id: trace for trace in (*ours, *theirs)}
    found = [link for one in ours for other in theirs if (link := link_of(one, other))]
    links: list[IncidentLink] = []
    met: defaultdict[str, list[Trace]] = defaultdict(list)
    for link in sorted(found, key=lambda link: (-link.points, link.event_id, link.other_id)):
        one, other = known[link.event_id], known[link.other_id]
        if not any(told_apart(one, rival) for rival in met[other.event_id]) and not any(
            told_apart(other, rival) for rival in met[one.event_id]
        ):
            met[one.event_id].append(other)
            met[other.event_id].append(one)
            links.append(link)
    return tuple(links)


def told_apart(one: Trace, other: Trace) -> bool:
    """Whether a text that tells both tells them as two incidents: two counts of dead, two ways, two days, two places. The same
    count in no other place may be one told twice, and a count that is denied the same dead as the one told against it."""
    kilometres = _kilometres(one, other)
    return (
        bool(one.low and other.low and not _may_be_one_toll(one, other) and not _denies(one, other))
        or bool(one.event_mode and other.event_mode and one.event_mode != other.event_mode)
        or (one.date_prec == 1 and other.date_prec == 1 and one.date_end != other.date_end)
        or (kilometres is not None and kilometres > _NEAR_KM and _is_known(one) and _is_known(other))
    )


def _denies(one: Trace, other: Trace) -> bool:
    return (one.claim_status == "denied") != (other.claim_status == "denied")


def _may_be_one_toll(one: Trace, other: Trace) -> bool:
    return one.best == other.best and (one.place == other.place or not (one.place and other.place))


def link_of(one: Trace, other: Trace) -> IncidentLink | None:
    """The link of two events of different texts, whichever is named first; None where they are not the same incident."""
    if not _comparable(one, other):
        return None
    first, second = sorted((one, other), key=lambda trace: trace.event_id)
    reasons = tuple(_reasons(first, second))
    points = sum(point for point, _ in reasons)
    if points < NEED:
        return None
    return IncidentLink(
        event_id=first.event_id,
        other_id=second.event_id,
        points=points,
        reasons=tuple(f"{said} ({point:+d})" for point, said in reasons),
        method=one.method,
    )


def _comparable(one: Trace, other: Trace) -> bool:
    """A summary is no incident, an event no event of its own text, and the dead of one side none of the other's."""
    return (
        one.revision_id != other.revision_id
        and one.event_type == other.event_type
        and (one.event_clarity == 2) == (other.event_clarity == 2)
        and abs((one.arrived_at - other.arrived_at).days) <= REACH_DAYS
        and not _kill_each_other(one, other)
    )


def _kill_each_other(one: Trace, other: Trace) -> bool:
    """Whether those whose dead the one counts are who killed in the other."""
    are_of_others = bool(one.killed and other.killed) and set(one.killed).isdisjoint(other.killed)
    return are_of_others and not (
        set(one.killed).isdisjoint(other.killers) and set(other.killed).isdisjoint(one.killers)
    )


def _reasons(one: Trace, other: Trace) -> Iterator[Reason]:
    yield from _people(one, other)
    yield from _words(one, other)
    yield from _days(one, other)
    yield from _places(one, other)
    yield from _tolls(one, other)
    if shared := sorted(set(one.actors) & set(other.actors)):
        yield 10, f"both name {', '.join(shared[:3])}"
    if one.event_mode and one.event_mode == other.event_mode:
        yield 3, f"same mode: {one.event_mode}"
    elif one.event_mode and other.event_mode and _are_few_others(one, other):
        yield -35, f"{one.event_mode} and {other.event_mode}, and other tolls"
    if abs((one.arrived_at - other.arrived_at).days) <= 1:
        yield 5, "told within a day of one another"


def _people(one: Trace, other: Trace) -> Iterator[Reason]:
    if shared := sorted(set(one.people) & set(other.people)):
        yield (7, 24, 40)[min(len(shared), 3) - 1], f"same people named: {', '.join(shared[:4])}"
    if aged := sorted((set(one.aged) | set(other.aged)) & set(shared)):
        yield 25, f"named with their age: {', '.join(aged[:3])}"
    if sites := sorted(set(one.sites) & set(other.sites)):
        yield 13, f"same site: {', '.join(sites[:2])}"


def _words(one: Trace, other: Trace) -> Iterator[Reason]:
    ours = dict(zip(one.words, one.weights, strict=True))
    shared = {
        word: weight * ours[word] for word, weight in zip(other.words, other.weights, strict=True) if word in ours
    }
    likeness = sum(shared.values()) / _UNIT
    for least, points in _LIKE:
        if likeness >= least:
            heaviest = sorted(shared, key=lambda word: (-shared[word], word))[:5]
            yield points, f"words in common ({likeness:.2f}): {', '.join(heaviest)}"
            return


def days_apart(one: Trace, other: Trace) -> int | None:
    """Days between two spans, 0 where they meet; None where one has none."""
    if not (one.date_start and one.date_end and other.date_start and other.date_end):
        return None
    return max(0, (max(one.date_start, other.date_start) - min(one.date_end, other.date_end)).days)


def _days(one: Trace, other: Trace) -> Iterator[Reason]:
    apart = days_apart(one, other)
    if apart is None:
        return
    exact = one.date_prec == 1 and other.date_prec == 1
    if apart == 0 and exact:
        yield 18, f"same day: {one.date_start}"
    elif _are_summaries(one, other) and _tolls_differ(one, other) and _is_of_more_days(one, other):
        yield -30, "figures of other lengths of time"
    elif 1 <= apart <= 7 and exact and (points := _of_other_dead(one, other, apart)):
        yield points, f"{apart} days apart, and {'other tolls' if _tolls_differ(one, other) else 'few dead'}"
    elif apart <= 1 and (apart == 0 or not exact or _same_toll(one, other)):
        yield 9, "days that meet" if apart == 0 else "a day apart"
    elif apart > 30:
        yield -43 if exact else -33, f"{apart} days apart"
    elif apart > 7:
        yield -27 if exact else -17, f"{apart} days apart"
    elif exact and apart > 2:
        yield -10, f"{apart} days apart"


def _are_summaries(one: Trace, other: Trace) -> bool:
    return one.event_clarity == 2 and other.event_clarity == 2


def _is_of_more_days(one: Trace, other: Trace) -> bool:
    """Whether one is of a week, say, and the other of a month: a figure brought up to date is of some days more."""
    short, long = sorted(_days_of(trace) for trace in (one, other))
    return long > _LONGER * short + _DAYS_MORE


def _days_of(trace: Trace) -> int:
    return (trace.date_end - trace.date_start).days + 1 if trace.date_start and trace.date_end else 0


def _are_few_others(one: Trace, other: Trace) -> bool:
    """Whether they tell of other dead, and of few: where many die there is often both a bomb and gunfire."""
    are_few = max(one.best or 0, other.best or 0) <= _FEW
    return are_few and _tolls_differ(one, other) and not _share_people_or_sites(one, other)


def _of_other_dead(one: Trace, other: Trace, apart: int) -> int:
    """What speaks for other dead, so many days apart, where the texts name nobody in common: they are not as many, or so few that
    as many die on another day. A night is of the day before and of the day after; but one dead of each of two days is two."""
    if not set(one.people).isdisjoint(other.people):
        return 0
    if _tolls_differ(one, other) or one.best == other.best == 1:
        return -30
    return -45 if apart > 1 and _same_toll(one, other) and 1 <= (one.best or 0) <= _FEW else 0


def _places(one: Trace, other: Trace) -> Iterator[Reason]:
    kilometres = _kilometres(one, other) if _is_known(one) and _is_known(other) else None
    is_far = kilometres is not None and kilometres > _FAR_KM
    if one.place and one.place == other.place and not is_far:
        yield (10 if kilometres is not None else 5), f"same place: {one.place}"
    elif _are_elsewhere(one, other, kilometres):
        yield _ELSEWHERE, f"{_written(one)} and {_written(other)}, and no place, site or person in common"
    elif is_far:
        yield -10, f"{kilometres:.0f} km apart"
    elif kilometres is not None and kilometres <= _NEAR_KM:
        yield 3, f"{kilometres:.0f} km apart"
    if _are_abroad(one, other):
        yield -10, f"{one.country} and {other.country}"


def _are_elsewhere(one: Trace, other: Trace, kilometres: float | None) -> bool:
    """Whether two events of different texts, so far apart, are of two places that nothing connects."""
    is_far = kilometres is not None and kilometres > _FAR_KM
    return (is_far or _are_abroad(one, other) or _are_two_towns(one, other, kilometres)) and not _share_names(
        one, other
    )


def _are_abroad(one: Trace, other: Trace) -> bool:
    return bool(one.country and other.country and one.country != other.country)


def _are_two_towns(one: Trace, other: Trace, kilometres: float | None) -> bool:
    """Whether they name two towns or villages, be they such as no gazetteer knows, and tell of other dead; or of as many, in
    towns that are known to be far apart."""
    if not _tolls_differ(one, other):
        return kilometres is not None and kilometres > _NEAR_KM and one.where_prec == 1 and other.where_prec == 1
    is_beside = kilometres is not None and kilometres <= _BESIDE_KM  # a quarter and its town, or two spellings
    return _is_spot(one) and _is_spot(other) and not is_beside


def _is_spot(trace: Trace) -> bool:
    """Whether its place is a town or a village, and not the province or country around it."""
    return (
        bool(trace.place)
        and trace.where_prec is not None
        and (trace.where_prec <= _DISTRICT or trace.place != trace.admin1)
    )


def _share_names(one: Trace, other: Trace) -> bool:
    """Whether they share a site or a person, or one speaks of the other's place: towns share names, and have quarters."""
    return (
        _share_people_or_sites(one, other)
        or one.place == other.place
        or _speaks_of(one, other.place)
        or _speaks_of(other, one.place)
    )


def _share_people_or_sites(one: Trace, other: Trace) -> bool:
    return not (set(one.people).isdisjoint(other.people) and set(one.sites).isdisjoint(other.sites))


def _speaks_of(trace: Trace, place: str | None) -> bool:
    return any(word[:STEM] in trace.words for word in fold(place or "").split() if len(word) >= _NAME_LETTERS)


def _written(trace: Trace) -> str:
    return trace.place or trace.country or "somewhere"


def _is_known(trace: Trace) -> bool:
    return trace.where_prec is not None and trace.where_prec <= _DISTRICT and trace.latitude is not None


def _kilometres(one: Trace, other: Trace) -> float | None:
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return None
    east = (one.longitude - other.longitude) * cos(radians((one.latitude + other.latitude) / 2))
    return hypot(one.latitude - other.latitude, east) * _DEGREE_KM


def _same_toll(one: Trace, other: Trace) -> bool:
    return one.best is not None and one.best == other.best


def _tolls_differ(one: Trace, other: Trace) -> bool:
    return one.best is not None and other.best is not None and one.best != other.best


def _tolls(one: Trace, other: Trace) -> Iterator[Reason]:
    if one.low is None or other.low is None:
        return
    if one.best is not None and _same_toll(one, other):
        yield (29 if one.best > 1 else 14 if one.best else 0), f"same toll: {one.best}"
    elif one.best is not None and other.best is not None:
        few, many = sorted((one.best, other.best))
        if many > _TIMES * few and many - few > _MORE:
            yield -15, f"tolls far apart: {few} and {many}"
        else:
            yield 6, f"tolls that may be of one incident as it became known: {few} and {many}"
    if one.injured and one.injured == other.injured:
        yield 3, f"as many injured: {one.injured}"
