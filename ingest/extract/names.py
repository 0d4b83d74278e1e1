"""From one statement of who wrote to the names in it. Not which statement is believed."""

import re
from collections.abc import Iterator

from ingest.text import clean_line, fold

_BY_WORDS = (
    r"by|(?:written|words|story|report|reported|posted|published|edited|guest post|view all posts|posts|more stories) by"
    r"|(?:eingestellt|erstellt|autorenseite|gepostet|veröffentlicht|geschrieben|verfasst|interview|text) von"
    r"|(?:ein )?(?:kommentar|artikel|beitrag|gastbeitrag) von|von|par|écrit par|propos recueillis par|por|escrito por"
    r"|di|a cura di|scritto da|da|door|geschreven door|av|skriven av|af|skrevet af|skrevet av|tekst|przez|autorstwa|od|napsal"
    r"|aut(?:or|hor|eur|ore|orin)(?:en|es|s)?|interview|text|story|oleh|penulis|yazan|írta|kirjoittanut|автор|текст|من|بقلم|كتب|מאת|作者|文|撰文"
)
BY = re.compile(rf"^\s*(?:{_BY_WORDS})(?:\s*[:：]\s*|\s+|$)", re.IGNORECASE)
"""What stands before a name."""

_ALSO_IN_NAMES = frozenset({"von", "di", "da", "av", "af", "od", "por", "par"})

_AFTER = re.compile(
    r"\s*(?:\([^)]{1,20}\)|link copied|updated|published|view author archive.*|get author rss.*|more stories by.*|staff writer"
    r"|see full bio|(?:기자|특파원|선임기자|인턴기자|논설위원|記者|记者)(?:\s.*)?"
    r"|\S+@\S+|\s(?:on\s+)?(?:\d{1,2}\.?\s+)?(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?\s+\d.*|\s\d{1,4}[./:年-]\s?\d.*)\s*$",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"^\s*(?:记者|記者|本报记者|本報記者)\s*")
_BETWEEN = re.compile(
    r"\s*[;|•·\n/]\s+|\s*[;|•\n、]\s*|\s*,\s*(?:and|und|et|y|e|og)\s+"
    r"|\s+(?:and|AND|And|und|et|og|och|ja|ve|и|y|i|im [Gg]espräch mit|&|\+)\s+|\s*[,،]\s*"
)
_NO_NAME = re.compile(
    r"https?:|www\.|@|^\W*$|\d{3}|\(image|\bgetty\b|\bistock|\bshutterstock"
    r"|^(?:admin|administrator|name|human|stand|lesedauer|none|null|nan|undefined|unknown|authors?|autor|user|root"
    r"|(?:view|see|read|show)? ?(?:more|all) (?:posts|articles|stories).*|updated|see full bio|webmaster|info|written)$",
    re.IGNORECASE,
)
_JOB = re.compile(
    r"\b(?:reporter|correspondent|corresponsal|correspondant|correspondente|korrespondent(?:in)?|redakteur(?:in)?|journalist(?:in)?"
    r"|journaliste|periodista|giornalista|jornalista|writer|columnist|editor|producer|photographer|contributor|founder|ceo|director"
    r"|professor|analyst|manager|fellow|reviewer|specialist|expert|strategist|chefredakteur(?:in)?|ressortleiter(?:in)?)s?$",
    re.IGNORECASE,
)
_INITIALS = re.compile(r"^(?:[A-Z]\.?){1,3}$")
_AGENCY = re.compile(r"\b(?:Reuters|Bloomberg|Agenc|Agentur|Redaktion|News|Press)", re.IGNORECASE)
_WORDS_MAX = 5  # a longer part is a job title, or a sentence
_STATEMENT_CHARACTERS = 400


def names(said: str, *, is_person: bool = False) -> Iterator[str]:
    """The names in one statement; none in an address (`article:author` is often a profile's). `is_person`: it is known to be
    one person, whose last name may stand first."""
    if "://" in said:
        return
    line = without_by(clean_line(said, _STATEMENT_CHARACTERS))
    parts = [part for part in _BETWEEN.split(line) if part and part.strip()]
    if is_person and len(parts) == 2 and (turned := _turned(parts)):
        parts = [turned]
    for place, part in enumerate(parts):
        name = _cleaned(part)
        if _is_name(name) and not (place and _JOB.search(name)):
            yield name


def without_by(line: str) -> str:
    """A line less the "by" that it begins with; "Da Silva" and "Von Trapp" begin with none."""
    found = BY.match(line)
    if not found:
        return line
    rest = line[found.end() :]
    is_part_of_name = found[0].strip().lower() in _ALSO_IN_NAMES and len(rest.split()) == 1
    return line if is_part_of_name else rest


def distinct(found: Iterator[str] | tuple[str, ...], limit: int) -> tuple[str, ...]:
    """Each name once, as first written."""
    kept: dict[str, str] = {}
    for name in found:
        kept.setdefault(fold(name), name)
    return tuple(kept.values())[:limit]


def _cleaned(part: str) -> str:
    name = _BEFORE.sub("", without_by(part))
    return _AFTER.sub("", _AFTER.sub("", name)).strip(" .,-–—:*")


def _is_name(name: str) -> bool:
    return 1 < len(name) <= 80 and len(name.split()) <= _WORDS_MAX and not _NO_NAME.search(name)


def _turned(parts: list[str]) -> str | None:
    """ "Doe, Jane" and "Doe, J. R." the right way round; None where the parts may be two who signed."""
    last, first = parts[0].strip(), parts[1].strip()
    if len(last.split()) > 1 or not all(word[:1].isupper() for word in (last, *first.split())):
        return None
    if (
        _AGENCY.search(f"{last} {first}")
        or last.isupper()
        or (first.isupper() and not _INITIALS.match(first.replace(" ", "")))
    ):
        return None  # agencies
    return f"{first} {last}" if len(first.split()) <= 2 else None
