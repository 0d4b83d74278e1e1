"""What sort of page a page is. Each page here has the signs of one sort, or of one that it is not."""

from collections.abc import Iterable

import pytest

from tests.ingest.test_extract import SENTENCE, article

SITE = "https://www.bayview-post.example"
LONG = "".join(f"<p>{SENTENCE.replace('forty', str(n))}</p>" for n in range(20))


def markup(body: str, *, title: str = "Harbour fire spreads", head: str = "") -> str:
    return (
        f"<html><head><title>{title}</title>{head}</head><body><article><h1>{title}</h1>{body}</article></body></html>"
    )


def linked(kind: str) -> str:
    return f'<script type="application/ld+json">{{"@type":"{kind}","headline":"Harbour fire spreads"}}</script>'


def updates(times: Iterable[str]) -> str:
    return "".join(f"<div><time>{time}</time><p>{SENTENCE} It was noted at {time}.</p></div>" for time in times)


CLOCK = tuple(f"{hour}:{minute:02}" for hour in (9, 10, 11) for minute in (5, 20, 41))


def test_a_page_declared_a_live_blog_is_one():
    assert article(markup(LONG, head=linked("LiveBlogPosting"))).kind == "live_blog"


@pytest.mark.parametrize(
    "title",
    [
        "Harbour fire LIVE: pier closed", "Brand im Hafen: Liveticker", "Incendie du port, en direct",
        "Incendio: minuto a minuto", "Incêndio no porto ao vivo", "Incendio al porto, la diretta",
        "Liman yangını canlı anlatım", "Пожар в порту: онлайн",
        "حريق الميناء لحظة بلحظة", "港口大火 直播",
    ],
)  # fmt: skip
def test_many_times_of_day_under_a_title_that_says_live_make_a_live_blog(title):
    assert article(markup(updates(CLOCK), title=title)).kind == "live_blog"


def test_many_times_of_day_under_an_address_that_says_live_make_a_live_blog():
    assert article(markup(updates(CLOCK)), url=f"{SITE}/liveblog/harbour-fire").kind == "live_blog"


def test_many_times_of_day_at_the_head_of_paragraphs_are_seen_as_well():
    told = "".join(f"<p>{time} Uhr: {SENTENCE}</p>" for time in CLOCK)
    assert article(markup(told, title="Brand im Hafen: Ticker")).kind == "live_blog"


def test_microdata_and_classes_name_a_live_blog():
    marked = updates(CLOCK).replace("<div>", '<div class="liveblog-entry">')
    assert article(markup(marked)).kind == "live_blog"
    scoped = f'<div itemscope itemtype="https://schema.org/LiveBlogPosting">{updates(CLOCK)}</div>'
    assert article(markup(scoped)).kind == "live_blog"


def test_times_of_day_alone_make_no_live_blog():
    assert article(markup(updates(CLOCK))).kind == "article"


def test_the_word_live_alone_makes_no_live_blog():
    assert article(markup(LONG, title="Live music returns to the pier")).kind == "article"


def pictures(count: int, caption: str = "Forty crates of oranges") -> str:
    return "".join(
        f'<figure><img src="/{n}.jpg"><figcaption>{caption}, seen from pier {n}.</figcaption></figure>'
        for n in range(count)
    )


@pytest.mark.parametrize("kind", ["ImageGallery", "MediaGallery", "https://schema.org/ImageGallery"])
def test_pictures_with_captions_on_a_page_declared_a_gallery_are_one(kind):
    assert article(markup(f"<p>{SENTENCE}</p>" + pictures(12), head=linked(kind))).kind == "gallery"


@pytest.mark.parametrize("part", ["gallery", "bildergalerie", "fotos", "diaporama", "fotogaleria", "in-pictures"])
def test_pictures_with_captions_under_an_address_that_says_gallery_are_one(part):
    assert article(markup(f"<p>{SENTENCE}</p>" + pictures(12)), url=f"{SITE}/{part}/harbour").kind == "gallery"


def test_numbered_pictures_are_a_gallery():
    numbered = "".join(
        f'<div><img src="/{n}.jpg"><span>{n} / 9</span><p>The pier, part {n}.</p></div>' for n in range(1, 10)
    )
    assert article(markup(f"<p>{SENTENCE}</p>{numbered}")).kind == "gallery"


def test_an_article_with_a_row_of_pictures_in_it_stays_one():
    numbered = "".join(f'<div><img src="/{n}.jpg"><span>{n} / 9</span></div>' for n in range(1, 10))
    assert article(markup(LONG + numbered)).kind == "article"
    assert article(markup(f"<p>{SENTENCE * 3}</p>" + pictures(12))).kind == "article"


def test_teasers_of_other_pages_are_no_pictures_of_this_one():
    teasers = "".join(f'<a href="/other-{n}"><img src="/{n}.jpg"></a>' for n in range(12))
    assert article(markup(f"<p>{SENTENCE * 2}</p>{teasers}"), url=f"{SITE}/fotos/harbour").kind == "article"


def test_a_film_with_its_description_is_a_video_page():
    player = f'<video src="/fire.mp4"></video><p>{SENTENCE}</p>'
    assert article(markup(player, head=linked("VideoObject"))).kind == "video"
    assert article(markup(player, head='<meta property="og:type" content="video.other">')).kind == "video"
    assert article(markup(player), url=f"{SITE}/videos/harbour-fire").kind == "video"


def test_an_article_with_a_film_in_it_stays_one():
    player = '<video src="/fire.mp4"></video>'
    head = linked("NewsArticle") + linked("VideoObject")
    assert article(markup(player + LONG, head=head)).kind == "article"
    assert article(markup(player + f"<p>{SENTENCE * 4}</p>", head=head)).kind == "article"
    assert article(markup(player + LONG, head='<meta property="og:type" content="video.other">')).kind == "article"


def test_a_whole_report_of_one_sentence_is_a_flash():
    assert article(markup(f"<p>{SENTENCE}</p>", head=linked("NewsArticle"))).kind == "flash"
    assert article(markup(f"<p>{SENTENCE} (dpa)</p>", head=linked("NewsArticle"))).kind == "flash"


@pytest.mark.parametrize("end", [" and then…", " Read more", ""])
def test_a_report_that_was_cut_is_no_flash(end):
    cut = SENTENCE.strip().removesuffix(".") + end
    assert article(markup(f"<p>{cut}</p>", head=linked("NewsArticle"))).kind == "article"


def test_a_report_said_to_be_longer_is_no_flash():
    longer = linked("NewsArticle").replace('"headline"', '"wordCount":900,"headline"')
    assert article(markup(f"<p>{SENTENCE}</p>", head=longer)).kind == "article"


def test_a_few_words_on_a_page_that_is_not_declared_an_article_are_no_flash():
    assert article(markup(f"<p>{SENTENCE}</p>")).kind == "article"
