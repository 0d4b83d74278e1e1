"""Who did it is found wherever the sentence says so."""

import pytest

from tests.ingest.code.reading import read


@pytest.mark.parametrize(
    ("text", "doers"),
    [
        ("A judge died at the hands of rebels in Lima on Sunday.", ("rebels",)),
        ("Rebels left two peasants dead in Lima on Sunday.", ("Rebels",)),
        ("The murder of a judge, perpetrated by rebels in Lima on Sunday, was condemned by all.", ("rebels",)),
        ("SOLDIERS OF THE FIRST BRIGADE SHOT DEAD A JUDGE IN LIMA ON SUNDAY.", ("SOLDIERS OF THE FIRST BRIGADE",)),
        ("A bomb killed a judge in Lima on Sunday. Police said the attackers belong to the MRTA.", ("MRTA",)),
        ("At 2200 last night, rebels shot dead a judge in Lima.", ("rebels",)),
        ("In the past few hours rebels have shot dead a judge in Lima.", ("rebels",)),
        ("In Ica, the capital of the province, rebels shot dead a judge on Sunday.", ("rebels",)),
        ("IN LIMA ON SUNDAY, ALLEGED REBELS SHOT DEAD A JUDGE.", ("ALLEGED REBELS",)),
        ("THE REBELS DRAGGED PEASANTS FROM THEIR HOMES IN ICA ON SUNDAY.", ("REBELS",)),
        (
            "UNKNOWN INDIVIDUALS BURST INTO THE TOWN HALL OF ICA ON SUNDAY AND SHOT DEAD A JUDGE.",
            ("UNKNOWN INDIVIDUALS",),
        ),
        ("The army said that rebels on Sunday entered Ica, where they shot dead a judge.", ("rebels",)),
    ],
)
def test_who_did_it_is_found(text: str, doers: tuple[str, ...]) -> None:
    (event,) = read(text)
    assert event.side_a == doers


def test_a_day_may_stand_between_a_deed_and_whom_it_befell() -> None:
    (event,) = read("The rebels kidnapped on Sunday two engineers near Lima.")
    assert (event.side_a, event.victims, event.abducted) == (("rebels",), ("engineers",), 2)
