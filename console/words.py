"""Text from the web made safe for a terminal, a spreadsheet and a pipe. Changes what is shown, never what is stored."""

import re

# Escape sequences go whole, so that no "[31m" is left behind: CSI, OSC and the other strings, then two-byte ones.
_SEQUENCES = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]?"
    r"|(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f]).*?(?:\x07|\x1b\\|\x9c|$)"
    r"|\x1b[ -/]*[0-~]?",
    re.DOTALL,
)
# What remains of C0 and C1 (not tab, not newline), and the marks that reorder a whole line on the screen.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_C1_IN_UTF8 = re.compile(rb"\xc2([\x80-\x9f])|\x7f")
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
_BLANK = " \xa0\u200b\ufeff"


def plain(text: str) -> str:
    """`text` without escape sequences, control characters and bidirectional overrides; tabs and line ends of any kind stay."""
    return _CONTROLS.sub("", _SEQUENCES.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))


def one_line(text: str, limit: int | None = None) -> str:
    """`plain` text on one line, cut to `limit` characters with an ellipsis."""
    line = " ".join(plain(text).split())
    return line if limit is None or len(line) <= limit else line[: limit - 1].rstrip() + "…"


def cell(value: object) -> object:
    """A value for a CSV cell. Text that a spreadsheet would run as a formula gets a quote before it (OWASP, CSV
    injection), also behind spaces, which an import may trim; numbers and everything that is no text stay as they are."""
    if not isinstance(value, str):
        return value
    text = plain(value)
    is_formula = any(each.startswith(_FORMULA) for each in (value, text, text.lstrip(_BLANK)))
    return "'" + text if is_formula else text


def safe_json(line: bytes) -> bytes:
    """The same JSON with the control characters that JSON allows raw (DEL, C1) written as escapes: terminals obey them."""
    return _C1_IN_UTF8.sub(lambda found: b"\\u00%02x" % (found[1] or found[0])[0], line)
