"""Short notes of single events in the manner of event data projects, in our own words, are put under the right type with their
dead. Most were tuned on; the kept ones show what that is worth."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.bench import events
from tests.codebook import seed

SNIPPETS = Path(__file__).parent / "snippets.jsonl"
NOTES = [json.loads(line) for line in (Path(__file__).parent / "notes.jsonl").read_text(encoding="utf-8").splitlines()]


def test_every_sub_event_has_a_note() -> None:
    assert {note["gold"]["sub_event_type"] for note in NOTES} == {row["sub_event"] for row in seed("acled")}


@pytest.mark.parametrize("part", ["read", "kept"])
def test_most_notes_are_read_as_what_they_are(part: str) -> None:
    notes = [note for note in NOTES if events.part_of(note) == part]
    coded, _ = events.code_all(notes)
    pairs = [(told, note["gold"]) for told, note in zip(events.predict("acled", notes, coded), notes, strict=True)]
    many = [told["killed"] == gold["fatalities"] for told, gold in pairs if gold["fatalities"] > 1]
    assert _share([told["label"] == gold["event_type"] for told, gold in pairs]) >= 0.9
    assert _share([told["label25"] == gold["sub_event_type"] for told, gold in pairs]) >= 0.85
    assert _share([told["killed"] == gold["fatalities"] for told, gold in pairs]) >= 0.9
    assert _share([told["date"] == gold["date"] for told, gold in pairs]) >= 0.95
    assert _share(many) >= 0.85


def test_most_snippets_are_labelled_as_what_they_are() -> None:
    rows = list(events.read(SNIPPETS))
    coded, _ = events.code_all(rows)
    told = events.predict("case21", rows, coded)
    assert _share([one["label"] == row["label"] for one, row in zip(told, rows, strict=True)]) >= 0.85


def _share(hits: list[bool]) -> float:
    return sum(hits) / len(hits)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("An earthquake flattened two villages before dawn.", "NATURAL_DISASTER"),
        ("A ferry capsized off the coast; thirty passengers are missing.", "MAN_MADE_DISASTER"),
        ("Customs officers found a ton of cocaine in a container.", "ORG_CRIME"),
        ("The two foreign ministers will open embassies again.", "DIPLO"),
        ("No group has claimed responsibility for the explosion.", "ATTRIB"),
        ("Looting: Armed men carried off the stores of a clinic.", "PROPERTY_DISTRUCT"),
        ("The price of bread will stay as it is until spring.", "OTHER"),
    ],
)
def test_a_snippet_that_tells_no_deed_is_labelled_by_its_words(text: str, label: str) -> None:
    row = {"doc_id": "s", "text": text}
    coded, _ = events.code_all([row])
    assert events.predict("case21", [row], coded) == [{"doc_id": "s", "label": label}]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("On 3 May 2022, armies fought near Dori. Fatalities unknown, coded as 3.", {"killed": 3, "date": "2022-05-03"}),
        ("On 3 May 2022, bakers gave out bread in Tema (Accra). [size=50]", {"label": "Protests", "place": ["Tema"]}),
        ("On 3 May 2022, clerks marched in Tema after a man was killed. [size=50]", {"label25": "Peaceful protest", "killed": 0}),
        ("Police prevented clerks from holding a march in Tema on 3 May 2022.", {"label25": "Protest with intervention"}),
        ("On 3 May 2022, police fired at a march in Tema. Three people were killed.", {"killed": 3}),
        ("Defection: On 3 May 2022, after 3 rebels were killed, 9 gave up.", {"label": "Strategic developments", "killed": 0}),
        ("On 3 May 2022, armed men shot at a patrol of the army in Dori.", {"label25": "Armed clash"}),
        ("On 3 May 2022, a council was to meet in Kitendela, Zambia.", {"date": "2022-05-03", "country": "Zambia"}),
    ],
)  # fmt: skip
def test_what_a_note_says_in_its_own_manner_is_read(text: str, want: dict[str, Any]) -> None:
    row = {"doc_id": "n", "text": text}
    coded, _ = events.code_all([row])
    told = events.predict("acled", [row], coded)[0]
    assert {name: told[name] for name in want} == want


def test_clerks_and_civilians_are_named_as_acled_names_them() -> None:
    texts = (
        "On 3 May 2022, nurses marched in Tema, Ghana.",
        "On 3 May 2022, gunmen shot dead an elder in Dori, Burkina Faso.",
    )
    rows = [{"doc_id": "n", "text": text} for text in texts]
    coded, _ = events.code_all(rows)
    march, killing = (one["actors"] for one in events.predict("acled", rows, coded))
    assert "Health Workers (Ghana)" in march
    assert "Civilians (Burkina Faso)" in killing


def test_who_takes_part_in_a_note_bears_its_name_at_acled() -> None:
    row = {"doc_id": "n", "text": "On 3 May 2022, Russian missiles killed two farmers near Odesa, Ukraine."}
    coded, _ = events.code_all([row])
    assert {"Military Forces of Russia", "Civilians (Ukraine)"} <= set(
        events.predict("acled", [row], coded)[0]["actors"]
    )
