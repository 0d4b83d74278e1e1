"""Days that a page bears for itself: when it was posted, updated or filed, or until when it counts. Not for the day of a deed."""

import re

from ingest.code.sentences import Sentence
from ingest.dates import DateSpan

_OF_A_LIST = re.compile(r"\n\s{0,4}(?:\d{1,2} [A-Z][a-z]{2,8}|[A-Z][a-z]{2,8}\.? \d{1,2}):\s")
_STAMP = re.compile(
    r"(?:\b(?:posted|updated?|published|modified|copyright|edt|est)|©)\W*(?:on|at|:)?\W*$|\(@\w{1,20}\)\s{1,3}$",
    re.IGNORECASE,
)
_ENDS = re.compile(r"(?:until|till|through|next|scheduled for|on or before)\s{1,3}$", re.IGNORECASE)
_NEAR = 24
"""Characters before a day in which stands what it is of."""


def is_stamp(sentence: Sentence, day: DateSpan) -> bool:
    """ "Updated: Tuesday", "KABUL (March 3)", "— Ana (@ana) March 3", "until Saturday": a page's own day, or one to come; and
    "March 3: Cache found" at the head of all, where no other line begins so."""
    if sentence.document[day.end : day.end + 1] == ":" and not sentence.document[: day.start].strip():
        return not _OF_A_LIST.search(sentence.document, day.end)
    before = sentence.document[max(0, day.start - _NEAR) : day.start]
    bracketed = before.endswith("(") and sentence.document[day.end : day.end + 1] == ")"
    leads = (
        before.endswith("On ") and sentence.document[day.end : day.end + 1] == ","
    )  # "Flash update: On 3 May, gunmen …"
    return bracketed or (not leads and bool(_STAMP.search(before))) or bool(_ENDS.search(before))
