"""What a model pointed at, made into events by the coder's own readers and held to the same verifier. Asks no model."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, get_args

from ingest.code import acled, actors, confidence, contexts, verify
from ingest.code.actors import Camp
from ingest.code.llm.answers import Answer, Count, Told
from ingest.code.llm.spans import Reader, Span
from ingest.dates import precision_of
from ingest.ids import make_id
from ingest.model import Document, Event

_WORD = re.compile(r"[\w'’-]+")
_COUNTS: tuple[str, ...] = get_args(Count)
_BY_SIDE = ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")
_LISTS = ("side_a", "side_b", "victims", "targets", "weapons", "attributed_to")

_PLACE = (
    "place_as_written", "place", "geonames_id", "latitude", "longitude", "admin1", "admin2", "country", "where_prec",
)  # fmt: skip
_FROM_THE_QUOTE = ("event_type", "event_mode", "acled_sub_event", "claim_status", "event_clarity", "part_of")

Fields = dict[str, Any]
Spans = dict[str, Span]


@dataclass(frozen=True, slots=True)
class _Found:
    """One entry of an answer whose quote stands in the text."""

    number: int
    told: Told
    quote: Span
    event_id: str


def build(document: Document, answer: Answer, coder: str) -> tuple[Event, ...]:
    """The events of an answer, in its order: what is not in the text, or not in the words pointed at, is left out."""
    reader = Reader(document)
    found = tuple(_located(document, answer, reader, coder))
    ids = {each.number: each.event_id for each in found}
    events = (_event(document, reader, each, ids, coder) for each in found)
    kept = tuple(event for each in events if (event := verify.verify(each, document.text)) is not None)
    return confidence.rated(_within(kept), document.text)


def _located(document: Document, answer: Answer, reader: Reader, coder: str) -> Iterator[_Found]:
    """Each entry once: a second one of the same type, mode and place about the same sentences is the first again."""
    seen: set[tuple[object, ...]] = set()
    for number, told in enumerate(answer.events):
        quote = reader.quote(told.quote)
        identity = (told.event_type, told.event_mode, quote, told.place, told.deaths, told.is_summary)
        if quote is not None and identity not in seen:
            seen.add(identity)
            event_id = make_id("event", document.doc_id, coder, *(str(part) for part in identity))
            yield _Found(number, told, quote, event_id)


def _within(events: Sequence[Event]) -> tuple[Event, ...]:
    """`part_of` names only summaries that are kept and are no part themselves."""
    wholes = {event.event_id for event in events if event.event_clarity == 2 and not event.part_of}
    return tuple(replace(event, part_of=tuple(i for i in event.part_of if i in wholes)) for event in events)


def _event(document: Document, reader: Reader, found: _Found, ids: dict[int, str], coder: str) -> Event:
    told, quote, text = found.told, found.quote, reader.text
    spans: Spans = dict.fromkeys(_FROM_THE_QUOTE, quote)
    when = _when(reader, told, quote, spans)
    lists: Fields = {name: _names(reader, getattr(told, name), quote, name, spans) for name in _LISTS}
    sides = _sides(reader, spans, when["date_start"])
    toll = _toll(reader, told, quote, spans)
    violence = _violence(told, toll, sides, quote, spans)
    holder = ids.get(told.part_of) if told.part_of is not None else None
    sentence = reader.sentence(quote)
    return Event(
        event_id=found.event_id,
        revision_id=None,
        event_type=told.event_type,
        event_mode=told.event_mode,
        contexts=contexts.find(sentence, spans) if sentence else (),
        acled_sub_event=_sub_event(told, lists, sides, violence, text[quote[0] : quote[1]]),
        violence_type=violence,
        **when,
        **_where(reader, told, quote, spans),
        **lists,
        actor_a_ids=_actors(reader, "side_a", "actor_a_ids", when["date_start"], spans),
        actor_b_ids=_actors(reader, "side_b", "actor_b_ids", when["date_start"], spans),
        **toll,
        event_clarity=2 if told.is_summary else 1,
        part_of=(holder,) if holder and holder != found.event_id else (),
        claim_status=reader.status(quote, told.event_type) or told.claim_status,
        quote=text[quote[0] : quote[1]],
        quote_start=quote[0],
        quote_end=quote[1],
        evidence=spans,
        confidence=0.0,  # weighed last, as for the rules
        coder=coder,
    )


def _when(reader: Reader, told: Told, quote: Span, spans: Spans) -> Fields:
    """The days that the words say; without any, those of news that names no day, as `records` takes it."""
    day = reader.day(reader.span(told.date, quote))
    spans |= dict.fromkeys(("date_start", "date_end", "date_prec"), (day.start, day.end) if day else quote)
    if day is not None:
        return _days(day.first, day.last)
    if reader.anchor is None:
        return {"date_start": None, "date_end": None, "date_prec": None}
    return _days(reader.anchor - timedelta(days=1), reader.anchor)


def _days(first: date, last: date) -> Fields:
    return {"date_start": first, "date_end": last, "date_prec": precision_of(first, last)}


def _where(reader: Reader, told: Told, quote: Span, spans: Spans) -> Fields:
    """The place that the words name; without one, the home of the text, as for the rules."""
    place = reader.place(reader.span(told.place, quote)) or reader.company.home
    if place is None:
        return dict.fromkeys(_PLACE)
    spans |= dict.fromkeys(_PLACE, (place.start, place.end))
    known = place.known
    return {
        "place_as_written": reader.text[place.start : place.end],
        "place": place.place.name if place.place else place.written,
        "geonames_id": place.place.geonames_id if place.place else None,
        "latitude": known.latitude if known else None,
        "longitude": known.longitude if known else None,
        "admin1": known.admin1 if known else None,
        "admin2": known.admin2 if known else None,
        "country": known.country if known else None,
        "where_prec": place.where_prec,
    }


def _names(reader: Reader, given: Sequence[str], quote: Span, name: str, spans: Spans) -> tuple[str, ...]:
    """The names that stand in the text, as they stand there; the first is the evidence."""
    found = [span for words in given if (span := reader.span(words, quote)) is not None]
    if found:
        spans[name] = found[0]
    return tuple(dict.fromkeys(" ".join(reader.text[start:end].split()) for start, end in found))


def _actors(reader: Reader, side: str, name: str, day: date | None, spans: Spans) -> tuple[str, ...]:
    """Who a side is known to be, by the words that are its evidence."""
    sentence = reader.sentence(spans[side]) if side in spans else None
    if sentence is None:
        return ()
    start, end = spans[side]
    tokens = [token for token in sentence.tokens if start <= token.start and token.end <= end]
    spans[name] = spans[side]
    return tuple(dict.fromkeys(actor.actor_id for actor in actors.resolve(tokens, day)))


def _sides(reader: Reader, spans: Spans, day: date | None) -> dict[str, Camp | None]:
    """On which side of arms each party stands."""
    camps: dict[str, Camp | None] = {}
    for name in ("side_a", "side_b", "victims"):
        found = reader.filler(spans[name]) if name in spans else None
        camps[name] = actors.camp(found[0].tokens, found[1], day) if found else None
    return camps


def _violence(told: Told, toll: Fields, sides: dict[str, Camp | None], quote: Span, spans: Spans) -> int | None:
    """UCDP's type of violence, as for the rules."""
    spans["violence_type"] = quote
    hits = toll["deaths_civilians"] is not None or sides["victims"] == "civilian"
    return actors.violence_type(sides["side_a"], sides["side_b"], hits) if told.event_type == "ASSAULT" else None


def _sub_event(told: Told, lists: Fields, sides: dict[str, Camp | None], violence: int | None, quote: str) -> str:
    """ACLED's sub-event, by the same table as for the rules."""
    side_a = acled.kinds_of(lists["side_a"], sides["side_a"])
    against = acled.kinds_of((*lists["side_b"], *lists["victims"]), sides["side_b"])
    is_clash = {"clash"} if violence in (1, 2) else set()
    return acled.nearest(
        told.event_type, told.event_mode or "", side_a, against | is_clash, (*_WORD.findall(quote), *lists["weapons"])
    )


def _toll(reader: Reader, told: Told, quote: Span, spans: Spans) -> Fields:
    """The counts, read from the quote alone: a figure elsewhere in the text may count something else."""
    fields: Fields = dict.fromkeys(("low", "best", "high", *_COUNTS))
    for name in ("deaths", *_COUNTS):
        counted = reader.count(reader.span(getattr(told, name), quote, only_there=True))
        if counted is None:
            continue
        quantity, span = counted
        if name == "deaths":
            fields |= {"low": quantity.low, "best": quantity.best, "high": quantity.high}
            spans |= dict.fromkeys(("low", "best", "high"), span)
        elif quantity.best is not None:
            fields[name], spans[name] = quantity.best, span
    return _shares(fields)


def _shares(fields: Fields) -> Fields:
    """The dead by side are shares of the dead: where they come to more, the answer mixed up two figures, and none is kept."""
    said = [fields[name] for name in _BY_SIDE if fields[name] is not None]
    most = fields["high"] if fields["high"] is not None else fields["best"]
    if said and (most is None or sum(said) > most):
        return fields | dict.fromkeys(_BY_SIDE)
    return fields
