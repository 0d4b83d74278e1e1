"""Links made into incidents: what many tell as one is one, and what a text tells apart is never together."""

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from ingest.incidents.groups import grouped
from ingest.incidents.links import told_apart
from ingest.model import IncidentLink, Trace

NOON = datetime(2025, 3, 8, 12, tzinfo=UTC)


def trace(name: str, text: str, *, best: int | None = 1, place: str | None = "Homs", mode: str = "firearms") -> Trace:
    return Trace(
        event_id=name, revision_id=text, article_id=text, arrived_at=NOON, event_type="ASSAULT", event_mode=mode,
        event_clarity=1, claim_status="reported", date_start=NOON.date(), date_end=NOON.date(), date_prec=1, place=place,
        latitude=None, longitude=None, admin1=None, country=None, where_prec=None, actors=(), low=best, best=best, high=best,
        injured=None, people=(), aged=(), sites=(), words=(), weights=(), keys=(), method="test",
        killers=(), killed=(),
    )  # fmt: skip


def link(one: str, other: str, points: int = 60) -> IncidentLink:
    first, second = sorted((one, other))
    return IncidentLink(event_id=first, other_id=second, points=points, reasons=(), method="test")


def test_one_text_that_tells_an_incident_twice_does_not_keep_apart_what_others_tell_as_one():
    traces = [*(trace(name, name) for name in "abcd"), trace("x1", "x", best=1), trace("x2", "x", best=3)]
    links = [link("a", "x1", 99), link("b", "x1", 98), link("c", "x2", 97), link("d", "x2", 96)]
    links += [link("a", "b"), link("c", "d"), link("a", "c"), link("a", "d"), link("b", "c")]
    found = grouped({one.event_id: one for one in traces}, links)
    assert next(group for group in found if len(group) > 1)[:4] == ("a", "b", "c", "d")
    assert {"x1", "x2"} & {group[0] for group in found}


def test_a_round_up_alone_does_not_make_two_incidents_one():
    traces = [*(trace(name, name) for name in "abcd"), trace("x1", "x", place="Homs"), trace("x2", "x", place="Hama")]
    links = [
        link("a", "b"),
        link("a", "x1"),
        link("b", "x1"),
        link("c", "d"),
        link("c", "x2"),
        link("d", "x2"),
        link("a", "c", 50),
    ]
    assert grouped({one.event_id: one for one in traces}, links) == (("a", "b", "x1"), ("c", "d", "x2"))


def test_the_same_toll_of_the_same_place_may_be_one_told_twice_and_another_toll_is_not():
    assert not told_apart(trace("x1", "x", best=2), trace("x2", "x", best=2, place=None))
    assert told_apart(trace("x1", "x", best=2), trace("x2", "x", best=3))
    assert told_apart(trace("x1", "x", best=2), trace("x2", "x", best=2, place="Hama"))


def test_events_without_a_toll_do_not_make_two_tolls_one():
    traces = [trace("a", "s", best=16), trace("b", "t", best=16), trace("c", "u", best=20), trace("d", "v", best=20)]
    traces += [trace(name, name, best=None) for name in ("x", "y", "z")]
    links = [link("a", "b", 90), link("c", "d", 90)]
    links += [link(toll, vague, 70) for toll in "abcd" for vague in ("x", "y", "z")]
    found = grouped({one.event_id: one for one in traces}, links)
    assert not any({"a", "c"} <= set(group) for group in found)
    assert {"a", "b"} <= set(found[0])


def test_who_is_left_out_of_one_incident_is_asked_again_for_another():
    """c is kept apart from the four as long as x2 is with them, and x1, which they all are like, leaves x2 out."""
    traces = [*(trace(name, name) for name in "abcef"), trace("x1", "x", best=1), trace("x2", "x", best=3)]
    links = [link("a", "x2", 99), link("a", "b", 98), link("a", "e", 97), link("b", "e", 96), link("b", "f", 95)]
    links += [link("e", "f", 95), link("c", "x2", 90), *(link(one, "x1", 80) for one in "abef")]
    assert grouped({one.event_id: one for one in traces}, links) == (("a", "b", "e", "f", "x1"), ("c", "x2"))


def test_a_count_that_a_text_denies_is_not_told_apart_from_the_one_it_tells_instead():
    denied = replace(trace("x1", "x", best=35), claim_status="denied")
    assert not told_apart(denied, trace("x2", "x", best=8))
    assert told_apart(denied, trace("x2", "x", best=8, mode="explosives"))


@given(st.data())
def test_no_incident_holds_two_events_that_their_text_tells_apart(data: st.DataObject) -> None:
    texts, tolls = st.sampled_from("stuv"), st.integers(1, 3)
    traces = [trace(f"e{n}", data.draw(texts), best=data.draw(tolls)) for n in range(8)]
    names = st.sampled_from([one.event_id for one in traces])
    pairs = data.draw(st.sets(st.tuples(names, names).filter(lambda pair: pair[0] < pair[1])))
    links = [link(*pair, data.draw(st.integers(50, 99))) for pair in sorted(pairs)]
    known = {one.event_id: one for one in traces}
    found = grouped(known, links)
    assert sorted(event for group in found for event in group) == sorted(known)
    for group in found:
        for one in group:
            for other in group:
                same_text = one != other and known[one].revision_id == known[other].revision_id
                assert not (same_text and told_apart(known[one], known[other]))
