"""The article's text: what `text` reads from the shared tree, JSON-LD's articleBody where that is a better one, trafilatura's
reading of the whole page where both say little. Paragraphs kept."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import trafilatura
from lxml import html
from lxml.html import HtmlElement

from ingest.extract.guard import elements, plain_text
from ingest.extract.linked import Linked
from ingest.extract.seen import Seen
from ingest.extract.text import read
from ingest.extract.text.clean import of_page
from ingest.model import TextSource
from ingest.text import clean_text, fold, words

EXTRACTOR = f"presswatch-2/trafilatura-{trafilatura.__version__}"
_MARKUP = re.compile(r"</?(?:p|br|div|a|strong|em|b|i|h\d|ul|li|span|blockquote)\b[^<>]*>", re.IGNORECASE)
_MUCH_LESS = 0.5  # our share of the articleBody's length below which the latter is taken
_HALF = 0.5  # of its words: a right reading of a page has four fifths of them, a wrong one hardly any
_BODY_WORDS = 40  # a shorter articleBody is a teaser

_FEW, _HARDLY = 80, 25  # words; with fewer, trafilatura has a try, and then its generous mode
_FAR_MORE = 3  # times the words, for its text to be taken
_WEIGHABLE = 30_000  # elements; it compares links with links, and takes a second for so many


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """The text, one paragraph per line, "" where there is none, and where it was taken from."""

    text: str
    source: TextSource


def body(seen: Seen, headline: str | None) -> Body:
    """The article's text without its headline."""
    tree, stated = seen.tree, _from_linked(seen.linked)
    is_plain = seen.too_much is not None
    found = plain_text(tree) if is_plain else read(tree)
    if _is_better(stated, found):
        return Body(text=without_headline(stated, headline), source="json_ld")
    # trafilatura looks into JSON-LD too: asked first, its text would be taken for the page's.
    text = found if is_plain else _or_more(found, tree)
    return Body(text=without_headline(text, headline), source="page")


def _or_more(found: str, tree: HtmlElement) -> str:
    """What was found, or where that is little the much more that trafilatura finds."""
    for is_generous in (False, True):
        if len(words(found)) >= (_HARDLY if is_generous else _FEW) or elements(tree) >= _WEIGHABLE:
            break
        other = of_page(tree, is_generous=is_generous)
        found = other if len(words(other)) > _FAR_MORE * len(words(found)) else found
    return found


def without_headline(text: str, headline: str | None) -> str:
    """The text without a first paragraph that only repeats the headline: told twice, it would be coded twice."""
    first, _, rest = text.partition("\n")
    is_repeated = headline is not None and words(fold(first)) == words(fold(headline))
    return rest.lstrip() if is_repeated and rest.strip() else text


def _is_better(stated: str, found: str) -> bool:
    """An articleBody beats what the markup gave when it is far longer, is another text altogether, or has the same words
    and more of their paragraphs."""
    said = words(stated)
    if len(said) < _BODY_WORDS:
        return False
    got = words(found)
    if len(got) < _MUCH_LESS * len(said) or _covered(said, got) < _HALF:
        return True
    return got == said and stated.count("\n") > found.count("\n")


def _covered(said: Sequence[str], got: Sequence[str]) -> float:
    """The share of the words of one text that occur in the other."""
    known = set(said)
    return len(known & set(got)) / len(known)


def _from_linked(linked: Linked) -> str:
    said = linked.body or ""
    if _MARKUP.search(said):
        said = str(html.fromstring(f"<div>{_MARKUP.sub(_line_break, said)}</div>").xpath("string()"))
    return clean_text(said)


def _line_break(tag: re.Match[str]) -> str:
    return "\n" if re.match(r"</?(?:p|br|div|h\d|ul|li|blockquote)\b", tag[0], re.IGNORECASE) else ""
