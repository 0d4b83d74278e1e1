"""From the bytes of one page to an article, or to the reason why it is none. Pure: no network, no clock, no files."""

from ingest.extract.article import Extracted, extract
from ingest.extract.published import as_written

__all__ = ["Extracted", "as_written", "extract"]
