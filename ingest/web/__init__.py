"""The web, as the stages see it: ask for a URL, get a Reply or a Refusal. The only home of the HTTP client."""

from ingest.encodings import gunzip
from ingest.web.answers import Refusal, Reply
from ingest.web.client import Web
from ingest.web.contact import check_contact, has_contact

__all__ = ["Refusal", "Reply", "Web", "check_contact", "gunzip", "has_contact"]
