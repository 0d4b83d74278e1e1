"""What a text is about, and which texts make one story."""

import random
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.ids import hash63
from ingest.model import Article, Gist
from ingest.stories import METHOD, gist, parted
from ingest.stories.common import FOLDER, LISTED, RAREST, rarity
from ingest.stories.gist import TERMS, UNIT
from ingest.text import fold
from tests.warehouse import made

FIRE = "A fire broke out in a furniture factory in Korinthos on Monday and killed four workers, the mayor said."


def _article(text: str, *, title: str | None = None, language: str | None = "en") -> Article:
    return replace(made.article(made.entry("x"), text), title=title, language=language)


def _shared(one: Gist, other: Gist) -> int:
    weights = dict(zip(other.terms, other.weights, strict=True))
    return sum(weight * weights.get(term, 0) for term, weight in zip(one.terms, one.weights, strict=True))


def test_a_gist_is_of_the_words_that_say_most() -> None:
    found = gist(_article(FIRE, title="Factory fire kills four in Korinthos"))
    assert found.terms[0] == hash63("korint")
    assert found.weights == tuple(sorted(found.weights, reverse=True))
    assert hash63("the") not in found.terms[:12]
    assert found.method == METHOD


def test_a_gist_has_few_terms_and_a_length_of_about_one_thousand() -> None:
    found = gist(_article(" ".join(f"word{number}x" for number in range(300))))
    assert len(found.terms) == len(found.weights) == len(set(found.terms)) == TERMS
    assert sum(weight * weight for weight in found.weights) == pytest.approx(UNIT * UNIT, rel=0.02)


def test_a_text_without_words_has_an_empty_gist() -> None:
    assert gist(_article("…", title=None)).terms == ()


def test_a_word_weighs_more_as_a_name_than_as_a_plain_word() -> None:
    named = gist(_article("The van was found by Corvalis after a long search."))
    plain = gist(_article("The van was found by corvalis after a long search."))
    assert _weight(named, "corval") > _weight(plain, "corval")


def _weight(of: Gist, stem: str) -> int:
    return dict(zip(of.terms, of.weights, strict=True))[hash63(stem)]


REPORTS = {
    "en": (
        FIRE,
        "Four people died when flames swept through a factory making furniture in Korinthos.",
        "Talks on fishing quotas in Oslo ended without a deal for the northern fleet.",
    ),
    "es": (
        "El incendio de una fábrica de muebles en Corinto mató a cuatro obreros el lunes.",
        "Cuatro muertos en el incendio de la fábrica de muebles de Corinto.",
        "Las negociaciones sobre la pesca en Oslo terminaron sin acuerdo.",
    ),
    "zh": (
        "科林斯一家家具厂周一发生火灾，造成四名工人死亡。",
        "四名工人在科林斯家具厂火灾中丧生。",
        "奥斯陆渔业配额谈判没有达成协议。",
    ),
    "ka": (
        "კორინთში ავეჯის ქარხანაში ხანძარმა ოთხი მუშა იმსხვერპლა.",
        "ავეჯის ქარხანაში კორინთში ხანძრის შედეგად ოთხი მუშა დაიღუპა.",
        "ოსლოში თევზჭერის კვოტებზე მოლაპარაკება უშედეგოდ დასრულდა.",
    ),
}


@pytest.mark.parametrize("language", REPORTS)
def test_two_reports_of_one_event_are_more_alike_than_reports_of_two(language: str) -> None:
    first, second, third = (gist(_article(text, language=language)) for text in REPORTS[language])
    assert _shared(first, second) > 3 * _shared(first, third)


def test_the_same_words_weigh_the_same_whatever_arrived_before() -> None:
    first = gist(_article(FIRE))
    gist(_article(FIRE.replace("fire", "flood")))
    assert gist(_article(FIRE)) == first


def test_every_list_of_common_words_is_folded_and_full_and_names_no_word_twice() -> None:
    for path in FOLDER.glob("*.txt"):
        listed = path.read_text(encoding="utf-8").split("\n")[:-1]
        assert len(listed) == len(set(listed)) <= LISTED, path.name
        assert all(fold(word) == word and not any(letter.isdigit() for letter in word) for word in listed), path.name


def test_a_word_is_the_rarer_the_later_it_stands_in_the_list() -> None:
    assert rarity("the", "en") < 0.01 < rarity("police", "en") < rarity("korinthos", "en") == RAREST


def test_without_a_list_short_words_are_taken_for_common_ones() -> None:
    assert rarity("da", "ka") < rarity("ხანძარი", "ka") == RAREST


def test_two_texts_that_are_nearest_to_each_other_make_a_story() -> None:
    assert parted({"a": [("b", 9)], "b": [("a", 9)], "c": []}) == (("a", "b"), ("c",))


def test_a_text_between_two_events_does_not_make_them_one() -> None:
    mates = {
        "a1": [("a2", 90), ("between", 40)],
        "a2": [("a1", 90)],
        "between": [("a1", 40), ("b1", 39)],
        "b1": [("b2", 90), ("between", 39)],
        "b2": [("b1", 90)],
    }
    assert parted(mates) == (("a1", "a2", "between"), ("b1", "b2"))


def test_pairs_that_have_a_third_text_near_to_both_are_one_story() -> None:
    mates = {
        "a": [("b", 90), ("c", 80), ("d", 70)],
        "b": [("a", 90), ("c", 70)],
        "c": [("d", 95), ("a", 80), ("b", 70)],
        "d": [("c", 95), ("a", 70)],
    }
    assert parted(mates) == (("a", "b", "c", "d"),)


def test_a_mate_that_is_not_given_joins_nothing() -> None:
    assert parted({"a": [("gone", 90)], "b": [("gone", 90)]}) == (("a",), ("b",))


@given(
    st.dictionaries(
        st.integers(0, 20).map(str),
        st.lists(st.tuples(st.integers(0, 20).map(str), st.integers(1, 9)), max_size=4),
        max_size=20,
    ),
    st.randoms(use_true_random=False),
)
def test_stories_do_not_depend_on_the_order_of_texts_and_hold_each_once(
    likenesses: dict[str, list[tuple[str, int]]], chance: random.Random
) -> None:
    mates = {one: sorted(set(others), key=lambda mate: (-mate[1], mate[0])) for one, others in likenesses.items()}
    shuffled = list(mates.items())
    chance.shuffle(shuffled)
    assert parted(dict(shuffled)) == parted(mates)
    assert sorted(one for story in parted(mates) for one in story) == sorted(mates)


def test_a_gist_knows_when_its_text_arrived() -> None:
    article = replace(_article(FIRE), arrived_at=made.NOON, fetched_at=made.NOON + timedelta(hours=1))
    assert (gist(article).arrived_at, gist(article).fetched_at) == (article.arrived_at, article.fetched_at)
