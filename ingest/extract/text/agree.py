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
    said = _key(walked) if others else ""  # on most pages the two agree to the letter
    missed: defaultdict[int, list[str]] = defaultdict(list)
    for place, line in others:
        if _is_new(_key(line), said):
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


def _is_new(key: str, said: str) -> bool:
    if key in said:
        return False
    spoken = key.split()
    runs = [" ".join(spoken[at : at + _RUN]) for at in range(max(1, len(spoken) - _RUN + 1))]
    return sum(run in said for run in runs) < _KNOWN * len(runs)


def _key(text: str) -> str:
    return " ".join(words(fold(text)))
