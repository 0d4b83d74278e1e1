"""The body that a feed carried, as a text: whole ones are read by paragraphs, beginnings are refused. Not when it is used
(`tests/test_stand_in.py`)."""

from datetime import UTC, datetime

import pytest

from ingest.extract import extract
from ingest.extract.article import Extracted
from ingest.model import FAILED, REJECTED, FeedEntry, Page, Refused, Standby
from ingest.stand_in import stand_in
from tests.ingest import made

SEEN_AT = datetime(2025, 3, 10, 12, tzinfo=UTC)
URL = "https://paper.example/coast/1"
TITLE = "Eleven killed on the coast"
LINES = tuple(
    f"Witness number {count} said that the men came along the coast road shortly before dawn in pickup trucks, and that they "
    "went from house to house asking for the names of those inside before they opened fire."
    for count in ("one", "two", "three", "four", "five", "six")
)
WHOLE = "".join(f"<p>{line}</p>" for line in LINES)
FORBIDDEN = Refused(reason="forbidden", detail="403")


def entry(content: str | None, title: str | None = TITLE) -> FeedEntry:
    return made.entry(
        URL,
        datetime(2025, 3, 7, 8, 5, tzinfo=UTC),
        title=title,
        content=content,
        authors=("Ana Lima", "B. Writer"),
        language="en",
        published_raw="Fri, 07 Mar 2025 10:05:00 +0200",
        discovered_at=SEEN_AT,
    )


def standby(*, is_last_try: bool = False) -> Standby:
    return Standby(article_id="a", capture_id="c", is_last_try=is_last_try)


def page(content: str) -> Page:
    found = stand_in(entry(content), standby(), FORBIDDEN, run_id="r", outlet="The Paper")
    assert found is not None
    return found


def read(content: str) -> list[str]:
    found = extract(page(content))
    assert isinstance(found, Extracted), found
    return found.article.text.split("\n")


def test_the_article_is_the_entry_s_own_with_its_evidence() -> None:
    found = extract(page(WHOLE))
    assert isinstance(found, Extracted)
    article = found.article
    assert (article.text_source, article.title, article.authors) == ("feed", TITLE, ("Ana Lima", "B. Writer"))
    assert (article.published_at, article.published_evidence) == (entry(None).published_at, "feed entry (+02:00)")
    assert (article.canonical_url, article.capture_id, article.fetched_at) == (URL, "c", SEEN_AT)
    chosen = {said.field: said.source for said in found.candidates if said.is_chosen}
    assert chosen["title"] == "feed entry"


BESIDE = {
    "captions": "<figure><img><figcaption>A road.</figcaption></figure>",
    "captions by class": "<div class='wp-caption'><img><p class='wp-caption-text'>A road.</p></div>",
    "scripts": "<script>var a = 'b';</script><style>p { color: red }</style>",
    "players": "<iframe src='x'>No frames.</iframe><video>No video.</video>",
    "links to other articles": "<ul><li><a href='/other'>Another piece</a></li><li><a href='/third'>A third</a></li></ul>",
    "buttons to share": "<div class='sharedaddy sd-sharing'><a href='x'>Share</a> this</div>",
    "a form": "<form><p>Your address</p><input></form>",
}


@pytest.mark.parametrize("what", BESIDE)
def test_what_stands_beside_the_text_is_left_out(what: str) -> None:
    first, *others = WHOLE.split("</p>")
    assert read(first + "</p>" + BESIDE[what] + "</p>".join(others)) == list(LINES)


def test_paragraphs_are_kept_however_they_are_marked() -> None:
    assert read("<br><br/>".join(LINES)) == list(LINES)
    assert read("\n\n".join(LINES)) == list(LINES)
    assert read("<div>" + "</div><div>".join(LINES) + "</div>") == list(LINES)
    table = f"{WHOLE}<table><tr><th>Village</th><th>Killed</th></tr><tr><td>Al-Mukhtariyah</td><td>11</td></tr></table>"
    assert read(table)[-2:] == ["Village Killed", "Al-Mukhtariyah 11"]


def test_a_sentence_with_links_and_emphasis_is_one_sentence() -> None:
    marked = WHOLE.replace("the coast road", "the <a href='/road'>coast</a> <em>road</em>")
    assert read(marked) == list(LINES)


FOOTERS = {
    "where it appeared first": f"<p>The post <a href='{URL}?utm_source=rss'>{TITLE}</a> appeared first on <a href='/'>x</a>.</p>",
    "a mark that leads to it": f"<p><a href='{URL}'>★</a></p>",
    "its comments": f"<p><a href='{URL}#comments'>12 comments</a></p>",
    "a link to nowhere": "<p><a href='#'>Up</a></p>",
}


@pytest.mark.parametrize("what", FOOTERS)
def test_a_line_that_says_where_the_article_stands_is_no_part_of_it(what: str) -> None:
    assert read(WHOLE + FOOTERS[what]) == list(LINES)


BEGINNINGS = {
    "few words": f"<p>{LINES[0]}</p>",
    "a way to read on": f"{WHOLE}<p><a href='{URL}'>Seguir leyendo</a></p>",
    "a way to read on in the last line": f"{WHOLE[:-4]} <a href='{URL}#more-17'>Read the rest</a></p>",
    "dots at the end": f"{WHOLE}<p>The ministry said that …</p>",
    "a broken sentence": " ".join(LINES)[:-60],
    "a wall": f"{WHOLE}<p>Subscribe to continue reading.</p>",
}


@pytest.mark.parametrize("what", BEGINNINGS)
def test_the_beginning_of_an_article_is_not_taken_for_it(what: str) -> None:
    found = extract(page(BEGINNINGS[what]))
    assert isinstance(found, Refused)
    assert found.reason == "paywall"
    assert "beginning" in str(found.detail)


def test_scripts_without_spaces_and_right_to_left_text_are_read_whole() -> None:
    for line in (
        "警方周五表示，沿海公路附近的村庄有十一人被枪杀，目击者说武装分子乘坐三辆皮卡在黎明前抵达。",
        "قال المرصد إن مسلحين قتلوا أحد عشر شخصا في قرية على الساحل فجر الجمعة.",
    ):
        lines = [f"{line}{number}。" for number in range(20)]
        assert read("".join(f"<p>{each}</p>" for each in lines)) == lines


STANDS_FOR = {
    "forbidden", "unauthorized", "geoblocked", "http_error", "robots", "too_many_redirects", "too_large", "not_html",
    "empty_text", "paywall", "consent_wall", "bot_challenge", "page_budget",
}  # fmt: skip


@pytest.mark.parametrize("reason", [*REJECTED, *FAILED])
def test_a_body_stands_in_for_a_lasting_refusal_and_for_a_failure_only_at_the_last_try(reason: str) -> None:
    refused = Refused(reason=reason, detail=None)
    for is_last_try in (False, True):
        found = stand_in(entry(WHOLE), standby(is_last_try=is_last_try), refused, run_id="r", outlet="x")
        assert (found is not None) == (reason in STANDS_FOR or (reason in FAILED and is_last_try))


def test_without_a_body_or_a_standby_nothing_stands_in() -> None:
    assert stand_in(entry(None), standby(), FORBIDDEN, run_id="r", outlet="x") is None
    assert stand_in(entry(WHOLE), None, FORBIDDEN, run_id="r", outlet="x") is None
