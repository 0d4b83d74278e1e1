"""A story of a text made into an `Event`, with the evidence for every field. Not for deciding what happened."""

from collections.abc import Sequence
from datetime import date, timedelta

from ingest.code import actors, casualties, contexts
from ingest.code.casualties import Count
from ingest.code.mentions import Mention
from ingest.code.merge import Story
from ingest.code.quantities import Quantity
from ingest.code.roles import Filler
from ingest.dates import precision_of
from ingest.ids import make_id
from ingest.model import ClaimStatus, Document, Event
from ingest.places import gazetteer

CODER = "rules-1"

Spans = dict[str, tuple[int, int]]


def build(document: Document, stories: Sequence[Story], fallback_country: str | None) -> tuple[Event, ...]:
    """One event for each story, in order; `part_of` names the events of the stories that contain it."""
    ids = [_event_id(document, story) for story in stories]
    return tuple(_event(document, story, number, ids, fallback_country) for number, story in enumerate(stories))


def _event_id(document: Document, story: Story) -> str:
    return make_id("event", document.doc_id, story.lead.event_type, story.lead.start, story.lead.end)


def _event(document: Document, story: Story, number: int, ids: Sequence[str], fallback: str | None) -> Event:
    lead, spans = story.lead, {}
    quote = (lead.start, lead.end)
    spans["event_type"] = lead.trigger
    when = _when(story, document.published_on, quote, spans)
    where = _where(story, fallback, quote, spans)
    who = _who(story, when["date_start"], spans)
    toll = _toll(story, who, spans)
    sources = _sources(story, spans)
    status = _status(lead)
    spans["claim_status"] = lead.trigger
    parts = (ids[story.part_of],) if story.part_of is not None else ()
    if parts:
        spans["part_of"] = quote
    spans["event_clarity"] = quote
    mode = lead.mode or None
    if mode:
        spans["event_mode"] = lead.mode_span or lead.trigger
    found = contexts.find(document.text, lead.sentence, spans)
    return Event(
        event_id=ids[number], revision_id=None, event_type=lead.event_type, event_mode=mode, contexts=found,
        acled_sub_event=_acled(story, who, spans), violence_type=who["violence_type"], **when, **where,
        side_a=who["side_a"], side_b=who["side_b"], actor_a_ids=who["actor_a_ids"], actor_b_ids=who["actor_b_ids"],
        victims=who["victims"], targets=who["targets"], weapons=_weapons(story, spans), **toll, event_clarity=2 if story.is_summary else 1, part_of=parts,
        claim_status=status, attributed_to=sources, quote=document.text[quote[0] : quote[1]], quote_start=quote[0], quote_end=quote[1],
        evidence=spans, confidence=_confidence(story), coder=CODER,
    )  # fmt: skip


def _when(story: Story, published: date | None, quote: tuple[int, int], spans: Spans) -> dict[str, object]:
    day = story.day
    if day is not None:
        spans |= {
            "date_start": (day.start, day.end),
            "date_end": (day.start, day.end),
            "date_prec": (day.start, day.end),
        }
        return {"date_start": day.first, "date_end": day.last, "date_prec": day.precision}
    if published is None:
        return {"date_start": None, "date_end": None, "date_prec": None}
    first = published - timedelta(days=1)  # news in the past tense without a day tells of the last day or two
    spans |= {"date_start": quote, "date_end": quote, "date_prec": quote}
    return {"date_start": first, "date_end": published, "date_prec": precision_of(first, published)}


def _where(story: Story, fallback: str | None, quote: tuple[int, int], spans: Spans) -> dict[str, object]:
    place = story.place
    if place is None:
        country = gazetteer().countries.get(fallback or "")
        if country is None:
            return dict.fromkeys(
                (
                    "place_as_written",
                    "place",
                    "geonames_id",
                    "latitude",
                    "longitude",
                    "admin1",
                    "admin2",
                    "country",
                    "where_prec",
                )
            )
        spans |= {"country": quote, "where_prec": quote}
        return {
            "place_as_written": None, "place": None, "geonames_id": None, "latitude": None, "longitude": None,
            "admin1": None, "admin2": None, "country": country.country, "where_prec": 6,
        }  # fmt: skip
    span, known = (place.start, place.end), place.known
    for field in (
        "place_as_written",
        "place",
        "geonames_id",
        "latitude",
        "longitude",
        "admin1",
        "admin2",
        "country",
        "where_prec",
    ):
        spans[field] = span
    return {
        "place_as_written": place.written,
        "place": place.place.name if place.place else place.written,
        "geonames_id": place.place.geonames_id if place.place else None,
        "latitude": known.latitude if known else None,
        "longitude": known.longitude if known else None,
        "admin1": known.admin1 if known else None,
        "admin2": known.admin2 if known else None,
        "country": known.country if known else None,
        "where_prec": place.where_prec,
    }


def _text(mention: Mention, filler: Filler) -> tuple[str, int, int]:
    """A filler as written, without its number and article."""
    tokens = mention.sentence.tokens
    first = filler.first
    quantity = filler.noun.quantity
    if quantity is not None and quantity.first == first and quantity.last < filler.last:
        first = quantity.last
    while first < filler.last - 1 and tokens[first].low in (
        "the",
        "a",
        "an",
        "their",
        "his",
        "her",
        "its",
        "other",
        "another",
        "some",
        "any",
    ):
        first += 1
    start, end = tokens[first].start, tokens[filler.last - 1].end
    return " ".join(mention.sentence.document[start:end].split()), start, end


def _who(story: Story, day: object, spans: Spans) -> dict[str, object]:
    when = day if isinstance(day, date) else None
    lead = story.lead
    agents = _parties(story, "agents")
    opponents = _parties(story, "opponents")
    victims = _parties(story, "victims")
    camp_a = next((c for m, f in agents if (c := actors.camp(m.sentence.tokens, f, when))), None)
    camps = [(m, f, actors.camp(m.sentence.tokens, f, when)) for m, f in victims]
    armed = [
        (m, f)
        for m, f, c in camps
        if c in ("state", "nonstate") and f.noun.kind in ("military", "police", "militant", "group")
    ]
    side_b = opponents or [pair for pair in armed if pair not in agents]
    camp_b = next((c for m, f in side_b if (c := actors.camp(m.sentence.tokens, f, when))), None)
    hits = any(c.kind == "civilian" for c in lead.deaths) or any(c == "civilian" for _, _, c in camps)
    kind = actors.violence_type(camp_a, camp_b, hits) if lead.event_type == "ASSAULT" else None
    answer: dict[str, object] = {"camp_a": camp_a, "camp_b": camp_b, "violence_type": kind}
    for field, pairs in (
        ("side_a", agents),
        ("side_b", side_b),
        ("victims", victims),
        ("targets", _parties(story, "targets")),
    ):
        texts = [_text(m, f) for m, f in pairs if f.noun.kind not in ("pronoun", "number")]
        answer[field] = tuple(dict.fromkeys(text for text, _, _ in texts))
        if texts:
            spans[field] = texts[0][1:]
    for field, pairs in (("actor_a_ids", agents), ("actor_b_ids", side_b)):
        found = [
            (a.actor_id, f, m) for m, f in pairs for a in actors.resolve(actors.words_of(m.sentence.tokens, f), when)
        ]
        answer[field] = tuple(dict.fromkeys(i for i, _, _ in found))
        if found:
            spans[field] = spans["side_a" if field == "actor_a_ids" else "side_b"]
    if answer["violence_type"] is not None:
        spans["violence_type"] = spans.get("side_a", lead.trigger)
    return answer


def _parties(story: Story, role: str) -> list[tuple[Mention, Filler]]:
    """The fillers of a role, of the mention that tells it best first; agents and opponents of the first that names any."""
    found: list[tuple[Mention, Filler]] = []
    for mention in story.mentions:
        fillers: tuple[Filler, ...] = getattr(mention, role)
        found += [(mention, filler) for filler in fillers]
        if found and (role != "victims" or (story.deaths is not None and story.deaths.best is not None)):
            break
    return found


def _weapons(story: Story, spans: Spans) -> tuple[str, ...]:
    found = [weapon for mention in story.mentions for weapon in mention.weapons]
    if found:
        spans["weapons"] = (found[0].start, found[0].end)
    return tuple(dict.fromkeys(weapon.text for weapon in found))


def _toll(story: Story, who: dict[str, object], spans: Spans) -> dict[str, int | None]:
    lead = story.lead
    answer: dict[str, int | None] = dict.fromkeys(
        (
            "deaths_a",
            "deaths_b",
            "deaths_civilians",
            "deaths_unknown",
            "low",
            "best",
            "high",
            "injured",
            "detained",
            "abducted",
            "displaced",
        )
    )
    toll = casualties.total(lead.deaths)
    if toll is not None:
        answer |= {"low": toll.low, "best": toll.best, "high": toll.high}
        span = _count_span(lead, toll)
        spans |= {"low": span}
        for field in ("best", "high"):
            if answer[field] is not None:
                spans[field] = span
        _by_kind(lead, who, answer, spans)
    _others(story, answer, spans)
    return answer


def _count_span(mention: Mention, quantity: Quantity) -> tuple[int, int]:
    tokens = mention.sentence.tokens
    return tokens[quantity.first].start, tokens[quantity.last - 1].end


def _by_kind(lead: Mention, who: dict[str, object], answer: dict[str, int | None], spans: Spans) -> None:
    for field, kinds in (
        ("deaths_civilians", ("civilian",)),
        ("deaths_unknown", ("person",)),
        ("armed", ("military", "police", "militant")),
    ):
        counts = tuple(c for c in lead.deaths if c.kind in kinds)
        subtotal = casualties.total(_typed(lead, counts, field))
        if subtotal is None or subtotal.best is None:
            continue
        name = _armed_field(counts, who) if field == "armed" else field
        if lead.is_part and field == "deaths_unknown" and _victims_civilian(lead):
            name = "deaths_civilians"
        answer[name] = subtotal.best
        spans[name] = _count_span(lead, subtotal)


def _typed(lead: Mention, counts: tuple[Count, ...], field: str) -> tuple[Count, ...]:
    return counts


def _victims_civilian(lead: Mention) -> bool:
    return any("civilian" in (f.noun.kind, f.inner.kind) for f in lead.victims)


def _armed_field(counts: Sequence[Count], who: dict[str, object]) -> str:
    state = any(c.kind in ("military", "police") for c in counts)
    return (
        "deaths_a" if who["camp_a"] == ("state" if state else "nonstate") and who["camp_b"] is not None else "deaths_b"
    )


def _others(story: Story, answer: dict[str, int | None], spans: Spans) -> None:
    for field in ("injured", "detained", "abducted", "displaced", "struck"):
        for mention in story.mentions:
            quantity = casualties.total(getattr(mention, field))
            if quantity is None or quantity.best is None:
                continue
            if field == "struck":
                if answer["injured"] is None and mention.modality == "fact":
                    left = (
                        quantity.best - (answer["best"] or 0)
                        if answer["best"] and answer["best"] < quantity.best
                        else quantity.best
                    )
                    if not answer["best"] or answer["best"] < quantity.best:
                        answer["injured"] = left
                        spans["injured"] = _count_span(mention, quantity)
                break
            if answer[field] is None or quantity.best > (answer[field] or 0):
                answer[field] = quantity.best
                spans[field] = _count_span(mention, quantity)


def _sources(story: Story, spans: Spans) -> tuple[str, ...]:
    found = [source for mention in story.mentions if not mention.is_bare for source in mention.sources]
    if found:
        spans["attributed_to"] = (found[0].start, found[0].end)
    return tuple(dict.fromkeys(source.text for source in found))


def _status(lead: Mention) -> ClaimStatus:
    if lead.family == "threat":
        return "threatened"
    named: dict[str, ClaimStatus] = {
        "denied": "denied", "threatened": "threatened", "planned": "planned", "accused": "accused", "claimed": "claimed",
    }  # fmt: skip
    return named.get(lead.modality, "reported")


def _acled(story: Story, who: dict[str, object], spans: Spans) -> str | None:
    lead = story.lead
    found = _sub_event(lead, who)
    if found:
        spans["acled_sub_event"] = lead.trigger
    return found


def _sub_event(lead: Mention, who: dict[str, object]) -> str | None:
    by_mode = {
        "abduct": "Abduction/forced disappearance", "suicide-attack": "Suicide bomb", "sexual": "Sexual violence",
        "explosives": "Remote explosive/landmine/IED", "destroy": "Looting/property destruction", "arrest": "Arrests",
        "demo": "Peaceful protest", "riot": "Mob violence", "strike": "Peaceful protest", "troops": "Change to group/activity",
        "withdraw": "Non-violent transfer of territory",
    }  # fmt: skip
    if lead.mode in by_mode:
        return by_mode[lead.mode]
    if lead.mode == "heavy-weapons":
        word = lead.sentence.document[lead.trigger[0] : lead.trigger[1]].lower()
        return "Air/drone strike" if "air" in word or "drone" in word else "Shelling/artillery/missile attack"
    if lead.mode == "seize":
        return "Government regains territory" if who["camp_a"] == "state" else "Non-state actor overtakes territory"
    if lead.event_type != "ASSAULT":
        return None
    return "Armed clash" if who["violence_type"] in (1, 2) or "clash" in lead.effects else "Attack"


def _confidence(story: Story) -> float:
    """A plain count of what is firm: day, place, number, told twice."""
    firm = (
        story.day is not None,
        story.place is not None and story.place.place is not None,
        story.deaths is not None,
        len(story.mentions) > 1,
    )
    return round(0.5 + 0.1 * sum(firm), 2)
