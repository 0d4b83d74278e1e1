"""Which section of the page is the article: the one that holds the prose, with the markup's claims as hints. Names decide
nothing alone: a box called "content" without prose is passed over, "sidebar" around the whole page is not believed."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from ingest.extract.text.outline import HEADINGS, Block, Outline, Section

_ENDS = re.compile(r"[.!?。！？؟।…:;\"'”’»)\]]$")  # a sentence; headings and labels end with a letter
_DENSE = re.compile("[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]")  # scripts that need half the letters
_SENTENCE = 60  # characters; a shorter line that does not end as sentences do is a label
_LINK_COST = 30  # what a block of links takes from the section around it, at most

_SHARE = (0.85, 0.6, 0.4, 0.35)  # of the prose around it that a section of each claim must hold to be gone into
_WORTH = 0.12  # a section with a smaller share is not looked at
_ALONE = (0.8, 0.95)  # of the prose in sections of like, and of the same, names, for one of them to be the article
_MOST = {
    "talk": 2.0,
    "apart": 0.8,
    "beside": 0.4,
    "minor": 0.05,
}  # of the page's prose, for names and tags to be believed
_LEFT = 0.1  # of what is beside the article, for it to be that
_MINOR_ALL = 0.3
_STAIRS = 3  # so many boxes in one another, with prose to each
_NUMBER = re.compile(r"\d+")  # boxes are named alike that differ in it alone
_PARAGRAPHS = frozenset({"p", *HEADINGS})
_WITHIN_TEXT = _PARAGRAPHS | {"blockquote", "q", "li", "ul", "ol", "dl", "dd", "dt", "pre"}  # parts of an article


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The article's section, and for every block of the page whether it stands in a part beside the article."""

    section: Section
    is_beside: Sequence[bool]


def find(outline: Outline) -> Found:
    """The section, for an outline with at least one block."""
    weights = [prose(block) for block in outline.blocks]
    is_beside = _beside(outline, weights)
    kept = (0.0 if beside else weight for weight, beside in zip(weights, is_beside, strict=True))
    sums = [0.0, *accumulate(kept)]
    first = _first_of_several(outline, sums) or 0
    return Found(section=outline.sections[_innermost(outline.sections, first, sums)], is_beside=is_beside)


def prose(block: Block) -> float:
    """How much a block speaks for the section it stands in: characters of running text; below 0 for links."""
    length = len(block.text)
    linked = block.linked / length
    if block.tag in HEADINGS:
        return 0.0
    if linked > 0.5:
        return -min(length / 2, _LINK_COST)
    if not block.text.isascii() and _DENSE.search(block.text):
        length *= 2
    is_said = length >= _SENTENCE or is_sentence(block.text)
    return length * (1 - linked) if is_said else 0.0


def is_sentence(text: str) -> bool:
    """Whether the text ends as sentences do, in any script."""
    return _ENDS.search(text) is not None


def _beside(outline: Outline, weights: list[float]) -> list[bool]:
    """Readers' talk, and what names, tags or styles set beside the article, as far as that leaves an article at all."""
    sums = [0.0, *accumulate(max(weight, 0.0) for weight in weights)]
    total = sums[-1] or 1.0
    shares = _shares_of_words(outline.sections, sums)
    out = {part: set[int]() for part in _MOST}
    for section in outline.sections:
        if (part := section.part) and not (section.word.startswith("teaser") and _has_no_link(outline.blocks, section)):
            share = shares[section.word] if part == "beside" else sums[section.end] - sums[section.start]
            if share < _MOST[part] * total:
                out[part].update(range(section.start, section.end))
    beside = out["talk"] | out["apart"] | out["beside"]
    if _sum(out["minor"], weights) < _MINOR_ALL * total:
        beside |= out["minor"]
    left = total - _sum(beside, weights)
    out_of = out["talk"] if left < _LEFT * _sum(beside - out["talk"], weights) else beside
    return [at in out_of for at in range(len(weights))]


def _has_no_link(blocks: Sequence[Block], section: Section) -> bool:
    """A teaser leads to another page; what bears that name and leads nowhere is the article's standfirst."""
    return not any(blocks[at].linked for at in range(section.start, section.end))


def _shares_of_words(sections: Sequence[Section], sums: Sequence[float]) -> dict[str, float]:
    """The prose in all sections that a word sets beside the article: one "slide" of thirty holds little, all hold the article."""
    shares: dict[str, float] = {}
    ends: dict[str, int] = {}
    for section in sections:
        if section.part == "beside" and section.start >= ends.get(section.word, 0):
            shares[section.word] = shares.get(section.word, 0.0) + sums[section.end] - sums[section.start]
            ends[section.word] = section.end
    return shares


def _sum(places: set[int], weights: list[float]) -> float:
    return sum(max(weights[place], 0.0) for place in places)


def _first_of_several(outline: Outline, sums: Sequence[float]) -> int | None:
    """The first `<article>` with a headline of its own, where another such follows: pages that go on and on as they are
    scrolled bring whole articles after the one they are about."""
    articles: list[int] = []
    end = 0
    for at, section in enumerate(outline.sections):
        is_worth_it = section.tag == "article" and sums[section.end] - sums[section.start] > _WORTH * sums[-1]
        if (
            section.start >= end
            and is_worth_it
            and any(block.tag == "h1" for block in outline.blocks[end : section.end])
        ):
            articles.append(at)
            end = section.end
    return articles[0] if len(articles) > 1 else None


def _innermost(sections: Sequence[Section], place: int, sums: Sequence[float]) -> int:
    """Where the way in from the section at `place` ends. Each section on it is weighed against the one it lies in, and against
    all that there was when its claim was first met: many small steps may lose no more than a single one."""
    whole, claim = _prose_in(sections[place], sums), 0
    while (inner := _inner(sections, place, sums)) is not None:
        found = sections[inner]
        is_enough = found.claim > claim or _prose_in(found, sums) >= _SHARE[found.claim] * whole
        if not is_enough or _is_stair(sections, place, inner, sums):
            break
        place = inner
        if found.claim > claim:
            whole, claim = _prose_in(found, sums), found.claim
    return place


def _prose_in(section: Section, sums: Sequence[float]) -> float:
    return sums[section.end] - sums[section.start]


def _is_stair(sections: Sequence[Section], place: int, inner: int, sums: Sequence[float]) -> bool:
    """Whether the step leaves prose behind on a stair: boxes of one name, each in the one before, with a paragraph or so to
    each. They were never closed, and all of them are one text."""
    here = sections[place]
    if sections[inner].end != here.end or sums[sections[inner].start] <= sums[here.start]:
        return False
    stairs: dict[tuple[str, str], set[float]] = {}
    for at in _within(sections, place):
        box = sections[at]
        if box.end == here.end and box.tag not in _PARAGRAPHS and sums[here.start] < sums[box.start] < sums[box.end]:
            stairs.setdefault((box.tag, _NUMBER.sub("", _first_name(box))), set()).add(sums[box.start])
    return max(map(len, stairs.values()), default=0) >= _STAIRS


def _inner(sections: Sequence[Section], place: int, sums: Sequence[float]) -> int | None:
    """The section within the one at `place` that holds enough of its prose to be gone into; None where the way ends."""
    here = sections[place]
    whole = _prose_in(here, sums)
    if whole <= 0:
        return None
    shares = {at: _prose_in(sections[at], sums) / whole for at in _within(sections, place)}
    claiming = [at for at in _claiming(sections, shares) if shares[at] >= _SHARE[sections[at].claim]]
    if claiming:
        return max(
            claiming, key=lambda at: (sections[at].claim, -at)
        )  # the first: others follow the page's own article
    plain = [at for at in shares if shares[at] >= _SHARE[0] and sections[at].tag not in _WITHIN_TEXT]
    return plain[0] if plain else None


def _first_name(section: Section) -> str:
    return section.names.split(" ")[0]


def _within(sections: Sequence[Section], place: int) -> Iterator[int]:
    for at in range(place + 1, len(sections)):
        if sections[at].start >= sections[place].end:
            return
        yield at


def _claiming(sections: Sequence[Section], shares: dict[int, float]) -> Iterator[int]:
    """Of sections that claim to hold the article under the same name, the one that nearly alone does: an article cut into
    several boxes is in none of them."""
    alike: dict[tuple[int, str, str], list[int]] = {}
    for at, share in shares.items():
        section = sections[at]
        if section.claim and share > _WORTH and not section.part:
            boxes = alike.setdefault((section.claim, section.tag, _first_name(section)), [])
            if not boxes or section.start >= sections[boxes[-1]].end:  # a box in a box of the same name is part of it
                boxes.append(at)
    for boxes in alike.values():
        best = max(boxes, key=lambda at: shares[at])
        are_twins = len({sections[at].names for at in boxes}) == 1
        if shares[best] >= _ALONE[are_twins] * sum(shares[at] for at in boxes):
            yield best
