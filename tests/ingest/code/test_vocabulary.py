"""The words of the news are known: who people are, by what they do, where they come from and whom they belong to."""

import pytest

from tests.ingest.code.reading import read

PEOPLE = (
    "actor|chaplain|comedian|coroner|sheikh|swimmer|veteran|vicar|prince|headman|commissioner|registrar|defector|spy"
    "|poacher|diver|boxer|cardinal|oligarch|deckhand|steward|police chief|deputy governor|ward councillor"
    "|union organiser|lay preacher|catechist|cooperative leader|cattle herder|deminer|poll worker|aid worker"
    "|bus conductor|immigrant|wedding guest|clubber|chairman|Spaniard|Briton|Kurd|Tutsi|Sikh|twin|stepbrother"
    "|ex-partner|great-grandmother|octogenarian|undergraduate|dealer|barrister|cowboy|campesino|seminarist|mullah"
    "|sarpanch|sub-inspector|commandant|islamist|dacoit|miscreant|rapist"
)


@pytest.mark.parametrize("noun", PEOPLE.split("|"))
def test_whoever_a_noun_calls_somebody_is_one_of_the_dead(noun: str) -> None:
    article = "an" if noun[0].lower() in "aeiou" else "a"
    (event,) = read(f"Gunmen shot dead {article} {noun} in Lima on Sunday, officials said.")
    assert (event.best, event.victims) == (1, (noun,))


def test_a_surname_that_is_a_trade_names_somebody() -> None:
    (event,) = read("Gunmen shot dead Stephen King and Bebe Weaver in Lima on Sunday, officials said.")
    assert (event.best, event.victims) == (2, ("Stephen King", "Bebe Weaver"))


def test_clerks_of_the_night_are_people_and_no_nights() -> None:
    (event,) = read("Gunmen shot dead two night clerks in Lima on Sunday, officials said.")
    assert (event.best, event.victims) == (2, ("night clerks",))


DEEDS = {
    "Gunmen cut down two farmers": ("firearms", "farmers"),
    "Gunmen gunned a policeman down": ("firearms", "policeman"),
    "Attackers burned three villagers alive": (None, "villagers"),
    "Three villagers were burnt alive": (None, "villagers"),
    "A bomb took the life of a teacher": ("explosives", "teacher"),
    "Two children were blown to pieces by a landmine": ("explosives", "children"),
    "Attackers hacked three farmers with machetes": ("primitive", "farmers"),
    "A farmer was found with his throat slit": ("primitive", "farmer"),
    "Four guerrillas fell in combat": ("firearms", "guerrillas"),
    "A teenager suffered a gunshot wound": ("firearms", "teenager"),
    "A child was hit by a stray bullet": ("firearms", "child"),
    "A patrol came under fire from militants": ("firearms", "patrol"),
    "Gunmen sprayed a bar with bullets": ("firearms", "bar"),
    "A driver rammed his car into a crowd": ("primitive", "crowd"),
    "A blast rocked a mosque": ("explosives", "mosque"),
    "Gunmen waylaid a bus": ("firearms", "bus"),
    "Pirates hijacked a tanker": ("abduct", "tanker"),
    "Gunmen snatched a businessman": ("abduct", "businessman"),
    "Gunmen made off with two nurses": ("abduct", "nurses"),
    "A journalist was spirited away by gunmen": ("abduct", "journalist"),
    "Militants detained four drivers": ("abduct", "drivers"),
    "Three students were picked up by security forces": ("arrest", "students"),
    "Police hauled away three activists": ("arrest", "activists"),
    "Agents nabbed a drug lord": ("arrest", "drug lord"),
    "Police baton-charged students": ("crowd-control", "students"),
    "Police fired tear gas at marchers": ("crowd-control", "marchers"),
    "A journalist was roughed up by police": ("beat", "journalist"),
    "A man threw acid at two girls": ("primitive", "girls"),
    "Robbers held up a bank": ("rob", "bank"),
    "Two houses were reduced to ashes": ("destroy", "houses"),
    "Rebels knocked down three power pylons": ("destroy", "power pylons"),
    "Rebels cut the throats of two guards": ("primitive", "guards"),
    "Rebels shot at an ambulance": ("firearms", "ambulance"),
    "Shots were fired at a bus": ("firearms", "bus"),
    "Rebels harassed a garrison": ("firearms", "garrison"),
    "A truck was riddled with bullets": ("firearms", "truck"),
    "An explosion shook a courthouse": ("explosives", "courthouse"),
    "A supermarket was hit by an explosion": ("explosives", "supermarket"),
    "A car bomb caused damage to two banks": ("explosives", "banks"),
    "A mayor was dragged from his house by rebels": ("abduct", "mayor"),
    "A nurse was taken out of her home by armed men": ("abduct", "nurse"),
    "A farmer was forced into a jeep by gunmen": ("abduct", "farmer"),
    "Rebels took a treasurer away": ("abduct", "treasurer"),
    "Rebels showered a car with bullets": ("firearms", "car"),
    "The bullet-riddled body of a judge was found": (None, "judge"),
    "Rebels stole a million pesos from a bank": ("rob", "bank"),
    "Rebels took food and medicines from a pharmacy": ("rob", "pharmacy"),
}


@pytest.mark.parametrize("clause", DEEDS)
def test_a_deed_is_told_in_many_ways(clause: str) -> None:
    (event,) = read(f"{clause} in Beni on Sunday, officials said.")
    mode, who = DEEDS[clause]
    assert event.event_mode == mode
    assert who in (*event.victims, *event.side_b, *event.targets)


@pytest.mark.parametrize(
    "clause",
    [
        "The minister came under fire from the opposition", "He cut down on sugar", "The company slashed 300 jobs",
        "The team picked up three points", "A scandal rocked the government", "The bus was held up by traffic",
    ],
)  # fmt: skip
def test_words_of_violence_in_other_use_tell_none(clause: str) -> None:
    assert read(f"{clause} in Lima on Sunday, officials said.") == ()


TARGETS = (
    "airbase|metro|coalmine|quarry|resort|shelter|tent|oilrig|levee|barn|orchard|cottage|skyscraper|eatery|bazaar"
    "|bookshop|dhow|frigate|warplane|radar|rickshaw|scooter|crane|firetruck|town-hall|tribunal|morgue|gurdwara|abbey"
    "|madrasa|dormitory|hospice|jailhouse|trench|fort|encampment|barricade|footbridge|jetty|beach|hamlet|slum|showroom"
    "|gasfield|procession"
)


@pytest.mark.parametrize("noun", TARGETS.split("|"))
def test_what_a_noun_calls_a_thing_is_what_was_hit(noun: str) -> None:
    article = "an" if noun[0] in "aeiou" else "a"
    (event,) = read(f"Rebels attacked {article} {noun} in Beni on Sunday, officials said.")
    assert event.targets == (noun,)


def test_things_that_are_counted_were_hit_and_nobody_is_counted() -> None:
    (event,) = read("Rebels attacked two banks in Beni on Sunday, officials said.")
    assert (event.targets, event.low) == (("banks",), None)
