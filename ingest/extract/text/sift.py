"""Which blocks of the article's section are its text. Everything here is seen in the blocks' shape (tag, links, length,
repetition), nothing in their words: it holds in any language."""

from collections.abc import Iterator

from ingest.extract.text.find import Found, is_sentence
from ingest.extract.text.outline import HEADINGS, Outline, Section

_LINKED = 0.8  # of a block's characters; such a block is a link with a word or two
_FEW_LINKS = 0.3
_PARAGRAPH = 100  # characters
_LINKED_LIST = 0.5
_LIST_ITEM = 100  # characters on average; longer items are prose with links
_OTHERS = 0.4  # of the text in nested <article>s for them to be teasers of other pieces
_IN_PARAGRAPHS = 0.8  # of the text in elements meant for text, for short text outside of them to be labels and captions
_CAPTION = 150  # characters
_LABEL = 40
_REPEATED = 250  # characters; shorter paragraphs may well be said twice
_STANDFIRST = 80
_STANDFIRST_SHARE = 0.3  # of the text, at most
_FOR_TEXT = HEADINGS | {"p", "li", "blockquote", "td", "th", "tr", "pre", "dd", "dt"}
_STANDFIRST_TAGS = frozenset({"p", "h2", "div", "li"})
_LISTS = frozenset({"ul", "ol", "dl"})


def sift(outline: Outline, found: Found) -> list[str]:
    """The article's paragraphs, its standfirst before them, without its title."""
    sifting = _Sifting(outline, found)
    return [*sifting.standfirst(), *sifting.paragraphs()]


class _Sifting:
    """One section being sifted: `dropped` grows, rule by rule; each rule sees what those before it left."""

    def __init__(self, outline: Outline, found: Found) -> None:
        self._blocks, self._beside, self._section = outline.blocks, found.is_beside, found.section
        self._places = range(found.section.start, found.section.end)
        self._inner = [part for part in outline.sections[1:] if self._is_inside(part)]
        self._dropped = {at for at in self._places if found.is_beside[at]}
        self._length = max(self._count(self._kept()), 1)
        self._drop_links()
        self._drop_other_articles()
        self._drop_linked_lists()
        self._drop_captions()
        self._dropped.update(at for at in self._places if self._blocks[at].tag == "h1")
        self._drop_labels()

    def standfirst(self) -> list[str]:
        """The sentences between the headline and a box that holds only what follows them."""
        head = self._headline()
        if head is None:
            return []
        said = [self._blocks[at].text for at in range(head + 1, self._section.start) if self._is_standfirst(at)]
        return said if sum(map(len, said)) <= _STANDFIRST_SHARE * self._length else []

    def _headline(self) -> int | None:
        """The last heading of the highest rank before the box, unless the box has its own."""
        for tag in ("h1", "h2"):
            heads = [at for at in range(self._section.start) if self._blocks[at].tag == tag and not self._beside[at]]
            if heads:
                return heads[-1]
            if tag == "h1" and any(self._blocks[at].tag == "h1" for at in self._places):
                return None
        return None

    def paragraphs(self) -> list[str]:
        kept = list(self._unrepeated())
        while kept and self._blocks[kept[-1]].tag in HEADINGS:
            kept.pop()
        return [self._blocks[at].text for at in kept]

    def _is_inside(self, part: Section) -> bool:
        here = self._section
        return part is not here and here.start <= part.start < part.end <= here.end

    def _kept(self) -> list[int]:
        return [at for at in self._places if at not in self._dropped]

    def _count(self, places: list[int]) -> int:
        return sum(len(self._blocks[at].text) for at in places)

    def _drop_links(self) -> None:
        self._dropped.update(at for at in self._places if self._is_link(at) and not self._introduces(at))

    def _is_link(self, at: int) -> bool:
        block = self._blocks[at]
        return block.linked > _LINKED * len(block.text)

    def _introduces(self, at: int) -> bool:
        """A heading over a paragraph of the article may be a link and a heading all the same."""
        if self._blocks[at].tag not in HEADINGS or at + 1 not in self._places or at + 1 in self._dropped:
            return False
        following = self._blocks[at + 1]
        return len(following.text) > _PARAGRAPH and following.linked < _FEW_LINKS * len(following.text)

    def _drop_other_articles(self) -> None:
        """Cards of other pieces within an article; the entries of a live blog are articles too, and most of the text."""
        if self._section.claim < 2:
            return
        cards = {at for part in self._inner if part.tag == "article" for at in range(part.start, part.end)}
        if self._count([at for at in cards if at not in self._dropped]) < _OTHERS * self._length:
            self._dropped |= cards

    def _drop_linked_lists(self) -> None:
        for part in self._inner:
            if part.tag in _LISTS:
                items = self._blocks[part.start : part.end]
                length = sum(len(item.text) for item in items)
                if length < _LIST_ITEM * len(items) and sum(item.linked for item in items) > _LINKED_LIST * length:
                    self._dropped.update(range(part.start, part.end))

    def _drop_captions(self) -> None:
        kept = self._kept()
        loose = [at for at in kept if self._blocks[at].tag not in _FOR_TEXT]
        if self._count(loose) < (1 - _IN_PARAGRAPHS) * self._count(kept):
            self._dropped.update(at for at in loose if len(self._blocks[at].text) < _CAPTION)

    def _drop_labels(self) -> None:
        """A heading or label over links that went, and over nothing else."""
        for at in reversed(self._places[:-1]):
            if at + 1 in self._dropped and not self._beside[at + 1] and self._is_label(at):
                self._dropped.add(at)

    def _is_label(self, at: int) -> bool:
        block = self._blocks[at]
        return block.tag in HEADINGS or (len(block.text) < _LABEL and not is_sentence(block.text))

    def _is_standfirst(self, at: int) -> bool:
        block = self._blocks[at]
        is_long = len(block.text) >= _STANDFIRST and block.tag in _STANDFIRST_TAGS
        return is_long and not self._beside[at] and block.linked < _FEW_LINKS * len(block.text)

    def _unrepeated(self) -> Iterator[int]:
        """A paragraph set twice (for small screens, in a lightbox) would be coded twice."""
        seen = set[str]()
        for at in self._kept():
            text = self._blocks[at].text
            if len(text) <= _REPEATED or text not in seen:
                seen.add(text)
                yield at
