"""Mending the links that feeds and sitemaps give. Not canonical URLs, and not the rules of URLs (`ingest.urls`)."""

import re
from urllib.parse import unquote

from ingest.urls import host_of, resolve

_LIMIT = 4096  # characters of a link or a base: ten thousand short links on a base of megabytes would be gigabytes
_RESOLVED_LIMIT = 2 * _LIMIT
_BARE_HOST = re.compile(r"www\.[\w-]+(?:\.[\w-]+)+(?=[/?#:]|\Z)", re.IGNORECASE)
_HTTP = re.compile(r"https?:/", re.IGNORECASE)
_FEED_SCHEME = re.compile(r"feed:(//)?(?=\S)", re.IGNORECASE)
_BROKEN_LINE = re.compile(r"\s*[\r\n\t]+\s*")
_ANCHOR = re.compile(r"<a\s[^<>]{0,200}?href\s*=\s*[\"']?([^\"'\s<>]+)", re.IGNORECASE)
_QUOTES = " \"'<>“”«»"
# `https://https://host`, `/https://host`, `:https://host`, `ttps://host`, `https//host`: one slip before the host.
_SCHEMES = re.compile(r"[:/]{0,3}(?:h?t?tps?:/{1,3}){0,2}(h?t?tp(s?))(?::/{1,3}|//)(?=[\w-]+[.:])", re.IGNORECASE)
_FRONT_PAGE = re.compile(r"https?://[^/?#]+/?\Z")
_ESCAPED = re.compile(r"https?%3a%2f%2f", re.IGNORECASE)


def absolute(base: str, link: str | None) -> str | None:
    """`link` as an absolute http(s) URL, or None. Relative links hang on `base`. Mended are slips before the host, quotes, tags
    and line ends, a host without a scheme, `feed:`; `ingest.urls` mends ampersands that were escaped twice."""
    text = (link or "").strip()
    if not text or len(text) > _LIMIT:
        return None
    if not _HTTP.match(text) or _BROKEN_LINE.search(text) or text.count(":/") > 1:
        text = _mended(text, base)
    url = resolve(base, text)
    return url if url and len(url) <= _RESOLVED_LIMIT else None


def _mended(text: str, base: str) -> str:
    if found := _ANCHOR.match(text):
        text = found[1]
    text = _BROKEN_LINE.sub("", text.strip(_QUOTES))
    if found := _FEED_SCHEME.match(text):
        text = text[found.end() :] if is_web_link(text[found.end() :]) else f"http://{text[found.end() :]}"
    if _ESCAPED.match(text):
        text = unquote(text)
    if found := _SCHEMES.match(text):
        return f"http{found[2].lower()}://{text[found.end() :]}"
    return f"https://{text}" if _BARE_HOST.match(text) or _is_host(text, base) else text


def _is_host(text: str, base: str) -> bool:
    """Whether a link without a scheme begins with the host that the links of its channel hang on."""
    first = text.split("/", 1)[0].lower()
    return "." in first and first.removeprefix("www.") == host_of(base).removeprefix("www.")


def is_front_page(url: str) -> bool:
    """Whether a URL leads to a site's front page, which is no article's."""
    return bool(_FRONT_PAGE.match(url))


def base_of(stated: str | None, url: str) -> str:
    """Where the links of a channel hang: on the home page it states, else on its own address."""
    return stated if stated and len(stated) <= _LIMIT and is_web_link(stated) else url


def is_web_link(text: str | None) -> bool:
    """Whether a text (a GUID, say) is a web address by itself."""
    return bool(text and _HTTP.match(text.strip()))
