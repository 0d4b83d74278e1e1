"""URLs: one spelling per address, and never one for two articles."""

from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.ids import make_id
from ingest.urls import absolute, article_id, canonical_url, host_of, resolve

_HOSTS = st.sampled_from(
    ["example.org", "EXAMPLE.org.", "مثال.إختبار", "127.0.0.1", "0x7f.1", "[::1]", "a_b.example:81"]
)
_TEXT = st.text(alphabet="abzAZ09-._~%/;=&?+ :@é漢\u200f'\"<>\\|{}\t", max_size=30)
_URLS = st.builds(
    lambda scheme, host, path, query: f"{scheme}://{host}/{path}?{query}",
    st.sampled_from(["http", "https", "HTTP"]),
    _HOSTS,
    _TEXT,
    _TEXT,
)
_NAMES = st.sampled_from(["id", "p", "s", "sid", "cid", "page", "lang", "ref", "source"])
_MEANT = st.lists(st.tuples(_NAMES, st.integers(0, 10**9).map(str)), max_size=6)


@given(_URLS)
def test_canonicalising_twice_changes_nothing(url: str) -> None:
    once = canonical_url(url)
    assert once is None or canonical_url(once) == once


@given(st.text(max_size=60))
def test_any_text_is_an_address_or_none(text: str) -> None:
    assert (canonical_url(text) is None) == (absolute(text) is None)


@given(_MEANT)
def test_parameters_that_may_name_an_article_are_kept_in_order(pairs: list[tuple[str, str]]) -> None:
    query = "&".join(f"{name}={value}" for name, value in pairs)
    expected = "https://example.org/story" + (f"?{query}" if query else "")
    assert canonical_url(f"https://example.org/story?{query}") == expected


@given(st.text(alphabet="abcXYZ0123456789-_", min_size=1, max_size=20))
def test_the_case_of_a_path_is_kept(name: str) -> None:
    assert canonical_url(f"https://Example.ORG/{name}/") == f"https://example.org/{name}/"


@given(st.text(alphabet="سوريا دمشق-حلب漢字é", min_size=1, max_size=20).map(str.strip).filter(bool))
def test_a_path_is_the_same_raw_and_escaped_in_either_case(name: str) -> None:
    raw, upper = canonical_url(f"https://example.org/{name}"), f"https://example.org/{quote(name)}"
    assert raw == canonical_url(upper) == canonical_url(upper.replace("%D", "%d").replace("%A", "%a"))


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("HTTP://Example.ORG:80/a/../b#part", "http://example.org/b"),
        ("https://example.org:443", "https://example.org/"),
        ("https://example.org:8443/a", "https://example.org:8443/a"),
        ("https://user:secret@example.org/a", "https://example.org/a"),
        ("https://example.org/a?", "https://example.org/a"),
        ("https://example.org/a?&&id=1&", "https://example.org/a?id=1"),
        ("https://example.org/a?utm_source=x&id=7&fbclid=y&UTM_Medium=z", "https://example.org/a?id=7"),
        ("https://example.org/a?utm%5Fsource=x", "https://example.org/a"),
        ("https://www.dw.com/en/a-1?maca=en-rss-en-all-1573-rdf", "https://www.dw.com/en/a-1"),
        ("https://example.org/a?ref=rss&source=123", "https://example.org/a?source=123"),
        ("https://example.org/a;jsessionid=8F?id=1", "https://example.org/a?id=1"),
        ("https://example.org/%7Euser/%e2%82%ac%2F", "https://example.org/~user/%E2%82%AC%2F"),
        ("https://example.org/a%252Fb", "https://example.org/a%252Fb"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("http://0x7f.1/", "http://127.0.0.1/"),
        ("http://2130706433/", "http://127.0.0.1/"),
        ("  https://example.org/a\n", "https://example.org/a"),
    ],
)
def test_an_address_has_one_spelling(url: str, canonical: str) -> None:
    assert canonical_url(url) == canonical


@pytest.mark.parametrize(
    "url",
    [
        "",
        "/a",
        "ftp://example.org/",
        "mailto:a@b.example",
        "javascript:alert(1)",
        "http://",
        "http://a b/",
        "http://\ud800/",
    ],
)
def test_what_is_no_web_address_has_none(url: str) -> None:
    assert canonical_url(url) is None
    assert host_of(url) == ""


def test_an_article_is_its_canonical_url() -> None:
    assert article_id("https://example.org/a") == make_id("article", "https://example.org/a")
    assert article_id("https://example.org/?sid=123") != article_id("https://example.org/?sid=456")


def test_the_host_bears_its_port_unless_it_is_the_default() -> None:
    assert host_of("https://Example.org:443/a") == "example.org"
    assert host_of("http://127.0.0.1:8081/a") == "127.0.0.1:8081"


@pytest.mark.parametrize(
    ("link", "target"),
    [
        ("b?x=1", "https://example.org/a/b?x=1"),
        ("//other.example/b", "https://other.example/b"),
        ("/b?x=1&amp;y=2", "https://example.org/b?x=1&y=2"),
        ("/b?x=1&amp;amp;y=2&#38;z=3&#x26;w=4", "https://example.org/b?x=1&y=2&z=3&w=4"),
        ("/b?x=1&copy=2", "https://example.org/b?x=1&copy=2"),
        ("\n /b \t", "https://example.org/b"),
        ("https://u:p@other.example/", "https://other.example/"),
        ("mailto:a@b.example", None),
    ],
)
def test_a_link_is_resolved_as_a_browser_would_even_when_escaped_twice(link: str, target: str | None) -> None:
    assert resolve("https://example.org/a/", link) == target
