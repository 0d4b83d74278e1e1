"""All that a page says of itself, read once for every question. No decision which place is believed."""

from dataclasses import dataclass

from lxml.html import HtmlElement

from ingest.extract.head import Head, head
from ingest.extract.linked import Linked, linked
from ingest.extract.microdata import Items, items
from ingest.model import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """The page, its tree (shared, never changed), and what JSON-LD, the head and microdata say."""

    page: Page
    tree: HtmlElement
    linked: Linked
    head: Head
    items: Items


def see(page: Page, tree: HtmlElement) -> Seen:
    top = head(tree)
    return Seen(page=page, tree=tree, linked=linked(top.scripts, page.url), head=top, items=items(tree, page.html))
