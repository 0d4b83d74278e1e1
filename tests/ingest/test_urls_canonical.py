"""`rel=canonical`: believed where it names the page's article, refused with the reason where it would make two articles one."""

import pytest

from ingest.extract.candidates import Choice
from ingest.extract.canonical import canonical
from tests.ingest.test_extract_metadata import meta, refusals, seen

SITE = "https://www.bayview-post.example"
STORY = f"{SITE}/2025/03/07/harbour-fire-at-night"


def found(named: str, own: str = STORY, *, also: str | None = None) -> Choice[str]:
    head = f'<link rel="canonical" href="{named}">' + (meta("og:url", also) if also else "")
    return canonical(seen(head, url=own))


@pytest.mark.parametrize(
    ("named", "own"),
    [
        (f"{SITE}/2025/03/07/harbour-fire-at-night/", STORY),
        (f"{SITE}/harbour-fire-at-night", STORY),
        (f"{SITE}/2025/03/07/harbour-fire-at-night", f"{STORY}/amp/"),
        (
            f"{SITE}/2025/03/07/harbour-fire-at-night",
            "https://amp.bayview-post.example/2025/03/07/harbour-fire-at-night",
        ),
        ("https://news.bayview-post.example/harbour-fire-at-night", STORY),
        (f"{SITE}/world/night-of-the-harbour-fire", STORY),
        (f"{SITE}/story/300145150", f"{SITE}/crime/300145150/three-men-charged"),
        (f"{SITE}/story?id=44233864", f"{SITE}/story?id=44233864&cid=clicksource_4380645"),
        (STORY, f"https://web.archive.org/web/2025/{STORY}"),
        (STORY, "http://feedproxy.google.com/~r/bayview/~3/abc/harbour-fire-at-night"),
        ("http://one.blogspot.com/2018/a-road-and-a-trip.html", "http://one.blogspot.de/2018/a-road-and-a-trip.html"),
    ],
)
def test_an_outlet_s_own_name_for_an_article_is_believed(named: str, own: str) -> None:
    assert (found(named, own).value, found(named, own).source) == (named, "rel=canonical")


@pytest.mark.parametrize(
    ("named", "own", "reason"),
    [
        ("https://www.other-post.example/2025/03/07/harbour-fire-at-night", STORY, "another outlet's"),
        ("https://two.blogspot.com/2018/a-road.html", "https://one.blogspot.com/2018/a-road.html", "another outlet's"),
        ("https://bayview.co.uk/harbour-fire-at-night", "https://other.co.uk/harbour-fire-at-night", "another outlet's"),
        (SITE, STORY, "the home page"),
        (f"{SITE}/index.html", STORY, "the home page"),
        (f"{SITE}/en/", STORY, "the home page"),
        (f"{SITE}/2025/03/", STORY, "a folder above the page"),
        (f"{SITE}/world", STORY, "a section's page"),
        (f"{SITE}/world/middle-east/", STORY, "a section's page"),
        (f"{SITE}/world/https&", STORY, "a template that was not filled in"),
        (f"{SITE}/{{{{ slug }}}}/harbour-fire-at-night", STORY, "a template that was not filled in"),
        (f"{SITE}/undefined/harbour-fire-at-night", STORY, "a template that was not filled in"),
        (f"{SITE}/de/harbour-fire-at-night", f"{SITE}/en/harbour-fire-at-night", "in another language"),
        ("https://de.bayview.example/a-fire-at-night", "https://en.bayview.example/a-fire-at-night", "in another language"),
        (STORY, f"{STORY}?lang=ar", "without what tells the page from others"),
        (f"{SITE}/viewtopic.php", f"{SITE}/viewtopic.php?t=167", "without what tells the page from others"),
        (f"{STORY}?s=22c09551c71c1a6b64e4364ca45cbf28", STORY, "with a visitor's session"),
        (f"{SITE}/2019/11/18/election-results-in-full", STORY, "unlike the page's own, and no other place says so"),
    ],
)  # fmt: skip
def test_what_would_make_two_articles_one_is_refused(named: str, own: str, reason: str) -> None:
    choice = found(named, own)
    assert choice.source == "address"
    assert refusals(choice)["rel=canonical"] == reason


def test_another_headline_is_believed_where_a_second_place_says_so() -> None:
    moved = f"{SITE}/news/helter-shelter-in-the-city"
    assert found(moved, also=moved).value == moved
    assert found(moved, also=f"{SITE}/news/something-else-again").value == STORY


def test_pages_that_share_one_wrong_canonical_stay_apart() -> None:
    """A slip in a template names the newest story, or the front page, on every page."""
    own = [
        f"{SITE}/2025/03/07/{name}"
        for name in ("harbour-fire-at-night", "council-votes-on-rents", "rain-until-the-weekend")
    ]
    shared = f"{SITE}/2025/03/08/election-results-in-full"
    assert [found(shared, url).value for url in own] == own
