"""Two readings of one section held against each other. Neither is trusted alone: our walk keeps labels out by their shape,
trafilatura knows more markup; either may lose a paragraph on a page made unlike any seen before."""

from ingest.extract.text.find import is_sentence
from ingest.text import fold, words

_PROSE = 100  # characters; a longer line that ends as sentences do is no label


def agreed(walked: str, cleaned: str) -> str:
    """trafilatura's text less the labels that the walk left out, where that is at least as long as the walk's own text; else
    that: trafilatura lost something."""
    kept = "\n".join(_without_labels(walked, cleaned))
    return kept if len(words(kept)) >= len(words(walked)) else walked


def _without_labels(walked: str, cleaned: str) -> list[str]:
    lines = frozenset(walked.split("\n"))
    said = _key(walked)
    return [
        line
        for line in cleaned.split("\n")
        if line in lines or (len(line) >= _PROSE and is_sentence(line)) or _key(line) in said
    ]


def _key(text: str) -> str:
    return " ".join(words(fold(text)))
