"""What a text tells more than once, told once. Not for other articles."""

from collections.abc import Sequence
from datetime import date, timedelta

from ingest import dates
from ingest.code import (
    again,
    apart,
    background,
    casualties,
    claims,
    figures,
    joining,
    lookback,
    manner,
    quantities,
    tables,
    wholes,
    worth,
)  # fmt: skip
from ingest.code.chunks import ORDINALS
from ingest.code.locations import COUNTRY, Location
from ingest.code.mentions import Mention
from ingest.code.phrases import Filler
from ingest.code.quantities import Quantity
from ingest.code.sentences import Sentence
from ingest.code.story import Story
from ingest.dates import MONTH_PREC, DateSpan

_POINTING = frozenset(("the", "this", "that", "these", "those", "its", "his", "her", "their"))
_ANY_DOER = tables.cues("any_doer")
"""What whoever did it is called."""
_ATTACKS = frozenset(("attack", "attackverb", "bomb"))
_SOON, _FAR = 2, 5
"""Sentences after which "the attack took place" still looks back to an attack, and "kidnapped them" to a kidnapping."""
_JUST_BEFORE = 2
"""Sentences after which "he died" still tells of who was hurt."""
_LATER = {"next": 1, "following": 1, "later": 1, "previous": -1, "earlier": -1}
"""Days from the one told last to "the next day", "a day earlier"."""
_DIGGING = timedelta(days=7)
"""For how long bodies are found after a deed."""
_OLD = timedelta(days=30)
_NIGHT = timedelta(days=1)
"""From one day to the next: a night, a weekend."""
_NEAR_TOLL, _FAR_TOLL, _INCOMPARABLE = 1.5, 3.0, 1e9
"""How many times as high a toll may be as another of the same dead, and is hardly."""
_MANY, _VERY_MANY = 20, 100
"""Dead whose number, told twice, is hardly that of two events: on the same day or in one place, and anywhere."""


def merge(mentions: Sequence[Mention], published: date | None) -> tuple[Story, ...]:
    """The stories of a text, in the order they are first told."""
    stories: list[Story] = []
    last_place: Location | None = None
    place_told: Sentence | None = None
    last_day: DateSpan | None = None
    paragraph = -1
    for told in mentions:
        mention = _looked_back(told, last_day)
        if "act" in mention.effects:  # what was signed or said somewhere sets no scene for what was done
            stories = _told(stories, mention, mention.place, published)
            continue
        last_day = mention.day or last_day
        place = mention.place
        if place is None and mention.sentence.paragraph == paragraph and mention.sentence is not place_told:
            place = last_place
        if mention.place is not None:
            last_place, place_told = mention.place, mention.sentence
        paragraph = mention.sentence.paragraph
        stories = _told(stories, mention, place, published)
    kept = [
        s
        for s in stories
        if (worth.is_worth_telling(s) or worth.dies_of(s, stories)) and not worth.is_history(s, published)
    ]
    return tuple(wholes.with_parts(kept, published))


def _looked_back(mention: Mention, day: DateSpan | None) -> Mention:
    """ "The same day" is the day that the sentences before it told."""
    if mention.same_day is None or day is None:
        return mention
    words = mention.sentence.document[slice(*mention.same_day)].lower()
    later = timedelta(days=_LATER.get(words.split()[-1], 0) or _LATER.get(words.split()[-2], 0))
    return mention._replace(
        day=day._replace(
            first=day.first + later, last=day.last + later, start=mention.same_day[0], end=mention.same_day[1]
        )
    )


def _told(stories: list[Story], mention: Mention, place: Location | None, published: date | None) -> list[Story]:
    if mention.names_those_of is not None:
        return [_with_names(story, mention) for story in stories]
    if _is_detail(stories, mention):
        return stories
    if mention.is_timeless and background.is_older(mention) and all(s.deaths is None for s in stories):
        mention = mention._replace(is_timeless=False)
    mention = _raised(stories, mention)
    if background.is_of_unrest(mention) and _is_multiple(stories, mention):
        mention = mention._replace(is_timeless=True)
    if background.is_grand_total(mention) and sum(s.deaths is not None for s in stories) > 1:
        return [
            *stories,
            Story(mentions=(mention,), day=None, place=mention.place, is_summary=True, part_of=None),
        ]
    latest = _latest(stories, mention)
    meant = _looked_back_to(stories, mention)
    if meant is None:
        meant = _died_of(stories, mention)
    for number in range(len(stories) - 1, -1, -1):
        if number == meant or (_may_be_same(stories[number], mention) and _is_surely_same(stories[number], mention)):
            stories[number] = _absorb(stories[number], mention, place)
            return stories
    for number in _by_toll(stories, mention):
        if _is_same(stories[number], mention, place, number == latest, published):
            stories[number] = _absorb(stories[number], mention, place)
            return stories
    story = Story(
        mentions=(mention,), day=mention.day, place=place, is_summary=_is_summary(mention, place), part_of=None
    )
    return [*stories, story]


def _is_multiple(stories: Sequence[Story], mention: Mention) -> bool:
    """Whether a toll is far above all that were told before."""
    told = [s.deaths.value for s in stories if s.deaths is not None]
    fresh = casualties.total(mention.deaths)
    return bool(told) and fresh is not None and fresh.value >= _FAR_TOLL * max(told)


def _raised(stories: Sequence[Story], mention: Mention) -> Mention:
    """ "A fifth victim died later": where four were told before, a toll of five."""
    number = _latest(stories, mention)
    told = _befallen(stories[number].toll) if number is not None else None
    if told is None or len(mention.deaths) != 1 or mention.deaths[0].quantity.best != 1 or mention.place is not None:
        return mention
    count = mention.deaths[0]
    words = [t.low for t in mention.sentence.tokens[count.first : count.last]]
    if (
        told.best is None
        or words[:1] not in (["a"], ["another"])
        or ORDINALS.get(words[1] if words[1:] else "") != told.best + 1
    ):
        return mention
    raised = quantities.exact(told.best + 1, count.first, count.last)
    return mention._replace(deaths=(count._replace(quantity=raised),), is_toll=True)


def _befallen(mention: Mention) -> Quantity | None:
    """The dead of a mention but those who did it ("… before police shot him dead")."""
    tokens = mention.sentence.tokens
    return casualties.total([
        c for c in mention.deaths
        if not casualties.is_doer(mention.sentence, c) and tokens[c.last - 1].low not in ("him", "her")
    ])  # fmt: skip


def _by_toll(stories: Sequence[Story], mention: Mention) -> list[int]:
    """The stories by number, the latest first; before them, where a toll is told without a day or a place that is a multiple
    of the latest one's, the story whose toll it is near."""
    numbers = list(range(len(stories) - 1, -1, -1))
    fresh = casualties.total(mention.deaths)
    if fresh is None or fresh.best is None or mention.day is not None or mention.place is not None:
        return numbers

    def distance(number: int) -> float:
        told = stories[number].deaths
        if told is None or not told.best or not fresh.best:
            return _INCOMPARABLE
        return max(fresh.best / told.best, told.best / fresh.best)

    nearest = min(numbers, key=distance, default=None)
    latest = next((n for n in numbers if stories[n].deaths is not None), None)
    if nearest is None or latest is None or distance(nearest) > _NEAR_TOLL or distance(latest) < _FAR_TOLL:
        return numbers
    return [nearest, *(n for n in numbers if n != nearest)]


def _looked_back_to(stories: Sequence[Story], mention: Mention) -> int | None:
    """The story that "the attack took place in …" says more of: the one of its kind that was told last."""
    if _befell_them(mention):
        return _latest_near(stories, mention, _FAR)
    if not lookback.happened(mention):
        return None
    number = _latest_near(stories, mention, _SOON)
    if number is None or not dates.meet(stories[number].day, mention.day) or not _same_toll(stories[number], mention):
        return None
    return number


def _latest_near(stories: Sequence[Story], mention: Mention, reach: int) -> int | None:
    """The story of its kind that was told last, no more than so many sentences before."""
    near = [
        (m.sentence.number, n)
        for n, s in enumerate(stories)
        for m in s.mentions
        if _may_be_same(s, mention) and mention.sentence.number - m.sentence.number <= reach
    ]
    return max(near)[1] if near else None


def _befell_them(mention: Mention) -> bool:
    """ "The rebels kidnapped them to protest": of those who were told of before."""
    return (
        mention.family == "abduct" and bool(mention.victims) and all(f.noun.kind == "pronoun" for f in mention.victims)
    )


def _died_of(stories: Sequence[Story], mention: Mention) -> int | None:
    """The story that "he was pronounced dead" ends: the violence told last, just before, of which as many may have died."""
    if not lookback.dies_of_what_was_told(mention):
        return None
    near = [
        (m.sentence.number, m.start, n)
        for n, s in enumerate(stories)
        for m in s.mentions
        if m.family == mention.family and 0 <= mention.sentence.number - m.sentence.number <= _JUST_BEFORE
    ]
    number = max(near)[2] if near else None
    if number is None or stories[number].is_summary or not _may_be_same(stories[number], mention):
        return None
    told = stories[number].deaths
    return number if told is None or told.best in (0, 1) else None


def _with_names(story: Story, mention: Mention) -> Story:
    """ "They are Ana Ruiz and Luis Mora": told of the story whose people it names, and of no other."""
    if not any(m.trigger == mention.names_those_of for m in story.mentions):
        return story
    return story._replace(mentions=(*story.mentions, mention))


def _latest(stories: Sequence[Story], mention: Mention) -> int | None:
    """The story told last, by number; of those with dead for a toll that is told for itself ("an earlier toll of 12")."""
    alike = [n for n, s in enumerate(stories) if s.lead.family == mention.family]
    if mention.is_toll or mention.is_old:
        alike = [n for n in alike if stories[n].deaths is not None and not stories[n].is_summary] or alike
    return alike[-1] if alike else None


def _is_detail(stories: Sequence[Story], mention: Mention) -> bool:
    """ "Two of the dead were porters": says who some of a number were, and nothing that happened."""
    share = casualties.total(mention.deaths)
    if not mention.is_part or share is None or not mention.effects <= {"dead", "die", "deathnoun"}:
        return False
    wholes = [s for s in stories if s.deaths is not None and s.deaths.value >= share.value]
    place = mention.place
    return any(place is None or (s.place is not None and _same_place(s.place, place)) for s in wholes)


def _may_be_same(story: Story, mention: Mention) -> bool:
    lead = story.lead
    if lead.family != mention.family or (mention.is_further and mention.deaths):
        return False
    if lead.is_timeless or mention.is_timeless:
        is_again = lead.is_timeless and mention.is_timeless and _same_toll(story, mention)
        return is_again or _is_figure_again(story, mention)
    return (mention.modality in claims.UNREAL) == (lead.modality in claims.UNREAL)


def _is_surely_same(story: Story, mention: Mention) -> bool:
    """Whether the same people suffered, wherever and whenever the sentence seems to set it."""
    if not mention.is_part and _is_figure_again(story, mention):
        return True
    if story.is_summary:
        return False
    if again.are_some_of(story.mentions, mention) and dates.meet(story.day, mention.day):
        return True
    if not again.suffered_before(story.mentions, mention):
        return False
    return bool(mention.deaths or mention.abducted) or dates.meet(story.day, mention.day)  # one may be hurt twice


def _is_same(story: Story, mention: Mention, place: Location | None, is_latest: bool, published: date | None) -> bool:
    lead = story.lead
    if not _may_be_same(story, mention):
        return False
    if (mention.is_part and not mention.is_bare) or (story.is_summary and not _restates(story, mention)):
        return False
    if mention.sentence is lead.sentence and not (
        _same_toll(story, mention) and not joining.is_another_deed(lead, mention)
    ):
        return False
    if (mention.is_toll or mention.is_old) and mention.place is None and is_latest:
        return True
    if _are_bodies_of(story, mention):
        return True
    if background.is_of_more(story, mention, published) or apart.are_other_dead(story, mention):
        return False
    if not dates.meet(story.day, mention.day) or not _places_meet(story.place, mention.place):
        return False
    if not _tolls_meet(story, mention):
        return False
    if not mention.is_bare and _other_hands(story, mention):
        return False
    shared = _shared_victims(story, mention)
    if shared is False and not mention.is_bare:
        return False
    if not shared and story.day is None and _is_older_deed(mention, published):
        return False  # what is told without a day is news
    if not shared and manner.are_apart(lead, mention):
        return False
    if not shared and not mention.is_bare and _hits_other(story, mention):
        return False
    if shared or mention.is_bare or (not mention.place and not mention.day):
        return True
    is_next = is_latest and mention.sentence is not lead.sentence
    if is_next and all(m.is_bare for m in story.mentions):
        return True  # "Wednesday's bombing in Lima", and then what happened there
    if story.place and place and _same_place(story.place, place):
        return True
    if mention.place is None and story.day and mention.day and _days(story.day) == _days(mention.day):
        return _same_toll(story, mention)
    if mention.family == "seize" and _are_others(story, mention):
        return False
    if None in (mention.place, story.place):
        return is_latest
    wide = _is_country(mention.place) or _is_country(story.place)
    return is_next and wide and not _are_others(story, mention)


def _are_bodies_of(story: Story, mention: Mention) -> bool:
    """ "We have recovered 13 bodies": in the days after it, some of the dead of what was told."""
    told, fresh = story.deaths, casualties.total(mention.deaths)
    if mention.effects != {"bodies"} or told is None or fresh is None or not 0 < fresh.value <= told.value:
        return False
    if story.day is None or mention.day is None or not timedelta(0) <= mention.day.last - story.day.first <= _DIGGING:
        return story.day is None or mention.day is None
    return _places_meet(story.place, mention.place)


def _is_older_deed(mention: Mention, published: date | None) -> bool:
    """Whether a mention tells of a day long before the news what was hit or who was taken."""
    if mention.day is None or published is None or published - mention.day.last <= _OLD:
        return False
    return not (mention.is_bare or mention.deaths or mention.injured or mention.struck)


def _is_country(place: Location | None) -> bool:
    """Whether a place is no more than a country, which sets no scene of its own."""
    return place is not None and place.place is not None and place.where_prec >= COUNTRY


def _hits_other(story: Story, mention: Mention) -> bool:
    """Whether a mention brings in things the story has not named: "they also blew up a bridge"."""
    fresh = [f for f in mention.targets if f.noun.determiner not in _POINTING]
    told = {word for m in story.mentions for f in m.targets for word in _words(m, f)}
    if not told or not fresh or mention.deaths or (mention.is_deed and lookback.names_the_deed(mention)):
        return False
    return all(told.isdisjoint(_words(mention, f)) for f in fresh)


def _words(mention: Mention, filler: Filler) -> set[str]:
    tokens = mention.sentence.tokens
    return {t.low.removesuffix("s") for t in tokens[filler.first : filler.last] if len(t.low) > 2 and not t.kind}


def _is_figure_again(story: Story, mention: Mention) -> bool:
    """A large number told once more is the same dead, wherever and whenever the sentence seems to set them."""
    told, fresh = story.deaths, casualties.total(mention.deaths)
    if told is None or fresh is None or fresh.best is None or fresh.best != told.best or fresh.best < _MANY:
        return False
    return fresh.best >= _VERY_MANY or dates.meet(story.day, mention.day) or _places_meet(story.place, mention.place)


def _same_toll(story: Story, mention: Mention) -> bool:
    """Whether two figures can be one: the same number, or only one of them a number."""
    told, fresh = story.deaths, casualties.total(mention.deaths)
    return told is None or fresh is None or fresh.best is None or told.best in (None, fresh.best)


def _other_hands(story: Story, mention: Mention) -> bool:
    """Whether a mention with a day of its own names other doers than the story."""
    return mention.day is not None and not mention.deaths and _are_others(story, mention)


def _are_others(story: Story, mention: Mention) -> bool:
    """Whether story and mention both name doers, and not the same."""
    if not (fresh := _doers(mention)):
        return False
    told = {word for m in story.mentions for word in _doers(m)}
    return bool(told and not told & fresh)


def _doers(mention: Mention) -> set[str]:
    """The words that tell a mention's doers from others: names before common nouns."""
    tokens = mention.sentence.tokens
    words = {t.low for f in mention.agents for t in tokens[f.first : f.last] if len(t.low) > 2 and not t.kind}
    return {word for word in words if word not in tables.people()} or words - _ANY_DOER


def _shared_victims(story: Story, mention: Mention) -> bool | None:
    """Whether a mention names someone the story names (True), only others (False), or nobody by name (None)."""
    if not (fresh := _names(mention)):
        return None
    told = {word for m in story.mentions for word in _names(m)}
    if not told:
        return None
    if told & fresh:
        return True
    deaths = story.deaths
    named = sum(1 for m in story.mentions[:1] for f in m.victims if f.noun.is_name)
    return False if deaths is None or deaths.value <= named else None


def _names(mention: Mention) -> set[str]:
    """The words of the names of a mention's victims."""
    tokens = mention.sentence.tokens
    names = (f for f in mention.victims if f.noun.is_name)
    return {t.low.removesuffix("'s") for f in names for t in tokens[f.first : f.last] if len(t.low) > 2}


def _restates(story: Story, mention: Mention) -> bool:
    """Whether a mention can only repeat a summary: it names no narrower place or day, and no other number."""
    if mention.place is not None and (story.place is None or not _same_place(mention.place, story.place)):
        return False
    if mention.day is not None and (story.day is None or _days(mention.day) != _days(story.day)):
        return False
    told, fresh = story.deaths, casualties.total(mention.deaths)
    if mention.is_bare or (fresh is not None and (fresh.best is None or told is None or fresh.best == told.best)):
        return True
    return (
        fresh is not None
        and told is not None
        and mention.place is None
        and mention.day is None
        and _are_near(fresh, told)
    )


def _are_near(first: Quantity, second: Quantity) -> bool:
    """ "1,383 were killed … a committee found that 1,426 had died"."""
    return min(first.value, second.value) >= _MANY and max(first.value, second.value) <= 1.2 * min(
        first.value, second.value
    )


def _days(span: DateSpan) -> tuple[date, date]:
    return span.first, span.last


def _places_meet(first: Location | None, second: Location | None) -> bool:
    if first is None or second is None or _same_place(first, second):
        return True
    a, b = first.known, second.known
    if a is None or b is None or a.country != b.country:
        return a is None or b is None
    if first.where_prec >= 6 or second.where_prec >= 6:
        return True
    return a.admin1 == b.admin1 and 4 in (first.where_prec, second.where_prec)


def _same_place(first: Location, second: Location) -> bool:
    if first.place is not None and second.place is not None:
        return first.place == second.place or first.written.casefold() == second.written.casefold()
    return first.written.casefold() == second.written.casefold()


def _tolls_meet(story: Story, mention: Mention) -> bool:
    told, fresh = story.deaths, casualties.total(mention.deaths)
    if told is None or fresh is None or fresh.best is None or told.best is None:
        return True
    if told.best == fresh.best or 0 in (told.best, fresh.best):
        return True
    own = mention.place is not None and story.place is not None and not _same_place(mention.place, story.place)
    return not own


def _absorb(story: Story, mention: Mention, place: Location | None) -> Story:
    lead = story.lead
    told, fresh = story.deaths, casualties.total(mention.deaths)
    better = _tells_better(lead, mention, told, fresh)
    first, second = (mention, lead) if better else (lead, mention)
    if better and told is not None and figures.replaces(mention, told):
        second = second._replace(is_old=True)
    mode, mode_span = (first.mode, first.mode_span) if first.mode else _mode_told(first, second)
    merged = first._replace(
        mode=mode,
        mode_span=mode_span,
        event_type=first.event_type,
        effects=first.effects | second.effects,
    )
    others = tuple(m for m in story.mentions if m is not lead)
    return story._replace(
        mentions=(merged, second, *others),
        day=_narrower_day(story.day, mention.day),
        place=_narrower_place(story.place, mention.place or (place if story.place is None else None)),
        is_summary=(story.is_summary and (not better or (mention.day is None and mention.place is None)))
        or _is_summary(first, story.place)
        or (_is_one_figure(told, fresh) and not mention.is_timeless and _is_summary(mention, mention.place)),
    )


def _mode_told(lead: Mention, mention: Mention) -> tuple[str, tuple[int, int] | None]:
    """How another mention says it was done, and its words: "the bombings" are more than one deed, and say it of no murder."""
    are_several = mention.is_bare and mention.sentence.document[slice(*mention.trigger)].lower().endswith("s")
    if not mention.mode or (are_several and lead.effects.isdisjoint(_ATTACKS)):
        return "", lead.mode_span
    return mention.mode, mention.mode_span or mention.trigger


def _is_one_figure(told: Quantity | None, fresh: Quantity | None) -> bool:
    """Whether the headline or the standfirst gave the figure that the text gives with its days."""
    return told is not None and fresh is not None and told.best is not None and told.best == fresh.best


def _tells_better(lead: Mention, mention: Mention, told: Quantity | None, fresh: Quantity | None) -> bool:
    if fresh is None or fresh.best == 0:
        return False
    if told is None or told.best == 0:
        return True
    if figures.overrules(lead, mention, told, fresh):
        return True
    return fresh.best is None and told.best is None and mention.day is not None and lead.day is None


def _narrower_day(first: DateSpan | None, second: DateSpan | None) -> DateSpan | None:
    if first is None or second is None:
        return first or second
    if second.precision == first.precision and not dates.meet(first, second):
        return min(first, second, key=lambda span: span.last)  # a deed is older than what is said of it
    return second if second.precision < first.precision else first


def _narrower_place(first: Location | None, second: Location | None) -> Location | None:
    if first is None or second is None:
        return first or second
    return second if second.where_prec < first.where_prec else first


def _is_summary(mention: Mention, place: Location | None) -> bool:
    """A figure over several days and a wide area, a share of one, or a running total."""
    if not mention.deaths:
        return False
    if mention.is_timeless:
        return not background.is_older(mention)
    wide = place is None or place.where_prec >= 4
    day = mention.day
    if day is not None and day.is_lasting and day.precision > 1:
        return True
    if background.is_of_several_days(mention, day):
        return True
    if day is not None and day.precision >= MONTH_PREC and _is_current(mention, day):
        return True
    if _is_one_death(mention):
        return False
    return wide and (mention.is_part or (day is not None and day.last - day.first > _NIGHT))


def _is_one_death(mention: Mention) -> bool:
    """ "Killed last week", "one of them died": one death is one incident, however little is known of its day and place."""
    dead = casualties.total(mention.deaths)
    return dead is not None and dead.best == 1


def _is_current(mention: Mention, day: DateSpan) -> bool:
    """ "This year", "this month": what is counted so far."""
    return mention.sentence.document[day.start : day.end].lower().startswith("this ")
