"""Where the words that a model points at stand in the text, and what the coder's own readers make of them there."""

import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from ingest import places
from ingest.code import (
    casualties,
    chunks,
    claims,
    datelines,
    languages,
    locations,
    numerals,
    placing,
    quantities,
    reading,
    records,
    relevance,
    sentences,
)
from ingest.code.casualties import Count
from ingest.code.company import Company
from ingest.code.locations import Location
from ingest.code.mentions import Mention
from ingest.code.phrases import Filler
from ingest.code.quantities import Quantity
from ingest.code.sentences import Sentence
from ingest.code.words import cues_in
from ingest.dates import DateSpan, find_dates
from ingest.model import ClaimStatus, Document

Span = tuple[int, int]

_MOST_SENTENCES = 3
"""That a quote may touch: further apart is not one report."""
_INSIDE = frozenset(("including", "included", "include", "includes", "among", "of", "whom", "them", "which"))
"""Words between two figures that make the second a share of the first."""
_NOBODY = frozenset(("no", "none", "nobody", "zero", "without"))
_EDGE = re.compile(r"\w")


class Reader:
    """One text, and what stands at its spans. Nothing is read that the words themselves do not say."""

    def __init__(self, document: Document) -> None:
        self.text = document.text
        line = datelines.find(self.text, document.published_on)
        self.anchor: date | None = datelines.anchor_of(self.text, line, document.published_on)
        self.company = Company(self.text, document.country, document.dateline, line)
        self._sentences = sentences.split(self.text, line.end)
        low = self.text.lower()
        self._topic = relevance.topic(low, cues_in(low))
        self._whole = (0, min(len(self.text), sentences.MAX_TEXT))
        self._everywhere: dict[str, list[Span]] = {}

    def quote(self, words: str) -> Span | None:
        """The whole sentences that a quote touches; None where it is not the text's, or is no one report."""
        found = self._find(words, self._whole, None)
        touched = self._touched(found) if found else ()
        if not touched or len(touched) > _MOST_SENTENCES:
            return None
        return touched[0].start, touched[-1].end

    def span(self, words: str | None, quote: Span, *, only_there: bool = False) -> Span | None:
        """Where the words stand, in the quote if they do, else (unless `only_there`) nearest to it."""
        if not words:
            return None
        inside = self._find(words, quote, None)
        return inside if inside or only_there else self._find(words, self._whole, quote)

    def _find(self, words: str, within: Span, near: Span | None) -> Span | None:
        """Letter by letter, whole words only, any white space for white space; of several the first, or the nearest."""
        parts = words.split()
        if not parts:
            return None
        pattern = r"\s+".join(map(re.escape, parts))
        before = r"(?<!\w)(?<!\d[.,])" if _EDGE.match(parts[0]) else ""
        after = r"(?!\w)(?![.,]\d)" if _EDGE.match(parts[-1][-1]) else ""
        if near is None:
            match = re.compile(before + pattern + after).search(self.text, *within)
            return match.span() if match else None
        found = self._everywhere.get(pattern)
        if found is None:  # looked for once, though an answer of thousands of words may repeat the commonest
            found = [match.span() for match in re.compile(before + pattern + after).finditer(self.text, *within)]
            self._everywhere[pattern] = found
        return min(found, key=lambda span: abs(span[0] - near[0]), default=None)

    def _touched(self, span: Span) -> tuple[Sentence, ...]:
        return tuple(s for s in self._sentences if s.start < span[1] and span[0] < s.end)

    def sentence(self, span: Span) -> Sentence | None:
        """The sentence in which a span begins."""
        return next(iter(self._touched(span)), None)

    def day(self, span: Span | None) -> DateSpan | None:
        """The date that stands there, read with the whole of its sentence."""
        sentence = self.sentence(span) if span else None
        if span is None or sentence is None:
            return None
        found = find_dates(sentence.text, self.anchor, sentence.start)
        return next((d for d in found if _meet((d.start, d.end), span)), None)

    def place(self, span: Span | None) -> Location | None:
        """The place that stands there, as the sentence and the whole text place it."""
        sentence = self.sentence(span) if span else None
        if span is None or sentence is None:
            return None
        found = [p for p in placing.find(sentence, self.company) if _meet((p.start, p.end), span)]
        return min(found, key=lambda p: p.where_prec, default=None) or self._named(span)

    def _named(self, span: Span) -> Location | None:
        """A name that no preposition makes a place: known to the gazetteer, else kept as written."""
        written = self.text[span[0] : span[1]]
        known = self.company.choose(places.gazetteer().find(written), None)
        if known is None and not written[0].isupper():
            return None
        return Location(
            written=written,
            start=span[0],
            end=span[1],
            place=known,
            container=None,
            where_prec=locations.precision_of(known) if known else 6,
            is_strong=False,
        )

    def status(self, quote: Span, event_type: str) -> ClaimStatus | None:
        """What the rules say of deeds of that type in the quote, where they say of all that they did not happen, or not yet:
        a model that takes a denial for a report is not followed. None where they do not."""
        told = [m for s in self._touched(quote) for m in reading.read(s, self.company, self.anchor, self._topic)]
        said = {"threatened" if m.family == "threat" else m.modality for m in told if _is_of(m, event_type)}
        return records.STATUS.get(min(said)) if said and said <= claims.UNREAL else None

    def filler(self, span: Span) -> tuple[Sentence, Filler] | None:
        """The last noun phrase of a span, as the actors' table wants it."""
        return next(iter(reversed(self._fillers(span))), None)

    def _fillers(self, span: Span) -> list[tuple[Sentence, Filler]]:
        found = []
        for sentence in self._touched(span):
            for number, chunk in enumerate(chunks.read(sentence)):
                edge = sentence.tokens[chunk.first].start, sentence.tokens[chunk.last - 1].end
                if chunk.noun is not None and _meet(edge, span):
                    found.append((sentence, Filler(number, chunk.first, chunk.last, chunk.noun, chunk.noun)))
        return found

    def count(self, span: Span | None) -> tuple[Quantity, Span] | None:
        """The number of people that stands there with its "at least", and the characters that say it. Figures side by side
        are added; a share of the first is not."""
        sentence = self.sentence(span) if span else None
        if span is None or sentence is None:
            return None
        met = _met(sentence, span)
        figures = _side_by_side(sentence, [figure for figure in met if not _counts_nobody(sentence, figure)])
        if figures:
            total = casualties.total([Count(q, "person", q.first, q.last) for q in figures])
            return None if total is None else (total, _edges(sentence, total.first, total.last))
        if _cuts(sentence, span):
            return None
        return self._people(span) if met else self._uncounted(sentence, span)

    def _uncounted(self, sentence: Sentence, span: Span) -> tuple[Quantity, Span] | None:
        said = self.text[span[0] : span[1]]
        if any(token.low in _NOBODY for token in sentence.tokens if _meet((token.start, token.end), span)):
            return quantities.exact(0, 0, 0), span
        numbers = languages.number_words(said.lower())
        if numbers:
            return (quantities.exact(max(numbers), 0, 0), span) if len(numbers) == 1 else None
        return self._people(span)

    def _people(self, span: Span) -> tuple[Quantity, Span] | None:
        """Those whom words name and do not count: "a farmer", "Ana Ruiz, 34"."""
        total = casualties.total(casualties.count([filler for _, filler in self._fillers(span)]))
        return None if total is None else (total, span)


def _is_of(mention: Mention, event_type: str) -> bool:
    """Whether a mention tells, or threatens, a deed of that type."""
    return mention.event_type == event_type or mention.family == "threat"


def _met(sentence: Sentence, span: Span) -> list[Quantity]:
    """The figures that a span touches."""
    tokens, at, found = sentence.tokens, 0, list[Quantity]()
    while at < len(tokens):
        quantity = quantities.read(tokens, at)
        at = max(at + 1, quantity.last) if quantity else at + 1
        if quantity is not None and _meet(_edges(sentence, quantity.first, quantity.last), span):
            found.append(quantity)
    return found


def _side_by_side(sentence: Sentence, figures: Sequence[Quantity]) -> list[Quantity]:
    """Of figures the first, and those that "and" sets beside it."""
    found = list(figures[:1])
    for one, other in pairwise(figures):
        between = [token.low for token in sentence.tokens[one.last : other.first]]
        if not _INSIDE.isdisjoint(between) or "and" not in between:
            break
        found.append(other)
    return found


def _cuts(sentence: Sentence, span: Span) -> bool:
    """Whether a span begins or ends within a word: the 15 of "15-year-old" is no figure."""
    return any(token.start < edge < token.end for token in sentence.tokens for edge in span)


def _counts_nobody(sentence: Sentence, figure: Quantity) -> bool:
    """Whether it is an age, a day, money or a measure: a model may point at any number."""
    tokens = sentence.tokens
    following = tokens[figure.last] if figure.last < len(tokens) else None
    is_age = numerals.is_years_old(tokens, figure.last) or numerals.is_told_old(tokens, figure.last)
    return is_age or numerals.counts_nobody(tokens, figure.first, figure, following)


def _edges(sentence: Sentence, first: int, last: int) -> Span:
    return sentence.tokens[first].start, sentence.tokens[last - 1].end


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]
