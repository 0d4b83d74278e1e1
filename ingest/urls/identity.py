"""Which addresses name one article, without asking. Two articles never share an identity; what might be one and cannot be
known from the addresses is proposed (`address`), never decided here."""

import re

from ingest.ids import make_id
from ingest.urls.marks import without_marks
from ingest.urls.parts import parts
from ingest.urls.rules import RULES

# An address without any of these is its own identity: nearly all are.
_MARKED = re.compile(
    "http:|://(?:"
    + "|".join(re.escape(prefix) for prefix, _ in RULES.mobile_hosts)
    + ")|(?i:amp)|"
    + "|".join(re.escape(part) for _, part, _ in RULES.hosts)
)


def article_id(canonical: str) -> str:
    """The id of the article that a canonical URL names."""
    return make_id("article", identity(canonical))


def identity(canonical: str) -> str:
    """The one address that stands for all spellings of a canonical URL: over https, of the plain page (not its AMP form, nor
    that of a telephone's site). It need not exist, and is not asked for."""
    if not _MARKED.search(canonical):
        return canonical
    at = without_marks(parts(canonical))
    # Another port is another server, and over http it speaks no https.
    return str(at if at.port else at._replace(scheme="https"))
