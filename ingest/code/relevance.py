"""What only sounds like violence: sport, stage and screen, disasters, anniversaries, figures of speech. Not for how it is said."""

import re
from dataclasses import dataclass

_SPORT = re.compile(
    r"\b(?:goals?|match|striker|midfielder|defender|goalkeeper|league|coach|innings|wickets?|playoffs?|quarterback|touchdowns?|tournament|"
    r"semi-?finals?|championship|stadium|fixture|half-time|halftime|season|scored|defeat|victory|team-mates?|teammates?|penalty shoot-?out|"
    r"batsman|bowler|cup|derby|referee|world cup|premier league|basketball|football|soccer|baseball|cricket|tennis|rugby|hockey|nba|nfl|fifa|uefa|"
    r"comeback|standings|rebounds|hat-?trick)\b"
)
_STAGE = re.compile(
    r"\b(?:films?|movie|novel|thriller|screenplay|actor|actress|starring|stars as|plot|box office|video game|sequel|premiere[sd]?|episodes?|"
    r"tv series|drama|protagonist|director's|cinema|audiences?|theatre|opera|fiction(?:al)?|screen|sitcom|horror|characters?|memoir|album|netflix|documentary)\b"
)
_FIGURES = re.compile(
    r"\b(?:shares|stocks?|nasdaq|dow|index|investors|traders|bonds?|earnings|quarterly|profits?|dollar|euro|markets?|economists?|inflation|percent|analysts)\b"
)
_HARD = re.compile(
    r"\b(?:police|hospital|gunm[ae]n|soldiers?|bombs?|bombing|shot|shooting|army|militants?|rebels?|guerrillas?|troops|killed|wounded|"
    r"airstrikes?|insurgents?|terrorists?|bullets?|murder(?:ed)?|massacre|grenades?|mortar|explosion|civilians|casualties|dead|kidnapp?ed|coroner|stabbed)\b"
)
_ACCIDENT = re.compile(
    r"\b(?:crash(?:ed|es)?|collision|collided|derail(?:ed|ment)|capsized|sank|shipwreck|floods?|flooding|flooded|earthquakes?|quake|aftershocks?|tremor|landslides?|mudslides?|"
    r"hurricane|typhoon|cyclone|tornado(?:es)?|storms?|wildfires?|heat ?wave|avalanche|tsunami|drought|cholera|malaria|measles|ebola|covid|covid-19|coronavirus|epidemic|virus|outbreak|"
    r"pandemic|drown(?:ed|ing)|stampede|overdoses?|cancer|heart attack|car accident|traffic accident|road accident|overturned|collapsed?|lightning|illness|disease|pneumonia|stroke|"
    r"natural causes|food poisoning|gas leak|carbon monoxide|mine collapse|volcano|eruption)\b"
)
_WEAPON = re.compile(
    r"\b(?:gun|guns|gunm[ae]n|gunfire|gunshots?|shot|shoot|shooting|shots|bombs?|bomber|bombing|bombings|explosives?|attack|attacked|attackers?|attacks|militants?|soldiers|rebels?|"
    r"insurgents?|guerrillas?|airstrikes?|strike|strikes|shelling|knife|stabbed|ambush|clashes|murder(?:ed)?|homicide|killer|execut|assassin\w*|massacre|fighting|war|terrorist|missiles?|rockets?|mortars?|grenades?|hostages?|troops|army|police said the suspect)\b"
)
_MEMORY = re.compile(
    r"\b(?:anniversar(?:y|ies)|commemorat\w+|centenary|memorial (?:service|ceremony|day)|in memory of|remembrance|decades ago|centuries|century|years? since|"
    r"world war|civil war era|holocaust memorial|marks? \d+ years|in the (?:19)?[0-9]0s|history books?|historians?|mourned the loss|vigil|tribute)\b"
)
_IMAGINED = re.compile(
    r"\b(?:drill|exercise simulat\w+|simulated|simulation|war games?|scenario|hypothetical\w*|imagine|in the (?:film|movie|novel|book|series|game|play))\b"
)
_FOOTAGE = re.compile(
    r"\b(?:videos?|footage|photos?|photographs?|images?|pictures|clips?)\b[^.;]{0,60}\b(?:of|show(?:s|ing|ed)?|circulat\w+|posted|purport\w*)\b"
)
_ENOUGH = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """What a whole text is about, as far as it matters: whether its violent words can be meant."""

    is_play: bool
    is_accident: bool


def topic(low: str) -> Topic:
    """The topic of a lower-cased text."""
    text = low[:20_000]
    hard = len(_HARD.findall(text))
    played = max(len(_SPORT.findall(text)), len(_STAGE.findall(text)), len(_FIGURES.findall(text)))
    accidents = len(_ACCIDENT.findall(text))
    weapons = len(_WEAPON.findall(text))
    return Topic(is_play=played >= _ENOUGH and played > 2 * hard, is_accident=accidents >= 1 and accidents > weapons)


def is_memory(low: str) -> bool:
    """Whether a sentence tells of a day remembered rather than reported."""
    return bool(_MEMORY.search(low))


def is_imagined(low: str) -> bool:
    """Whether a sentence tells of a drill, a film or a game."""
    return bool(_IMAGINED.search(low))


def is_accident(low: str) -> bool:
    """Whether a sentence's dead died of something that nobody did on purpose."""
    return bool(_ACCIDENT.search(low)) and not _WEAPON.search(low)


def is_footage(low: str) -> bool:
    """Whether a sentence speaks of pictures of violence rather than of a violent act."""
    return bool(_FOOTAGE.search(low))
