"""The place of an event whose sentence names none: what the sentences around it tell, else the home of the text.

Not for the places in a sentence: that is `ingest.code.placing`."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ingest import dates
from ingest.code import background, placing, scenes, tables
from ingest.code.company import Company
from ingest.code.locations import COUNTRY, PROVINCE, Location
from ingest.code.sentences import Sentence
from ingest.code.story import Story

_AROUND = (0, 1, -1, 2, -2)
"""Sentences from the event's own in which its place is looked for, the likeliest first."""
_NEARBY = 2
_LEADING = ("over", "through", "towards", "toward", "between")
"""Words before a place that lead a deed to it, though they need not."""
_OF_TYPE = {"RETREAT": ("from",), "MOBILIZE": ("to", "into")}
"""Those that lead a deed of one type to a place."""
_REACH = 12
_OFFICES = frozenset(
    (
        "mayor",
        "governor",
        "vice-mayor",
        "ex-mayor",
        "councillor",
        "councilor",
        "councilman",
        "bishop",
        "archbishop",
        "prefect",
        "sheriff",
        "emir",
        "chief",
        "residents",
        "villagers",
        "inhabitants",
        "locals",
    )
)
"""What the name of a town or province behind "of" says of its bearer."""


def placed(stories: Sequence[Story], parts: Sequence[Sentence], company: Company) -> tuple[Story, ...]:
    """The stories, those without a place where their neighbours are, or at home; those of a whole country at a town told of."""
    told = {m.sentence.number: story for story in stories if story.place for m in story.mentions}
    return tuple(replace(s, place=_of(s, parts, company, told)) for s in stories)


def _of(story: Story, parts: Sequence[Sentence], company: Company, told: Mapping[int, Story]) -> Location | None:
    if story.place is None:
        return _place(story, parts, company, told)
    return story.place if story.place.where_prec < COUNTRY else _towards(story, company) or story.place


def _place(story: Story, parts: Sequence[Sentence], company: Company, told: Mapping[int, Story]) -> Location | None:
    if story.is_of_a_war or background.is_of_years(story.day) or background.is_of_several_places(story.lead):
        return None
    if background.is_grand_total(story.lead):
        return company.home
    own = story.lead.sentence
    beside = told.get(own.number)
    if beside is not None and beside.place is not None and own.start <= beside.place.start < story.lead.trigger[0]:
        return beside.place  # "attacked Oicha and set fire to a clinic"
    for step in _AROUND:
        number = own.number + step
        if _is_another_day(told.get(number), story) or not 0 <= number < len(parts):
            continue
        if found := _set_in(parts[number], company, story.lead.trigger[1] if step == 0 else None):
            return found if step == 0 else found._replace(where_prec=max(found.where_prec, _NEARBY))
    home = company.home
    if home is not None and home.where_prec <= PROVINCE:
        return home
    return _towards(story, company) or _of_its_people(own, parts, company) or _of_an_office(story, company) or home


def _of_an_office(story: Story, company: Company) -> Location | None:
    """ "The mayor of Uruapan was shot dead": the town or province of an office, where no other place is told."""
    for sentence in dict.fromkeys(mention.sentence for mention in story.mentions):
        for place in placing.find(sentence, company):
            before = sentence.document[sentence.start : place.start].lower().split()[-2:]
            if (
                place.place is not None
                and place.where_prec < COUNTRY
                and before[1:] == ["of"]
                and before[0] in _OFFICES
            ):
                return place._replace(where_prec=max(place.where_prec, _NEARBY))
    return None


def _of_its_people(own: Sentence, parts: Sequence[Sentence], company: Company) -> Location | None:
    """ "A Titusville woman was shot", "Bismarck police": the town whose people a local report speaks of."""
    around = (own.number + step for step in _AROUND)
    for sentence in (parts[number] for number in around if 0 <= number < len(parts)):
        for place in placing.find(sentence, company):
            after = sentence.document[place.end : place.end + _REACH].lower().split()
            is_town = place.place is not None and place.where_prec <= _NEARBY
            if is_town and after and after[0].strip(",.") in tables.people():
                return place._replace(where_prec=_NEARBY)
    return None


def _towards(story: Story, company: Company) -> Location | None:
    """ "Shot down drones over Kyiv", "rockets were fired towards Haifa", "withdrew from Homs": a town, not a whole country."""
    leading = {*_LEADING, *_OF_TYPE.get(story.lead.event_type, ())}
    for sentence in dict.fromkeys(mention.sentence for mention in story.mentions):
        for place in placing.find(sentence, company):
            before = sentence.document[max(sentence.start, place.start - _REACH) : place.start].split()[-1:]
            if place.place is not None and place.where_prec <= _NEARBY and not leading.isdisjoint(before):
                return place._replace(where_prec=_NEARBY)
    return None


def _is_another_day(neighbour: Story | None, story: Story) -> bool:
    """Whether a sentence tells of another day, or of a later deed: its place is of that."""
    if neighbour is None or neighbour is story:
        return False
    if neighbour.day is None or story.day is None:
        return neighbour.lead.sentence.number > story.lead.sentence.number
    return not dates.meet(neighbour.day, story.day)


def _set_in(sentence: Sentence, company: Company, end: int | None) -> Location | None:
    """The first place, no wider than a province, where a sentence says that things happen, and in the clause of the trigger
    that ends at `end`."""
    for place in placing.find(sentence, company):
        if end is not None and scenes.begins_anew(sentence, end, place):
            continue
        if place.is_strong and place.where_prec <= PROVINCE and not scenes.of_saying(sentence, place):
            return place
    return None
