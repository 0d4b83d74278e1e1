"""The text and title of an article from the body that its feed carried. Nothing surrounds such a body, so nothing is guessed of
its layout; not for pages (`body`)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urldefrag

from lxml.etree import iterwalk
from lxml.html import HtmlElement

from ingest.extract import phrases
from ingest.extract.body import Body
from ingest.extract.candidates import Candidate, Choice
from ingest.model import Page, Refused
from ingest.text import clean_text, fold, words
from ingest.urls import canonical_url, resolve

WHOLE = 150  # words; fewer may be the beginning of an article whose page nobody could read
_EXCERPT = 3  # lines; who cuts by counting characters leaves few
_BYLINE = 12  # words; a shorter last line is a credit, and no sentence that was cut
_TAIL = 3  # lines at the end that may lead on to the page
_FOOTER = 40  # words; a longer line says more than where the article stands
_SILENT = frozenset(
    (
        "script", "style", "noscript", "template", "svg", "math", "form", "button", "select", "textarea", "iframe", "object",
        "video", "audio", "figure", "nav", "head",
    )
)  # fmt: skip
_BLOCKS = frozenset(
    (
        "p", "div", "br", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "dl", "dt", "dd", "blockquote", "pre",
        "table", "tr", "section", "article", "header", "footer", "aside", "main",
    )
)  # fmt: skip
_CELLS = frozenset(("td", "th"))
_BESIDE = re.compile(r"(?:\A|[\s_-])(?:caption|gallery|shar(?:e|ing)|sharedaddy|related|newsletter)(?:\Z|[\s_-])", re.I)
_STOP = re.compile(r"[.!?。！？؟۔।॥։።]")
_ENDS = re.compile(rf"{_STOP.pattern}[\W_]*\Z")


@dataclass(slots=True)
class _Line:
    """One paragraph: its text so far, how much of it stands in links, and where those lead (targets with their words)."""

    parts: list[str] = field(default_factory=list)
    in_links: int = 0
    links: list[tuple[str, str]] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join("".join(self.parts).split())

    @property
    def is_all_links(self) -> bool:
        letters = len(re.sub(r"\W", "", self.text))
        return bool(self.links) and self.in_links >= 0.9 * letters


def carried_title(page: Page) -> Choice[str]:
    """The entry's title: the only one there is."""
    said = page.entry.title if page.entry else None
    if not said:
        return Choice(value=None, source=None)
    return Choice(
        value=said, source="feed entry", candidates=(Candidate(source="feed entry", written=said, reading=said),)
    )


def carried_body(page: Page, tree: HtmlElement) -> Body | Refused:
    """The article's text, one paragraph per line. Refused `paywall` where it is the beginning of one: it ends in a way to go on
    reading, in the middle of a sentence, or soon."""
    lines = [line for line in _lines(tree) if line.text]
    if sign := _sign_of_more(lines, page):
        return Refused(reason="paywall", detail=f"the feed carries a beginning: {sign}")
    text = clean_text("\n".join(line.text for line in lines if not line.is_all_links and not _is_about(line, page)))
    if sign := _sign_of_a_cut(text):
        return Refused(reason="paywall", detail=f"the feed carries a beginning: {sign}")
    return Body(text=text, source="feed")


def _lines(tree: HtmlElement) -> Iterator[_Line]:
    """The paragraphs of the body, in order, without what stands beside the text (captions, players, buttons to share)."""
    line, link = _Line(), None
    walk = iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        if element.tag in _BLOCKS:
            yield line
            line = _Line()
        if event == "end":
            link = None if element is link else link
            _add(line, element.tail, link)
        elif element.tag in _SILENT or _BESIDE.search(element.get("class", "")):
            walk.skip_subtree()
        else:
            if element.tag == "a":
                link = element
                line.links.append((element.get("href", ""), " ".join("".join(element.itertext()).split())))
            _add(line, " " if element.tag in _CELLS else None, link)
            _add(line, element.text, link)
    yield line


def _add(line: _Line, text: str | None, link: HtmlElement | None) -> None:
    if text:
        line.parts.append(text)
        line.in_links += len(re.sub(r"\W", "", text)) if link is not None else 0


def _sign_of_more(lines: list[_Line], page: Page) -> str | None:
    """A line at the end that closes with a link to the article itself, by another name than its title: the rest is there."""
    title = fold(page.entry.title or "") if page.entry else ""
    for line in lines[-_TAIL:]:
        for target, said in line.links:
            leads_on = _is_itself(target, page) and _closes(said, line.text) and fold(said) not in title
            if leads_on and urldefrag(target).fragment[:4] in ("", "more"):
                return f"{said[:60]!r} leads to the page"
    return None


def _closes(said: str, line: str) -> bool:
    last = words(said)
    return bool(last) and words(line)[-len(last) :] == last


def _is_about(line: _Line, page: Page) -> bool:
    """Whether a line only says where the article stands: it bears the article's title, linked to it."""
    return len(words(line.text)) < _FOOTER and any(_is_itself(target, page) for target, _ in line.links)


def _is_itself(target: str, page: Page) -> bool:
    there = None if target[:1] in ("", "#") else resolve(page.url, target)
    return there is not None and canonical_url(there) == canonical_url(page.url)


def _sign_of_a_cut(text: str) -> str | None:
    count = len(words(text))
    if count < WHOLE:
        return f"{count} words"
    if found := phrases.CUT.search(fold(text[-60:])) or phrases.PAYWALL.search(fold(text[-400:])):
        return f"{found[0][-60:]!r}"
    return "it breaks off in a sentence" if _is_broken_off(text.split("\n")) else None


def _is_broken_off(lines: list[str]) -> bool:
    is_long = len(lines) <= _EXCERPT and len(words(lines[-1])) > _BYLINE
    return is_long and not _ENDS.search(lines[-1]) and any(_STOP.search(line) for line in lines)
