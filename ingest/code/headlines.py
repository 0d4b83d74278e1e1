"""The headline read before the text, and what it alone says put into words of the text. Not for what events are told.

A page shows its headline first, and often only it says how many died where. Evidence, though, is characters of the text: what a
record took from the headline it keeps only where the text says it too, and then the text's words bear it."""

from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from ingest.code import casualties, joining, verify
from ingest.code.datelines import Dateline
from ingest.code.locations import Location
from ingest.code.mentions import Mention
from ingest.code.quantities import Quantity
from ingest.code.story import Story
from ingest.model import Document, Event
from ingest.text import leveled

_MOST = 400
"""Characters of a headline; what is longer is none."""
_OF_TRIGGER = frozenset(("event_type", "event_mode", "claim_status", "acled_sub_event", "violence_type"))
_OF_DEATHS = frozenset(("low", "best", "high", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown"))
_LISTS = frozenset(("side_a", "side_b", "victims", "targets", "weapons", "attributed_to"))
_OF_QUOTE = frozenset(("event_clarity", "part_of"))

Span = tuple[int, int]


class Reading(NamedTuple):
    """What is read: the text behind its headline with plain spaces and hyphens, the same in lower case, letter for letter, and
    the characters before the text (0: no headline)."""

    text: str
    low: str
    head: int


def before(document: Document) -> Reading:
    """The text as a page shows it: its headline is the first paragraph, unless the text begins with it."""
    title, body = " ".join(leveled(document.title or "").split()), leveled(document.text)
    if not title or len(title) > _MOST or body.startswith(title):
        return Reading(body, _lowered(body), 0)
    text = f"{title}\n\n{body}"
    return Reading(text, _lowered(text), len(title) + 2)


def _lowered(text: str) -> str:
    low = text.lower()
    return low if len(low) == len(text) else "".join(letter.lower()[0] for letter in text)  # "İ" gives two


def behind(line: Dateline, reading: Reading) -> Dateline:
    """A text's dateline, in what is read."""
    return line._replace(end=line.end + reading.head) if line.end else line


def handed(story: Story, reading: Reading) -> Story:
    """The story led by the text's own telling, where that gives the headline's toll, and set where and when the text says."""
    head = reading.head
    told = sorted((m for m in story.mentions if m.start >= head), key=lambda m: m.start)
    if not head or not told:
        return story
    if story.day is not None and story.day.start < head and not _stands(story.day.start, story.day.end, reading):
        story = replace(story, day=next((m.day for m in told if m.day), None))
    if story.place is not None and story.place.start < head and not _stands(*_of(story.place), reading):
        story = replace(story, place=next((m.place for m in told if m.place), None))
    lead, total = story.lead, casualties.total(story.lead.deaths)
    fitting = (m for m in told if not m.is_bare and _gives(m, total))
    own = max(fitting, key=lambda m: len(m.deaths), default=None)  # who says most of them, and first
    if own is None and total is not None and _counted("best", total.value, reading.text, told) is None:
        own = next(
            (m for m in told if m.deaths and not m.is_further), None
        )  # "five" of the headline, of whom it tells four
    if own and (own.place or story.is_summary) and story.place and story.place.start < head:
        story = replace(story, place=own.place)
    if lead.start >= head or own is None:
        return story
    first = own._replace(
        mode=joining.stronger(own.mode, lead.mode), event_type=lead.event_type, effects=own.effects | lead.effects
    )
    return replace(story, mentions=(first, *(m for m in story.mentions if m is not own)))


def _gives(mention: Mention, total: Quantity | None) -> bool:
    own = casualties.total(mention.deaths)
    return own is not None and total is not None and own.best == total.best


def _of(place: Location) -> Span:
    return place.start, place.end


def _stands(start: int, end: int, reading: Reading) -> bool:
    """Whether the headline's words stand in the text too."""
    return _whole(reading.low[start:end], reading.low, reading.head) is not None


def in_text(event: Event, story: Story, reading: Reading) -> Event | None:
    """The event with offsets of the text; without what only the headline says, and None where that is the whole event."""
    head = reading.head
    if not head:
        return event
    told = [m for m in story.mentions if m.start >= head]
    best = next((m for m in told if not m.is_bare), told[0] if told else None)
    if best is None:
        return None
    quote = (event.quote_start, event.quote_end) if event.quote_start >= head else (best.start, best.end)
    changed: dict[str, Any] = {}
    spans: dict[str, Span] = {}
    for name, span in event.evidence.items():
        found: Span | None = span
        if span[0] < head:
            found = _again(event, name, reading, best, told, changed)
        elif name in _LISTS:
            _own_words(event, name, reading, best, changed)
        if found is None:
            changed[name] = () if isinstance(getattr(event, name), tuple) else None
        else:
            spans[name] = (found[0] - head, found[1] - head)
    return replace(
        event,
        **changed,
        quote=reading.text[quote[0] : quote[1]],
        quote_start=quote[0] - head,
        quote_end=quote[1] - head,
        evidence=spans,
    )


def _own_words(event: Event, name: str, reading: Reading, best: Mention, changed: dict[str, Any]) -> None:
    """The values of a list in the words of the text, each once."""
    values = getattr(event, name)
    spans = [(one, _find(one, reading, best)) for one in values]
    told = {one if span is None else reading.text[slice(*span)] for one, span in spans}
    changed[name] = tuple(v for v in dict.fromkeys(values) if v in told) or values


def _again(
    event: Event, name: str, reading: Reading, best: Mention, told: list[Mention], changed: dict[str, Any]
) -> Span | None:
    """Where the text says what the headline said of a field; a list is `changed` to the values the text has, in its words."""
    if name in _OF_TRIGGER:
        return best.trigger
    if name in _OF_QUOTE:
        return best.start, best.end
    value = getattr(event, name)
    if isinstance(value, bool) or value is None:
        return None
    if name in verify.NUMBERS:
        return _counted(name, value, reading.text, told)
    if isinstance(value, date) or not isinstance(value, tuple) or name in ("contexts", "actor_a_ids", "actor_b_ids"):
        start, end = event.evidence[name]
        if (start, end) == (event.quote_start, event.quote_end):
            return best.start, best.end
        found = _find(reading.text[start:end], reading, best)
        if found is not None and name == "place_as_written":
            changed[name] = reading.text[found[0] : found[1]]
        return found
    spans = [span for one in value if (span := _find(one, reading, best)) is not None]
    if spans:
        changed[name] = tuple(dict.fromkeys(reading.text[a:b] for a, b in spans))
    return spans[0] if spans else None


def _counted(name: str, value: int, text: str, told: list[Mention]) -> Span | None:
    """The mention of the text, or its sentence, that gives a headline's number: its figure, as many people told one by one, or
    one person."""
    kind = "deaths" if name in _OF_DEATHS else name
    for mention in sorted(told, key=lambda m: not getattr(m, kind)):
        total = casualties.total(getattr(mention, kind))
        if total is not None and total.best == value:
            tokens = mention.sentence.tokens
            return tokens[total.first].start, tokens[total.last - 1].end
        if value == 1 or verify.names_number(text[mention.start : mention.end], value):
            return mention.start, mention.end
    wider = (m.sentence for m in told)
    return next(((s.start, s.end) for s in wider if verify.names_number(s.text, value)), None)


def _find(said: str, reading: Reading, best: Mention) -> Span | None:
    """Where the text says the same words: in the sentence that tells the event or after it, else anywhere."""
    words = _lowered(said)
    return _whole(words, reading.low, best.sentence.start) or _whole(words, reading.low, reading.head)


def _whole(words: str, text: str, start: int) -> Span | None:
    """Where words stand in a text from `start` on, not as a part of longer words."""
    while (at := text.find(words, start)) >= 0:
        end = at + len(words)
        if not (_is_inner(text, at - 1) or _is_inner(text, end)):
            return at, end
        start = at + 1
    return None


def _is_inner(text: str, at: int) -> bool:
    return 0 <= at < len(text) and (text[at].isalnum() or text[at] == "_")
