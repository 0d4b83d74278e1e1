"""What stands right after the headline on the visible page. No decision what it is."""

from collections.abc import Iterator

from lxml.html import HtmlElement

from ingest.extract.seen import Seen

_HEADLINES_MAX = 10
_WORDS_AT_LEAST = 3  # a shorter heading is the outlet's name, or a section's


def after_headline(seen: Seen, limit: int) -> Iterator[HtmlElement]:
    """At most `limit` elements that follow the headline, in document order; none where there is no headline."""
    headline = _headline(seen)
    left = limit
    for above in (headline, *headline.iterancestors()) if headline is not None else ():
        for sibling in above.itersiblings():
            for element in sibling.iter():
                left -= 1
                if left < 0:
                    return
                yield element


def _headline(seen: Seen) -> HtmlElement | None:
    headings = seen.head.headings[:_HEADLINES_MAX]
    long = (h1 for h1 in headings if len(h1.text_content().split()) >= _WORDS_AT_LEAST)
    return next(long, headings[0] if headings else None)
