"""Two readings of one section made one. Our walk keeps paragraphs and knows labels by their shape; trafilatura knows more
markup. Either may lose a paragraph on a page made unlike any seen before, and a paragraph lost may be a death lost."""

from collections import defaultdict
from collections.abc import Iterator

from ingest.extract.text.find import is_sentence
from ingest.text import fold, words

_PROSE = 100  # characters; a longer line that ends as sentences do is no label
_RUN = 4  # words
_KNOWN = 0.3  # of its runs of words that the walk has too, for a line to be the same text cut otherwise


def agreed(walked: str, cleaned: str) -> str:
    """The walk's paragraphs, and where they belong those that trafilatura found besides: prose only, and none of it twice."""
    lines = walked.split("\n")
    others = list(_others(lines, cleaned.split("\n")))
    known = frozenset(_runs(walked)) if others else frozenset()  # on most pages the two agree to the letter
    missed: defaultdict[int, list[str]] = defaultdict(list)
    for place, line in others:
        runs = list(_runs(line))
        if sum(run in known for run in runs) < _KNOWN * len(runs):
            missed[place].append(line)
    return "\n".join([*missed[0], *(each for at, line in enumerate(lines, 1) for each in (line, *missed[at]))]).strip()


def _others(lines: list[str], cleaned: list[str]) -> Iterator[tuple[int, str]]:
    """The prose that is not among the walk's lines, each with the number of lines before it."""
    numbers = {line: number for number, line in enumerate(lines, 1)}
    before = 0
    for line in cleaned:
        if line in numbers:
            before = numbers[line]
        elif is_prose(line):
            yield before, line


def is_prose(line: str) -> bool:
    """Whether a line is long enough, and ends as sentences do, to be no label."""
    return len(line) >= _PROSE and is_sentence(line)


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    """Each four words in a row."""
    spoken = words(fold(text))
    return zip(*(spoken[at:] for at in range(_RUN)), strict=False)
