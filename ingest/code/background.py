"""Tolls that are of more than the news, or of what went before it: of a war, a year, an earlier attack. Not for which story is
told again: that is `ingest.code.merge`."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from ingest.code import casualties, tables
from ingest.code.mentions import Mention
from ingest.code.nouns import ORDINALS
from ingest.code.quantities import Quantity
from ingest.code.sentences import Sentence, Token
from ingest.code.story import OF_A_WAR, Story
from ingest.code.tables import Entry
from ingest.dates import MONTH_PREC, DateSpan

_CRIMES = frozenset(("homicides", "murders"))
_KILLED = frozenset(("death",))
_LONG_AGO = timedelta(days=20)
_NEAR = 40
_SOME_DAYS = timedelta(days=27)
"""Less than a month, which may be that of one deed."""
_LONG = re.compile(
    r"\b(?:in|over|during|for|of)\s{1,3}(?:the\s{1,3})?(?:recent|past|last)\s{1,3}(?:few\s{1,3}|several\s{1,3})?(?:weeks|months|years|decades?)\b|\bover\s{1,3}the\s{1,3}years\b"
    r"|\bsince\s{1,3}the\s{1,3}(?:start|beginning|outbreak|onset)\s{1,3}of\s{1,3}the\s{1,3}(?!year)\w+"
    r"|\b(?:violence|war|conflict|insurgency|crisis|unrest|fighting|uprising|campaign)\b[^.;]{0,80}?\bha(?:s|ve)\s{1,3}[^.;]{0,60}?"
    r"\b(?:killed|claimed|left)\b"
    r"|\bha(?:s|ve)\s{1,3}(?:been\s{1,3})?(?:killed|died|claimed|left)\b[^.;]{0,120}?\bsince\b"
    r"|\b(?:killed|died|dead)\b(?:(?!\b(?:\w{2,12}est|first|worst|most)\b)[^.;,]){0,60}?\bsince\s{1,3}(?:the\s{1,3})?[a-z]"
)
_CAME = re.compile(r"\s{1,3}(?:follow(?:s|ed)|comes?|came)\s{1,3}(?!on\b|in\b|at\b|under\b|from\b)")
_LONG_AFTER = re.compile(r"\b(?:days?|weeks?|months?|years?)\s+after\b")
_SERIES = re.compile(
    r"\b(?:such|series|wave|spate|string|second|third|fourth|\w{2,8}th)\b[^.;]{0,50}?\b(?:in\s{1,3}which|that|which)\b[^,.;]{0,40}?\bha(?:s|ve)\s$"
    r"|\b(?:attacks|bombings|killings|strikes|raids|clashes|shootings)\b[^.;]{0,50}?\b(?:that|which)\s{1,3}have\s$"
)
_SUCH = re.compile(
    r"(?:death\s)?(?:toll|number|total)\b[^,.;]{0,40}?\bsuch\s{1,3}(?:attacks|strikes|raids|killings|incidents|operations|shootings)\b"
)
_YEARS_AFTER = re.compile(
    r"\b(?:months|years)\s{1,3}after\s{1,3}the\s{1,3}\w+,?\s{1,3}(?:in\s{1,3}which|that|which|when)\b[^,.;]{0,40}$"
)
_DEEDS = re.compile(r"\b(?:shootings|separate\s{1,3}(?:\w+\s{1,3})?\w+s|incidents|gun\s{1,3}violence)\b")
_PLACES = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,3}|several|multiple|many|dozens\s{1,3}of)\s{1,3}"
    r"(?:\w+\s{1,3}){0,2}(?:cities|towns|villages|districts|provinces|states|regions|locations|settlements|communities|localities)\b"
    r"|\b(?:cities|towns|villages|districts|provinces)\s{1,3}of\b"
    r"|\bacross\s{1,3}the\s{1,3}(?:country|region|province|state)\b|\b(?:string|series|wave|spate)\s{1,3}of\s{1,3}\w+s\s{1,3}across\b"
)
_UNREST = re.compile(
    r"\bha(?:s|ve)\s{1,3}(?:now\s{1,3}|so\s{1,3}far\s{1,3}|already\s{1,3})?(?:died|been\s{1,3}killed)\b[^.;]{0,30}?\bin\s{1,3}(?:the\s{1,3})?"
    r"(?:\w+\s{1,3})?(?:violence|unrest|war|conflict|insurgency|crisis|fighting|uprising)\b"
)
_OVERALL = re.compile(
    r"\btoll\b[^.;]{0,150}?\bto\s{1,3}\d[\d,]*,\s{1,3}(?:bringing|taking|raising|pushing)\s{1,3}the\s{1,3}"
    r"(?:overall|total|nationwide|combined|cumulative)\s{1,3}$"
)
_RAISING = re.compile(
    r"\b(?:bringing|taking|raising|pushing|lifting)\s{1,3}(?:to\s{1,3}(?:at\s{1,3}least\s{1,3})?\d[\d,]*\s{1,3})?(?:its|their|the|his|her)\s{1,3}"
    r"(?:\w+\s{1,3}){0,4}$"
)
_OF_ONE_DEED = re.compile(
    r"\b(?:the|that|\w+'s)\s{1,3}(?:\w+\s{1,3}){0,3}(?:attacks?|bombings?|blasts?|explosions?|shootings?|strikes?|massacre|raids?|ambush|assault"
    r"|fire|crash|collapse|incident)\b"
)
_OF_LAND = re.compile(
    r"\b(?:pushed|brought|took|raised|pushing|bringing|taking|raising)\s{1,3}the\s{1,3}(?:overall\s{1,3})?$"
)
_IN_LAND = re.compile(
    r"(?:death\s)?toll\s{1,3}in\s{1,3}the\s{1,3}(?:state|country|region|province|war|conflict|violence|unrest|territory)\b"
)
_IN_ALL = re.compile(
    r"\b(?:in\s{1,3}(?:all|total),?\s{1,3}(?:at\s{1,3}least\s{1,3})?\d|altogether\b"
    r"|total\s{1,3}for\s{1,3}the\s{1,3}(?:day|week|weekend|month|quarter|year)\b)"
)
_HABIT = re.compile(
    r"\b(?:continues?\s{1,3}to|often|frequently|regularly|routinely|usually|sometimes)\s{1,3}"
    r"(?:results?\s{1,3}in|leads?\s{1,3}to|ends?\s{1,3}in|causes?|claims?|turns?|kills?)\b[^.;]{0,60}$"
)
_LASTING = re.compile(
    r"\bha(?:s|ve)\s{1,3}(?:\w{2,12}\s{1,3})?been\s{1,3}(?:\w{2,12}ly\s{1,3})?(?:waging\b[^.;,]{0,40})?$"
    r"|\b(?:who|which)\s{1,3}ha(?:s|ve)\s{1,3}(?:\w{2,12}ly\s{1,3})?(?:stepped\s{1,3}up|intensified|increased|ramped\s{1,3}up|escalated)\s{1,3}(?:\w+\s{1,3}){0,3}$"
)
_GOES_ON = re.compile(
    r"\b(?:continues|ha(?:s|ve)\s{1,3}continued)\s{1,3}(?:to|its|their|launching|carrying\s{1,3}out|with)\s{1,3}(?:\w+\s{1,3}){0,3}$"
    r"|\b(?:ha(?:s|ve)\s{1,3}kept|keeps)\s{1,3}up\s{1,3}(?:\w+\s{1,3}){0,2}$"
)
_OFTEN = re.compile(
    r"\b(?:often|frequently|regularly|routinely)\s{1,3}(?:been\s{1,3}|be\s{1,3})?(?:carr(?:y|ied)\s{1,3}out\s{1,3}|launch(?:ed)?\s{1,3})?$"
    r"|\bha(?:s|ve)\s{1,3}(?:often|frequently|regularly|routinely)\s{1,3}[^.;,]{3,40}\sand\s{1,3}$"
    r"|\b(?:(?:near-?|almost\s{1,3}|nearly\s{1,3})?daily|regular|frequent)\s{1,3}(?:\w+\s{1,3})?$"
    r"|\bha(?:s|ve)\s{1,3}repeatedly\s{1,3}(?:been\s{1,3})?$|\bha(?:s|ve)\s{1,3}been\s{1,3}repeatedly\s{1,3}$"
    r"|\b(?:week|month|year)s-?long\s{1,3}(?:\w+\s{1,3}){0,2}$"
    r"|\b(?:years?|months|decades?)\s{1,3}of\s{1,3}(?:[\w-]+\s{1,3}){0,2}$"
)
_PERFECT = re.compile(r"\bha(?:s|ve)\s{1,3}been\s{1,3}$")
_TIMES = re.compile(
    r"\s{1,3}(?:repeatedly|(?:several|many|numerous)\s{1,3}times|by\s{1,3}(?:several|many|numerous|a\s{1,3}(?:series|spate|string|wave)\s{1,3}of)\s{1,3}"
    r"(?:\w+\s{1,3})?(?:attacks|blasts|bombings|explosions|strikes|raids|killings|shootings))\b"
)
_LASTS = tables.cues("lasts")
"""One of these words stands in a sentence of what goes on."""
_COMES = re.compile(
    r"\W{0,2}(?:(?:this|it|that)\s{1,3}(?:all\s{1,3})?|(?:the|\w{3,9}day's)\s{1,3}(?:\w+\s{1,3}){1,3})"
    r"(?:(?:comes?|came)\s{1,3}(?:\w+\s{1,3}){0,4}?after|follows?|followed)\b"
)
_CAME_AFTER = re.compile(
    r"\b(?:came|comes?|happened|occurred|took\s{1,3}place|followed)\b[^.;]{0,40}?\b"
    r"(?:(?:days?|weeks?|months?|years?)\s{1,3}after\b|after\s{1,3}(?:a|the)\s{1,3}(?:weekend|week|month|day)\s{1,3}of\b)"
)


def in_its_time(mention: Mention) -> Mention:
    """ "The attack follows the deaths of 13 soldiers last week", "came hours after a vow in Kabul": told before, and not of that
    day or place."""
    if not mention.is_bare or not _CAME.match(mention.sentence.low, mention.trigger[1] - mention.sentence.start):
        return mention
    return mention._replace(day=None, place=None)


def comes_after(mention: Mention) -> bool:
    """ "It comes after a man was killed outside the bar in November": what went before the news."""
    return _COMES.match(mention.sentence.low, 0, mention.trigger[0] - mention.sentence.start) is not None


def is_long_after(mention: Mention, draft: Mention) -> bool:
    """ "51 were killed on Monday, two weeks after 52 were killed in the next town": in one sentence an older deed, of no day of
    its own."""
    if not (mention.deaths and draft.deaths) or "die" in mention.effects or draft.day not in (None, mention.day):
        return False
    return bool(_LONG_AFTER.search(mention.sentence.document, mention.trigger[1], draft.trigger[0]))


def are_apart(mention: Mention, draft: Mention) -> bool:
    """ "An officer was shot dead on Monday, bringing to 13 the number killed this year": the dead of a day and those of a year,
    in one sentence."""
    if not (mention.deaths and draft.deaths):
        return False
    if mention.is_timeless != draft.is_timeless:
        return True
    days = [m.day.precision for m in (mention, draft) if m.day is not None]
    return len(days) > 1 and min(days) < MONTH_PREC <= max(days)


def beyond(mention: Mention, beside: Sequence[Mention]) -> Mention:
    """ "A soldier was killed on Sunday, bringing its death toll to 395": a toll that a killing beside it only adds to is
    of no day; not "the toll of the attack", nor what those who died later raise."""
    if not (mention.is_toll and mention.deaths) or mention.is_timeless:
        return mention
    low, start = mention.sentence.low, mention.trigger[0] - mention.sentence.start
    if not _RAISING.search(low[:start]) or _OF_ONE_DEED.search(low[start:]):
        return mention
    told = casualties.total(mention.deaths)
    fewer = [m for m in beside if m.effects == _KILLED and not m.is_further and _is_less(m, told)]
    fewer = [m for m in fewer if not _also(m)]
    return mention._replace(is_timeless=True, day=None) if fewer else mention


def _also(mention: Mention) -> bool:
    """ "A man was also killed in the attack, taking the number of dead to two": one more of the same deed."""
    clause = mention.sentence.low[: mention.trigger[1] - mention.sentence.start]
    return clause.endswith((" also killed", " also died", " also shot dead"))


def _is_less(mention: Mention, than: Quantity | None) -> bool:
    told = casualties.total(mention.deaths)
    words = [t.low for c in mention.deaths for t in mention.sentence.tokens[c.first : c.last]]
    is_next = not ORDINALS.keys().isdisjoint(words)  # "a fifth victim"
    return told is not None and than is not None and 0 < told.value < than.value and not is_next


def is_of_more(story: Story, mention: Mention, published: date | None) -> bool:
    """Whether a mention gives the higher toll of a war ("since October 2023"), of a year ("13 officers have been killed this
    year") or of a day long before the news, beside a story of no such day."""
    day, told, fresh = mention.day, story.deaths, casualties.total(mention.deaths)
    if day is None or told is None or fresh is None or told.best is None or fresh.value <= told.best:
        return False
    if day.is_since and not (story.day is not None and story.day.is_since):
        return True
    if day.precision >= MONTH_PREC and story.day is not None and story.day.precision < MONTH_PREC:
        return True
    if day.is_lasting and story.day is not None and story.day.precision < day.precision:
        return True  # "a series of assaults over the past week has killed 38"
    return story.day is None and published is not None and published - day.last > _LONG_AGO


def is_timeless(sentence: Sentence, trigger: tuple[int, int]) -> bool:
    """ "In recent months it has killed 22", "the war has killed thousands", "it came a week after 22 were killed", "the fifth
    such attack, in which 13 have died": whether the toll of a trigger is of a time that cannot be told."""
    low, start = sentence.low, trigger[0] - sentence.start
    opens = low.rfind(";", 0, start) + 1
    ends = low.find(";", start)
    clause = low[opens : ends if ends >= 0 else len(low)]
    before = low[opens:start]
    return bool(_LONG.search(clause) or _CAME_AFTER.search(before) or _SERIES.search(before))


def is_habit(sentence: Sentence, trigger: int) -> bool:
    """ "Conflicts over land often lead to the killing of farmers": what happens, and not what happened."""
    return bool(_HABIT.search(sentence.low, 0, trigger - sentence.start))


def is_lasting(sentence: Sentence, trigger: Token, days: Sequence[DateSpan]) -> bool:
    """ "Rebels who have been fighting the army", "has continued to shell the town", "frequently attack villages", "near-daily
    raids", "years of fighting": what they do these years, and no deed of a day."""
    if any(_is_since_then(sentence, trigger, day) for day in days):
        return True
    if sentence.cue_words.isdisjoint(_LASTS):
        return False
    before = sentence.low[: trigger.start - sentence.start]
    if _OFTEN.search(before) or (_PERFECT.search(before) and _TIMES.match(sentence.low, trigger.end - sentence.start)):
        return True
    if any(day.precision < MONTH_PREC for day in days):
        return False
    return bool(_GOES_ON.search(before)) or (trigger.low.endswith(("ing", "s")) and bool(_LASTING.search(before)))


def _is_since_then(sentence: Sentence, trigger: Token, day: DateSpan) -> bool:
    """ "Occupied by Israel since 1967"."""
    if not (day.is_since and day.precision > MONTH_PREC and day.start > trigger.end):
        return False
    if sentence.document.startswith((", when ", " when "), day.end):
        return False  # "the deadliest attack since last July, when …"
    between = sentence.document[trigger.end : day.start]
    return len(between) < _NEAR and not any(mark in between for mark in ",;")


def is_grand_total(mention: Mention) -> bool:
    """ "In all 74 people died", "total for the week: 21 killed": of everything that the text told before."""
    if not mention.deaths or mention.is_timeless:
        return False
    return bool(_IN_ALL.search(mention.sentence.low))


def is_of_years(day: DateSpan | None) -> bool:
    """ "More than 6,000 have been killed in the conflict since 2017": not only where the sentences around are set."""
    return day is not None and day.is_since and day.precision > MONTH_PREC


def counts_crimes(entry: Entry, day: DateSpan | None) -> bool:
    """ "The city's 14 homicides", "had 110 murders": figures of the police, of no deed unless a month or year is told."""
    return entry.words[-1] in _CRIMES and (day is None or day.precision < MONTH_PREC)


def is_of_unrest(mention: Mention) -> bool:
    """ "28 people have died in violence before elections": of all of it, where no day or place is told."""
    if not mention.deaths or mention.day is not None or mention.place is not None:
        return False
    return bool(_UNREST.search(mention.sentence.low))


def is_of_thousands(mention: Mention) -> bool:
    """ "More than 10,000 have died, by some estimates": of a war, where no day or place is told."""
    dead = casualties.total(mention.deaths)
    return dead is not None and dead.low >= OF_A_WAR and mention.day is None and mention.place is None


def is_of_several_days(mention: Mention, day: DateSpan | None) -> bool:
    """ "Five were killed in gun violence across the city over the weekend", "100 were killed on 28 and 29 November": of several
    deeds."""
    if day is None or day.last == day.first:
        return False
    are_told = not day.is_relative and day.last - day.first < _SOME_DAYS
    return are_told or bool(_DEEDS.search(mention.sentence.low))


def is_of_several_places(mention: Mention) -> bool:
    """ "Missiles struck five Ukrainian cities, killing 41"."""
    return bool(_PLACES.search(mention.sentence.low))


def is_older(mention: Mention) -> bool:
    """ "It came a week after 22 were killed": one deed, and no toll of several."""
    before = mention.sentence.document[mention.sentence.start : mention.trigger[0]]
    return bool(_CAME_AFTER.search(before.lower()))


def is_of_several(sentence: Sentence, trigger: tuple[int, int]) -> bool:
    """ "(Bringing) the number of people killed in such strikes (to 83)", "rose to 13, bringing the overall toll to 19",
    "17 months after the massacre, in which 39 (died)": no toll of the day that the sentence names."""
    low, start = sentence.low, trigger[0] - sentence.start
    before = low[:start]
    if _OF_LAND.search(before) and _IN_LAND.match(low, start):
        return True  # "it pushed the death toll in the state to 105"
    return bool(_SUCH.match(low, start) or _YEARS_AFTER.search(before) or _OVERALL.search(before))
