"""All that a page says of itself, read once for every question. No decision which place is believed."""

from dataclasses import dataclass

from lxml.html import HtmlElement

from ingest.extract.guard import monstrous
from ingest.extract.head import Head, head
from ingest.extract.linked import Linked, linked
from ingest.extract.microdata import Items, items
from ingest.extract.outlet_names import OutletNames, outlet_names
from ingest.model import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """The page, its tree (shared, never changed), what JSON-LD, the head and microdata say, and the names that the
    outlet goes by. `too_much`: why the tree is to be read plainly, None for nearly every page."""

    page: Page
    tree: HtmlElement
    linked: Linked
    head: Head
    items: Items
    names: OutletNames
    too_much: str | None


def see(page: Page, tree: HtmlElement) -> Seen:
    top = head(tree)
    said, marked = linked(top.scripts, page.url), items(tree, page.html)
    return Seen(
        page=page,
        tree=tree,
        linked=said,
        head=top,
        items=marked,
        names=outlet_names(page, said, top, marked),
        too_much=monstrous(tree, len(page.html)),
    )
