"""In what a text differs from the one before it."""

import time
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.errors import Misconfigured
from ingest.fingerprint.boilerplate import distinct_paragraphs
from ingest.fingerprint.changes import METHOD, changes, shared_passage
from ingest.fingerprint.changes.lexicon import CASUALTIES, languages, lexicon, read_words
from ingest.fingerprint.words import words_of
from ingest.model import Change, Comparable
from tests.bench.changes import measure
from tests.shared import needs_shared

AT = datetime(2025, 3, 7, 9, tzinfo=UTC)
ATTACK = (
    "At least {dead} people were killed and {hurt} injured on {day} when gunmen attacked a village, the monitor said."
)
MAYOR = "The mayor of the town said that schools would stay closed for the rest of the week."
MOST = 20


def text(body: str, *, title: str | None = None, language: str | None = "en", number: int = 1, **given) -> Comparable:
    return Comparable(
        revision_id=f"rev{number}",
        article_id="art1",
        outlet="bayview",
        title=title,
        text=body,
        language=language,
        arrived_at=AT + timedelta(hours=number),
        **given,
    )


def between(before: str, after: str, language: str | None = "en") -> tuple[Change, ...]:
    return changes(text(after, language=language, number=2), text(before, language=language))


def said(before: str, after: str, language: str | None = "en") -> list[str]:
    return [change.said for change in between(before, after, language)]


def test_figures_come_first_and_say_what_became_of_them():
    before = "\n".join([ATTACK.format(dead=11, hurt=20, day="6 March"), MAYOR])
    after = "\n".join([ATTACK.format(dead="seventeen", hurt=35, day="7 March"), MAYOR.replace("mayor", "governor")])
    found = between(before, after)
    assert [change.said for change in found] == [
        "death toll 11 → 17",
        "injured 20 → 35",
        "date 6 March → 7 March",
        "“The mayor of the” → “The governor of the”",
    ]
    assert [(change.what, change.before, change.after) for change in found[:2]] == [
        ("death_toll", "11", "17"),
        ("injured", "20", "35"),
    ]


def test_a_change_bears_both_revisions_its_place_and_an_id_of_its_own():
    found = between(ATTACK.format(dead=1, hurt=2, day="6 March"), ATTACK.format(dead=3, hurt=4, day="6 March"))
    assert [(c.revision_id, c.earlier_id, c.place, c.method) for c in found] == [
        ("rev2", "rev1", 0, METHOD),
        ("rev2", "rev1", 1, METHOD),
    ]
    assert len({change.change_id for change in found}) == 2


@pytest.mark.parametrize(
    ("language", "before", "after", "also"),
    [
        ("es", "Al menos once personas murieron y veinte resultaron heridas en el ataque.",
         "Al menos diecisiete personas murieron y treinta y cinco resultaron heridas en el ataque.", []),
        ("fr", "Onze personnes ont été tuées et 20 blessées mardi 6 mars dans la ville.",
         "Dix-sept personnes ont été tuées et 35 blessées mercredi 7 mars dans la ville.",
         ["date mardi 6 mars → mercredi 7 mars"]),
        ("de", "Bei dem Angriff wurden elf Menschen getötet und zwanzig verletzt, sagte die Polizei.",
         "Bei dem Angriff wurden siebzehn Menschen getötet und fünfunddreißig verletzt, sagte die Polizei.", []),
        ("pt", "Pelo menos onze pessoas morreram e 20 ficaram feridas no ataque.",
         "Pelo menos dezessete pessoas morreram e 35 ficaram feridas no ataque.", []),
        ("it", "Almeno undici persone sono morte e venti sono rimaste ferite.",
         "Almeno diciassette persone sono morte e trentacinque sono rimaste ferite.", []),
        ("nl", "Bij de aanval zijn elf mensen gedood en twintig gewond geraakt.",
         "Bij de aanval zijn zeventien mensen gedood en vijfendertig gewond geraakt.", []),
        ("ru", "В результате атаки погибли 11 человек, ещё двадцать были ранены.",
         "В результате атаки погибли 17 человек, ещё тридцать пять были ранены.", []),
        ("uk", "Унаслідок удару загинули 11 людей, ще 20 поранено.",
         "Унаслідок удару загинули 17 людей, ще 35 поранено.", []),
        ("ar", "قتل أحد عشر شخصا وأصيب ٢٠ آخرون في الهجوم على القرية.",
         "قتل سبعة عشر شخصا وأصيب خمسة وثلاثون آخرون في الهجوم على القرية.", []),
        ("tr", "Saldırıda on bir kişi öldü, 20 kişi yaralandı.", "Saldırıda 17 kişi öldü, otuz beş kişi yaralandı.", []),
        ("zh", "袭击造成十一人死亡，20人受伤。事件发生在3月6日。", "袭击造成十七人死亡，35人受伤。事件发生在3月7日。",
         ["date 3月6日 → 3月7日"]),
    ],
)  # fmt: skip
def test_tolls_are_read_in_digits_and_words_of_other_languages(language, before, after, also):
    first, second, *rest = said(before, after, language)
    assert (first, second, rest) == ("death toll 11 → 17", "injured 20 → 35", also)


def test_a_text_that_does_not_say_its_language_is_read_in_the_one_it_is_in():
    before = "Bei dem Angriff wurden elf Menschen getötet und zwanzig verletzt, sagte die Polizei am Abend."
    assert said(before, before.replace("elf", "zwölf"), None) == ["death toll 11 → 12"]


def test_in_a_language_without_a_table_numbers_are_told_as_numbers():
    before = "हमले में 11 लोग मारे गए और कई घायल हुए।"
    assert said(before, before.replace("11", "17"), "hi") == ["number 11 लोग → 17 लोग"]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("Police arrested three suspects in the raid.", "Police arrested twenty-two suspects in the raid.",
         ["detained 3 → 22"]),
        ("About 1,200 people fled the valley overnight.", "About two thousand people fled the valley overnight.",
         ["displaced 1,200 → 2,000"]),
        ("No one was killed in the fire in the port.", "Two people were killed in the fire in the port.",
         ["death toll 0 → 2", "“No one was killed” → “Two people were killed in”"]),
        ("The blast killed 11 people, including 3 children, aid workers said.",
         "The blast killed 12 people, including 4 children, aid workers said.",
         ["death toll 11 → 12", "number 3 children → 4 children"]),
        ("A 27-year-old man was killed after 3 hours of shooting.", "A 28-year-old man was killed after 4 hours of shooting.",
         ["number 27-year → 28-year", "number 3 hours → 4 hours"]),
        ("The company raised $5 million from 3 funds, up 4%.", "The company raised $7 million from 3 funds, up 6%.",
         ["number $5 million → $7 million", "number 4% → 6%"]),
        ("The storm of 2019 killed many in the valley.", "The storm of 2021 killed many in the valley.",
         ["number 2019 → 2021"]),
        ("The court sits on Thursday 6 March 2025 in the capital.", "The court sits on Friday 7 March 2025 in the capital.",
         ["date Thursday 6 March 2025 → Friday 7 March 2025"]),
        ("The count was due on 2025-03-06 in all districts.", "The count was due on 2025-03-09 in all districts.",
         ["date 2025-03-06 → 2025-03-09"]),
    ],
)  # fmt: skip
def test_what_a_number_counts_decides_what_it_is_called(before, after, expected):
    assert said(before, after) == expected


def test_a_toll_that_rose_in_a_sentence_of_its_own_is_still_a_toll():
    before = "The death toll stood at 11.\n" + MAYOR
    after = (
        "Officials said late at night that the toll of the dead rose from 11 to 17, among them two nurses.\n" + MAYOR
    )
    assert said(before, after)[0] == "death toll 11 → 17"


def test_a_toll_given_for_the_first_time_and_one_that_is_gone_are_told():
    quiet, told = MAYOR + "\nRain fell.", MAYOR + "\nNine people were killed on the road to the coast."
    assert said(quiet, told)[0] == "death toll given: 9"
    assert said(told, quiet)[0] == "death toll no longer given: 9"


def test_a_headline_that_changed_is_told_with_its_toll():
    one = text(MAYOR, title="Eleven killed in village")
    other = text(MAYOR, title="Seventeen killed in village", number=2)
    assert [change.said for change in changes(other, one)] == [
        "death toll 11 → 17",
        "headline “Eleven killed in village” → “Seventeen killed in village”",
    ]


def test_what_was_added_and_removed_is_quoted_in_short():
    long = " ".join(f"Sentence number {n} speaks of the harbour and its long wall." for n in range(8))
    [added] = between(MAYOR, MAYOR + "\n" + long)
    assert (added.what, added.before) == ("text_added", None)
    assert added.said.startswith("added: “Sentence number 0")
    assert added.said.endswith("…” (88 words)")
    [removed] = between(MAYOR + "\n" + long, MAYOR)
    assert (removed.what, removed.after) == ("text_removed", None)


def test_layout_case_punctuation_and_order_change_nothing():
    one = "The mayor spoke first. The port stays closed.\n" + MAYOR
    other = MAYOR.upper() + "\nThe port stays closed!\n\nThe  mayor spoke first."
    assert said(one, other) == []


def test_what_an_outlet_puts_under_everything_is_no_change():
    footer = "Sign up for our newsletter and never miss a story again."
    repeated = tuple(distinct_paragraphs(words_of(footer)))
    under = text(f"{MAYOR}\n{footer}", number=2, repeated=repeated)
    assert changes(under, text(MAYOR)) == ()


def test_of_many_changes_the_largest_are_told_and_the_rest_is_counted():
    same = [f"Paragraph {chr(97 + n)} stands in both texts and says the same thing twice." for n in range(26)]
    more = [f"Only {'very ' * n}new words stand in this added paragraph of item {chr(97 + n)}." for n in range(26)]
    found = between("\n".join(same), "\n".join(line for pair in zip(same, more, strict=True) for line in pair))
    assert len(found) <= MOST
    assert found[-1].said.startswith("19 more passages changed (")


PIECES = """killed 11 17 3,5 2025 March 6 Monday injured and the . , twenty 一 十 死 قتل % $ -"""
words = st.sampled_from([*PIECES.split(), "\n"])
texts = st.lists(words, max_size=60).map(" ".join)


@given(texts, texts, st.sampled_from([*sorted(languages()), "hi"]))
@settings(deadline=None)
def test_a_text_never_differs_from_itself_and_never_in_more_than_twenty_things(one, other, language):
    assert between(one, one, language) == ()
    found = between(one, other, language)
    assert len(found) <= MOST
    assert all(change.said and "\n" not in change.said for change in found)
    assert found == between(one, other, language)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (" ".join(f"w{n}" for n in range(14_000)), " ".join(f"w{n + 1}" for n in range(14_000))),
        ("Same words here. " * 6_000, "Same words there. " * 6_000),
        ("1," * 50_000, "111," * 25_000 + "1"),
        ("\n".join(f"The {n} ships left." for n in range(5_000)), "\n".join(f"The {n} boats left." for n in range(5_000))),
        ("11 killed " * 10_000, "12 injured, " * 10_000),
        ("." * 50_000 + "'" * 50_000, "'." * 50_000),
    ],
    ids=["one sentence", "one sentence repeated", "digits", "small sentences", "tolls", "marks"],
)  # fmt: skip
def test_a_hundred_thousand_characters_take_no_long_time(one, other):
    begun = time.process_time()
    between(one, other)
    assert time.process_time() - begun < 3


def test_the_shared_passage_is_the_longest_run_of_words_as_it_stands_in_the_later_text():
    earlier = "Z: The fire broke out before dawn in the old port of q."
    later = "He said that the fire broke out, before dawn, in the OLD port! Nobody knew why."
    assert shared_passage(later, earlier) == "the fire broke out, before dawn, in the OLD port"
    assert shared_passage("Nothing in common at all here.", earlier) is None
    assert shared_passage("昨天袭击造成十七人死亡。", "袭击造成十七人受伤。") == "袭击造成十七人"


def test_every_class_of_the_word_list_is_known_and_no_casualty_is_named_twice():
    for language in languages():
        known = lexicon(language)
        assert set(known.marks.values()) == set(CASUALTIES), language
        assert known.numbers, language


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("en,deaths,killed", r"words.csv, line 2: class 'deaths' is none"),
        ("en,number,two=zwei", "'two=zwei' gives no number"),
    ],
)
def test_a_bad_line_of_the_word_list_is_named_with_its_cure(tmp_path, line, said):
    file = tmp_path / "words.csv"
    file.write_text(f"language,class,words\n{line}\n")
    with pytest.raises(Misconfigured, match=said):
        read_words(file)


@needs_shared
def test_numbers_that_real_corrections_changed_are_told():
    found = measure()
    assert found.changed > 400
    assert found.told / found.changed >= 0.95


REPORT = "At least 11 people were killed and 20 wounded in the blast in the market, officials said.\n" + MAYOR


@pytest.mark.parametrize(
    ("anew", "toll"),
    [
        ("The death toll from a market blast has risen to 17, officials said on Friday, with 35 wounded.", 17),
        ("A blast in a market has left 17 dead and 35 wounded, officials said.", 17),
        ("Two more people died overnight, bringing the toll from the market blast to 17; 35 are hurt.", 17),
        ("The blast claimed 17 lives, officials said, while 35 people were treated for injuries.", 17),
        ("Seventeen bodies were pulled from the market by nightfall. Officials put the number of injured at 35.", 17),
        ("Officials revised the death toll of the market blast down from 11 to nine, and counted 35 injured.", 9),
        ("Nobody was killed in the blast, officials now say, and 35 were hurt.", 0),
    ],
)
def test_a_report_written_anew_is_told_by_its_toll_first(anew, toll):
    assert said(REPORT, f"{anew}\n{MAYOR}")[:2] == [f"death toll 11 → {toll}", "injured 20 → 35"]
