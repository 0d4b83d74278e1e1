"""The judge: copies by their several rules, what only looks like one, links, and the shingles it remembers."""

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.fingerprint import RULES, Judge, dedupe, relate
from ingest.fingerprint.alignment import aligned, overlap, shingled
from ingest.fingerprint.boilerplate import distinct_paragraphs
from ingest.fingerprint.words import words_of
from ingest.model import Comparable
from tests.ingest.test_fingerprint import piece

HEADLINE = "Baskets counted on the harbour side"
OWN_LEAD = "Our own reporter has been to see what neighbours here make of all this and found them at breakfast."
OWN_END = "Readers who saw any of this are asked to ring the desk before the evening edition closes at six."


def one(name: str, lines: list[str], hours: float = 0, **given) -> Comparable:
    return piece(name, "\n".join(lines), hours, **given)


def decided(newcomer: Comparable, *earlier: Comparable) -> list[tuple[str, str]]:
    return [(relation.relation, relation.rule) for relation in relate(newcomer, earlier)]


def lines(topic: str, count: int = 8) -> list[str]:
    """Paragraphs of twenty made-up words, the same ones for a topic, of which the first ones are always the same."""
    chance = random.Random(topic)
    return [f"{' '.join(word(chance) for _ in range(20)).capitalize()}." for _ in range(count)]


def word(chance: random.Random) -> str:
    return "".join(chance.choice("bdfgklmnprstvz") + chance.choice("aeiou") for _ in range(chance.randrange(1, 4)))


def test_a_copy_that_is_cut_led_in_anew_and_signed_off_is_known_by_its_paragraphs():
    original = one("original", lines("harbour", 10), title=HEADLINE)
    cut = [OWN_LEAD, *lines("harbour")[1:4], OWN_END, OWN_END.replace("evening", "second")]
    assert decided(one("cut", cut, 3, outlet="other", title=f"EXCLUSIVE: {HEADLINE}"), original) == [
        ("copy", "paragraphs")
    ]


def test_paragraphs_from_the_end_under_another_headline_are_no_copy():
    original = one("original", lines("harbour", 10), title=HEADLINE)
    other = [OWN_LEAD, *lines("harbour", 10)[6:9], *lines("mountain", 6)]
    assert all(
        relation not in ("copy", "version") for relation, _ in decided(one("other", other, 3, title="Snow"), original)
    )


def test_a_brief_is_a_copy_where_the_headlines_agree():
    original = one("original", lines("harbour", 20), title=HEADLINE)
    brief = one("brief", lines("harbour")[:3], 3, outlet="other", title=HEADLINE)
    assert decided(brief, original) == [("copy", "head")]


def test_a_digest_is_linked_to_each_of_its_originals_and_stands_for_itself():
    topics = ("harbour", "mountain", "valley", "desert")
    originals = [one(topic, lines(topic, 12), n, outlet=topic) for n, topic in enumerate(topics)]
    items = [line for topic in topics for line in (topic.upper(), *lines(topic)[:3])]
    digest = one("digest", items, 9, outlet="letter", title="Four things to know this morning")
    found = relate(digest, originals)
    assert [relation.original_id for relation in found] == list(topics)
    assert {(relation.relation, relation.rule) for relation in found} == {("digest", "passages")}


def test_a_long_passage_in_a_text_of_its_own_is_an_excerpt():
    original = one("original", lines("harbour", 20), outlet="a")
    quoting = one("quoting", [*lines("mountain", 9), *lines("harbour", 20)[11:14], *lines("valley", 6)], 2, outlet="b")
    assert decided(quoting, original) == [("excerpt", "passage")]


def test_a_short_quotation_is_no_relation_at_all():
    original = one("original", lines("harbour", 20), outlet="a")
    quoting = one("quoting", [*lines("mountain", 9), lines("harbour", 20)[12]], 2, outlet="b")
    assert decided(quoting, original) == []


def test_a_formula_that_many_originals_have_is_nobodys_passage():
    formula = " ".join(lines("formula", 4))
    earlier = [one(f"e{n}", [*lines(f"topic{n}", 6), formula], n, outlet=f"o{n}") for n in range(8)]
    newcomer = one("newcomer", [*lines("island", 6), formula], 20, outlet="mine")
    assert decided(newcomer, *earlier) == []


def forecast(town: str, high: int, low: int, rain: int, wind: int, sunrise: str, sunset: str) -> list[str]:
    return [
        f"It will be a cold day in {town} with temperatures reaching a high of {high}C and a low of {low}C, the office said.",
        f"There is a {rain} percent chance of rain and winds on the hills around {town} will reach {wind} miles an hour.",
        f"Sunrise is at {sunrise} and sunset at {sunset} and drivers are advised to check their route before they travel.",
    ]


def test_a_form_filled_in_anew_is_no_copy():
    monday = one("monday", forecast("Luton", 6, 3, 56, 39, "4:55", "16:36"), title="Luton weather for Monday")
    tuesday = one("tuesday", forecast("Derby", 9, 1, 20, 12, "4:57", "16:34"), 24, title="Derby weather for Tuesday")
    assert decided(tuesday, monday) == []


def test_a_form_with_one_figure_corrected_is_a_version():
    before = one("before", forecast("Luton", 6, 3, 56, 39, "4:55", "16:36"), title="Luton weather")
    after = one("after", forecast("Luton", 7, 3, 56, 39, "4:55", "16:36"), 1, title="Luton weather")
    assert decided(after, before) == [("version", "contained")]


def test_a_time_above_another_outlets_text_makes_no_version_of_it_and_a_figure_in_it_does():
    original = one("original", lines("harbour"), title=HEADLINE)
    above = ["Updated", "Published 6:07, 14 February"]
    figure = f"{lines('harbour')[0][:-1]} where 17 were hurt."
    assert decided(one("copy", [*above, *lines("harbour")], 1, outlet="b", title=HEADLINE), original)[0][0] == "copy"
    later = one("later", [*above, figure, *lines("harbour")[1:]], 1, outlet="b", title=HEADLINE)
    assert decided(later, original)[0][0] == "version"


def test_the_same_few_words_under_one_headline_are_a_copy_and_under_two_are_not():
    text = ["Two boats sank off the cape."]
    flash = one("flash", text, title="Two boats sink")
    assert decided(one("again", text, 1, title="Two boats sink"), flash) == [("copy", "same_text")]
    assert decided(one("other", text, 1, title="Ferry company fined"), flash) == []
    assert decided(one("stub", ["Read more"], 1), one("stub too", ["Read more"])) == []


def test_what_an_outlet_puts_under_short_pieces_does_not_make_copies_of_them():
    under = lines("imprint", 5)
    first = one("first", [OWN_LEAD, *under], title="Breakfast in the lane")
    second = one("second", [OWN_END, *under], 1, title="Edition late again")
    assert decided(second, first) == []


def test_takes_of_one_story_under_four_headlines_stay_versions_of_the_first():
    body = lines("harbour", 12)
    takes = [
        one(f"take{n}", [f"At least {11 + n} people were hurt on the quay, the mayor said at {n + 3}.", *body], n,
            title=f"{word} on the quay")
        for n, word in enumerate(("Blast", "Injured", "Mayor speaks", "Search"))
    ]  # fmt: skip
    found = [relations[0].original_id if relations else None for relations in dedupe(takes)]
    assert found == [None, "take0", "take0", "take0"]


@pytest.mark.parametrize(
    "text",
    [
        "金曜日の未明、港の東岸壁で倉庫二棟が焼けた。消防によると火は三時間後に消し止められ、けが人はいなかったという。警察が原因を調べている。",
        "周五凌晨，港口东侧码头两座仓库被烧毁。消防部门称大火在三小时后被扑灭，没有人员受伤。警方正在调查起火原因，预计下周公布结果。",
        "ไฟไหม้โกดังสองหลังที่ท่าเรือฝั่งตะวันออกเมื่อเช้ามืดวันศุกร์ เจ้าหน้าที่ดับเพลิงควบคุมเพลิงได้หลังสามชั่วโมง ไม่มีผู้ได้รับบาดเจ็บ ตำรวจกำลังสอบสวนหาสาเหตุ",
        "احترق مستودعان على الرصيف الشرقي للميناء فجر يوم الجمعة وقال رجال الإطفاء إن النيران أخمدت بعد ثلاث",
        "शुक्रवार तड़के बंदरगाह के पूर्वी घाट पर दो गोदाम जल गए और दमकल कर्मियों ने तीन घंटे बाद आग पर काबू पा लिया",
    ],
)
def test_a_reprint_is_known_in_any_script(text):
    original = one("original", [text], title=None)
    reprint = one("reprint", [OWN_LEAD[:60], text], 2, outlet="other", title=None)
    assert decided(reprint, original)[0][0] == "copy"


def test_every_rule_is_told_in_words():
    assert set(RULES) == {"address", "same_text", "contained", "head", "paragraphs", "passage", "passages"}
    assert all(words and not words.endswith(".") for words in RULES.values())


SOME_WORDS = st.lists(st.sampled_from(["red", "green", "blue", "boat", "river", "三", "人", "船", "ก"]), max_size=60)


@given(SOME_WORDS, SOME_WORDS)
def test_two_texts_share_the_same_whichever_comes_first(one_text, other_text):
    a, b = (shingled(piece(name, " ".join(text))) for name, text in (("a", one_text), ("b", other_text)))
    assert overlap(a, b) == overlap(b, a)
    assert (aligned(a, b).share > 0) == (aligned(b, a).share > 0) == (overlap(a, b).shared > 0)
    assert aligned(a, a).share == (1.0 if a.length else 0.0)


def test_a_judge_that_remembers_says_the_same_and_holds_no_more_than_it_may():
    judge = Judge(cached_shingles=1_000)
    texts = [one(f"p{n}", lines(f"topic{n % 7}", 10), n, outlet=f"o{n}") for n in range(40)]
    for n, text in enumerate(texts):
        assert judge.relate(text, texts[:n]) == relate(text, texts[:n])
        assert judge.held <= 1_000


def test_a_judge_looks_again_at_a_text_whose_boilerplate_has_changed():
    judge, body = Judge(), lines("harbour", 6)
    first, second = one("a", [*body, *lines("imprint", 2)]), one("b", [*lines("valley", 1), *body], 1, outlet="x")
    before = judge.relate(second, [first])
    gone = tuple(distinct_paragraphs(words_of("\n".join(body))))
    after = judge.relate(second, [replace(first, repeated=gone)])
    assert before
    assert not after
