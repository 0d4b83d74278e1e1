"""The web, as the stages see it: ask for a URL, get a Reply or a Refusal. The only home of the HTTP client."""

from ingest.encodings import gunzip
from ingest.web.answers import Problem, Refusal, Reply, one_line
from ingest.web.client import Web
from ingest.web.contact import check_contact, has_contact
from ingest.web.download import download
from ingest.web.service import Address, Service

__all__ = [
    "Address",
    "Problem",
    "Refusal",
    "Reply",
    "Service",
    "Web",
    "check_contact",
    "download",
    "gunzip",
    "has_contact",
    "one_line",
]
