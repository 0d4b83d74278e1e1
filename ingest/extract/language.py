"""The language of the text, and what the page claims. Not the words themselves."""

from collections.abc import Iterator

from ingest.extract.candidates import Candidate, Choice
from ingest.extract.seen import Seen
from ingest.text import clean_line, fold, language_code, language_of, words

_TEXT = "text"
_SURE = 0.5  # below, the model's guess at a language gives way to what the page claims
_RATHER_SURE = 0.85  # below, a language gives way to a near one that the page claims, and more of the text is looked at
_SAMPLE_CHARACTERS = 500
_SHOWN_CHARACTERS = 80

_NEAR = (
    {"no", "da"}, {"hr", "sr", "bs"}, {"id", "ms"}, {"pt", "gl"}, {"es", "gl", "ca"}, {"cs", "sk"}, {"ru", "uk", "be"},
    {"bg", "mk"}, {"hi", "mr", "ne"}, {"fa", "ar", "ur"}, {"af", "nl"}, {"fi", "et"},
)  # fmt: skip

# Languages with a press of their own that the model has never heard of, by words that no article goes without. It takes them
# for any other, and is very unsure of it.
_UNHEARD = {
    "zu": {"ukuthi", "futhi", "noma", "lapho", "uma", "ngoba", "kusho", "bese", "kanye", "ngesikhathi", "uthe", "kodwa", "ukuze"},
    "xh": {"ukuba", "kwaye", "okanye", "xa", "apho", "yokuba", "kunye", "ngexesha", "uthi", "kodwa", "ukuze", "phambi", "kuba"},
    "st": {"hore", "empa", "hape", "bakeng", "kapa", "hobane", "haholo", "batho", "ntse", "mme", "lona", "eno"},
    "tn": {"gore", "gape", "kgotsa", "fela", "ntse", "kana", "mme", "batho", "jaaka", "morago", "fa", "gonne"},
    "ha": {"wannan", "kuma", "amma", "cewa", "wanda", "domin", "yadda", "wata", "kasar", "cikin", "bayan", "har"},
    "ig": {"nke", "ndị", "bụ", "maka", "ahụ", "onye", "mere", "ya", "dị", "ọ", "nwere", "kwuru"},
    "rw": {"kandi", "ariko", "kuri", "muri", "ubwo", "abantu", "uyu", "cyane", "nyuma", "avuga", "ko", "iyi"},
    "sn": {"kuti", "uye", "asi", "vanhu", "zvakare", "pamusoro", "nekuti", "iyo", "kana", "vari", "nokuti", "mushure"},
}  # fmt: skip
_DISTINCT_AT_LEAST = 4
_SHARE_AT_LEAST = 0.02
_CHARACTERS_LOOKED_AT = 3000


def language(seen: Seen, text: str) -> Choice[tuple[str, float | None]]:
    """ISO 639-1 where there is a code, and how sure the model is of it (None: it never heard of it, or only the page says so).
    The text decides; where the model is unsure, or torn between near languages, the page's own word."""
    found, confidence = _heard(text)
    claims = list(_claims(seen))
    candidates = (*_as_candidate(text, found), *claims)
    believed = next(
        (claim for claim in claims if claim.reading and _gives_way(found, confidence or 0.0, claim.reading)), None
    )
    if believed and believed.reading:
        certainty = confidence if believed.reading == found else None
        return Choice(value=(believed.reading, certainty), source=believed.source, candidates=candidates)
    if found:
        return Choice(value=(found, confidence), source=_TEXT, candidates=candidates)
    return Choice(value=None, source=None, candidates=candidates)


def _heard(text: str) -> tuple[str | None, float | None]:
    """The language of the text; more of it is read where its beginning leaves doubts."""
    found, confidence = language_of(text[:_SAMPLE_CHARACTERS])
    if (confidence or 0.0) < _RATHER_SURE and len(text) > _SAMPLE_CHARACTERS:
        found, confidence = language_of(text)
    if (confidence or 0.0) < _SURE and (unheard := _unheard(text)):
        return unheard, None
    return found, confidence


def _unheard(text: str) -> str | None:
    sample = words(fold(text[:_CHARACTERS_LOOKED_AT]))
    said = {code: [word for word in sample if word in known] for code, known in _UNHEARD.items()}
    code = max(said, key=lambda code: len(said[code]))
    enough = len(set(said[code])) >= _DISTINCT_AT_LEAST and len(said[code]) >= _SHARE_AT_LEAST * len(sample)
    return code if enough else None


def _gives_way(found: str | None, confidence: float, claimed: str) -> bool:
    if found is None:
        return True
    if found in _UNHEARD:
        return False
    if confidence < _SURE:
        return True
    return confidence < _RATHER_SURE and claimed != found and any({found, claimed} <= near for near in _NEAR)


def _claims(seen: Seen) -> Iterator[Candidate]:
    entry = seen.page.entry
    places = (
        ("html lang", seen.tree.get("lang") or seen.tree.get("xml:lang")),
        ("json-ld inLanguage", seen.linked.language),
        ("meta content-language", seen.head.first("content-language")),
        ("meta og:locale", seen.head.first("og:locale")),
        ("feed", entry.language if entry else None),
    )
    for source, written in places:
        if written and written.strip():
            code = language_code(written)
            yield Candidate(
                source=source, written=written, reading=code, refused_because=None if code else "no language's code"
            )


def _as_candidate(text: str, found: str | None) -> Iterator[Candidate]:
    if beginning := clean_line(text[:_SHOWN_CHARACTERS], _SHOWN_CHARACTERS):
        yield Candidate(source=_TEXT, written=beginning, reading=found)
