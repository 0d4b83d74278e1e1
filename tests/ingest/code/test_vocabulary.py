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
