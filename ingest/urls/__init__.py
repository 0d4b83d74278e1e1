"""URLs: what two spellings have in common, and what a link means on its page. Nothing here touches the network.

An article is known by its address, so two rules stand above all: two articles never share one (a dropped `id` loses
news), and what is dropped stands in `seeds/url_rules.csv` with the reason. docs/urls.md explains how an address becomes an id."""

from ingest.urls.address import address_hash
from ingest.urls.hosts import is_courier, registrable
from ingest.urls.identity import article_id, identity
from ingest.urls.marks import is_telling
from ingest.urls.spelling import absolute, canonical_url, host_of, resolve

__all__ = [
    "absolute",
    "address_hash",
    "article_id",
    "canonical_url",
    "host_of",
    "identity",
    "is_courier",
    "is_telling",
    "registrable",
    "resolve",
]
