"""Title, subtitle, authors, section, outlet, language and canonical URL: what is believed, and what is kept beside it."""

import json
from dataclasses import replace
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.extract.authors import authors
from ingest.extract.candidates import Choice
from ingest.extract.canonical import canonical
from ingest.extract.decode import parse
from ingest.extract.language import language
from ingest.extract.microdata import items
from ingest.extract.names import distinct, names
from ingest.extract.outlet import outlet
from ingest.extract.outlet_names import is_outlet
from ingest.extract.section import section
from ingest.extract.seen import Seen, see
from ingest.extract.subtitle import subtitle
from ingest.extract.title import title
from ingest.model import Refused
from tests.ingest.test_extract import entry, page

URL = "https://www.bayview-post.example/world/harbour-fire"
HEADLINE = "Fire closes the northern harbour for a third day"
STANDFIRST = "Crews from four towns are still pumping water, and nobody knows when the ferries will sail again"
PARAGRAPH = "<p>The ferry left the northern pier at dawn with forty crates of oranges and one very tired clerk.</p>"


def seen(head: str = "", body: str = "", *, url: str = URL, attributes: str = "", **given) -> Seen:
    html = f"<html {attributes}><head>{head}</head><body>{body}<article>{PARAGRAPH * 3}</article></body></html>"
    source = page(html, url=url, **given)
    tree = parse(source)
    assert not isinstance(tree, Refused)
    return see(source, tree)


def linked(**said) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **said})}</script>'


def meta(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{content}">'


def refusals(choice: Choice) -> dict[str, str | None]:
    return {said.source: said.refused_because for said in choice.candidates}


# Title


def test_every_place_that_bears_a_title_is_kept_and_one_is_chosen():
    found = title(seen(linked(headline=HEADLINE) + f"<title>{HEADLINE} | Bayview Post</title>", f"<h1>{HEADLINE}</h1>"))
    assert (found.value, found.source) == (HEADLINE, "h1")
    assert [(said.source, said.reading) for said in found.candidates] == [
        ("json-ld headline", HEADLINE),
        ("title", HEADLINE),
        ("h1", HEADLINE),
    ]


@pytest.mark.parametrize(
    "written",
    [
        f"{HEADLINE} | Bayview Post",
        f"{HEADLINE} - Bayview Post",
        f"Bayview Post: {HEADLINE}".replace(": ", " : "),
        f"{HEADLINE}｜bayview-post.example",
        f"{HEADLINE} * Bayview Post",
        f"{HEADLINE} – World – Bayview Post",
    ],
)
def test_the_names_of_the_outlet_and_of_its_section_come_off_a_title(written):
    assert title(seen(f"<title>{written}</title>{meta('article:section', 'World')}")).value == HEADLINE


def test_markup_and_twice_escaped_letters_in_a_title_are_read():
    found = title(seen(linked(headline="Fire &amp;amp; water: <em>three</em> days at the harbour")))
    assert found.value == "Fire & water: three days at the harbour"


def test_a_cut_title_gives_way_to_the_whole_one():
    found = title(
        seen(
            linked(headline="Fire closes the northern…") + meta("og:title", "Fire closes the northern…"),
            f"<h1>{HEADLINE}</h1>",
        )
    )
    assert found.value == HEADLINE


def test_a_masthead_is_not_taken_for_the_headline():
    page_of_a_blog = seen(f"<title>{HEADLINE} | Notes of a pilot</title>", "<h1>Notes of a pilot</h1>")
    found = title(page_of_a_blog)
    assert found.value == HEADLINE
    assert refusals(found)["h1"] == "the name of the outlet or of a section"


def test_a_kicker_in_an_element_of_its_own_does_not_run_into_the_headline():
    found = title(seen("", f"<h1><span>Harbour</span><span>{HEADLINE}</span></h1>"))
    assert found.value == f"Harbour {HEADLINE}"
    assert title(seen(meta("og:title", HEADLINE), f"<h1><span>Harbour</span><b>{HEADLINE}</b></h1>")).value == HEADLINE


def test_letters_in_bold_do_not_part_a_word():
    assert (
        title(seen("", "<h1><b>F</b>ire closes the northern harbour</h1>")).value == "Fire closes the northern harbour"
    )


def test_an_og_title_that_an_editor_wrote_for_itself_is_believed():
    own = "Why the ferries will not sail before Sunday"
    head = linked(headline=HEADLINE) + meta("og:title", own) + f"<title>{HEADLINE}</title>"
    assert title(seen(head, f"<h1>{HEADLINE}</h1>")).value == own
    made = linked(headline=HEADLINE) + meta("og:title", f"{HEADLINE}: live") + f"<title>{HEADLINE}: live</title>"
    assert title(seen(made, f"<h1>{HEADLINE}</h1>")).value == HEADLINE


# Authors


def test_persons_are_told_from_the_outlet_that_signs_beside_them():
    found = authors(
        seen(linked(author=[{"@type": "Organization", "name": "Bayview Post"}]) + meta("author", "Jane Doe"))
    )
    assert (found.value, found.source) == (("Jane Doe",), "meta author")
    assert refusals(found)["json-ld author"] == "the outlet's name or an account's"


def test_the_outlet_signs_where_nobody_else_does():
    assert authors(seen(linked(author={"name": "Bayview Post"}))).value == ("Bayview Post",)


@pytest.mark.parametrize(
    "body",
    [
        f"<h1>{HEADLINE}</h1><p>By Jane Doe and Ali Öz</p>",
        f"<h1>{HEADLINE}</h1><div class='byline'>By <a href='/authors/1'>Jane Doe</a>, <a href='/authors/2'>Ali Öz</a></div>",
        f"<h1>{HEADLINE}</h1><p>Von <b>Jane Doe</b> und <b>Ali Öz</b></p>",
        f"<h1>{HEADLINE}</h1><span>By</span><a rel='author' href='/x'>Jane Doe</a><a rel='author' href='/y'>Ali Öz</a>",
        f"<h1>{HEADLINE}</h1><div><span>By </span><span>Jane Doe</span> <span>&amp;</span> <span>Ali Öz</span></div>",
        f"<p class='article-author'>Jane Doe; Ali Öz</p><h1>{HEADLINE}</h1>",
    ],
)
def test_the_visible_byline_is_read_where_nothing_is_stated(body):
    found = authors(seen("", body))
    assert (found.value, found.source) == (("Jane Doe", "Ali Öz"), "byline")


def test_people_who_are_written_about_did_not_sign():
    linked_in_text = "The clerk, a friend of <a href='/profile/x'>Mary Roe</a>, said nothing of it to anybody. " * 4
    assert (
        authors(seen("", f"<h1>{HEADLINE}</h1><p>Von den Kisten war nichts zu sehen.</p><p>{linked_in_text}</p>")).value
        is None
    )


def test_a_first_name_is_completed_by_the_byline():
    assert authors(seen(linked(author="Jane"), f"<h1>{HEADLINE}</h1><p>By Jane Doe</p>")).value == ("Jane Doe",)


def test_two_places_that_agree_outvote_the_first():
    head = meta("author", "Grand Holdings") + meta("article:author", "Jane Doe") + meta("parsely-author", "Jane Doe")
    assert authors(seen(head)).value == ("Jane Doe",)


def test_of_ever_so_many_authors_thirty_are_kept():
    metas = "".join(
        f'<meta name="author" content="Jane Doe{letter * 2}">' for letter in "abcdefghijklmnopqrstuvwxyz" * 4
    )
    found = authors(seen(metas))
    assert len(found.candidates) == 30


def test_an_account_s_name_is_only_taken_where_nothing_better_is_found():
    account = meta("author", "janefromtheport")
    assert authors(seen(account)).value == ("janefromtheport",)
    assert authors(seen(account, f"<h1>{HEADLINE}</h1><p>By Jane Doe</p>")).value == ("Jane Doe",)


def test_a_labelled_pair_of_tags_names_the_author_and_not_the_reading_time():
    head = meta("twitter:label1", "Written by") + meta("twitter:data1", "Jane Doe")
    head += meta("twitter:label2", "Est. reading time") + meta("twitter:data2", "3 minutes")
    assert authors(seen(head)).value == ("Jane Doe",)


def test_the_feed_s_author_is_taken_last():
    item = replace(entry(URL, None), authors=("Jane Doe",))
    assert authors(seen(entry=item)).source == "feed"


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("By Jane Doe and Ali Öz", ["Jane Doe", "Ali Öz"]),
        ("Von JANE DOE", ["JANE DOE"]),
        ("Jane Doe, Political Editor", ["Jane Doe"]),
        ("Theresa May", ["Theresa May"]),
        ("Da Silva", ["Da Silva"]),
        ("Jane Doe, Von Trapp", ["Jane Doe", "Von Trapp"]),
        ("Simone Jung", ["Simone Jung"]),
        ("Mark Sigetty", ["Mark Sigetty"]),
        ("Dan Andersson", ["Dan Andersson"]),
        ("Jane Doe 7 March 2025", ["Jane Doe"]),
        ("Jane Doe March 7, 2025", ["Jane Doe"]),
        ("AFP; Reuters", ["AFP", "Reuters"]),
        ("박준석 기자", ["박준석"]),
        ("https://www.bayview-post.example/jane", []),
        ("admin", []),
        ("@jane", []),
    ],
)
def test_a_statement_is_read_as_the_names_in_it(written, found):
    assert list(names(written)) == found


def test_a_last_name_that_stands_first_is_turned_round_and_agencies_are_not():
    assert list(names("Doe, Jane", is_person=True)) == ["Jane Doe"]
    assert list(names("Reuters, AFP", is_person=True)) == ["Reuters", "AFP"]


@given(st.text(max_size=200))
def test_any_statement_gives_names_fit_for_one_line(said):
    found = list(names(said))
    assert all(name == " ".join(name.split()) and len(name) <= 80 for name in found)
    assert distinct(tuple(found), 3) == distinct(distinct(tuple(found), 3), 3)


# Subtitle


def test_a_marked_line_under_the_headline_is_the_subtitle():
    found = subtitle(seen("", f"<h1>{HEADLINE}</h1><p class='article__standfirst'>{STANDFIRST}</p>"), HEADLINE)
    assert (found.value, found.source) == (STANDFIRST, "standfirst")


def test_a_description_is_the_subtitle_only_where_it_stands_under_the_headline():
    head = meta("og:description", STANDFIRST)
    assert subtitle(seen(head, f"<h1>{HEADLINE}</h1><div>{STANDFIRST}</div>"), HEADLINE).value == STANDFIRST
    assert subtitle(seen(head, f"<h1>{HEADLINE}</h1>"), HEADLINE).value is None


def test_the_first_paragraph_and_the_title_said_again_are_no_subtitle():
    first = subtitle(
        seen(meta("og:description", STANDFIRST), f"<h1>{HEADLINE}</h1><p>{STANDFIRST}</p>{PARAGRAPH}"), HEADLINE
    )
    assert first.value is None
    assert refusals(first)["meta og:description"] == "the first paragraph"
    again = subtitle(seen(linked(alternativeHeadline=HEADLINE.upper())), HEADLINE)
    assert refusals(again) == {"json-ld alternativeHeadline": "says what the title says"}


# Section


@pytest.mark.parametrize(
    ("head", "url", "expected"),
    [
        (linked(articleSection=["Harbour", "World"]), URL, ("Harbour", "json-ld articleSection")),
        (meta("article:section", "World, Sea"), URL, ("World", "meta article:section")),
        ("", URL, ("world", "address")),
        ("", "https://www.bayview-post.example/2025/03/07/harbour-fire", (None, None)),
        ("", "https://www.bayview-post.example/article/harbour-fire/", (None, None)),
        (meta("article:section", "Bayview Post"), URL, ("world", "address")),
    ],
)
def test_the_section_is_what_the_outlet_calls_it_or_the_first_folder_that_is_a_word(head, url, expected):
    found = section(seen(head, url=url))
    assert (found.value, found.source) == expected


# Outlet


def test_the_outlet_is_the_one_of_the_sources_file_and_its_own_word_is_kept():
    found = outlet(seen(meta("og:site_name", "The Bayview Post Online") + linked(publisher={"name": "Bayview Media"})))
    assert (found.value, found.source) == ("Bayview Post", "sources file")
    assert [said.reading for said in found.candidates] == ["Bayview Post", "The Bayview Post Online", "Bayview Media"]
    assert outlet(seen(meta("og:site_name", "Bay View"), outlet="")).value == "Bay View"


@pytest.mark.parametrize(
    ("line", "expected"),
    [("Bayview Post", True), ("BAYVIEW-POST", True), ("Bayviewpost Staff", True), ("Jane Doe", False), ("Bay", False)],
)
def test_a_line_is_the_outlet_s_name_where_it_spells_it(line, expected):
    names_of_it = seen().names
    assert is_outlet(line, names_of_it) is expected


# Language

GERMAN = (
    "Die Fähre verließ den nördlichen Pier im Morgengrauen mit vierzig Kisten Orangen und einem müden Schreiber. " * 3
)
ZULU = (
    "Amaphoyisa athi umlilo uqale ebusuku futhi abantu abaningi baphuma ngesikhathi izindlu zisha. Uthe akwazi ukuthi "
    "kwenzekeni, kodwa uma kukhona owaziyo makabike noma afonele isiteshi, ngoba uphenyo lusaqhubeka lapho. "
) * 2


def test_the_text_decides_against_what_the_page_claims():
    found = language(seen(attributes='lang="en-US"'), GERMAN)
    assert found.source == "text"
    assert found.value is not None
    assert found.value[0] == "de"
    assert [(said.source, said.reading) for said in found.candidates] == [("text", "de"), ("html lang", "en")]


def test_where_there_are_no_words_the_page_s_claim_is_taken_with_no_confidence():
    assert language(seen(attributes='lang="nb-NO"'), "1 2 3").value == ("no", None)
    assert language(seen(linked(inLanguage={"@type": "Language", "alternateName": "pt-BR"})), "").value == ("pt", None)


def test_a_claim_that_is_no_code_is_kept_and_refused():
    found = language(seen(attributes='lang="English please"'), GERMAN)
    assert refusals(found)["html lang"] == "no language's code"


def test_a_language_that_the_model_does_not_know_is_told_by_its_words():
    assert language(seen(attributes='lang="en"'), ZULU).value == ("zu", None)


# Canonical URL


@pytest.mark.parametrize(
    ("href", "reason"),
    [
        ("https://elsewhere.example/world/harbour-fire", "another outlet's"),
        ("https://www.bayview-post.example/", "the home page"),
        ("https://www.bayview-post.example/world", "a folder above the page"),
        ("javascript:void(0)", "no address"),
    ],
)
def test_an_address_that_cannot_be_the_page_s_is_refused_with_the_reason(href, reason):
    found = canonical(seen(f'<link rel="canonical" href="{href}">'))
    assert (found.value, found.source) == (URL, "address")
    assert refusals(found)["rel=canonical"] == reason


def test_only_rel_canonical_is_believed_and_the_others_are_kept():
    other = "https://www.bayview-post.example/world/harbour-fire-3"
    stated = meta("og:url", other) + linked(url=other, headline=HEADLINE)
    assert canonical(seen(stated)).value == URL
    assert canonical(seen(stated + f'<link rel="canonical" href="{other}">')).value == other
    assert [said.source for said in canonical(seen(stated)).candidates] == ["meta og:url", "json-ld url", "address"]


# Microdata


def properties(body: str) -> dict[str, tuple[str, ...]]:
    html = f"<html><body>{body}</body></html>"
    tree = parse(page(html))
    assert not isinstance(tree, Refused)
    return items(tree, html.encode()).properties


def test_the_properties_of_the_article_s_item_are_read_and_not_those_of_others():
    found = properties(
        "<div itemscope itemtype='https://schema.org/NewsArticle'><h1 itemprop='headline'>Fire <b>again</b></h1>"
        "<time itemprop='datePublished' datetime='2025-03-07T09:15:00+02:00'>7 March</time>"
        "<span itemprop='author' itemscope itemtype='https://schema.org/Person'><i itemprop='name'>Jane Doe</i></span>"
        "<a itemprop='url' href='/fire'>here</a></div>"
        "<div itemscope itemtype='https://schema.org/Comment'><time itemprop='datePublished' datetime='2025-03-09'></time></div>"
    )
    assert found == {
        "headline": ("Fire again",),
        "datePublished": ("2025-03-07T09:15:00+02:00",),
        "author": ("Jane Doe",),
        "url": ("/fire",),
    }


def test_a_property_is_one_in_whatever_case_it_is_written():
    item = '<div itemScope itemType="https://schema.org/NewsArticle"><span itemProp="headline">Fire again</span></div>'
    assert properties(item) == {"headline": ("Fire again",)}


def test_properties_of_rdfa_are_read_under_their_plain_names():
    found = properties(
        "<div typeof='schema:Article'><span property='schema:author'>Jane Doe</span>"
        "<span property='dc:date' content='2025-03-07'>7 March</span></div>"
    )
    assert found == {"author": ("Jane Doe",), "date": ("2025-03-07",)}


def test_a_page_without_markup_has_no_items():
    assert properties("<p>Nothing here</p>") == {}


@given(st.text(alphabet="<>/=\"' abdhipstmrovcy-:;&#1", max_size=300))
def test_no_markup_breaks_the_readers(scrap):
    found = seen(scrap, scrap)
    for choice in (title(found), authors(found), section(found), outlet(found), canonical(found), subtitle(found, "x")):
        assert choice.source is None or choice.value


@pytest.mark.parametrize(
    "scrap",
    [
        "<h1>" + "<span>x " * 20_000,
        "<h1>Fire<p>" + "<b class='author'>By Jane " * 20_000,
        "<div itemscope itemprop='author' class='byline'><i itemscope itemprop='name author'>" * 3_000,
    ],
)
def test_a_page_that_closes_nothing_is_read_all_the_same(scrap):
    found = seen("", scrap)
    began = process_time()
    for read in (title, authors, section, outlet, canonical):
        read(found)
    subtitle(found, "x")
    assert process_time() - began < 3


def test_of_ever_so_many_canonical_links_none_is_believed_and_ten_are_kept():
    found = canonical(seen("".join(f'<link rel="canonical" href="{URL}-{number}">' for number in range(500))))
    assert found.value == URL
    assert [said.source for said in found.candidates] == ["rel=canonical"] * 10 + ["address"]
    assert {said.refused_because for said in found.candidates[:10]} == {"more than one is named"}
