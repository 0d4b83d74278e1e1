"""Whether a mention tells the event of a story once more: by people, toll, day, place and doers. Not for which of several stories
it goes to: that is `ingest.code.merge`."""

import re
from datetime import date, timedelta

from ingest import dates
from ingest.code import (
    again,
    apart,
    background,
    burials,
    casualties,
    claims,
    figures,
    joining,
    lookback,
    manner,
    meeting,
    tables,
)
from ingest.code.locations import Location
from ingest.code.mentions import Mention
from ingest.code.phrases import Filler
from ingest.code.quantities import Quantity
from ingest.code.story import Story
from ingest.dates import MONTH_PREC, DateSpan

_POINTING = frozenset(("the", "this", "that", "these", "those", "its", "his", "her", "their"))
_ANYONE = frozenset(("man", "men", "armed"))
_ANY_DOER = tables.cues("any_doer")
"""What whoever did it is called."""
_THEY = re.compile(r"\bthey\s{1,3}(?:\w{1,20}\s{1,3}){0,2}$", re.IGNORECASE)
_INHABITED = frozenset(
    (
        "village",
        "town",
        "city",
        "community",
        "settlement",
        "neighborhood",
        "neighbourhood",
        "suburb",
        "hamlet",
        "locality",
        "camp",
    )
)
"""What a place is that is attacked: "an attack on a village … stormed Yelwata … burned houses"."""
_AREAS = frozenset(("area", "district"))
_DIGGING = timedelta(days=7)
"""For how long bodies are found after a deed."""
_BEFORE = timedelta(days=3)
_FIGHTING = frozenset(("attack", "clash", "bomb"))
_OLD = timedelta(days=30)
_SOME, _MANY, _VERY_MANY = 3, 20, 100
"""Dead whose number, told twice, is hardly that of two events: in a town and its province, on the same day or in one place, and
anywhere."""


def may_be_same(story: Story, mention: Mention) -> bool:
    lead = story.lead
    is_further = mention.is_further and mention.deaths and not (mention.is_toll or _adds_up(story, mention))
    if lead.family != mention.family or is_further:
        return False
    if lead.is_timeless or mention.is_timeless:
        is_again = lead.is_timeless and mention.is_timeless and is_one_toll(story, mention)
        is_estimate = story.is_summary and mention.is_timeless and figures.is_estimate(mention)
        return is_again or is_estimate or _is_figure_again(story, mention)
    return (mention.modality in claims.UNREAL) == (lead.modality in claims.UNREAL)


def _adds_up(story: Story, mention: Mention) -> bool:
    """ "(18 were killed.) 16 died there and two others in a hospital": the dead told before, in two parts."""
    told, fresh = story.deaths, casualties.total(mention.deaths)
    if len(mention.deaths) < len(("there", "elsewhere")) or told is None or fresh is None:
        return False
    if apart.are_of_other_nations(story, (mention,)):
        return False
    return fresh.best is not None and fresh.best == told.best and fresh.best >= _SOME


def is_surely_same(story: Story, mention: Mention) -> bool:
    """Whether the same people suffered, wherever and whenever the sentence seems to set it."""
    if not mention.is_part and (_is_figure_again(story, mention) or _adds_up(story, mention)):
        return True
    if story.is_summary:
        return False
    if again.are_some_of(story.mentions, mention) and dates.meet(story.day, mention.day):
        return True
    if not again.suffered_before(story.mentions, mention):
        return False
    return bool(mention.deaths or mention.abducted) or dates.meet(story.day, mention.day)  # one may be hurt twice


def is_same(story: Story, mention: Mention, place: Location | None, is_latest: bool, published: date | None) -> bool:
    lead = story.lead
    if not may_be_same(story, mention):
        return False
    if story.lead.is_part and _is_more(story, mention):
        return False
    if (mention.is_part and not mention.is_bare) or (story.is_summary and not _restates(story, mention)):
        return False
    if mention.sentence is lead.sentence and not (
        is_one_toll(story, mention) and not joining.is_another_deed(lead, mention)
    ):
        return False
    if (mention.is_toll or mention.is_old) and mention.place is None and is_latest:
        return not apart.are_only_militants(story, mention)
    if burials.are_bodies_of(story, mention):
        return True
    if background.is_of_more(story, mention, published) or apart.are_other_dead(story, mention):
        return False
    if is_latest and mention.deaths and _is_elsewhere(story, mention):
        return False
    is_there = meeting.may_be_one(story.place, mention.place) or (is_latest and _is_within(story, mention))
    if not dates.meet(story.day, mention.day) or not is_there:
        return False
    if _are_others_than_the_doers(story, mention):
        return False
    if not _tolls_meet(story, mention) or _are_other_hurt(story, mention) or _is_rape_and_dead(story, mention):
        return False
    if not mention.is_bare and _other_hands(story, mention):
        return False
    shared = _shared_victims(story, mention)
    if shared is False and not mention.is_bare:
        return False
    if not shared and story.day is None and (_is_older_deed(mention, published) or _is_of_old(mention, published)):
        return False  # what is told without a day is news
    if (
        not shared
        and story.day is None
        and (_is_older_toll(story, mention, published) or _opens_before(mention, published))
    ):
        return False
    if not shared and manner.are_apart(lead, mention) and not (is_latest and is_by_the_doers(mention)):
        return False
    if not shared and not mention.is_bare and _hits_other(story, mention):
        return False
    if shared or mention.is_bare or (not mention.place and not mention.day):
        return True
    is_next = is_latest and mention.sentence is not lead.sentence
    if is_next and all(m.is_bare for m in story.mentions):
        return True  # "Wednesday's bombing in Lima", and then what happened there
    if is_next and mention.day is None and _befell_them(mention):
        return True
    if (story.place and place and meeting.is_one(story.place, place)) or (is_next and _is_within(story, mention)):
        return True
    if mention.place is None and story.day and mention.day and _days(story.day) == _days(mention.day):
        return is_one_toll(story, mention)
    if mention.family == "seize" and apart.are_by_others(story, mention):
        return False
    if None in (mention.place, story.place):
        return is_latest
    if _is_told_again(story, mention, is_latest):
        return True
    wide = meeting.is_wide(story.place) if not mention.deaths else meeting.is_country(story.place)
    if is_next and _says_where(mention):
        return True
    is_theirs = lookback.names_the_deed(mention) or not apart.are_by_others(story, mention)
    return is_next and (wide or meeting.is_country(mention.place)) and is_theirs


def _says_where(mention: Mention) -> bool:
    """ "(A bomb went off in Baghdad.) The blast tore through a market in New Baghdad": a part of town that no gazetteer has."""
    is_unlisted = mention.place is not None and mention.place.place is None
    return is_unlisted and not (mention.deaths or mention.day) and lookback.names_the_deed(mention)


def _is_more(story: Story, mention: Mention) -> bool:
    """Whether a figure without a place is above a share: it is not of the share, but of the whole."""
    told, fresh = story.deaths, casualties.total(mention.deaths)
    return told is not None and fresh is not None and mention.place is None and fresh.value > told.value


def _is_older_deed(mention: Mention, published: date | None) -> bool:
    """Whether a mention tells of a day long before the news what was hit or who was taken."""
    if mention.day is None or published is None or published - mention.day.last <= _OLD:
        return False
    return not (mention.is_bare or mention.deaths or mention.injured or mention.struck)


def _is_older_toll(story: Story, mention: Mention, published: date | None) -> bool:
    """ "(Rebels killed two.) Less than a month ago four were killed": more dead, of a day long before the news."""
    if mention.day is None or published is None or published - mention.day.last <= _DIGGING or mention.is_toll:
        return False
    told, fresh = story.deaths, casualties.total(mention.deaths)
    return told is not None and fresh is not None and fresh.value > (told.best or fresh.value) > 1


def _opens_before(mention: Mention, published: date | None) -> bool:
    """ "(Three were beheaded.) Last week three fishermen were killed in …": a sentence that opens with a time before the news."""
    day = mention.day
    if day is None or published is None or not mention.deaths or mention.is_toll or published - day.last < _BEFORE:
        return False
    is_opening = mention.place is not None and day.start - mention.sentence.start < len("Earlier, ")
    return (is_opening or background.comes_after(mention)) and not any(
        f.noun.determiner in _POINTING for f in mention.victims
    )


def _is_elsewhere(story: Story, mention: Mention) -> bool:
    """ "(Five died in Kandahar.) In another report from Herat …": not behind what was told of a whole country, or as another."""
    return lookback.is_elsewhere(mention) and not (meeting.is_country(story.place) or lookback.is_another(story.lead))


def _is_told_again(story: Story, mention: Mention, is_latest: bool) -> bool:
    """Whether a mention gives, with a town of a province told before or the other way round, the same number of dead, or dead of
    "the attack"; of one or two, where a headline tells the same as the first sentence."""
    told, fresh = story.deaths, casualties.total(mention.deaths)
    if told is None or fresh is None or not (meeting.is_wide(story.place) or meeting.is_wide(mention.place)):
        return False
    is_detail = lookback.is_elsewhere(mention) and meeting.is_country(
        story.place
    )  # "(Two died, and four in Turkey's south.) Separately …"
    if not is_detail and (lookback.is_another(mention) or lookback.is_of_another_hour(mention)):
        return False
    if fresh.best is not None and fresh.best == told.best:
        return fresh.best >= _SOME or (is_latest and _opens_again(story, mention))
    if is_latest and (_opens_with_some(story, mention) or (fresh.best is None and fresh.value < told.value)):
        return True  # "(10 were killed in Benue.) They attacked villages in Guma, killing residents"
    return is_latest and lookback.names_the_deed(mention)


def _befell_them(mention: Mention) -> bool:
    """ "They were ambushed in Bontoc", "it was attacked near Mandera": those of whom was told just before."""
    hit = (*mention.victims, *mention.targets)
    return bool(hit) and not mention.deaths and all(f.noun.kind == "pronoun" for f in hit)


def _opens_with_some(story: Story, mention: Mention) -> bool:
    """ "(Bandits kill a chief, two others.) Gunmen killed the chief of Kolo": some of whom the headline told."""
    return _opens_again(story, mention) and again.are_counted(story.lead, mention)


def _opens_again(story: Story, mention: Mention) -> bool:
    """Whether a first sentence tells of the deed of a headline."""
    return mention.sentence.number == 1 and story.lead.sentence.number == 0


def _is_of_old(mention: Mention, published: date | None) -> bool:
    """ "After the clash broke out in May last year", "where there has been fighting since June": bare words of a month or a year
    long past, or of all since, say nothing of the news."""
    day = mention.day
    if not mention.is_bare or day is None or published is None or day.precision < MONTH_PREC:
        return False
    return mention.effects <= _FIGHTING and (day.is_since or published - day.last > _OLD)


def _hits_other(story: Story, mention: Mention) -> bool:
    """Whether a mention brings in things the story has not named: "they also blew up a bridge"."""
    fresh = [f for f in mention.targets if f.noun.determiner not in _POINTING and not _is_a_place(f)]
    told = {word for m in story.mentions for f in m.targets if not _is_a_place(f) for word in _words(m, f)} - _AREAS
    if is_by_the_doers(mention) and mention.place is None and mention.day is None:
        return False
    if not told or not fresh or mention.deaths or (mention.is_deed and lookback.names_the_deed(mention)):
        return False
    return all(told.isdisjoint(_words(mention, f)) for f in fresh)


def _is_a_place(filler: Filler) -> bool:
    """ "A village", "Yelwata village": where the houses and people stood that were hit."""
    return filler.noun.head in _INHABITED


def _words(mention: Mention, filler: Filler) -> set[str]:
    tokens = mention.sentence.tokens
    return {t.low.removesuffix("s") for t in tokens[filler.first : filler.last] if len(t.low) > 2 and not t.kind}


def _is_figure_again(story: Story, mention: Mention) -> bool:
    """A large number told once more is the same dead, wherever and whenever the sentence seems to set them."""
    told, fresh = story.deaths, casualties.total(mention.deaths)
    if told is None or fresh is None or fresh.best is None or fresh.best < _MANY:
        return False
    if told.best is not None and told.high is None and fresh.high is not None and _is_exact_of(told.best, fresh.best):
        return True
    if fresh.best != told.best:
        return False
    if fresh.best >= _VERY_MANY:
        return True
    if lookback.is_another(mention) or _is_done_another_day(story, mention):
        return False
    if manner.are_apart(story.lead, mention):
        return False  # "a suicide bomber killed 24 … gunmen stormed a hospital and killed 24"
    return dates.meet(story.day, mention.day) or meeting.may_be_one(story.place, mention.place)


def _is_exact_of(round_one: int, number: int) -> bool:
    """ "(More than 1,100.) … 1,120": what a round number stood for."""
    return round_one >= _VERY_MANY and round_one % _MANY == 0 and round_one < number <= 1.05 * round_one


def _is_done_another_day(story: Story, mention: Mention) -> bool:
    """ "(They killed 20 on Wednesday.) On Thursday they killed 20 people": who did it once more, on another exact day."""
    days = story.day, mention.day
    is_exact = all(day is not None and day.precision == 1 for day in days)
    is_done = bool(mention.agents) or is_by_the_doers(mention)
    return is_exact and not dates.meet(*days) and is_done and not mention.is_toll


def is_one_toll(story: Story, mention: Mention) -> bool:
    """Whether two figures can be one: the same number, or only one of them a number."""
    told, fresh = story.deaths, casualties.total(mention.deaths)
    return told is None or fresh is None or fresh.best is None or told.best in (None, fresh.best)


def _other_hands(story: Story, mention: Mention) -> bool:
    """Whether a mention with a day of its own, or of another hour, names other doers than the story."""
    is_apart = mention.day is not None or lookback.is_of_another_hour(mention)
    return is_apart and not mention.deaths and apart.are_by_others(story, mention)


def is_by_the_doers(mention: Mention) -> bool:
    """ "The attackers (fired at worshippers and set off explosives)", "the bandits", "they": those told of just before."""
    if any(f.noun.determiner == "the" and f.noun.head in _ANY_DOER - _ANYONE for f in mention.agents):
        return True
    return not mention.agents and bool(
        _THEY.search(mention.sentence.document, mention.sentence.start, mention.trigger[0])
    )


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
    return {t.low for f in names for t in tokens[f.first : f.last] if len(t.low) > 2}


def _restates(story: Story, mention: Mention) -> bool:
    """Whether a mention can only repeat a summary: it names no narrower place or day, and no other number; or it gives the
    day of the same number, or tells where the several villages lie."""
    if story.day is None and story.deaths is not None and _is_figure_of(story, mention):
        return True
    if story.lead.is_part and meeting.is_country(story.place) and _is_told_again(story, mention, is_latest=False):
        return True  # "(Six died: two in a raid, four in a blast.) … four soldiers were killed in Siirt"
    if background.is_of_several_places(mention) and _hits_the_same(story, mention):
        return not mention.deaths and meeting.may_be_one(story.place, mention.place)
    if mention.place is not None and (story.place is None or not meeting.is_one(mention.place, story.place)):
        return False
    if mention.day is not None and (story.day is None or _days(mention.day) != _days(story.day)):
        return False
    told, fresh = story.deaths, casualties.total(mention.deaths)
    if figures.is_estimate(mention) or figures.plays_down(mention, told):
        return True
    if mention.is_bare or (fresh is not None and (fresh.best is None or told is None or fresh.best == told.best)):
        return True
    if fresh is None or told is None or mention.place is not None or mention.day is not None:
        return False
    is_later = mention.is_toll and told.high is None and fresh.value >= told.value  # "(more than 40.) The toll is 51"
    return is_later or _are_near(fresh, told)


def _is_figure_of(story: Story, mention: Mention) -> bool:
    """ "(12 died in attacks on several villages.) … confirmed the toll of 12 of Tuesday's attack"."""
    told, fresh = story.deaths, casualties.total(mention.deaths)
    if told is None or fresh is None or fresh.best is None or not mention.is_toll or mention.place is not None:
        return False
    return fresh.best == told.best and fresh.best >= _SOME


def _hits_the_same(story: Story, mention: Mention) -> bool:
    told = {f.noun.head for m in story.mentions for f in m.targets}
    return any(f.noun.head in told for f in mention.targets)


def _is_rape_and_dead(story: Story, mention: Mention) -> bool:
    """ "27 women were raped. … said eight civilians were killed": a toll of dead is not of those."""
    return bool(mention.deaths) and story.deaths is None and story.lead.mode == "sexual" != mention.mode


def _are_near(first: Quantity, second: Quantity) -> bool:
    """ "1,383 were killed … a committee found that 1,426 had died"."""
    return min(first.value, second.value) >= _MANY and max(first.value, second.value) <= 1.2 * min(
        first.value, second.value
    )


def _days(span: DateSpan) -> tuple[date, date]:
    return span.first, span.last


def _is_within(story: Story, mention: Mention) -> bool:
    """ "(Gunmen attacked a post in southern Kirkuk on Sunday.) Two died in the attack in Ali Saray village in Kirkuk": an unknown
    village of the province of a town told before, of a deed whose dead are told first."""
    first, second = story.place, mention.place
    if first is None or second is None or second.place is not None or first.place is None or second.container is None:
        return False
    if story.deaths is not None or not mention.deaths or not lookback.names_the_deed(mention):
        return False
    return (first.place.country, first.place.admin1) == (second.container.country, second.container.admin1)


def _are_other_hurt(story: Story, mention: Mention) -> bool:
    """ "Attacks across the country injured 34 … In the capital four were injured": fewer, in a place of their own."""
    told = next((m.injured for m in story.mentions if m.injured), ())
    if mention.deaths or not told or not mention.injured or mention.place is None or story.place is None:
        return False
    before, fresh = casualties.total(told), casualties.total(mention.injured)
    is_fewer = before is not None and fresh is not None and fresh.value < before.value
    return is_fewer and meeting.is_wide(story.place) and not meeting.is_one(story.place, mention.place)


def _are_others_than_the_doers(story: Story, mention: Mention) -> bool:
    """ "(All five attackers were killed.) 212 people were wounded": of those whom they attacked."""
    if not mention.injured or mention.deaths or not story.toll.deaths:
        return False
    return apart.are_of_the_doers(story.toll) and any(c.quantity.value > 1 for c in mention.injured)


def _tolls_meet(story: Story, mention: Mention) -> bool:
    told, fresh = story.deaths, casualties.total(mention.deaths)
    if told is None or fresh is None or fresh.best is None or told.best is None:
        return True
    if told.best == fresh.best or 0 in (told.best, fresh.best):
        return True
    own = mention.place is not None and story.place is not None and not meeting.is_one(mention.place, story.place)
    is_of_those = lookback.names_the_deed(mention) or _opens_with_some(story, mention)
    return not own or (meeting.is_wide(story.place) and is_of_those)
