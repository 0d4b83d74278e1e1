"""Numbers, days and distances wherever in a sentence they stand: a list of dead counts as its sum, a number and a day say the
same everywhere."""

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
    "12 internally displaced people": (12, 12, 12),
    "12 cattle herders": (12, 12, 12),
    "12 day labourers": (12, 12, 12),
}
"""What a number says: low, best, high."""

_DAYS = {
    "on Sunday": ("2025-05-04", "2025-05-04"),
    "on 4 May": ("2025-05-04", "2025-05-04"),
    "on May 4, 2025": ("2025-05-04", "2025-05-04"),
    "on Sunday, 4 May": ("2025-05-04", "2025-05-04"),
    "on Sunday (May 4)": ("2025-05-04", "2025-05-04"),
    "early on Sunday": ("2025-05-04", "2025-05-04"),
    "at around 3 a.m. on Sunday": ("2025-05-04", "2025-05-04"),
    "two days ago": ("2025-05-05", "2025-05-05"),
    "yesterday": ("2025-05-06", "2025-05-06"),
    "overnight": ("2025-05-06", "2025-05-07"),
    "overnight into Sunday": ("2025-05-03", "2025-05-04"),
    "in the night from Saturday to Sunday": ("2025-05-03", "2025-05-04"),
    "between 1 and 4 May": ("2025-05-01", "2025-05-04"),
    "on 3 and 4 May": ("2025-05-03", "2025-05-04"),
    "over the weekend": ("2025-05-03", "2025-05-04"),
    "last week": ("2025-04-28", "2025-05-04"),
    "in early May": ("2025-05-01", "2025-05-10"),
    "in late April": ("2025-04-21", "2025-04-30"),
    "in the past 24 hours": ("2025-05-06", "2025-05-07"),
}
"""What a day says, first and last, on Wednesday 7 May 2025."""
_DATED = (
    "{D}, rebels killed 12 people in Goma.",
    "Rebels killed 12 people in Goma {d}.",
    "Rebels killed 12 people {d} in Goma.",
    "Twelve people were killed {d} in an attack in Goma.",
    "Twelve people were killed in Goma {d}, police said.",
    "An attack {d} in Goma killed 12 people.",
    "An attack in Goma {d} left 12 people dead.",
    "Gunmen attacked a village near Goma {d}, killing 12 people.",
    "Police said 12 people had been killed in Goma {d}.",
    "Twelve people died when rebels attacked Goma {d}.",
    "The bodies of 12 people killed {d} in Goma were buried.",
    "Goma was attacked {d} by rebels who killed 12 people.",
    "According to the army, {d} rebels killed 12 people in Goma.",
    "Rebels, who {d} attacked Goma, killed 12 people.",
    "The attack, which took place {d} in Goma, killed 12 people.",
)
_DISTANCES = (
    "10 miles from Goma",
    "30 kilometres (19 miles) northeast of Goma",
    "about 30 km north of the city of Goma",
    "in a village 30 km from Goma",
    "an hour's drive from Goma",
    "a few kilometres outside Goma",
)

_HURT = (
    "A bomb in Goma on Sunday killed 12 people and wounded 30.",
    "A bomb in Goma on Sunday killed 12 people and wounded 30 others.",
    "A bomb in Goma on Sunday killed 12 and injured 30 more.",
    "A bomb in Goma on Sunday killed 12 people, wounding 30.",
    "A bomb in Goma on Sunday left 12 people dead and 30 wounded.",
    "A bomb in Goma on Sunday left 12 dead and 30 people injured.",
    "Twelve people were killed and 30 wounded by a bomb in Goma on Sunday.",
    "Twelve people were killed and 30 others were injured in a bombing in Goma on Sunday.",
    "Twelve people died and 30 were hurt when a bomb exploded in Goma on Sunday.",
    "Twelve people have died and 30 have been wounded in a bombing in Goma on Sunday.",
    "A bombing in Goma on Sunday has killed 12 people, with 30 more injured.",
    "At a market in Goma on Sunday a bomb exploded, killing 12 people and injuring 30.",
    "The bombing in Goma on Sunday wounded 30 people and killed 12.",
    "Thirty people were wounded and 12 killed in a bombing in Goma on Sunday.",
    "The toll of Sunday's bombing in Goma stands at 12 dead and 30 wounded.",
    "The toll from Sunday's bombing in Goma has risen to 12 dead, with 30 injured.",
    "The death toll from Sunday's bombing in Goma has risen to 12, with 30 injured.",
    "The number of dead in Sunday's bombing in Goma rose to 12, and 30 people were wounded.",
    "Goma hospital received 12 bodies and 30 wounded after a bombing on Sunday.",
    "A bomb exploded in Goma on Sunday. Twelve people were killed. Thirty were wounded.",
    "A bomb exploded in Goma on Sunday. Twelve people were killed and 30 were taken to hospital.",
    "A bomb exploded in Goma on Sunday, the governor said, adding that 12 people were dead and 30 wounded.",
    "Goma bombing: 12 dead, 30 injured",
    "Bombing in Goma kills 12, wounds 30",
    "12 killed, 30 hurt in Goma bombing",
    "Twelve people, including three boys, were killed and 30, including six women, were wounded in a bombing in Goma on Sunday.",
    "The blast in Goma on Sunday resulted in 12 deaths and 30 injuries.",
    "The blast in Goma on Sunday caused 12 deaths and injured 30 people.",
    "There were 12 dead and 30 wounded in Sunday's bombing in Goma, the governor said.",
    "Officials counted 12 dead and 30 wounded after a bombing in Goma on Sunday.",
    "Twelve people, three of them police officers, died in a bombing in Goma on Sunday and 30 more were hurt, eight critically.",
    "In addition to the 12 killed, 30 people were wounded in Sunday's bombing in Goma.",
    "Besides the 30 wounded, 12 people were killed in Sunday's bombing in Goma.",
    "Twelve people were killed in a bombing in Goma on Sunday, while another 30 sustained injuries.",
)
"""Ways to tell of twelve dead and thirty wounded."""
_TAKEN = (
    "Gunmen kidnapped {x} in Goma on Sunday.",
    "{X} were kidnapped by gunmen in Goma on Sunday.",
    "Gunmen stormed a church in Goma on Sunday, abducting {x}.",
    "Gunmen took {x} hostage in Goma on Sunday.",
    "The abduction of {x} in Goma on Sunday was condemned.",
    "Gunmen seized {x} from a bus in Goma on Sunday.",
    "Police arrested {x} in Goma on Sunday.",
    "{X} were detained by soldiers in Goma on Sunday.",
    "The arrest of {x} in Goma on Sunday sparked protests.",
    "Police raided a house in Goma on Sunday and detained {x}.",
    "Police took {x} into custody in Goma on Sunday.",
    "Rebels wounded {x} in Goma on Sunday.",
    "A blast in Goma on Sunday left {x} wounded.",
    "{X} were hurt when a bomb exploded in Goma on Sunday.",
    "Gunmen opened fire in Goma on Sunday, injuring {x}.",
    "Police shot and wounded {x} in Goma on Sunday.",
)
_BRIEF = (
    "three women and four children",
    "a mayor and three of his guards",
    "13 soldiers, four policemen, and a guide",
)
_BRIEF += (
    "three women, two men and four children",
    "a teacher, a nurse and a farmer",
    "ten people, six of them children,",
)


@pytest.mark.parametrize("sentence", _TAKEN)
def test_a_list_of_taken_held_or_hurt_counts_as_its_sum_wherever_it_stands(sentence: str) -> None:
    texts = {people: _told(sentence, people) for people in _BRIEF}
    found = {people: [e.abducted or e.detained or e.injured for e in read(text)] for people, text in texts.items()}

    assert {people: [one for one in told if one] for people, told in found.items()} == {
        people: [_LISTS[people]] for people in _BRIEF
    }


_KILLED = (
    "Twelve farmers lost their lives in an attack on Goma on Sunday.",
    "Twelve farmers were butchered in Goma on Sunday.",
    "Twelve farmers were gunned down in Goma on Sunday.",
    "Twelve farmers were slaughtered by rebels in Goma on Sunday.",
    "Twelve farmers were mown down by gunmen in Goma on Sunday.",
    "Twelve farmers perished when rebels torched a bus in Goma on Sunday.",
    "Twelve farmers were beheaded in Goma on Sunday.",
    "Twelve farmers succumbed to gunshot wounds in Goma on Sunday.",
    "Rebels wiped out a family of 12 in Goma on Sunday.",
    "Rebels took the lives of 12 farmers in Goma on Sunday.",
    "Rebels were responsible for the deaths of 12 farmers in Goma on Sunday.",
    "Twelve farmers were among the dead in an attack on Goma on Sunday.",
    "An attack on Goma on Sunday cost 12 farmers their lives.",
    "An attack in Goma on Sunday ended with 12 farmers dead.",
    "A shooting in Goma on Sunday that killed 12 people has shocked the town.",
    "The shooting, which killed 12 people, took place in Goma on Sunday.",
    "Sunday's shooting in Goma, in which 12 people died, was the worst this year.",
    "Sunday's attack in Goma, which left 12 people dead, was claimed by rebels.",
    "Residents of Goma buried 12 people killed in an attack on Sunday.",
    "A funeral was held in Goma for 12 people killed in an attack on Sunday.",
    "The president condemned an attack in Goma on Sunday that killed 12 people.",
    "The UN condemned the killing of 12 people in Goma on Sunday.",
    "Police are hunting gunmen who killed 12 people in Goma on Sunday.",
    "Police arrested a man over the killing of 12 people in Goma on Sunday.",
    "Protests broke out in Goma after soldiers killed 12 people on Sunday.",
    "A curfew was imposed in Goma on Monday, a day after 12 people were killed there.",
    "Schools in Goma are closed after the killing of 12 people on Sunday.",
    "The death toll from an attack in Goma on Sunday has reached 12.",
    "The toll in Sunday's attack on Goma climbed to 12 after a girl died in hospital.",
    "The number of people killed in Sunday's attack in Goma has risen to 12.",
    "Twelve people are now known to have died in an attack in Goma on Sunday.",
    "Twelve people are feared dead after an attack in Goma on Sunday.",
    "Twelve people are believed to have been killed in Goma on Sunday.",
    "Twelve people were reported killed in Goma on Sunday.",
    "Twelve people were confirmed dead after an attack in Goma on Sunday.",
    "Rescuers pulled 12 bodies from the rubble after a strike on Goma on Sunday.",
    "Rescue workers recovered the bodies of 12 people after a strike on Goma on Sunday.",
    "Twelve bodies were recovered after a strike on Goma on Sunday.",
    "Medics counted 12 dead in Goma on Sunday after a rebel attack.",
    "The morgue in Goma received 12 bodies after a rebel attack on Sunday.",
    "A rebel attack turned deadly in Goma on Sunday, with 12 people killed.",
    "With 12 people dead, Sunday's attack in Goma is the deadliest this year.",
    "In what officials called the worst attack this year, rebels killed 12 people in Goma on Sunday.",
    "At least a dozen people were killed in Goma on Sunday when gunmen opened fire on a crowd, killing women and children.",
    "Rebels killed 12 people in Goma on Sunday, including a pregnant woman and her two children.",
    "Rebels killed 12 people in Goma on Sunday, among them the mayor, Jean Bosco, and his wife.",
    "Rebels killed 12 people, the youngest a boy of six, in Goma on Sunday.",
    "Rebels killed 12 people in Goma on Sunday and burned 40 houses.",
    "Rebels killed 12 people in Goma on Sunday, 40 km from the border, and stole 200 cows.",
    "Around 100 rebels attacked Goma on Sunday, killing 12 people.",
    "Rebels attacked a village of 300 people near Goma on Sunday, killing 12.",
    "Some 40 gunmen on 20 motorcycles killed 12 people in Goma on Sunday.",
    "Rebels fired 30 rockets at Goma on Sunday, killing 12 people.",
    "Rebels killed 12 of the 40 passengers on a bus in Goma on Sunday.",
    "Of the 40 passengers on a bus in Goma, 12 were killed by rebels on Sunday.",
    "Rebels stopped a bus carrying 40 people in Goma on Sunday and killed 12 of them.",
    "Rebels ambushed a convoy of five vehicles in Goma on Sunday, killing 12 soldiers.",
    "A funeral was held in Goma for 12 children shot dead in an attack on Sunday.",
    "The families of 12 people killed in Goma on Sunday want justice.",
    "A US aid worker was one of 12 people killed in Goma on Sunday.",
    "Rebels were reported to have killed 12 people in Goma on Sunday.",
)
"""Ways to tell of twelve killed in Goma on a Sunday."""


@pytest.mark.parametrize("sentence", _KILLED)
def test_twelve_dead_in_one_town_on_one_day_are_that_however_it_is_put(sentence: str) -> None:
    events = [event for event in read(sentence, "2025-05-07") if event.low and not event.part_of]

    assert [(event.best, event.place, str(event.date_start)) for event in events] == [(12, "Goma", "2025-05-04")]


@pytest.mark.parametrize("sentence", _HURT)
def test_twelve_dead_and_thirty_wounded_are_that_however_it_is_put(sentence: str) -> None:
    events = [event for event in read(sentence, "2025-05-07") if not event.part_of]

    assert [(event.best, event.injured) for event in events] == [(12, 30)]


@pytest.mark.parametrize("sentence", _DATED)
def test_a_day_says_the_same_wherever_it_stands(sentence: str) -> None:
    texts = {day: sentence.format(d=day, D=day[0].upper() + day[1:]) for day in _DAYS}
    told = {day: [event for event in read(text, "2025-05-07") if event.low == 12] for day, text in texts.items()}

    assert {day: [(str(e.date_start), str(e.date_end)) for e in found] for day, found in told.items()} == {
        day: [span] for day, span in _DAYS.items()
    }


_PLACES = {
    "in Goma": ("Goma", "CD", 1),
    "in eastern Congo's Goma": ("Goma", "CD", 1),
    "in the eastern city of Goma": ("Goma", "CD", 1),
    "in Goma, North Kivu": ("Goma", "CD", 1),
    "near Goma": ("Goma", "CD", 2),
    "in Kishishe village, near Goma": ("Kishishe", "CD", 2),
    "at a church in the town of Sake": ("Sake", "CD", 1),
    "in the province of North Kivu": ("Nord Kivu", "CD", 4),
    "in Maiduguri, Borno State": ("Maiduguri", "NG", 1),
    "in the northeastern Nigerian city of Maiduguri": ("Maiduguri", "NG", 1),
    "in the Gwoza area of Borno state": ("Gwoza", "NG", 1),
    "in the southern Lebanese town of Kafr Kila": ("Kfar Kila", "LB", 1),
    "in Khan Younis in the southern Gaza Strip": ("Khan Yunis", "PS", 1),
    "in the village of Hroza in Ukraine's Kharkiv region": ("Hroza", "UA", 2),
    "in the Kurram district of Khyber Pakhtunkhwa": ("Kurram", "PK", 3),
    "in San Fernando, Tamaulipas": ("San Fernando", "MX", 1),
    "in Sudan's North Darfur state": ("Northern Darfur", "SD", 4),
    "in northern Nigeria": ("Nigeria", "NG", 6),
}
"""What a place says: its name, its country, its precision."""
_PLACED = (
    "{P}, rebels killed 12 people on Sunday.",
    "Rebels killed 12 people {p} on Sunday.",
    "Rebels killed 12 people on Sunday {p}.",
    "Twelve people were killed on Sunday in an attack {p}.",
    "An attack {p} killed 12 people on Sunday.",
    "An attack {p} on Sunday left 12 people dead.",
    "Gunmen opened fire {p} on Sunday, killing 12 people.",
    "Police said 12 people had been killed {p} on Sunday.",
    "Twelve people died on Sunday when a bomb exploded {p}.",
    "The bodies of 12 people were found {p} on Sunday.",
    "A bomb killed 12 people {p}, the army said on Sunday.",
    "At least 12 people, including a priest, were shot dead {p} on Sunday, officials said.",
)


@pytest.mark.parametrize("sentence", _PLACED)
def test_a_place_says_the_same_wherever_it_stands(sentence: str) -> None:
    texts = {place: sentence.format(p=place, P=place[0].upper() + place[1:]) for place in _PLACES}
    told = {place: [event for event in read(text) if event.low == 12] for place, text in texts.items()}

    assert {place: [(e.place, e.country, e.where_prec) for e in found] for place, found in told.items()} == {
        place: [meant] for place, meant in _PLACES.items()
    }


@pytest.mark.parametrize("place", _DISTANCES)
def test_what_lies_a_way_off_a_town_is_near_it(place: str) -> None:
    (event,) = read(f"Rebels killed 12 people {place} on Sunday.")

    assert (event.place, event.where_prec, event.best) == ("Goma", 2, 12)


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
    told = (event for event in read(_told(sentence, people)) if event.low is not None and not event.part_of)
    return [(event.low, event.best, event.high) for event in told]


def _told(sentence: str, people: str) -> str:
    """A sentence with these people in it, its marks not doubled."""
    text = sentence.format(x=people, X=people[0].upper() + people[1:])
    for doubled, single in ((",,", ","), ("–,", "–"), (", .", "."), (",.", "."), (" –.", ".")):
        text = text.replace(doubled, single)
    return text
