"""How events are cut and named for the MUC keys."""

from datetime import date

from tests.bench import muc, muc_doers, muc_filter
from tests.ingest.code.reading import read


def test_who_was_kidnapped_and_killed_is_one_kidnapping_with_its_dead() -> None:
    text = (
        "Gunmen kidnapped the banker Musa Danladi in Kano on Monday. Danladi was found murdered in Zaria on Wednesday. "
        "On Thursday a bomb killed two traders in Jos."
    )
    told = muc.with_their_dead(read(text, "2024-05-17"))
    assert [(muc.kind_of(event), event.best) for event in told] == [("KIDNAPPING", 1), ("BOMBING", 2)]


def test_a_threat_to_kill_somebody_is_an_attack_of_the_keys() -> None:
    text = "The traffickers threatened to kill ten judges in Bogota on Monday. The union threatened to strike."
    told = muc_filter.candidates(read(text, "1990-02-14"), text, date(1990, 2, 14))
    assert [(one.record["event_type"], one.record["victims"]) for one in told] == [("ATTACK", ["judges"])]


def test_the_keys_hold_less_of_what_happened_outside_the_nine_countries_of_the_task() -> None:
    text = "A bomb killed three farmers in {} on Monday."
    told = [text.format("Cali, Colombia"), text.format("Lyon, France")]
    (near,), (far,) = (muc_filter.candidates(read(one, "1990-02-14"), one, date(1990, 2, 14)) for one in told)
    assert muc_filter.probability(near) > muc_filter.probability(far)


def test_the_only_group_a_text_names_is_taken_for_the_kidnapper_but_only_by_the_adapter() -> None:
    text = (
        "BOGOTA -- The National Liberation Army (ELN) rejected the visit of the president. Two engineers, Juan Vega and Luis"
        " Soto, were kidnapped in Medellin on 13 February."
    )
    events = read(text, "1990-02-14")
    counted = muc_filter.counted(events, text, date(1990, 2, 14))
    assert [event.side_a for event in events if event.event_mode == "abduct"] == [()]
    assert [record["perp_orgs"] for record in muc_doers.records(counted)] == [["National Liberation Army (ELN)"]]


def test_what_happened_in_the_past_few_hours_is_of_the_day_of_the_text() -> None:
    text = "Rebels killed three farmers in Tibu in the past few hours. On Tuesday they had killed a teacher in Cucuta."
    told = [muc.record(event, date(2024, 5, 17)) for event in read(text, "2024-05-17")]
    assert [record["date"]["start"] for record in told] == ["2024-05-17", "2024-05-14"]
