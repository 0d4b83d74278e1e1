"""One sitemap document, read: an index, a plain or Google News sitemap, or a text file of URLs. Asks nothing of the web.

Protocol: sitemaps.org; news: http://www.google.com/schemas/sitemap-news/0.9. A sitemap may also be a feed (`feed`)."""

from datetime import datetime
from io import BytesIO

from lxml import etree

from ingest.discover.channel import MAX_LOCATIONS, Item, ParsedChannel, SubSitemap
from ingest.discover.document import Document, open_document, with_ampersands
from ingest.discover.feed import read_feed
from ingest.discover.fields import primary_language
from ingest.discover.instants import NO_INSTANT, read_instant
from ingest.discover.links import absolute
from ingest.discover.plain import TITLE_LIMIT, plain
from ingest.model import Refused

_NEWS = "sitemap-news"
_MAX_CHILDREN = 50_000
_Texts = dict[str, str]


def parse_sitemap(
    body: bytes, *, url: str, content_type: str | None, seen_at: datetime | None = None
) -> ParsedChannel | Refused:
    """What `body` holds: `children` of an index, else `items`; a feed given as a sitemap is read as one.

    Refused: `not_a_feed` (an HTML page, other XML, nothing), `too_large`, `bad_encoding`; the detail says what came."""
    document = open_document(body, content_type=content_type)
    return document if isinstance(document, Refused) else read_sitemap(document, url=url, seen_at=seen_at)


def read_sitemap(document: Document, *, url: str, seen_at: datetime | None) -> ParsedChannel | Refused:
    """The sitemap in an opened document."""
    if document.shape == "lines":
        return _lines(document, url)
    if document.shape != "sitemap":
        return read_feed(document, url=url, seen_at=seen_at)
    if document.root == "sitemapindex":
        return _index(document, url, seen_at)
    return _urlset(document, url, seen_at)


def _lines(document: Document, url: str) -> ParsedChannel:
    links = [line.strip() for line in document.text.splitlines() if line.strip()]
    items = tuple(_item({"loc": link}, url, None) for link in links[:MAX_LOCATIONS])
    return ParsedChannel(
        format="sitemap", items=items, left_out=max(0, len(links) - MAX_LOCATIONS), detail=document.detail
    )


def _index(document: Document, url: str, seen_at: datetime | None) -> ParsedChannel:
    rows, left_out, note = _rows(document, "sitemap", _MAX_CHILDREN)
    found = [(absolute(url, row.get("loc")), row) for row in rows]
    children = tuple(
        SubSitemap(url=link, changed=read_instant(row.get("lastmod"), seen_at=seen_at)) for link, row in found if link
    )
    bad = len(rows) - len(children)
    notes = [document.detail, note, f"{bad} lines without a usable address" if bad else None]
    return ParsedChannel(
        format="sitemap_index", children=children, left_out=left_out, detail="; ".join(n for n in notes if n) or None
    )


def _urlset(document: Document, url: str, seen_at: datetime | None) -> ParsedChannel:
    rows, left_out, note = _rows(document, "url", MAX_LOCATIONS)
    items = tuple(_item(row, url, seen_at) for row in rows)
    return ParsedChannel(
        format="news_sitemap" if any(item.is_news for item in items) else "sitemap",
        items=items,
        left_out=left_out,
        detail="; ".join(n for n in (document.detail, note) if n) or None,
    )


def _rows(document: Document, name: str, limit: int) -> tuple[list[_Texts], int, str | None]:
    """The texts below each `name` element by local name (`news:` before those of the news schema), how many more there
    were, and a note where the XML is broken: then what libxml2 can still read of it."""
    try:
        return *_read(document.text.encode(), name, limit, is_mending=False), None
    except etree.XMLSyntaxError:
        raw = with_ampersands(document.text).encode()
        return *_read(raw, name, limit, is_mending=True), "not well-formed XML"


def _read(raw: bytes, name: str, limit: int, *, is_mending: bool) -> tuple[list[_Texts], int]:
    rows, left_out, previous = list[_Texts](), 0, None
    events = etree.iterparse(
        BytesIO(raw), events=("end",), tag=(name, f"{{*}}{name}"), encoding="utf-8", recover=is_mending,
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True,
    )  # fmt: skip
    for _, element in events:
        if len(rows) < limit:
            rows.append(_texts(element))
        else:
            left_out += 1
        element.clear(keep_tail=False)
        if previous is not None and (parent := previous.getparent()) is not None:
            parent.remove(previous)  # memory stays flat: what was read goes
        previous = element
    return rows, left_out


def _texts(row: etree._Element) -> _Texts:
    texts: _Texts = {}
    for element in row.iter():
        if element is row or not isinstance(element.tag, str):
            continue
        space, _, local = element.tag.rpartition("}")
        if "/sitemap-image/" in space or "/sitemap-video/" in space:
            continue  # an image has a loc and a title of its own
        text = (element.text or "").strip()
        if text:
            texts.setdefault(f"news:{local.lower()}" if _NEWS in space else local.lower(), text)
    return texts


def _item(row: _Texts, url: str, seen_at: datetime | None) -> Item:
    link = row.get("loc")
    language = primary_language(row.get("news:language"))
    published = row.get("news:publication_date")
    return Item(
        link=link,
        url=absolute(url, link),
        guid=None,
        title=plain(row.get("news:title"), TITLE_LIMIT),
        summary=None,
        content=None,
        authors=(),
        language=language,
        published=read_instant(published, seen_at=seen_at, language=language) if published else NO_INSTANT,
        updated=read_instant(row.get("lastmod"), seen_at=seen_at),
        is_news=any(key.startswith("news:") for key in row),
    )
