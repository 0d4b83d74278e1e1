"""What a model may answer, and nothing else: the schema it is given, and the strict reading of what came. Believes nothing."""

import re
from typing import Annotated, Any, Literal, get_args

import msgspec

from ingest.code import tables
from ingest.model import ClaimStatus, Refused

MOST_EVENTS = 40
_LONGEST_QUOTE = 1_500
_LONGEST_SPAN = 300
_MOST_SPANS = 12
_QUOTED = re.compile(r"enum value .*(?= - at )", re.DOTALL)

Words = Annotated[str, msgspec.Meta(max_length=_LONGEST_SPAN)]
Named = Annotated[tuple[Words, ...], msgspec.Meta(max_length=_MOST_SPANS)]


class Told(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One event as the model points at it: a type and a mode of the closed lists, and for all else words of the text."""

    event_type: str
    event_mode: str | None
    claim_status: ClaimStatus
    is_summary: bool
    part_of: int | None
    quote: Annotated[str, msgspec.Meta(min_length=1, max_length=_LONGEST_QUOTE)]
    date: Words | None
    place: Words | None
    side_a: Named
    side_b: Named
    victims: Named
    targets: Named
    weapons: Named
    attributed_to: Named
    deaths: Words | None
    deaths_a: Words | None
    deaths_b: Words | None
    deaths_civilians: Words | None
    deaths_unknown: Words | None
    injured: Words | None
    detained: Words | None
    abducted: Words | None
    displaced: Words | None


class Answer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All events of one text."""

    events: Annotated[tuple[Told, ...], msgspec.Meta(max_length=MOST_EVENTS)]


class _Message(msgspec.Struct):
    content: str | None = None


class _Choice(msgspec.Struct):
    message: _Message
    finish_reason: str | None = None


class _Usage(msgspec.Struct):
    total_tokens: int = 0


class Envelope(msgspec.Struct):
    """The part of a chat completion that is read."""

    choices: Annotated[list[_Choice], msgspec.Meta(min_length=1)]
    usage: _Usage | None = None


def envelope(body: bytes) -> Envelope | Refused:
    """A chat completion, or why it is none."""
    try:
        return msgspec.json.decode(body, type=Envelope)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as problem:
        return bad_answer(f"no chat completion: {type(problem).__name__}")


def answer(completion: Envelope) -> Answer | Refused:
    """The events of a completion; one that says anything beyond the schema is refused as a whole."""
    choice = completion.choices[0]
    if choice.finish_reason not in ("stop", None):
        return bad_answer("cut off" if choice.finish_reason == "length" else "not finished")
    return parsed(choice.message.content or "")


def parsed(content: str) -> Answer | Refused:
    """An answer as it was written down."""
    try:
        found = msgspec.json.decode(content, type=Answer)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as problem:
        return bad_answer(_without_its_words(str(problem)))
    wrong = next((told for told in found.events if not _is_listed(told)), None)
    return found if wrong is None else bad_answer("a type or mode that is not on the list")


def _without_its_words(said: str) -> str:
    """What msgspec says, which names the field of ours that is wrong; what the answer itself put there is not repeated: it may be
    our key, spelled so that it is not found in the bytes."""
    if "unknown field" in said:
        return "has a field that was not asked for"
    return _QUOTED.sub("value, not on the list", said)


def bad_answer(detail: str) -> Refused:
    return Refused(reason="bad_answer", detail=detail[:200])


def _is_listed(told: Told) -> bool:
    modes = {(row["event_type"], row["code"]) for row in tables.rows("ontology/modes.csv")}
    return told.event_type in types() and (told.event_mode is None or (told.event_type, told.event_mode) in modes)


def types() -> dict[str, str]:
    """The closed list of event types, with their definitions."""
    return {row["code"]: row["definition"] for row in tables.rows("ontology/event_types.csv")}


def schema() -> dict[str, Any]:
    """The JSON schema of an `Answer`, as strict structured output wants it: every field required, no others."""
    words: dict[str, Any] = {"type": ["string", "null"]}
    named: dict[str, Any] = {"type": "array", "items": {"type": "string"}}
    modes = sorted({row["code"] for row in tables.rows("ontology/modes.csv")})
    given: dict[str, dict[str, Any]] = {
        "event_type": {"type": "string", "enum": list(types())},
        "event_mode": {"type": ["string", "null"], "enum": [*modes, None]},
        "claim_status": {"type": "string", "enum": list(get_args(ClaimStatus))},
        "is_summary": {"type": "boolean"},
        "part_of": {"type": ["integer", "null"]},
        "quote": {"type": "string"},
    }
    lists = ("side_a", "side_b", "victims", "targets", "weapons", "attributed_to")
    fields = {name: given.get(name) or (named if name in lists else words) for name in Told.__struct_fields__}
    return _object({"events": {"type": "array", "items": _object(fields)}})


def _object(fields: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": fields, "required": list(fields), "additionalProperties": False}


Count = Literal[
    "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "injured", "detained", "abducted", "displaced"
]
"""The counts that are one number each; `deaths` gives low, best and high."""
