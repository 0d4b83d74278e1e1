"""Identity of URLs: laws that hold of any address, and what an address has in common with others of its outlet."""

from itertools import permutations
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.ids import make_id
from ingest.urls import address_hash, article_id, canonical_url, identity, is_courier, is_telling, registrable, resolve

_HOST = st.sampled_from(
    ["www.example.org", "example.co.uk", "m.example.org", "amp.example.com:81", "one.blogspot.de", "[::1]"]
)
_SEGMENT = st.one_of(
    st.sampled_from(
        ["amp", "AMP", "platform", "google-amp", "index.amp", "a.amp.html", "x_amp.html", "..amp", "%61mp", "123456"]
    ),
    st.text(alphabet="abz019-_.%~;", max_size=12),
)
_PART = st.sampled_from(
    ["id=1", "amp", "amp=1", "outputType=amp", "m=1", "utm_source=x", "ref=rss", "q=a%20b", "s=2", "&", "amp;x=1"]
)
_ADDRESS = st.builds(
    lambda scheme, host, path, query: f"{scheme}://{host}/{'/'.join(path)}?{'&'.join(query)}",
    st.sampled_from(["http", "https"]),
    _HOST,
    st.lists(_SEGMENT, max_size=5),
    st.lists(_PART, max_size=4),
)
_WRITERS = (
    lambda url: f"https://www.google.com/url?sa=t&url={quote(url, safe='')}&ct=ga",
    lambda url: f"https://l.facebook.com/l.php?u={quote(url, safe='')}",
    lambda url: f"https://web.archive.org/web/20240301123456/{url}",
    lambda url: f"https://archive.ph/20240301123456/{url}",
    lambda url: f"https://translate.google.de/translate?u={quote(url, safe='')}",
)
_TRACKERS = ("utm_source=x", "fbclid=y", "gclid=z", "at_medium=RSS", "mc_eid=1", "ref=rss")


@given(_ADDRESS)
def test_canonicalising_twice_changes_nothing_whatever_marks_an_address_bears(url: str) -> None:
    once = canonical_url(url)
    assert once is not None
    assert canonical_url(once) == once


@given(_ADDRESS)
def test_an_identity_is_a_canonical_address_and_its_own_identity(url: str) -> None:
    found = identity(canonical_url(url) or "")
    assert identity(found) == found
    assert canonical_url(found) == found


@given(_ADDRESS)
def test_an_identity_loses_no_parameter_that_tells_articles_apart(url: str) -> None:
    found = canonical_url(url) or ""
    told = {"id=1", "s=2", "q=a%20b", "x=1"}
    assert told & set(identity(found).partition("?")[2].split("&")) == told & set(found.partition("?")[2].split("&"))
    assert ("id=1" in url.partition("?")[2].split("&")) == ("id=1" in found.partition("?")[2].split("&"))


@given(st.text(max_size=60).map(lambda text: canonical_url(f"https://www.example.org/{quote(text)}")))
def test_an_ordinary_https_address_is_its_own_identity(url: str | None) -> None:
    assert url is not None
    if "amp" not in url.lower():
        assert article_id(url) == make_id("article", url)


@given(_ADDRESS, st.lists(st.sampled_from(_WRITERS), max_size=3))
def test_an_address_is_the_same_however_often_it_was_wrapped(url: str, writers: list) -> None:
    plain = canonical_url(url)
    assert plain is not None
    wrapped = plain
    for write in writers:
        wrapped = write(wrapped)
    assert canonical_url(wrapped) == plain


@given(
    st.sampled_from(
        ["news.google.com/articles/CBMi", "www.google.com/url?q=", "x.cdn.ampproject.org/c/", "a.translate.goog/"]
    ),
    st.text(alphabet="CBMi09_-=/.:%?&hts", max_size=40),
)
def test_whatever_a_viewer_bears_its_address_has_one_spelling(viewer: str, borne: str) -> None:
    once = canonical_url(f"https://{viewer}{borne}")
    assert once is None or canonical_url(once) == once


@given(st.permutations(_TRACKERS), st.integers(0, len(_TRACKERS)))
def test_the_order_of_trackers_and_their_place_do_not_matter(trackers: list[str], place: int) -> None:
    query = "&".join([*trackers[:place], "id=1", *trackers[place:]])
    assert canonical_url(f"https://example.org/a?{query}") == "https://example.org/a?id=1"


@given(
    st.integers(0, 10**8), st.integers(0, 10**8), st.sampled_from(["id", "p", "s", "sid", "cid", "page", "objectid"])
)
def test_two_values_of_what_names_an_article_are_two_articles(one: int, other: int, name: str) -> None:
    ids = {
        article_id(canonical_url(f"http://m.example.org/story/amp?{name}={value}&amp=1") or "")
        for value in (one, other)
    }
    assert len(ids) == len({one, other})


def test_http_and_https_are_one_article_and_another_port_is_another_server() -> None:
    assert (
        article_id("http://example.org/a")
        == article_id("https://example.org/a")
        == make_id("article", "https://example.org/a")
    )
    assert article_id("http://example.org:8080/a") == make_id("article", "http://example.org:8080/a")


def test_the_address_hash_does_not_depend_on_the_order_of_parameters() -> None:
    hashes = {
        address_hash(f"https://example.org/a?{'&'.join(parts)}") for parts in permutations(("a=1", "b=2", "id=3"))
    }
    assert len(hashes) == 1


@pytest.mark.parametrize(
    ("host", "owner"),
    [
        ("www.example.org", "example.org"),
        ("a.b.example.co.uk", "example.co.uk"),
        ("example.com.au:8080", "example.com.au"),
        ("one.blogspot.com", "one.blogspot.com"),
        ("www.one.blogspot.com", "one.blogspot.com"),
        ("co.uk", "co.uk"),
        ("127.0.0.1:8081", "127.0.0.1:8081"),
        ("[::1]", "[::1]"),
        ("localhost", "localhost"),
    ],
)
def test_an_outlet_answers_for_all_hosts_under_its_name(host: str, owner: str) -> None:
    assert registrable(host) == owner


@pytest.mark.parametrize(
    "path", ["/123456", "/a-fire-at-night", "/%D8%B3%D9%88%D8%B1%D9%8A%D8%A7-%D8%AF", "/x/3c53a5b8-27fc-4886"]
)
def test_an_article_s_path_tells_it_from_others(path: str) -> None:
    assert is_telling(path)


@pytest.mark.parametrize("path", ["/", "/world", "/world/middle-east", "/2020/01/02", "/2020-01-02", "/tags/amp"])
def test_a_section_s_path_tells_nothing(path: str) -> None:
    assert not is_telling(path)


def test_a_link_to_a_redirector_that_bears_its_target_is_not_asked_for_and_one_to_an_archive_is() -> None:
    base, target = "https://example.org/", "https://example.org/a?id=5#part"
    assert resolve(base, f"https://www.google.com/url?q={quote(target, safe='')}") == target
    kept = f"https://web.archive.org/web/2013/{target}"
    assert resolve(base, kept) == kept


def test_a_courier_does_not_say_where_it_leads() -> None:
    assert is_courier("feedproxy.google.com")
    assert not is_courier("www.example.org")
    assert canonical_url("http://feedproxy.google.com/~r/x/~3/abc/") == "http://feedproxy.google.com/~r/x/~3/abc/"


@pytest.mark.parametrize(
    "url",
    [
        "https://www.google.com/url?q=",
        "https://www.google.com/url?q=/search",
        "https://www.google.com/url?q=javascript:alert(1)",
        "https://web.archive.org/web/2013/",
        "https://web.archive.org/web/2013/ftp://example.org/a",
        "https://news.google.com/articles/CBM",
        "https://news.google.com/articles/CBMi",
        "https://news.google.com/articles/CBMi_w",
        "https://news.google.com/articles/CBMif39",
        "https://.translate.goog/a",
        "https://-.translate.goog/?_x_tr_enc=0,1",
    ],
)
def test_a_viewer_that_bears_no_address_is_an_address_of_its_own(url: str) -> None:
    found = canonical_url(url)
    assert found is None or found.partition("?")[0] == url.partition("?")[0]


@pytest.mark.parametrize(
    "url",
    ["https://example.org/%%34%31", "https://example.org/%2%65/b", "https://www.google.com/%75rl?q=https://a.example/"],
)
def test_what_comes_of_unescaping_is_looked_at_again(url: str) -> None:
    once = canonical_url(url)
    assert once is not None
    assert canonical_url(once) == once
