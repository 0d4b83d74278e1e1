"""The dead wherever in a sentence they stand: a list of them counts as its sum, and a number says the same everywhere."""

import pytest

from tests.ingest.code.reading import read

_SENTENCES = (
    "{X} were killed in Goma on Sunday.",
    "Rebels killed {x} in Goma on Sunday.",
    "An attack on Goma killed {x} on Sunday.",
    "{X} died in an attack on Goma on Sunday.",
    "A blast in Goma on Sunday left {x} dead.",
    "Police said {x} had been shot dead in Goma on Sunday.",
    "The attack in Goma on Sunday claimed the lives of {x}.",
    "Sunday's attack in Goma took the lives of {x}.",
    "Gunmen opened fire in Goma on Sunday, killing {x}.",
    "Among the dead in Sunday's attack on Goma were {x}.",
    "Those killed in Sunday's attack on Goma included {x}.",
    "The dead in Sunday's attack on Goma were identified as {x}.",
    "{X} lost their lives when rebels attacked Goma on Sunday.",
    "Goma: {x} killed in rebel attack",
    "Rebels attacked Goma on Sunday. {X} were killed.",
    "Rebels attacked Goma on Sunday, leaving {x} dead.",
    "The bodies of {x} were found in Goma on Sunday.",
    "Officials said {x} were among those killed in Goma on Sunday.",
    "Rebels shot {x} dead in Goma on Sunday.",
    "Rebels shot dead {x} in Goma on Sunday.",
    "Rebels executed {x} in Goma on Sunday.",
    "A strike on Goma on Sunday resulted in the deaths of {x}.",
    "Rebels murdered {x}, and burned a church in Goma on Sunday.",
    "The rebels are accused of killing {x} in Goma on Sunday.",
    "The killing of {x} in Goma on Sunday has shocked the country.",
    "{X} have been killed in Goma since Sunday, the army said.",
    "{X} were burned alive in Goma on Sunday.",
    "A car bomb in Goma on Sunday killed {x} and wounded 12 others.",
    "A car bomb in Goma on Sunday wounded 12 people and killed {x}.",
)
_LISTS = {
    "three women and four children": 7,
    "three women, two men and four children": 9,
    "three soldiers as well as four civilians": 7,
    "three women together with four children": 7,
    "at least three women and four children": 7,
    "a woman and four children": 5,
    "a mayor and three of his guards": 4,
    "three women, four children and a priest": 8,
    "13 soldiers, four policemen, and a guide": 18,
    "a teacher, a nurse and a farmer": 3,
    "a couple and their three children": 5,
    "a man, his wife and their two daughters": 4,
    "a soldier and six rebels": 7,
    "ten people – six men and four women –": 10,
    "ten people, six of them children,": 10,
    "a pregnant woman and her three-year-old son": 2,
    "a father and son": 2,
    "two brothers and their cousin": 3,
}

_NUMBERS = {
    "at least 12 people": (12, 12, None),
    "well over 100 people": (100, 100, None),
    "at least five people and possibly more": (5, 5, None),
    "between 10 and 15 people": (10, 10, 15),
    "three or four people": (3, 3, 4),
    "nearly 30 people": (30, 30, 30),
    "twelve (12) people": (12, 12, 12),
    "1,200 people": (1200, 1200, 1200),
    "one hundred and forty-seven people": (147, 147, 147),
    "three 20-year-old men": (3, 3, 3),
    "two 17-year-olds": (2, 2, 2),
    "around 25 civilians, mostly women,": (25, 25, 25),
    "12 people, including a three-year-old girl,": (12, 12, 12),
    "five members of one family": (5, 5, 5),
    "dozens of people": (24, None, None),
    "a score of villagers": (20, None, None),
}
"""What a number says: low, best, high."""


@pytest.mark.parametrize("sentence", _SENTENCES)
def test_a_number_of_dead_says_the_same_wherever_it_stands(sentence: str) -> None:
    told = {people: _figures(sentence, people) for people in _NUMBERS}

    assert told == {people: [figures] for people, figures in _NUMBERS.items()}


@pytest.mark.parametrize("sentence", _SENTENCES)
def test_a_list_of_dead_counts_as_its_sum_wherever_it_stands(sentence: str) -> None:
    told = {people: _dead(sentence, people) for people in _LISTS}

    assert told == _LISTS


def test_who_cannot_be_among_those_before_an_aside_is_counted_beside_them() -> None:
    people = "eight civilians, including three children, and two soldiers"

    assert {_dead(sentence, people) for sentence in _SENTENCES} == {10}


def _dead(sentence: str, people: str) -> int:
    """The dead of a sentence about these people."""
    return sum(best or low or 0 for low, best, _ in _figures(sentence, people))


def _figures(sentence: str, people: str) -> list[tuple[int | None, int | None, int | None]]:
    """Low, best and high of each event of such a sentence in which somebody died, its parts not counted again."""
    text = sentence.format(x=people, X=people[0].upper() + people[1:])
    for doubled, single in ((",,", ","), ("–,", "–"), (", .", "."), (",.", "."), (" –.", ".")):
        text = text.replace(doubled, single)
    told = (event for event in read(text) if event.low is not None and not event.part_of)
    return [(event.low, event.best, event.high) for event in told]
