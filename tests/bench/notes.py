"""What a short note of an event data project says in its own manner, beside what the coder reads: the day it opens with, the town
it names, "coded as 3", and actors by ACLED's names. For the adapter of `tests.bench.events`; nothing of the product reads it."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache

from ingest import dates, places
from ingest.code import acled, actors, datelines, placing, sentences, tables
from ingest.code.company import Company
from ingest.code.sentences import Sentence
from ingest.model import Event
from tests.bench import snippets

_CODED = re.compile(r"\bcoded as (\d+)\b", re.IGNORECASE)
_SEVERAL_DEAD = re.compile(
    r"\b(?:several|some|a number of|multiple) (?:\w+ ){0,4}(?:killed|died|dead|deaths|fatalities)\b", re.IGNORECASE
)
_IN_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_SEVERAL = 3
"""What ACLED counts where a note says that several died."""
_SHOTS = re.compile(r"\b(?:shot|shots|fired|gunfire|gunshots?|live (?:rounds|bullets|ammunition)|bullets?)\b")
_POLICE = re.compile(r"\b(?:police\w*|soldiers|troops|security forces|gendarmes|military)\b", re.IGNORECASE)
_NAME = r"([A-Z][\w'’-]+(?: (?:[A-Z][\w'’-]+|de|del|el|al)){0,4})"
_BEFORE_PROVINCE = re.compile(
    _NAME + r"(?: (?:city|town|village|district|area|municipality|LGA|road|axis|forest|sector|camp|county|township))?"
    r" \((?=[A-Z][^),]+(,)?)"
)
_LIKE_A_PLACE = re.compile(
    r"\b(?:in|near|at|on|outside|around|over|towards|of|between) "
    + _NAME
    + r"(?=,| city| town| village| district| region| regency| province| in | and [A-Z])"
)
_TOWN = 2
_CROWDS = {"Protests": "Protesters", "Riots": "Rioters"}
_HARMED = frozenset(("Violence against civilians", "Explosions/Remote violence"))
_FORCES = {
    "military": tables.cues("troops")
    | tables.cues("aircraft")
    | {
        "forces",
        "soldiers",
        "artillery",
        "missile",
        "missiles",
        "drones",
        "rockets",
        "army",
        "military",
        "navy",
        "marines",
        "regime",
    }
    | {"airstrike", "airstrikes", "shelling", "vehicles", "tanks", "jets", "strikes", "deployment", "drone", "guards"},
    "police": frozenset(("police", "policemen", "officers", "gendarmes", "disposal")),
}
_NAMED = {"military": "Military Forces of {}", "police": "Police Forces of {}"}
_FIGHTERS = re.compile(r"\b(?:militants|militiamen|militia|militias)\b", re.IGNORECASE)
_BODY = r"(?:police|security forces|gendarmes|soldiers|troops|officers|authorities|(?:riot|security) (?:units|guards)|\w+ forces)"
_HINDERED = (
    r"(?:dispers\w+|tear ?gas\w*|water cannons?|pepper spray|batons?|broke up|intervened|prevented|stopped|blocked"
)
_HINDERED += r"|(?:baton|lathi|cane)[- ]?charged|turned (?:back|away)|drove (?:off|back)"
_HINDERED += r"|rubber\S*|took (?:\w+ ){1,3}(?:away|into custody)|detained|arrested|removed|cordoned|evicted|used force"
_HINDERED += (
    r"|charged (?:at|the|towards)|cut short|halted|kettled|pushed back|scattered|fired pellets|beat back|forcibly"
)
_HINDERED += r"|ordered (?:them|the|an?)|blocked the (?:road|way|march))"
_INTERVENED = re.compile(
    rf"\. [^.]*{_BODY} (?:\w+ ){{0,6}}{_HINDERED}"
    rf"|^(?:[^.]* )?{_BODY} (?:\w+ ){{0,2}}(?:dispersed|prevented|stopped|broke up|turned back|turned away|drove off|drove back) "
    r"|\b(?:was|were) (?:scattered|broken up|dispersed|halted|cut short)\b"
    rf"|\b(?:before|until|but|and|when) (?:the )?{_BODY} (?:\w+ ){{0,3}}{_HINDERED}"
    rf"|(?:dispersed|stopped|removed|prevented|blocked|evicted) (?:[\w-]+ ){{0,2}}by (?:the )?(?:\w+ )?{_BODY}"
    r"|(?:several|some|\d+|all|they|women|students|workers|activists|protesters|demonstrators) (?:(?!who\b|that\b)[\w'-]+ ){0,6}"
    r"were (?:\w+ and )?(?:briefly )?"
    r"(?:arrested|detained|surrounded|taken (?:away|into (?:preventive )?custody)|whisked away|rounded up|bundled)"
    r"|\bwhisked away in (?:\w+ ){0,2}(?:vans?|bus(?:es)?|vehicles?)\b",
    re.IGNORECASE,
)
_FIRED = re.compile(
    rf"{_BODY},? (?:who )?(?:\w+ ){{0,3}}(?:opened fire|fired|shot) "
    r"(?:\w+ ){0,3}(?:live|bullets|rounds|gunshots|at|on|into|towards)\b",
    re.IGNORECASE,
)
_GATHERING = r"(?:rally|protest|demonstration|march|sit-in|vigil|picket|procession)"
_AT_PROTEST = re.compile(
    rf"\b(?:at|during|from|to|for|in|before|ahead of) (?:an?|the|holding a|staging a) (?:[\w-]+ ){{0,2}}{_GATHERING}\b"
    r"|\b(?:protesters|demonstrators|protesting|picket(?:ed|ing)|(?:stood|standing|alone) with a"
    r"|activists (?:who )?(?:had )?(?:scaled|climbed|occupied|blocked|chained|glued|unfurled)"
    r"|held? up a|(?:single|solo|one-person|single-person) (?:picket|protest)"
    r"|(?:from|tried to|attempted to|about to) "
    r"(?:march(?:ing)?|demonstrat(?:e|ing)|gather(?:ing)?|rally(?:ing)?|hold(?:ing)? a))\b",
    re.IGNORECASE,
)
_RIOTED = re.compile(
    r"\b(?:stones?|stoned|rocks|bricks|bottles|molotovs?|petrol bombs|fireworks|set (?:\w+ ){0,4}(?:fire|ablaze|alight)|torch\w+"
    r"|burn(?:ed|t|ing)|vandali\w+|loot\w+|storm\w+|clash\w*|scuffle\w*|ransack\w*|smash\w*|attacked|pelted|projectiles|rioters"
    r"|riot(?:ed|ing)?|violent)\b",
    re.IGNORECASE,
)
_THROWN = re.compile(
    r"\b(?:pelt\w*|stoned|(?:threw|throw\w*|hurl\w+) (?:\w+ ){0,2}(?:stones|rocks|bricks|bottles|molotovs?|petrol bombs))\b",
    re.IGNORECASE,
)
_SMOKE = re.compile(
    r"\b(?:burn\w*|set|setting|lit|lighting) (?:fire to )?(?:\w+ ){0,2}(?:tires|tyres|barricades|effig\w+|flags?)"
    r"(?: (?:on fire|ablaze|alight))?",
    re.IGNORECASE,
)
"""What peaceful crowds burn too."""
_COUNTED = re.compile(
    rf"\b(\d+|{'|'.join(_IN_WORDS[1:])}) (?:(?!wounded|injured|others?\b)[\w'-]+ ){{0,4}}?"
    r"(?:(?:was|were|been|reportedly|reported|confirmed|left) ){0,3}"
    r"(?:killed|dead|died|martyred|neutrali[sz]ed|lost (?:his|her|their) li\w+)\b",
    re.IGNORECASE,
)
_FORCE_ATTACKED = re.compile(
    r"\b(?:attack(?:ed|ing)|fired (?:at|on|upon)|shot at|opened fire (?:at|on|upon|towards)|ambush(?:ed|ing)|raided|targeted"
    r"|stormed) (?:(?!by )[\w'/-]+ ){0,5}"
    r"(?:police|policem[ae]n|soldiers?|army|military|patrols?|checkpoints?|outposts?|troops|forces|gendarmes|rangers|militants|militiamen"
    r"|fighters|rebels|positions?|barracks|garrison|border guards|peacekeepers)\b|\breturned fire\b|\bfired back\b",
    re.IGNORECASE,
)
_REACH = 5
"""Words between a nation and its forces: "Ukrainian and Russian forces", "a Russian Shahed drone"."""


def fatalities(text: str, counted: int) -> int:
    """The dead of a note: the number it says it was coded as, else those counted, several for an uncounted few."""
    told = _CODED.search(text)
    if told:
        return int(told[1])
    if not counted and (found := _COUNTED.search(text)) and not snippets.heading(text) and not counts_a_crowd(text):
        return int(found[1]) if found[1].isdigit() else _IN_WORDS.index(found[1].lower())
    return _SEVERAL if counted < _SEVERAL and _SEVERAL_DEAD.search(text) else counted


def is_shot(text: str) -> bool:
    """Whether a note tells of shots."""
    return bool(_SHOTS.search(text))


def is_by_police(text: str) -> bool:
    """Whether police or soldiers take part."""
    return bool(_POLICE.search(text))


def is_fired_at(text: str) -> bool:
    """Whether police or soldiers fire at those they face."""
    return bool(_FIRED.search(text))


def is_force_attacked(text: str) -> bool:
    """Whether those who are attacked are armed."""
    return bool(_FORCE_ATTACKED.search(text))


def is_intervened(text: str) -> bool:
    """Whether a sentence after the first says that a crowd was driven off."""
    return bool(_INTERVENED.search(text))


def is_at_protest(text: str) -> bool:
    """Whether a note tells of arrests at a protest."""
    return bool(_AT_PROTEST.search(text))


def is_riot(text: str) -> bool:
    """Whether a note tells of a crowd's force."""
    return bool(_RIOTED.search(_SMOKE.sub("", text)))


def are_thrown(text: str) -> bool:
    """Whether a note tells of stones or the like that are thrown."""
    return bool(_THROWN.search(text))


def counts_a_crowd(text: str) -> bool:
    """Whether a note says how large a crowd was, as ACLED's on demonstrations do."""
    return "[size=" in text


def day_of(text: str) -> str | None:
    """The day a note opens with."""
    found = dates.find_dates(text, None)
    return str(found[0].first) if found else None


def located(text: str) -> list[str]:
    """The name that a note sets before its province in brackets: "Barkhan town (Barkhan, Balochistan)"."""
    found = [match for match in _BEFORE_PROVINCE.finditer(text) if match[1].lower() not in places.demonyms()]
    best = next((match for match in found if match[2]), found[0] if found else None)
    return [best[1]] if best else []


def around(text: str, written: str) -> list[str]:
    """The larger place after the one that a note writes: "Zoobe, Mogadishu"."""
    found = re.search(re.escape(written) + r"(?: (?:city|town|district|area|camp|neighbourhood))?, " + _NAME, text)
    return [found[1]] if found else []


def towns(text: str) -> list[str]:
    """The first place of a note, a town before any other, by both its names, and the first name that stands like a place's."""
    company = Company(text, None, None, datelines.find(text, None))
    named = [p for s in sentences.split(text) for p in placing.find(s, company) if p.place or p.is_strong]
    first = min(named, key=lambda p: (p.where_prec > _TOWN, not p.is_strong), default=None)
    found = [] if first is None else [first.written, *([first.place.name] if first.place else [])]
    return [*found, *(match[1] for match in [_LIKE_A_PLACE.search(text)] if match)]


def country_of(text: str) -> str | None:
    """The country a note speaks of, by its code."""
    return Company(text, None, None, datelines.find(text, None)).country


def parties(text: str, events: Sequence[Event], kind: str, country: str | None, day: date | None) -> list[str]:
    """Who takes part, as written and as ACLED calls them, in a note of one of its six types."""
    home = f" ({places.gazetteer().countries[country].name})" if country else ""
    read = sentences.split(snippets.told(text))
    written = [name for e in events for name in (*e.side_a, *e.side_b, *e.victims)] or _people(read)
    words = [word for name in written for word in name.lower().split()]
    words += [token.low for sentence in read for token in sentence.tokens] if kind not in _CROWDS else []
    found = [name for s in read for name in (*_known(s, day, country), *_national(s))]
    found += [_CROWDS[kind] + home] if kind in _CROWDS else []
    found += [_NAMED[body].format(home.strip(" ()")) for body in _FORCES if _is_of(words, body)]
    found += [_FIGHTERS.sub("Militia", name) + home for name in written if _FIGHTERS.search(name)]
    unarmed = any(acled.kinds_of((name,), None) == {"unarmed"} for e in events for name in e.victims)
    found += ["Civilians" + home] if _meets_civilians(text, kind, events, is_unarmed=unarmed) else []
    found += [
        name + home for name, words in snippets.MEMBERS.items() if re.search(rf"\b(?:{words})\b", text, re.IGNORECASE)
    ]
    found += [_NAMED["police"].format(home.strip(" ()"))] if kind in _CROWDS and is_by_police(text) else []
    return list(dict.fromkeys((*written, *found)))


def _meets_civilians(text: str, kind: str, events: Sequence[Event], *, is_unarmed: bool) -> bool:
    """Whether civilians suffer a note's deed: always where ACLED has a type for it, else where none who are armed do."""
    if kind == "Violence against civilians" or snippets.heading(text) in ("PROPERTY_DISTRUCT", "ARREST"):
        return True
    armed = any(acled.kinds_of(e.side_b, None) & {"armed"} for e in events)
    return kind in _HARMED and (is_unarmed or not armed)


def _people(read: Sequence[Sentence]) -> list[str]:
    """The people that a note names, where it tells no deed that the coder reads."""
    return [token.text for sentence in read for token in sentence.tokens if token.low in tables.people()]


def _is_of(words: Iterable[str], body: str) -> bool:
    people = tables.people()
    return any(word in _FORCES[body] or (word in people and people[word].kind == body) for word in words)


def _known(sentence: Sentence, day: date | None, country: str | None) -> Iterable[str]:
    """The actors of the table that a sentence names, as ACLED calls them."""
    for actor in actors.resolve(sentence.tokens, day, country):
        yield actor.name
        if title := _titles().get(actor.actor_id):
            yield title


@cache
def _titles() -> dict[str, str]:
    """ACLED's name of an actor where it has another; of several periods the last."""
    return {row["actor"]: row["acled_name"] for row in tables.rows("actors.csv") if row["acled_name"]}


def _national(sentence: Sentence) -> Iterable[str]:
    """The forces of each nation that a force is told of right after."""
    tokens, nations = sentence.tokens, places.demonyms()
    lows = [token.low for token in tokens]
    for at, low in enumerate(lows):
        near = lows[at + 1 : at + 1 + _REACH]
        if nation := "US" if tokens[at].text == "US" else nations.get(low):
            name = places.gazetteer().countries[nation].name
            yield from (_NAMED[body].format(name) for body, words in _FORCES.items() if not words.isdisjoint(near))
