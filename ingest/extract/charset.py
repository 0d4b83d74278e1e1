"""In what charset bytes are written that are not UTF-8, where what header and page say of it cannot be true. Not for what they
say (decode.py)."""

import re

from ingest.text import language_of

# Written in Latin letters with some marks on them: the languages that each is for.
_WESTERN = {
    "cp1252": "en de fr es pt it nl sv da no fi is ca gl eu ga id ms", "cp1250": "pl cs sk hu sl hr ro bs sq", "cp1254": "tr az",
    "cp1257": "lt lv et",
}  # fmt: skip
# Of other scripts: letters that are common in whatever is written in it, and what share of such letters they are at least.
_OTHERS = {
    "cp1251": ("оеаинтсрвл", 0.4), "koi8_u": ("оеаинтсрвл", 0.4), "cp1253": ("αοιετσνηυρ", 0.4), "cp1255": ("יוהלאתרמבש", 0.4),
    "cp1256": ("ايلمونرتبة", 0.4), "cp874": ("านรอกเงมยล่วดท้", 0.4), "cp932": ("のにはをたがでてとしれさいなるか", 0.15),
    "euc_jp": ("のにはをたがでてとしれさいなるか", 0.15), "gb18030": ("的一是不了在人有我他这中大来上国个到说们为子和年", 0.06),
    "big5hkscs": ("的一是不了在人有我他這中大來上國個到說們為子和年", 0.06), "cp949": ("이다의는에을가고하은지를", 0.1),
}  # fmt: skip
# As browsers read windows-1252: the five bytes that it leaves out are the control characters of that number.
_TO_BYTES = {ord(letter): byte for byte in range(128, 160) if (letter := bytes([byte]).decode("cp1252", "ignore"))}
_TWICE = re.compile(
    "[\u00c2-\u00df][\u0080-\u00bf]|[\u00e0-\u00ef][\u0080-\u00bf]{2}|[\u00f0-\u00f4][\u0080-\u00bf]{3}"
)
# What nobody closed goes on to the end: else the end is looked for from each of thousands of beginnings.
_MARKUP = re.compile(rb"(?is)<script\b.*?(?:</script>|\Z)|<style\b.*?(?:</style>|\Z)|<!--.*?(?:-->|\Z)|<[^<>]*>?")
_HIGH = re.compile(rb"[\x80-\xff]")
_LETTER = re.compile(rb"[A-Za-z]")
_SAMPLE, _READ, _BEFORE = 3_000, 300_000, 200  # bytes
_FOREIGN = 0.4  # of the letters; Western European pages have a tenth
_WIDE = 0.7  # of every second byte is 0 in the markup of a page in UTF-16


def wide_charset(raw: bytes) -> str | None:
    """UTF-16 without a byte order mark, as which way round; None for anything else."""
    head = raw[:200]
    for name, zeros in (("utf-16-le", head[1::2]), ("utf-16-be", head[::2])):
        if zeros and zeros.count(0) > _WIDE * len(zeros):
            return name
    return None


def is_western(raw: bytes) -> bool:
    """Whether most letters are ASCII, as in all languages that are written in Latin letters."""
    sample = _sample(raw)
    high = len(_HIGH.findall(sample))
    return high <= _FOREIGN * (high + len(_LETTER.findall(sample)))


def guessed(raw: bytes) -> str | None:
    """The charset that makes most sense of the text; None where none does."""
    sample = _sample(raw)
    rated = {name: _rated(sample.decode(name, "replace"), name) for name in (_WESTERN if is_western(raw) else _OTHERS)}
    best = max(rated, key=lambda name: rated[name])
    return best if rated[best] else None


def _rated(text: str, name: str) -> float:
    """For Latin letters, how surely it is in a language for which the charset is made; for others, how common its letters are."""
    if name in _WESTERN:
        code, score = language_of(text)
        return (score or 0.0) * (code in _WESTERN[name].split())
    common, share = _OTHERS[name]
    letters = [letter for letter in text.casefold() if letter > "\x7f"]
    found = sum(letter in common for letter in letters) / max(len(letters), 1) / share
    return found if found >= 1 else 0.0


def _sample(raw: bytes) -> bytes:
    """The stretches of text with letters that are not ASCII; an odd character at the end is cut off with its neighbour."""
    first = _HIGH.search(raw)
    start = max(0, first.start() - _BEFORE) if first else 0
    said = (piece.strip() for piece in _MARKUP.split(raw[start : start + _READ]))
    return b" ".join(piece for piece in said if _HIGH.search(piece))[:_SAMPLE]


def undone(text: str) -> str:
    """A page that was taken for windows-1252 and written in UTF-8 a second time, as it was at first; where that befell parts of
    it alone, those parts."""
    is_likely = text.count("Ã") + text.count("â€") >= 3 or text.count("Ð") + text.count("Ñ") >= 3
    if is_likely and (whole := _all_undone(text)) is not None:
        return whole
    # Nobody writes control characters: these are the quotes and dashes of a part that was taken for latin-1.
    return _TWICE.sub(_once, text) if text.count("â\x80") >= 3 else text


def _all_undone(text: str) -> str | None:
    """None where not all of it can have been written twice."""
    try:
        return text.translate(_TO_BYTES).encode("latin-1").decode("utf-8")
    except ValueError:
        return None


def _once(twice: re.Match[str]) -> str:
    once = twice[0].encode("latin-1").decode("utf-8", "replace")
    return twice[0] if "\ufffd" in once else once
