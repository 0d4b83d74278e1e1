"""What microdata says of the article (schema.org in `itemscope` and `itemprop`). No decision which source is believed."""

from dataclasses import dataclass

from lxml.html import HtmlElement


@dataclass(frozen=True, slots=True, kw_only=True)
class Items:
    """The article's properties by name, each with its values in order, as written."""

    properties: dict[str, tuple[str, ...]]

    def first(self, *names: str) -> str | None:
        """The first value of the first name that has one."""
        return next((value for name in names for value in self.properties.get(name, ())), None)


def items(tree: HtmlElement) -> Items:
    """The properties of the page's article."""
    return Items(properties={})
