"""From the markup inside a feed's fields to plain text: titles, summaries, names. Not for article bodies (extract)."""

import html
import re

from ingest.text import clean_line

TITLE_LIMIT, SUMMARY_LIMIT, AUTHOR_LIMIT = 500, 4000, 200
_MARKUP_LIMIT = 40_000  # characters of markup that are looked at
_TAG = re.compile(r"</?[A-Za-z][^<>]*>|<!--.*?-->|<![^<>]*>", re.DOTALL)
_SILENT = re.compile(r"<(script|style)\b[^<>]*>.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_CDATA = re.compile(r"<!\[CDATA\[|\]\]>")  # as text, where a section was escaped or stands in another
# Tags that survive as text where a title was escaped twice; any other <word> is taken for words.
_INLINE = re.compile(r"</?(?:b|i|em|strong|span|p|br|a|u|sup|sub|font|small|div|img)(?:\s[^<>]*)?/?>", re.IGNORECASE)
# A byte that begins a UTF-8 sequence and one that goes on with it, both shown as letters.
_TWICE_ENCODED = re.compile("[\u00c2-\u00f4][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")
_C1 = re.compile("[\x80-\x84\x86-\x9f]")  # \x85 ends a line
_MAIL = re.compile(r"[^\s()<>,;]+@[^\s()<>,;]+")


def plain(markup: str | None, limit: int) -> str | None:
    """One clean line of the words in `markup` (HTML, escaped HTML or text); None where there are none."""
    if not markup:
        return None
    text = unmangled(markup[:_MARKUP_LIMIT])
    if "]]>" in text:
        text = _CDATA.sub("", text)
    if "<" in text:
        text = _TAG.sub(" ", _SILENT.sub(" ", text) if "<s" in text.lower() else text)
    if "&" in text:
        text = _INLINE.sub(" ", html.unescape(html.unescape(text)))
    return clean_line(text, limit) or None


def unmangled(text: str) -> str:
    """Text whose UTF-8 was taken for Latin-1 and encoded again (`Ã©` for `é`), and control characters that stand for
    windows-1252's punctuation (`&#150;` for a dash), as they were meant; any other as it is."""
    if text.isascii():
        return text
    for codec in ("latin-1", "cp1252") if _TWICE_ENCODED.search(text) else ():
        try:
            return text.encode(codec).decode()
        except UnicodeError:
            continue
    return _C1.sub(lambda found: found[0].encode("latin-1").decode("cp1252", "replace"), text)


def person(raw: str | None) -> str | None:
    """The name in an author field: `desk@paper.example (Ana Lima)` and `Ana Lima <ana@…>` name Ana Lima; a mail or web
    address alone names nobody."""
    name = plain(raw, AUTHOR_LIMIT)
    if name and "://" in name:
        return None
    if name and "@" in name:
        name = _MAIL.sub(" ", name).replace("mailto:", "").strip(" ()<>[],;")
    return " ".join(name.split()) or None if name else None


def words_in(markup: str) -> int:
    """About how many characters of text a piece of markup holds."""
    return len(" ".join(_TAG.sub(" ", markup).split()))
