"""The judge: what one text is of earlier ones, on all words of both. Finds no candidates."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from ingest.fingerprint.alignment import (
    PARAGRAPH_WORDS,
    Aligned,
    Covered,
    Overlap,
    Shingled,
    aligned,
    overlap,
    shingled,
)
from ingest.fingerprint.facts import absent, facts, has_case, is_update, numbers, title_terms
from ingest.fingerprint.shingles import SHINGLE_WORDS
from ingest.fingerprint.sketch import METHOD
from ingest.ids import make_id
from ingest.model import Comparable, Relation, RelationName

Rule = Literal["address", "same_text", "contained", "head", "paragraphs", "passage", "passages"]

RULES: dict[Rule, str] = {
    "address": "the same address with another content",
    "same_text": "word for word the same, though too short to be compared in passages",
    "contained": "most of the shorter text stands in the other",
    "head": "a brief: the shorter text is the beginning of the longer",
    "paragraphs": "cut and edited: whole paragraphs of the other's beginning stand in it, and their headlines agree",
    "passage": "a passage of the other stands in a text of its own",
    "passages": "passages of several others stand in it",
}
"""What each rule means, for people."""

CONTAINED = 0.60  # share of the shorter text's shingles found in the longer
SHARED_AT_LEAST = 8  # shingles
BRIEF = 0.35  # a text shorter than this share of the other is a brief, or a quotation
OPENING_WORDS = 12
BACKGROUND = 0.7  # more of a text is no background to another outlet's
HEAD = 0.15  # a brief is made of the beginning; a quotation may come from anywhere
WHOLE, WHOLE_FROM = 0.9, 2  # share of a brief that is the other's beginning; words that may stand before it
SAME_WORDS = 4  # identical texts of fewer words are no texts ("read more")

# A copy that is cut, led in anew and edited on top keeps less than CONTAINED. What it keeps are paragraphs.
CUT_CONTAINED = 0.15
CUT_WORDS = 30  # in paragraphs taken over
CUT_SHARE = 0.35  # of the words of one text, where the headlines are the same
CUT_SHARE_TITLED = 0.40  # where they agree
CUT_SHARE_UNTITLED = 0.55  # where they do not, of texts of similar length
CUT_SIMILAR = 0.5
CUT_LOST = 60  # words of the beginning that it may have replaced
CUT_LED = 0.6  # share of words that its own lead may have

# A form filled in anew: in the paragraphs that two texts share, names and numbers differ.
FORM_FACTS_NEW = 4.0  # in a hundred words
FORM_NEW = 0.25  # share of the names and numbers
FORM_NEW_CLOSE = 0.5  # where next to all shingles are shared, as in a table that was corrected
FORM_CLOSE = 0.7
FORM_GAPS = 12.0  # in a hundred words, where no capitals mark names
HALF_TAKEN = 0.4  # share of a paragraph's words that makes it one filled in anew

PASSAGE_WORDS = 40
COMMON_PASSAGE = 5  # a passage that more originals have is a formula of the trade
LINKS_MAX = 20
DIGEST_SHARE = 0.5  # of a digest's words are from one original, at most
DIGESTED = 2  # originals of which a digest carries passages
TITLE_TERMS = 2  # that two headlines share at least, or it may be chance
AGREE = 0.5  # share of the terms of the shorter headline found in the other

CACHED_SHINGLES = 1_000_000  # about 50 MB


class Judge:
    """`relate`, with the shingles of the texts met last kept in memory: an original is compared with many newcomers."""

    def __init__(self, cached_shingles: int = CACHED_SHINGLES) -> None:
        self._limit, self._held = cached_shingles, 0
        self._texts: OrderedDict[tuple[str, str, tuple[int, ...]], Shingled] = OrderedDict()

    @property
    def held(self) -> int:
        """Shingles in memory."""
        return self._held

    def relate(self, newcomer: Comparable, candidates: Sequence[Comparable]) -> tuple[Relation, ...]:
        """What `newcomer` is of the originals among `candidates` (earlier texts, oldest first): one copy or version of the
        oldest that it matches, or else its excerpts and digests; or one revision of the latest under its own address."""
        others = [self._shingled(c) for c in candidates if c.revision_id != newcomer.revision_id]
        return judge(self._shingled(newcomer), others) if others else ()

    def _shingled(self, document: Comparable) -> Shingled:
        key = (document.revision_id, document.text, document.repeated)
        if found := self._texts.get(key):
            self._texts.move_to_end(key)
            return found
        self._texts[key] = found = shingled(document)
        self._held += len(found.ordered)
        while self._held > self._limit and len(self._texts) > 1:
            _, dropped = self._texts.popitem(last=False)
            self._held -= len(dropped.ordered)
        return found


def relate(newcomer: Comparable, candidates: Sequence[Comparable]) -> tuple[Relation, ...]:
    """`Judge.relate` that remembers nothing."""
    return Judge(0).relate(newcomer, candidates)


@dataclass(frozen=True, slots=True)
class _Pair:
    """A newcomer held against an original: what they share, and which words of each."""

    overlap: Overlap
    fresh: Aligned
    original: Aligned

    @property
    def shorter(self) -> Aligned:
        return min(self.fresh, self.original, key=lambda side: side.text.length)

    @property
    def longer(self) -> Aligned:
        return self.original if self.shorter is self.fresh else self.fresh


def judge(fresh: Shingled, originals: Sequence[Shingled]) -> tuple[Relation, ...]:
    """`relate` for texts shingled before; the originals oldest first."""
    earlier = [o for o in originals if o.document.article_id == fresh.document.article_id]
    if earlier:
        return (_relation(fresh, earlier[-1], overlap(fresh, earlier[-1]), "revision", "address"),)
    pairs = []
    for original in originals:
        shared = overlap(fresh, original)
        if _is_same(fresh, original):
            return (_relation(fresh, original, shared, "copy", "same_text"),)
        if shared.shared >= SHARED_AT_LEAST:
            pairs.append(_Pair(shared, aligned(fresh, original), aligned(original, fresh)))
    for pair in pairs:
        if (rule := copied(pair)) and not _is_item(pair, pairs):
            original = pair.original.text
            return (_relation(fresh, original, pair.overlap, _kind(pair), rule),)
    return _links(fresh, _passages(fresh, pairs))


def copied(pair: _Pair) -> Rule | None:
    """The rule by which one text is a copy of the other, whichever came first."""
    rule = _rule(pair)
    return None if rule is None or _is_form(pair) else rule


def _rule(pair: _Pair) -> Rule | None:
    if pair.overlap.containment < CONTAINED:
        return "paragraphs" if pair.overlap.containment >= CUT_CONTAINED and _is_cut(pair) else None
    if pair.shorter.text.length >= BRIEF * pair.longer.text.length:
        return None if _begin_apart(pair) and not _headlines_agree(pair) else "contained"
    begins = pair.longer.first <= HEAD * pair.longer.text.length
    return "head" if begins and (_is_whole_beginning(pair) or _is_told(pair)) else None


def _is_told(pair: _Pair) -> bool:
    """Whether there is a headline to agree, and it does."""
    return bool(title_terms(pair.longer.text.document.title)) and _headlines_agree(pair)


def _is_whole_beginning(pair: _Pair) -> bool:
    """Whether the shorter text is nothing but the first words of the longer, before which no heading of an item stands."""
    return pair.longer.first <= WHOLE_FROM * pair.longer.text.unit and pair.shorter.share >= WHOLE


def _begin_apart(pair: _Pair) -> bool:
    """Whether each begins with words of its own: what they share is background, or an imprint that no list knows yet."""
    unit = pair.fresh.text.unit
    if pair.shorter.share >= BACKGROUND and pair.fresh.text.document.outlet != pair.original.text.document.outlet:
        return False
    return min(pair.fresh.first, pair.original.first) >= OPENING_WORDS * unit


def _is_same(fresh: Shingled, original: Shingled) -> bool:
    """The same words, too few for passages, and no other headline."""
    if not SAME_WORDS <= fresh.length < SHARED_AT_LEAST + SHINGLE_WORDS * fresh.unit or original.length != fresh.length:
        return False
    titles = [title_terms(each.document.title) for each in (fresh, original) if each.document.title]
    return bool(np.array_equal(fresh.words.hashes, original.words.hashes)) and titles[1:] in ([], titles[:1])


def _is_cut(pair: _Pair) -> bool:
    """Whole paragraphs of the beginning: the more of the text, the less the headlines agree."""
    unit = pair.fresh.text.unit
    if min(pair.fresh.taken_words, pair.original.taken_words) < CUT_WORDS * unit or not _from_beginning(pair, unit):
        return False
    share = max(pair.fresh.share, pair.original.share)
    if _same_headline(pair):
        return share >= CUT_SHARE
    is_similar = pair.shorter.text.length >= CUT_SIMILAR * pair.longer.text.length
    if (is_similar or pair.shorter is pair.fresh) and _headlines_agree(pair):
        return share >= CUT_SHARE_TITLED
    return is_similar and share >= CUT_SHARE_UNTITLED


def _from_beginning(pair: _Pair, unit: float) -> bool:
    """Whether what is shared begins where one of the two begins, and not at the end of the other."""
    lost = min(pair.fresh.first, pair.original.first)
    return lost <= CUT_LOST * unit and all(
        side.first <= max(CUT_LOST * unit, CUT_LED * side.text.length) for side in (pair.fresh, pair.original)
    )


def _is_form(pair: _Pair) -> bool:
    """Whether a form was filled in anew: a table of results, a forecast, a court list. Names and numbers tell."""
    side = pair.shorter
    half = (side.covered_sizes >= HALF_TAKEN * side.sizes) & (2 * side.sizes >= PARAGRAPH_WORDS)
    words = int(side.sizes[half].sum())
    least = FORM_FACTS_NEW / 100 * words
    if int((side.sizes - side.covered_sizes)[half].sum()) < max(1, least):
        return False
    is_close = int(side.covered_sizes[half].sum()) >= WHOLE * words
    if (
        not is_close
        and not has_case(side.text.document.text)
        and _gaps(side, half) * 100 >= FORM_GAPS * words / side.text.unit
    ):
        return True
    lines = side.text.document.text.split("\n")
    told = facts(lines[line] for line in np.flatnonzero(half).tolist())
    new = absent(told, pair.longer.text.document.text)
    share = FORM_NEW_CLOSE if pair.overlap.containment >= FORM_CLOSE else FORM_NEW
    return len(new) > share * len(told) and len(new) >= least


def _gaps(side: Aligned, lines: Covered) -> int:
    """How often what is shared breaks off within these lines."""
    inside = lines[side.text.words.paragraphs]
    return int(np.count_nonzero(side.covered[:-1] & ~side.covered[1:] & inside[:-1]))


def _headlines_agree(pair: _Pair) -> bool:
    """The headlines share terms, or that of the longer text is told in the shorter one."""
    if _titles_match(pair) or _same_headline(pair):
        return True
    terms = title_terms(pair.longer.text.document.title)
    return len(terms) - len(absent(terms, pair.shorter.text.document.text)) >= AGREE * len(terms)


def _same_headline(pair: _Pair) -> bool:
    one, other = (title_terms(side.text.document.title) for side in (pair.fresh, pair.original))
    return bool(one) and one == other


def _titles_match(pair: _Pair) -> bool:
    one, other = (title_terms(side.text.document.title) for side in (pair.fresh, pair.original))
    smaller = min(len(one), len(other))
    return len(one & other) >= max(TITLE_TERMS, AGREE * smaller)


def _passages(fresh: Shingled, pairs: Sequence[_Pair]) -> list[_Pair]:
    """The originals of which a passage stands in the newcomer, oldest first; formulas of the trade aside."""
    least = PASSAGE_WORDS * fresh.unit
    found = [
        pair for pair in pairs if pair.fresh.longest.length >= least and not _is_form(pair) and not _is_imprint(pair)
    ]
    carriers = np.zeros(fresh.length, dtype=np.int64)
    for pair in found:
        carriers[pair.fresh.longest.start : pair.fresh.longest.end] += 1
    return [p for p in found if carriers[p.fresh.longest.start : p.fresh.longest.end].min() <= COMMON_PASSAGE]


def _is_imprint(pair: _Pair) -> bool:
    """Whether it is the end of two texts of one outlet that is the same."""
    one, other = pair.fresh, pair.original
    same_outlet = one.text.document.outlet == other.text.document.outlet
    return same_outlet and one.longest.end == one.text.length and other.longest.end == other.text.length


def _is_item(pair: _Pair, pairs: Sequence[_Pair]) -> bool:
    """Whether the original is one of several that the newcomer carries side by side."""
    if pair.fresh.share >= DIGEST_SHARE or _titles_match(pair):
        return False
    return _disjoint(_passages(pair.fresh.text, pairs)) >= DIGESTED


def _links(fresh: Shingled, pairs: Sequence[_Pair]) -> tuple[Relation, ...]:
    is_digest = _disjoint(pairs) >= DIGESTED
    name: RelationName = "digest" if is_digest else "excerpt"
    rule: Rule = "passages" if is_digest else "passage"
    return tuple(_relation(fresh, pair.original.text, pair.overlap, name, rule) for pair in pairs[:LINKS_MAX])


def _disjoint(pairs: Sequence[_Pair]) -> int:
    """How many passages of originals stand side by side."""
    count, reached = 0, 0
    for run in sorted((pair.fresh.longest for pair in pairs), key=lambda run: run.end):
        if run.start >= reached:
            count, reached = count + 1, run.end
    return count


def _kind(pair: _Pair) -> RelationName:
    """A later take of one agency's or outlet's story is a version: it has figures that the other has not, be it in its
    headline. Another outlet's text must also say that it is one, and where its opening alone says so (it may be said above
    everything), the figures must stand in what the two share."""
    newcomer, original = pair.fresh.text.document, pair.original.text.document
    sizes, covered = pair.fresh.sizes, pair.fresh.covered_sizes
    read = sizes >= PARAGRAPH_WORDS  # not the lines above a text, with their dates and times
    if newcomer.outlet != original.outlet:
        if not is_update(newcomer) or is_update(original):
            return "copy"
        if not is_update(newcomer.title or ""):
            read &= covered >= HALF_TAKEN * sizes
    lines = newcomer.text.split("\n")
    told = "\n".join((newcomer.title or "", *(lines[line] for line in np.flatnonzero(read).tolist())))
    return "version" if numbers(told) - numbers(f"{original.title or ''}\n{original.text}") else "copy"


def _relation(fresh: Shingled, original: Shingled, found: Overlap, name: RelationName, rule: Rule) -> Relation:
    newer, older = fresh.document.revision_id, original.document.revision_id
    return Relation(
        relation_id=make_id("relation", newer, older, name, METHOD),
        revision_id=newer,
        original_id=older,
        relation=name,
        containment=round(found.containment, 4),
        jaccard=round(found.jaccard, 4),
        shared=found.shared,
        rule=rule,
        method=METHOD,
        boilerplate_version=0,
    )
