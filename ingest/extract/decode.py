"""From bytes to one parsed tree, whatever the page says of its charset. Not for what stands in the tree."""

import codecs
import re

from lxml.etree import ElementDefaultClassLookup, ErrorTypes, XMLSyntaxError
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from ingest.extract.charset import guessed, is_western, undone, wide_charset
from ingest.extract.markup import flattened, is_too_deep, with_few_attributes
from ingest.model import Page, Refused

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w:.-]{2,40})", re.IGNORECASE)
_XML_CHARSET = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w:.-]{2,40})", re.IGNORECASE)
_HEADER_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w:.-]{2,40})", re.IGNORECASE)
# Labels mean what browsers make of them (WHATWG Encoding): pages that say latin-1 are written in windows-1252.
_MEANT = {
    "iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "ascii": "cp1252", "us-ascii": "cp1252",
    "iso-8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "shift-jis": "cp932",
    "sjis": "cp932", "x-sjis": "cp932", "euc-kr": "cp949", "ks_c_5601-1987": "cp949", "big5": "big5hkscs",
    "tis-620": "cp874", "iso-8859-11": "cp874", "windows-874": "cp874", "utf8": "utf-8", "x-user-defined": "cp1252",
}  # fmt: skip
_MAGIC = (
    b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"RIFF", b"\x1f\x8b", b"OggS", b"ID3", b"\x00\x00\x01\x00",
    b"\x00asm", b"wOFF", b"wOF2", b"Rar!", b"7z\xbc\xaf", b"\x28\xb5\x2f\xfd", b"{\\rtf", b"\xd0\xcf\x11\xe0",
)  # fmt: skip
_FOREIGN_TYPE = re.compile(
    r"^\s*(?:image|audio|video|font)/|^\s*application/(?!xhtml|xml|octet-stream|x-httpd)", re.IGNORECASE
)
_TAG = re.compile(
    r"<\s*(?:!doctype\s+html|html|head|body|title|meta|div|p|article|h1|table|script|span|br)\b", re.IGNORECASE
)
_FEED_ROOT = re.compile(
    # Atomic: a thousand comments in a row must not be tried in every grouping.
    r"^\s*(?>(?:<!--(?>.*?-->)|<\?(?>.*?>))\s*)*+<(?:rss|feed|rdf:RDF|urlset|sitemapindex|svg)\b",
    re.DOTALL,
)
_TERMINAL_CODE = re.compile("\x1b\\[[0-?]*[ -/]*[@-~]|\x1b\\][^\x07\x1b<]{0,300}(?:\x07|\x1b\\\\)")
_CONTROLS = bytes(set(range(0x20)) - {0x09, 0x0A, 0x0D})
_NO_CHARACTERS = ("\ufffe".encode(), "\uffff".encode())
_PARSER = HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, collect_ids=False)
# lxml.html asks a Python function for the class of every element it touches; one class for all costs nothing.
_PARSER.set_element_class_lookup(ElementDefaultClassLookup(element=HtmlElement))


def parse(page: Page) -> HtmlElement | Refused:
    """The page's tree, parsed once for every stage of the extraction; Refused `not_html` where the bytes are something else.

    Raises MemoryError where the tree does not fit the memory there is."""
    if page.content_type and _FOREIGN_TYPE.match(page.content_type):
        return Refused(reason="not_html", detail=f"content type {page.content_type[:80]}")
    if page.html.lstrip()[:8].startswith(_MAGIC):
        return Refused(reason="not_html", detail="the bytes are those of a binary file")
    text = decode(page.html, page.content_type)
    if _FEED_ROOT.match(text[:4000]) or not _TAG.search(text):
        return Refused(reason="not_html", detail="no HTML in it" if text.strip() else "nothing in it")
    try:
        return _tree(with_few_attributes(text))
    except (ValueError, SyntaxError) as problem:  # lxml's ParserError is a SyntaxError
        if _is_want_of_memory(problem):
            raise MemoryError from problem
        return Refused(reason="not_html", detail=f"cannot be parsed: {problem}"[:200])


def _is_want_of_memory(problem: Exception) -> bool:
    """libxml2 tells it as one more fault of the document, behind those it met before."""
    # The stubs leave the log without the methods it has.
    faults = problem.error_log if isinstance(problem, XMLSyntaxError) else ()
    return any(fault.type == ErrorTypes.ERR_NO_MEMORY for fault in faults)  # type: ignore[union-attr]


def _parsable(text: str) -> bytes:
    """Without what stops or misleads the parser: terminal codes, control characters, half characters. By bytes, which is
    thirty times as fast as by pattern."""
    raw = (_TERMINAL_CODE.sub("", text) if "\x1b" in text else text).encode("utf-8", "ignore")
    for none in _NO_CHARACTERS:
        raw = raw.replace(none, b"")
    return raw.translate(None, _CONTROLS)


def _tree(text: str) -> HtmlElement:
    tree = document_fromstring(_parsable(text), parser=_PARSER)
    return document_fromstring(_parsable(flattened(text)), parser=_PARSER) if is_too_deep(tree) else tree


def decode(raw: bytes, content_type: str | None) -> str:
    """The page as text. Bytes that are valid UTF-8 are taken for it whatever header and page say: chance does not make
    them so. Else the charset of the header, of the page, nearly-UTF-8, and in the end windows-1252."""
    for bom, name in _BOMS:
        if raw.startswith(bom):
            return raw[len(bom) :].decode(name, "replace")
    if wide := wide_charset(raw):
        return raw.decode(wide, "replace")
    declared = _declared(raw, content_type)
    if not any(name.startswith(("iso2022", "utf-16", "utf-32", "hz")) for name in declared):
        if (nearly := _nearly_utf8(raw)) is not None:
            return undone(nearly)
        declared = ["utf-8", *declared]
    for name in declared:
        try:
            text = raw.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
        if name != "cp1252" or is_western(raw):
            return text
    return _best_effort(raw, declared)


def _nearly_utf8(raw: bytes) -> str | None:
    """UTF-8 with at most one bad byte for each good character that is not ASCII: cut emojis, a stray byte in a teaser. In
    any other charset good ones come by rare chance, and to read such a page as one would make mojibake of all of it."""
    text = raw.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = len(text) - len(text.encode("ascii", "ignore")) - bad
    return text if good >= bad else None


def _declared(raw: bytes, content_type: str | None) -> list[str]:
    in_header = _HEADER_CHARSET.search(content_type or "")
    in_page = _META_CHARSET.search(raw[:20_000]) or _XML_CHARSET.match(raw[:300])
    names = [in_header[1]] if in_header else []
    page_says = in_page[1].decode("ascii", "ignore") if in_page else ""
    # A page whose ASCII we could read is not UTF-16, though some say so.
    names += [page_says] if page_says and not page_says.lower().startswith("utf-16") else []
    return [known for name in names if (known := _known(name))]


def _known(label: str) -> str | None:
    name = _MEANT.get(label.lower(), label.lower())
    try:
        info = codecs.lookup(name)
    except (LookupError, ValueError):
        return None
    return info.name if getattr(info, "_is_text_encoding", True) else None


def _best_effort(raw: bytes, declared: list[str]) -> str:
    """One bad byte does not undo a charset: of the readings with replacements, the one with the fewest. Where they are as good,
    a guess comes last for Latin letters, of which all charsets make some sense, and first for others."""
    guess = guessed(raw) or "cp1252"
    names = [*declared, "utf-8", guess] if is_western(raw) else [guess, *declared, "utf-8"]
    readings = [raw.decode(name, "replace") for name in dict.fromkeys(names)]
    return min(readings, key=lambda text: text.count("\ufffd"))
