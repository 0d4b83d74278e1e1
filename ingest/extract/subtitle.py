"""The line under the title (standfirst, dek). Not the first paragraph of the text."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from lxml.html import HtmlElement

from ingest.extract.candidates import Candidate, Choice
from ingest.extract.nearby import after_headline
from ingest.extract.seen import Seen
from ingest.text import clean_line, fold, words

SUBTITLE_CHARACTERS = 500

_STANDFIRST = "standfirst"
_STATED = ("json-ld alternativeHeadline", "microdata alternativeHeadline")
_MARK = re.compile(
    r"stand-?first|sub-?title|sub-?head|sub-?headline|subline|under-?title|untertitel|(?:^|[-_ ])(?:dek|deck|lead|lede|intro"
    r"|abstract|summary|strapline|chapo|chapeau|sapo|anrei(?:ss|ß)er|vorspann|teaser-?text|bajada|copete|entradilla|sommario"
    r"|occhiello|ingress|ingres|manchet|excerpt)(?:$|[-_ ])|[a-z](?:Dek|Lead|Lede|Intro|Summary|Standfirst|SubTitle)"
    r"(?:$|[-_ A-Z])"
)
_NO_MARK = re.compile(
    r"image|media|figure|caption|author|byline|meta|date|share|nav|related|list|wrapper|container|leader|title-wrap",
    re.IGNORECASE,
)
_BLOCKS = frozenset({"p", "div", "h2", "h3", "h4", "span", "strong", "header", "section", "em", "b"})
_NEAR = 40  # elements after the headline in which a standfirst is looked for
_CHARACTERS_AT_LEAST = 20
_ALIKE = 0.8  # share of the words of the shorter
_BEGINNING = 12  # characters by which a line is known before all of it is compared
_CUT = ("…", "...", "[…]", "[...]")


def subtitle(seen: Seen, headline: str | None) -> Choice[str]:
    """The subtitle, fit for one line: what the page marks as its standfirst near the headline; what it states as the second
    headline; its description, where that stands near the headline and does not begin the text. None where it only says again
    what the title says."""
    near = tuple(after_headline(seen, _NEAR))
    candidates = [_read(source, written, headline, near) for source, written in _written(seen, near)]
    chosen = next((said for said in candidates if said.reading and not said.refused_because), None)
    return Choice(
        value=chosen.reading if chosen else None,
        source=chosen.source if chosen else None,
        candidates=tuple(candidates),
    )


def _written(seen: Seen, near: Sequence[HtmlElement]) -> Iterator[tuple[str, str]]:
    marked = next((text for element in near if (text := _marked(element))), None)
    places = (
        (_STANDFIRST, marked),
        (_STATED[0], seen.linked.subtitle),
        (_STATED[1], seen.items.first("alternativeHeadline")),
        ("json-ld description", seen.linked.description),
        ("meta og:description", seen.head.first("og:description")),
        ("meta description", seen.head.first("description")),
    )
    yield from ((source, written) for source, written in places if written and written.strip())


def _marked(element: HtmlElement) -> str | None:
    """The words of an element whose class calls it a standfirst."""
    marks = element.get("class") or element.get("itemprop") or element.get("data-testid")
    if not marks or element.tag not in _BLOCKS or not _MARK.search(marks) or _NO_MARK.search(marks):
        return None
    text = " ".join(element.text_content().split())
    if not _CHARACTERS_AT_LEAST <= len(text) <= SUBTITLE_CHARACTERS or text[0].islower():
        return None
    return None if any(above.tag == "figure" for above in element.iterancestors()) else text


def _read(source: str, written: str, headline: str | None, near: Sequence[HtmlElement]) -> Candidate:
    line = clean_line(written, SUBTITLE_CHARACTERS)
    return Candidate(
        source=source, written=written, reading=line or None, refused_because=_objection(source, line, headline, near)
    )


def _objection(source: str, line: str, headline: str | None, near: Sequence[HtmlElement]) -> str | None:
    if headline and _says_again(line, headline):
        return "says what the title says"
    if source == _STANDFIRST or source in _STATED:
        return None
    return "cut off" if line.endswith(_CUT) else _objection_to_description(line, near)


def _objection_to_description(line: str, near: Sequence[HtmlElement]) -> str | None:
    """A description is a standfirst where the reader finds it under the headline, and not as the first of the paragraphs."""
    for element in near:
        beginning = (element.text or "").lstrip()[:_BEGINNING]
        if beginning and line.startswith(beginning) and _key(element.text_content()) == _key(line):
            return "the first paragraph" if _is_among_paragraphs(element) else None
    return "not under the headline"


def _is_among_paragraphs(element: HtmlElement) -> bool:
    following = element.getnext()
    return element.tag == "p" and following is not None and following.tag == "p"


def _says_again(line: str, headline: str) -> bool:
    mine, others = set(_key(line).split()), set(_key(headline).split())
    shorter = min(len(mine), len(others))
    return not shorter or (len(mine & others) / shorter >= _ALIKE and len(mine) <= 2 * len(others))


@lru_cache(maxsize=64)
def _key(line: str) -> str:
    return " ".join(words(fold(line)))
