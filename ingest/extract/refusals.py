"""Pages that are no article though they answered 200: not found, paywall, consent, bot challenge. A sign counts only on a
page with little text, so that a genuine article about paywalls or robots is never refused."""

from urllib.parse import urlsplit

from lxml.html import HtmlElement

from ingest.extract import phrases
from ingest.extract.head import Head
from ingest.extract.linked import Linked
from ingest.extract.seen import Seen
from ingest.model import Page, Refused
from ingest.text import fold, words

LITTLE = 120  # words; no sign counts on a page with more
STUB = 150  # words of what may be the beginning of an article that the outlet itself declares not free
_LOCKED_WORDS = 20  # fewer words in the part declared not free: it was not handed out
_ASKING_WORDS = 30  # of a page that only asks for JavaScript
_HEADLINE = 120  # characters; a longer line is no headline


def refusal(seen: Seen, text: str, word_count: int) -> Refused | None:
    """Why this page is no article; None where it is one."""
    page, tree, linked, head = seen.page, seen.tree, seen.linked, seen.head
    if word_count <= LITTLE:
        found = (
            _gone_home(page) or _challenge(tree, linked, head) or _not_found(tree, head) or _consent(page, head, text)
        )
        if found:
            return found
    if word_count < STUB and (sign := _paywall(tree, linked, text, word_count)):
        return Refused(reason="paywall", detail=f"{word_count} words, and {sign}")
    empty = _emptiness(tree, linked, text, word_count)
    return Refused(reason="empty_text", detail=empty) if empty else None


def _emptiness(tree: HtmlElement, linked: Linked, text: str, word_count: int) -> str | None:
    if not word_count:
        return "no text was found on the page"
    if word_count <= LITTLE and _is_menu(tree, text):
        return "nothing but links"
    is_asking = word_count <= _ASKING_WORDS and not linked.is_article and phrases.NEEDS_SCRIPT.search(fold(text))
    return "its text would be fetched by a script" if is_asking else None


def _is_menu(tree: HtmlElement, text: str) -> bool:
    links = {" ".join(words(link.text_content())) for link in tree.iterfind(".//a[@href]")}
    return all(" ".join(words(line)) in links for line in text.split("\n"))


def _gone_home(page: Page) -> Refused | None:
    asked, answered = urlsplit(page.entry.url if page.entry else ""), urlsplit(page.url)
    if asked.path.strip("/") and not answered.path.strip("/") and not answered.query:
        return Refused(reason="soft_404", detail="the address leads to the home page")
    return None


def _challenge(tree: HtmlElement, linked: Linked, head: Head) -> Refused | None:
    if phrases.CHALLENGE_TITLE.match(fold(head.title or "")):
        return Refused(reason="bot_challenge", detail=f"title {(head.title or '')[:100]!r}")
    if linked.is_article or head.first("og:type") == "article":
        return None
    bearers = tree.xpath(
        "//script/@src | //iframe/@src | //@class | //@id | //script/text() | //noscript//text() | //h1//text()"
    )
    mark = phrases.CHALLENGE_MARK.search(fold(" ".join(map(str, bearers))[:500_000]))
    return Refused(reason="bot_challenge", detail=f"the page bears {mark[0]!r}") if mark else None


def _not_found(tree: HtmlElement, head: Head) -> Refused | None:
    headlines = (" ".join(h1.text_content().split()) for h1 in tree.findall(".//h1")[:3])
    for said in (head.title, *headlines):
        if said and len(said) < _HEADLINE and phrases.NOT_FOUND.search(fold(said)):
            return Refused(reason="soft_404", detail=f"it says {said[:100]!r}")
    return None


def _consent(page: Page, head: Head, text: str) -> Refused | None:
    host, asks = urlsplit(page.url).hostname or "", phrases.CONSENT_TEXT.search(fold(text))
    if phrases.CONSENT_HOST.match(host) or (asks and phrases.CONSENT_TITLE.search(fold(head.title or ""))):
        return Refused(reason="consent_wall", detail=f"{host[:100]} asks for consent first")
    return None


def _paywall(tree: HtmlElement, linked: Linked, text: str, word_count: int) -> str | None:
    """A sign that the rest is behind a wall. That the outlet calls an article not free is none by itself: many send the
    whole of a short piece all the same."""
    asked = phrases.PAYWALL.search(fold(text)) or phrases.PAYWALL.search(_around(tree))
    is_cut = bool(phrases.CUT.search(fold(text[-60:])))
    if asked and (word_count <= LITTLE or linked.is_free is False):
        return f"{asked[0][:60]!r}"
    if linked.is_free is not False:
        return None
    if is_cut:
        return "declared not free, and cut"
    if linked.word_count and linked.word_count > 2 * word_count:
        return f"declared not free, and said to have {linked.word_count}"
    return "the part declared not free is empty" if _is_withheld(tree, linked) else None


def _is_withheld(tree: HtmlElement, linked: Linked) -> bool:
    if not linked.locked_classes:
        return False
    parts = [p for name in linked.locked_classes for p in tree.find_class(name)]
    return sum(len(words(part.text_content())) for part in parts) < _LOCKED_WORDS


def _around(tree: HtmlElement) -> str:
    """The visible text outside menus, folded."""
    hidden = "ancestor::script or ancestor::style or ancestor::nav or ancestor::header or ancestor::footer or ancestor::aside"
    parts = tree.xpath(f"//body//text()[normalize-space() and not({hidden})]")
    return fold(" ".join(" ".join(parts).split())[:20_000])
