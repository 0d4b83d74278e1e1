"""A story of a text made into an `Event`, with the evidence for every field. Not for deciding what happened."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from ingest.code import acled, contexts, culprits, parties, tolls
from ingest.code.cast import Cast
from ingest.code.culprits import Culprit
from ingest.code.mentions import Mention
from ingest.code.parties import Parties, Spans
from ingest.code.story import Story
from ingest.dates import precision_of
from ingest.ids import make_id
from ingest.model import ClaimStatus, Document, Event
from ingest.places import Place, gazetteer

CODER = "rules-1"
"""The name and version that every event of this coder bears."""


@cache
def coder() -> str:
    """The rules' version, and that of the countries added to the gazetteer: what an event depends on beside its text."""
    return f"{CODER} {gazetteer().version}".strip()


_PLACE_FIELDS = (
    "place_as_written", "place", "geonames_id", "latitude", "longitude", "admin1", "admin2", "country", "where_prec",
)  # fmt: skip
STATUS: dict[str, ClaimStatus] = {
    "denied": "denied", "threatened": "threatened", "planned": "planned", "accused": "accused", "claimed": "claimed",
    "hypothetical": "hypothetical",
}  # fmt: skip
"""How a deed is told, as a claim status."""


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """Days `[start, end]` and UCDP precision."""

    start: date | None
    end: date | None
    precision: int | None


def build(
    document: Document, stories: Sequence[Story], anchor: date | None, fallback_country: str | None, cast: Cast
) -> tuple[Event, ...]:
    """One event for each story, in order; `part_of` names the events of the stories that contain it."""
    ids = [_event_id(document, story) for story in stories]
    behind = culprits.find(stories, cast)
    events = [
        _event(document, story, number, ids, anchor, fallback_country, behind[number])
        for number, story in enumerate(stories)
    ]
    told = dict(zip(ids, events, strict=True))
    return tuple(_within_its_whole(event, told) for event in events)


def _within_its_whole(event: Event, told: Mapping[str, Event]) -> Event:
    """An event that dead told later made larger than its whole is no part of it."""
    wholes = (told[whole] for whole in event.part_of)
    if all((event.best or 0) <= max(whole.low or 0, whole.best or 0, whole.high or 0) for whole in wholes):
        return event
    return replace(event, part_of=())


def _event_id(document: Document, story: Story) -> str:
    return make_id("event", document.doc_id, story.lead.event_type, story.lead.start, story.lead.end)


def _event(
    document: Document,
    story: Story,
    number: int,
    ids: Sequence[str],
    anchor: date | None,
    fallback: str | None,
    culprit: Culprit | None,
) -> Event:
    lead, quote = story.lead, (story.lead.start, story.lead.end)
    spans: Spans = {"event_type": lead.trigger, "claim_status": lead.trigger, "event_clarity": quote, "part_of": quote}
    spans |= {"event_mode": lead.mode_span or lead.trigger, "acled_sub_event": lead.trigger}
    when = _when(story, anchor, quote, spans)
    where, written = _where(story, fallback, document.text, quote, spans)
    who = parties.find(story, when.start, where.country if where else None, spans, culprit)
    toll = tolls.find(story, who, spans)
    weapons = _weapons(story, spans)
    place = story.place
    return Event(
        event_id=ids[number],
        revision_id=None,
        event_type=lead.event_type,
        event_mode=lead.mode or None,
        contexts=contexts.find(lead.sentence, spans),
        acled_sub_event=acled.sub_event(story, who, weapons),
        violence_type=who.violence_type,
        date_start=when.start,
        date_end=when.end,
        date_prec=when.precision,
        place_as_written=written,
        place=place.place.name if place and place.place else written,
        geonames_id=place.place.geonames_id if place and place.place else None,
        latitude=where.latitude if where and place else None,
        longitude=where.longitude if where and place else None,
        admin1=where.admin1 if where and place else None,
        admin2=where.admin2 if where and place else None,
        country=where.country if where else None,
        where_prec=place.where_prec if place else 6 if where else None,
        side_a=who.side_a,
        side_b=who.side_b,
        actor_a_ids=who.actor_a_ids,
        actor_b_ids=who.actor_b_ids,
        victims=who.victims,
        targets=who.targets,
        weapons=weapons,
        deaths_a=toll.deaths_a,
        deaths_b=toll.deaths_b,
        deaths_civilians=toll.deaths_civilians,
        deaths_unknown=toll.deaths_unknown,
        low=toll.low,
        best=toll.best,
        high=toll.high,
        injured=toll.injured,
        detained=toll.detained,
        abducted=toll.abducted,
        displaced=toll.displaced,
        event_clarity=2 if story.is_summary or story.is_of_a_war else 1,
        part_of=(ids[story.part_of],) if story.part_of is not None else (),
        claim_status=_status(lead, who),
        attributed_to=_sources(story, spans),
        quote=document.text[quote[0] : quote[1]],
        quote_start=quote[0],
        quote_end=quote[1],
        evidence=spans,
        confidence=0.0,  # weighed last, beside the other events: `ingest.code.confidence`
        coder=coder(),
    )


def _status(lead: Mention, who: Parties) -> ClaimStatus:
    if lead.family == "threat":
        return "threatened"
    return STATUS.get(lead.modality, "accused" if who.is_accused else "reported")


def _when(story: Story, published: date | None, quote: tuple[int, int], spans: Spans) -> When:
    day = story.day
    span = (day.start, day.end) if day else quote
    spans |= {"date_start": span, "date_end": span, "date_prec": span}
    if day is not None:
        return When(start=day.first, end=day.last, precision=day.precision)
    if published is None or story.is_of_no_day:
        return When(start=None, end=None, precision=None)
    first = published - timedelta(days=1)  # news in the past tense that names no day tells of the last day or two
    return When(start=first, end=published, precision=precision_of(first, published))


def _where(
    story: Story, fallback: str | None, text: str, quote: tuple[int, int], spans: Spans
) -> tuple[Place | None, str | None]:
    """The place that gives coordinates and divisions, and the name as written; without a place only the country the text
    speaks of, named where the quote names it ("on Syria's coast"). Its evidence is where the text names it first."""
    place = story.place
    if place is not None:
        spans |= dict.fromkeys(_PLACE_FIELDS, (place.start, place.end))
        return place.known, place.written
    country = gazetteer().countries.get(fallback or "")
    start = text.find(country.name, *quote) if country else -1
    if country is None or start < 0:
        elsewhere = text.find(country.name) if country else -1
        named = (elsewhere, elsewhere + len(country.name)) if country and elsewhere >= 0 else quote
        spans |= dict.fromkeys(_PLACE_FIELDS, named)
        return country, None
    spans |= dict.fromkeys(_PLACE_FIELDS, (start, start + len(country.name)))
    return country, country.name


def _weapons(story: Story, spans: Spans) -> tuple[str, ...]:
    found = [weapon for mention in story.mentions for weapon in mention.weapons]
    if found:
        spans["weapons"] = (found[0].start, found[0].end)
    return tuple(dict.fromkeys(weapon.text for weapon in found))


def _sources(story: Story, spans: Spans) -> tuple[str, ...]:
    found = [source for mention in story.mentions if not mention.is_bare for source in mention.sources]
    if found:
        spans["attributed_to"] = (found[0].start, found[0].end)
    return tuple(dict.fromkeys(source.text for source in found))
