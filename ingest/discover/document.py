"""From the bytes that came to text that a parser can be given: gzip, charset, junk, DOCTYPE. Parses no markup.

Nothing here grows past its caps: gzip is unpacked piece by piece, and every pattern is linear."""

import codecs
import html
import html.entities
import json
import re
from dataclasses import dataclass
from typing import Literal

from ingest.encodings import BadEncoding, Decoder, TooLarge
from ingest.model import Refused

MAX_BYTES = 50 * 1024 * 1024  # of one unpacked document: the sitemap protocol's limit
MAX_TAGS = 3_000_000  # 50,000 sitemap URLs with thirty elements each; what holds more is no honest document
MAX_ATTRIBUTES = 1_500_000  # libxml2 takes 300 bytes for one of five; HTML inside CDATA bears them, too
MAX_ENTITIES = 4_000_000  # escaped HTML, 50 MB of it, has three million
_MOST = (("tags", b"<", MAX_TAGS), ("attributes", b"=", MAX_ATTRIBUTES), ("entities", b"&", MAX_ENTITIES))

Shape = Literal["feed", "sitemap", "json", "lines", "html", "unknown"]

_XML_CHARSET = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._:-]{1,40})[\"']")
_HTTP_CHARSET = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9._:-]{1,40})", re.IGNORECASE)
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_ROOT = re.compile(
    r"<(?:[A-Za-z_][\w.-]{0,40}:)?(rss|rdf|feed|channel|urlset|sitemapindex|html|body|head|entry)(?=[\s>/])",
    re.IGNORECASE,
)
_PROLOG = re.compile(r"(?:\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>)", re.IGNORECASE | re.DOTALL)
_BAD_NUMBER = re.compile(
    r"&#(?:0{0,6}(?:[0-8]|1[124-9]|2\d|3[01])|x0{0,6}(?:[0-8bcef]|1[0-9a-f]));", re.IGNORECASE
)  # of control characters, which no XML may hold in any notation
_TEXT_CODEC = re.compile(r"(iso|cp|utf_?(8|16|32)|gb|big5|euc|shift|koi8|mac|ascii|tis|johab)")
_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)([^\W\d][\w.:-]{0,60};)")
_BARE = re.compile(r"&(?!(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][\w.:-]{0,60});)", re.IGNORECASE)
_SHAPES: dict[str, Shape] = {
    "rss": "feed", "rdf": "feed", "feed": "feed", "channel": "feed", "entry": "feed", "urlset": "sitemap",
    "sitemapindex": "sitemap", "html": "html", "body": "html", "head": "html",
}  # fmt: skip
# What outlets call by the name of a subset of it; browsers read these the same way.
_WIDER = {
    "iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932",
    "euc_kr": "cp949", "iso8859-9": "cp1254", "iso8859-11": "cp874", "big5": "big5hkscs",
}  # fmt: skip
_NUMBERS = {
    name: "".join(f"&#{ord(character)};" for character in characters)
    for name, characters in html.entities.html5.items()
    if name.endswith(";")
}
_HEAD = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """Clean text that starts at its root element (or first character), what it seems to be, and what was mended."""

    text: str
    shape: Shape
    root: str
    detail: str | None


def open_document(body: bytes, *, content_type: str | None) -> Document | Refused:
    """The document in `body`. Refused: `too_large` (past MAX_BYTES, MAX_TAGS, …), `not_a_feed` (nothing there)."""
    unpacked = _unpack(body)
    if isinstance(unpacked, Refused):
        return unpacked
    raw, cut = unpacked
    if not raw.strip():
        return Refused(reason="not_a_feed", detail="the document is empty")
    for what, mark, most in _MOST:
        if (count := raw.count(mark)) > most:
            return Refused(reason="too_large", detail=f"{count} {what}; more than {most} are not read")
    text, mended = _decode(raw, content_type)
    text = _NOT_XML.sub("", text).strip()
    notes = "; ".join(note for note in (cut, mended) if note) or None
    return _shaped(text, notes)


def _unpack(body: bytes) -> tuple[bytes, str | None] | Refused:
    """The body without gzip around it (twice, where a server packed a packed file), never more than MAX_BYTES."""
    note = None
    try:
        for _ in range(2):
            if body.startswith(b"\x1f\x8b"):
                body, note = _gunzip(body)
    except BadEncoding as problem:
        return Refused(reason="bad_encoding", detail=f"gzip: {problem}")
    except TooLarge:
        return Refused(reason="too_large", detail=f"more than {MAX_BYTES} bytes once unpacked")
    if len(body) > MAX_BYTES:
        return Refused(reason="too_large", detail=f"more than {MAX_BYTES} bytes")
    return body, note


def _gunzip(body: bytes) -> tuple[bytes, str | None]:
    unpacker = Decoder(("gzip",), MAX_BYTES)
    try:
        unpacker.feed(body)
        unpacker.finish()
    except BadEncoding as problem:
        if not unpacker.body:
            raise
        return unpacker.body, f"gzip: {problem}"  # what was unpacked is good
    return unpacker.body, None


def _decode(raw: bytes, content_type: str | None) -> tuple[str, str | None]:
    """Text of the bytes, and what was mended. Valid UTF-8 is believed before any label; a label before a guess."""
    for mark, codec in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if raw.startswith(mark):
            return _decode_as(raw[len(mark) :], codec)
    if raw[:4] in (b"<\0?\0", b"<\0r\0", b"\0<\0?", b"\0<\0r"):
        return _decode_as(raw, "utf-16-le" if raw[:1] == b"<" else "utf-16-be")
    labels = _labels(raw, content_type)
    if b"\x1b" in raw and "iso2022_jp" in labels:
        return _decode_as(raw, "iso2022_jp")
    try:
        return raw.decode(), None
    except UnicodeDecodeError:
        return _decode_labelled(raw, [label for label in labels if label != "utf-8"])


def _decode_labelled(raw: bytes, labels: list[str]) -> tuple[str, str | None]:
    for label in labels:
        try:
            return raw.decode(label), None
        except (UnicodeDecodeError, LookupError):
            continue
    return _decode_as(raw, "utf-8")


def _decode_as(raw: bytes, codec: str) -> tuple[str, str | None]:
    """Decode in spite of bad bytes: one bad byte must not turn the rest of the feed into mojibake."""
    text = raw.decode(codec, "replace")
    bad = text.count("\ufffd")
    if not bad:
        return text, None
    if codec == "utf-8" and bad > len(text) // 100 + 20:
        return raw.decode("cp1252", "replace"), "not UTF-8 and without a usable label: read as windows-1252"
    if codec == "utf-8":
        return raw.decode(codec, "presswatch-cp1252"), f"{bad} bytes were not UTF-8: read as windows-1252"
    return text, f"{bad} bytes were not {codec}"


def _read_bad_bytes(problem: UnicodeError) -> tuple[str, int]:
    if not isinstance(problem, UnicodeDecodeError):
        raise problem
    return problem.object[problem.start : problem.end].decode("cp1252", "replace"), problem.end


codecs.register_error("presswatch-cp1252", _read_bad_bytes)


def _labels(raw: bytes, content_type: str | None) -> list[str]:
    """The charsets that the document and the server name, as Python's codecs, in that order."""
    found = [match[1].decode("ascii") for match in [_XML_CHARSET.search(raw[:_HEAD])] if match]
    found += [match[1] for match in [_HTTP_CHARSET.search(content_type or "")] if match]
    codecs_named = []
    for name in found:
        try:
            codec = codecs.lookup(name)
        except LookupError:
            continue
        if _TEXT_CODEC.match(codec.name.replace("-", "_")):
            codecs_named.append(_WIDER.get(codec.name, codec.name))
    return codecs_named


def _shaped(text: str, notes: str | None) -> Document:
    if text.startswith(("{", "[")):
        return Document(text=text, shape="json", root="json", detail=notes)
    start = _end_of_prolog(text)
    if not (found := _ROOT.search(text, start, start + 64 * 1024)):
        shape: Shape = "lines" if re.match(r"https?://\S", text, re.IGNORECASE) else "unknown"
        return Document(text=text, shape=shape, root="", detail=notes)
    root = found[1].lower()
    if found.start() > start:
        notes = "; ".join(note for note in (notes, "there was text before the root element") if note)
    return Document(text=_plain_entities(text[found.start() :]), shape=_SHAPES[root], root=root, detail=notes)


def _end_of_prolog(text: str) -> int:
    """Where declaration, comments and DOCTYPE end. They are dropped: no DTD is read, so no entity of its can be used."""
    at = 0
    for _ in range(50):
        if not (found := _PROLOG.match(text, at)):
            break
        at = found.end()
    return at


def _plain_entities(text: str) -> str:
    """HTML's named entities as numbers: XML knows five names, and a DOCTYPE that declares others is never read. Any other
    name is text: as an entity without a value it would break the XML, or be kept as a node of its own."""
    return _ENTITY.sub(_as_number, _BAD_NUMBER.sub("", text))


def _as_number(found: re.Match[str]) -> str:
    return _NUMBERS.get(found[1]) or f"&amp;{found[1]}"


def with_ampersands(text: str) -> str:
    """The text with every `&` that begins no reference written as one, outside CDATA sections: the commonest slip of all, and a
    mending parser drops what follows it up to the next sign."""
    first, *sections = text.split("<![CDATA[")
    parts = [_BARE.sub("&amp;", first)]
    for section in sections:
        inside, end, after = section.partition("]]>")
        parts += ["<![CDATA[", inside, end, _BARE.sub("&amp;", after)]
    return "".join(parts)


def page_title(text: str) -> str:
    """The title of an HTML page that came instead of a feed, for the reason that is given."""
    found = re.search(r"<title[^>]{0,200}>([^<]{0,200})", text[: 64 * 1024], re.IGNORECASE)
    return json.dumps(html.unescape(" ".join(found[1].split())), ensure_ascii=False) if found else "without a title"
