"""Which of a page's words are the article, on small pages made for one question each."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml.html import document_fromstring, tostring

from ingest.extract.text import read
from ingest.extract.text.agree import agreed
from ingest.text import words
from tests.ingest.test_extract import article

FIRST = (
    "PORT ALMA, 7 March - Two dockers were killed on Friday when a crane fell onto the northern quay, its master said."
)
SECOND = "The crane had been inspected in January, according to a spokesman, who said that an inquiry would begin within days."
THIRD = (
    "A third man was taken to the regional hospital with injuries that doctors described as serious but not dangerous."
)
PARAGRAPHS = (FIRST, SECOND, THIRD)
STORY = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
NOISE = "Ferry timetable for the spring: all the crossings between the islands and the mainland, with every stop on the way."


def text_of(body: str) -> str:
    return read(document_fromstring(f"<html><head><title>x</title></head><body>{body}</body></html>"))


def lines(body: str) -> tuple[str, ...]:
    return tuple(text_of(body).split("\n"))


@pytest.mark.parametrize(
    "beside",
    [
        f"<nav><p>{NOISE}</p></nav>",
        f"<aside><p>{NOISE}</p></aside>",
        f'<div class="newsletter-box"><p>{NOISE}</p></div>',
        f'<div class="c-related"><p>{NOISE}</p></div>',
        f'<section id="comments"><p>{NOISE}</p></section>',
        f'<div role="complementary"><p>{NOISE}</p></div>',
        f'<div style="display: none"><p>{NOISE}</p></div>',
        f"<div hidden><p>{NOISE}</p></div>",
        f"<form><p>{NOISE}</p></form>",
        f"<figure><img src=x><figcaption>{NOISE}</figcaption></figure>",
        f'<div class="picture-caption">{NOISE}</div>',
        f'<article class="card"><h3><a href="/b">Ferries</a></h3><p>{NOISE}</p></article>',
        f"<p><a href='/b'>{NOISE}</a></p>",
    ],
)
def test_what_stands_beside_an_article_is_not_its_text(beside):
    half = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS[:2])
    assert lines(f"<article>{half}{beside}<p>{THIRD}</p></article>") == PARAGRAPHS


@pytest.mark.parametrize(
    "names", ["sidebar", "page-with-social-bar", "global-container top-banner", "related", "slide"]
)
def test_a_name_is_not_believed_of_the_box_that_holds_the_article(names):
    assert lines(f'<div class="{names}">{STORY}</div><p>Imprint</p>') == PARAGRAPHS


def test_boxes_named_like_slides_are_the_article_when_they_hold_it():
    slides = "".join(f'<section class="slide-{at}"><p>{said}</p></section>' for at, said in enumerate(PARAGRAPHS * 4))
    assert set(lines(f'<div class="story">{slides}</div>')) == set(PARAGRAPHS)


@pytest.mark.parametrize(
    "wrap", ['<form id="all">{}</form>', "<aside>{}</aside>", "<div hidden>{}</div>", "<footer>{}</footer>"]
)
def test_a_page_that_is_wholly_within_what_is_no_text_is_read_all_the_same(wrap):
    assert lines(wrap.format(STORY)) == PARAGRAPHS


def test_a_second_article_on_the_page_is_not_the_first_ones_text():
    other = "".join(f"<p>{NOISE} Number {number}.</p>" for number in range(5))
    assert (
        lines(
            f'<main><article class="story one"><h1>Crane</h1>{STORY}</article></main>'
            f'<div><article class="story-entity two"><h1>Ferries</h1>{other}</article></div>'
        )
        == PARAGRAPHS
    )


def test_an_article_cut_into_boxes_of_one_name_is_read_whole():
    boxes = "".join(
        f'<div class="article-body"><p>{said}</p></div><div class="ad-slot">Advertisement</div>' for said in PARAGRAPHS
    )
    assert lines(f"<div>{boxes}</div>") == PARAGRAPHS


def test_a_standfirst_over_the_box_of_the_text_begins_it():
    lead = "Two men died in the harbour of Port Alma on Friday, and the harbour master has closed both of its quays until Monday."
    head = f"<header><h1>Crane falls</h1><p class='lead'>{lead}</p></header>"
    text = f"{STORY}<p>{NOISE}</p>"
    assert lines(f'<article>{head}<div class="article-body">{text}</div></article>') == (lead, *PARAGRAPHS, NOISE)


def test_a_list_of_links_goes_with_the_heading_over_it():
    links = "".join(f'<li><a href="/{n}">Another story of the harbour, number {n}</a></li>' for n in range(4))
    assert lines(f"<article>{STORY}<h3>More from us</h3><ul>{links}</ul><p>{NOISE}</p></article>") == (
        *PARAGRAPHS,
        NOISE,
    )


def test_a_list_of_what_happened_stays():
    items = ("<li>One docker, aged 43, died at once</li>", "<li>The other died in <a href='/h'>hospital</a></li>")
    assert "One docker, aged 43, died at once\nThe other died in hospital" in text_of(
        f"<article>{STORY}<ul>{''.join(items)}</ul></article>"
    )


def test_a_sentence_with_many_links_stays_whole():
    said = "<p>Police in <a href='/a'>Port Alma</a> and <a href='/b'>Westhaven</a> are looking for the owner of the crane.</p>"
    assert "Police in Port Alma and Westhaven are looking for the owner of the crane." in lines(
        f"<article>{STORY}{said}</article>"
    )


def test_a_row_of_a_table_is_one_line_and_a_page_laid_out_in_tables_has_its_paragraphs():
    rows = "<table><tr><td>Friday</td><td>2 <b>dead</b></td></tr><tr><td>Saturday</td><td>1 dead</td></tr></table>"
    assert {"Friday 2 dead", "Saturday 1 dead"} < set(lines(f"<article>{STORY}{rows}</article>"))
    assert lines(f"<table><tr><td>{STORY}</td></tr></table>") == PARAGRAPHS


def test_line_breaks_part_paragraphs_and_links_and_bold_letters_do_not():
    broken = "<br><br>".join(
        (*PARAGRAPHS[:2], THIRD.replace("regional hospital", "<b>regional</b> <a href='/h'>hospital</a>"))
    )
    assert lines(f"<div class='entry-content'>{broken}</div>") == PARAGRAPHS


def test_a_paragraph_set_twice_is_told_once():
    long = f"{FIRST} {SECOND} {THIRD}"
    assert lines(
        f"<article><div class='wide'><p>{long}</p></div><div class='narrow'><p>{long}</p></div><p>{NOISE}</p></article>"
    ) == (long, NOISE)


def test_hidden_from_screen_readers_a_paragraph_is_text_all_the_same():
    curtain = "".join(f'<p class="paywall" aria-hidden="true">{said}</p>' for said in PARAGRAPHS[1:])
    assert lines(f"<article><p>{FIRST}</p>{curtain}</article>") == PARAGRAPHS


@pytest.mark.parametrize(
    "said",
    [
        "قالت الشرطة إن رجلين قتلا يوم الجمعة في الميناء الشمالي. وأضافت أن التحقيق مستمر.",
        "警方表示，周五有两名码头工人在北码头被倒塌的起重机砸死。调查将于数日内开始。",
        "पुलिस ने कहा कि शुक्रवार को बंदरगाह पर क्रेन गिरने से दो मज़दूरों की मौत हो गई।",
        "Полиция сообщила, что в пятницу на северном причале погибли два докера.",
    ],
)  # fmt: skip
def test_text_in_any_script_is_read_letter_by_letter(said):
    assert (
        text_of(f"<nav><a href='/'>x</a></nav><article><p>{said}</p><p>{said} 2</p></article>") == f"{said}\n{said} 2"
    )


def test_reading_leaves_the_shared_tree_as_it_was():
    tree = document_fromstring(f"<html><body><nav>x</nav><article>{STORY}</article></body></html>")
    before = tostring(tree)
    assert read(tree)
    assert tostring(tree) == before


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["<div>", "</div>", "<p>", "</p>", "<br>", "<a href=x>", "</a>", "<td>", "word ", "<ul><li>", "<h2>"]
        ),
        max_size=40,
    )
)
def test_reading_invents_no_word_on_any_markup(pieces):
    tree = document_fromstring(f"<html><body>{''.join(pieces)} end</body></html>")
    assert len(words(read(tree))) <= len(words(" ".join(tree.itertext())))


def test_nesting_and_size_are_no_obstacle():
    assert FIRST in text_of("<div>" * 240 + STORY + "</div>" * 240)
    assert text_of(f"<article><p>{'word ' * 100_000}.</p>{STORY}</article>").endswith(THIRD)


def _stated(body: str, page: str) -> str:
    node = {"@type": "NewsArticle", "headline": "Crane falls", "articleBody": body}
    return (
        f'<html><head><script type="application/ld+json">{json.dumps(node)}</script></head><body>{page}</body></html>'
    )


WHOLE = " ".join(PARAGRAPHS)


def test_the_page_s_own_paragraphs_are_kept_where_json_ld_says_the_same_in_one_piece():
    found = article(_stated(WHOLE, f"<article><h1>Crane falls</h1>{STORY}</article>"))
    assert (found.text.split("\n"), found.text_source) == (list(PARAGRAPHS), "page")


def test_a_teaser_in_json_ld_does_not_take_the_place_of_the_text():
    assert article(_stated(f"{FIRST[:60]}…", f"<article>{STORY}</article>")).text_source == "page"


def test_json_ld_stands_in_where_the_page_shows_another_text_or_the_beginning_alone():
    other = "".join(f"<p>{NOISE}</p>" for _ in range(4))
    for shown in (f"<article><p>{FIRST[:60]}</p></article>", f"<div>{other}</div>"):
        found = article(_stated(WHOLE, shown))
        assert (found.text, found.text_source) == (WHOLE, "json_ld")


def test_markup_in_json_ld_becomes_paragraphs():
    found = article(_stated("".join(f"<p>{said}</p>" for said in PARAGRAPHS), "<p>Loading</p>"))
    assert found.text.split("\n") == list(PARAGRAPHS)


LONG = "The owner of the crane, which is forty years old, told reporters that nobody had warned him of anything at all."


def test_prose_that_the_second_reading_alone_finds_stands_where_it_belongs():
    walked, cleaned = "\n".join(PARAGRAPHS), "\n".join((FIRST, LONG, SECOND, THIRD))
    assert agreed(walked, cleaned) == cleaned
    assert agreed(walked, "\n".join((LONG, *PARAGRAPHS))) == "\n".join((LONG, *PARAGRAPHS))


def test_the_second_reading_adds_no_label_and_nothing_twice():
    walked = "\n".join(PARAGRAPHS)
    joined = f"{FIRST} {SECOND[:60]}"
    for cleaned in ("", "Also read: ferries", f"{FIRST} {SECOND} {THIRD}", joined, NOISE[:90]):
        assert agreed(walked, cleaned) == walked


def test_a_standfirst_in_a_box_named_teaser_is_text_and_a_teaser_with_a_link_is_not():
    lead = "Two men died in the harbour of Port Alma on Friday, and the harbour master has closed both of its quays until Monday."
    head = f'<h1>Crane falls</h1><div class="teaser-text"><p>{lead}</p></div>'
    teaser = f'<div class="teaser-text"><p>{NOISE} <a href="/b">Ferries</a></p></div>'
    told = f'<div class="article-body">{STORY}<p>{STORY}</p></div>'
    assert lines(f"<main>{head}{told}</main>")[0] == lead
    assert NOISE not in text_of(f"<main>{head}{teaser}{told}</main>")


def test_the_subject_that_blog_software_writes_into_an_article_s_class_is_no_part_of_the_page():
    names = "post-12 post type-post status-publish category-comments tag-sponsored"
    assert lines(f'<div class="{names}">{STORY}</div><div class="comments"><p>{NOISE}</p></div>') == PARAGRAPHS


def test_the_first_of_articles_that_follow_each_other_is_read_with_headlines_outside_of_them_too():
    other = "".join(f"<p>{NOISE} Number {number}.</p>" for number in range(5))
    pages = (
        f'<div class="scroll"><h1>{name}</h1><article>{text}</article></div>'
        for name, text in (("A", STORY), ("B", other))
    )
    assert lines(f"<main>{''.join(pages)}</main>") == PARAGRAPHS


@settings(max_examples=60, deadline=None)
@given(
    depth=st.integers(4, 200),
    tag=st.sampled_from(("div", "section", "article", "main")),
    names=st.sampled_from(
        ("", ' class="story-text"', ' class="content"', ' class="part-%d"', ' class="article-body" id="b%d"')
    ),
    is_closed=st.booleans(),
)
def test_boxes_that_nobody_closed_keep_every_sentence_however_deep_they_lie_in_one_another(
    depth, tag, names, is_closed
):
    said = [
        f"Clerk {number} noted that {number} crates had come over the bar before the tide turned."
        for number in range(depth)
    ]
    boxes = "".join(f"<{tag}{names.replace('%d', str(at))}><p>{sentence}</p>" for at, sentence in enumerate(said))
    told = article(f"<html><body>{boxes}{f'</{tag}>' * (depth if is_closed else 0)}</body></html>").text
    assert told.split("\n") == said


@given(depth=st.integers(1, 60), claim=st.sampled_from(("", "story-text", "content")))
def test_many_boxes_with_prose_before_and_behind_lose_no_more_than_one_step_may(depth, claim):
    before = [f'<div class="{claim} {"abcdefgh"[at % 8]}{at}x"><p>{at} before. {FIRST}</p>' for at in range(depth)]
    behind = [f"<p>{at} behind. {SECOND}</p></div>" for at in reversed(range(depth))]
    said = words(text_of("".join([*before, STORY, *behind])))
    assert len(said) >= 0.35 * len(words(" ".join([FIRST, SECOND] * depth)))


def test_a_short_sentence_is_text_beside_a_long_quotation_or_item():
    short = "<p>Four died near Alma.</p><p>Two were hurt.</p>"
    for long in (f"<blockquote><p>{FIRST}</p></blockquote>", f"<ul><li>{FIRST}</li></ul>", f"<pre>{FIRST}</pre>"):
        found = text_of(f"<article><h1>Crane falls</h1>{short}{long}<p>Nobody was held.</p></article>")
        assert found.split("\n") == ["Four died near Alma.", "Two were hurt.", FIRST, "Nobody was held."]
