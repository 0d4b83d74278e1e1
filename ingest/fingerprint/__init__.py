"""Near-copies: a sketch of every text, the judge that compares two texts in full, and both over a batch. No clusters of
stories told in other words, and no decision about what a reader sees: a relation is a fact, views draw conclusions."""

from ingest.fingerprint.batch import dedupe
from ingest.fingerprint.changes import changes
from ingest.fingerprint.judge import RULES, Judge, relate
from ingest.fingerprint.sketch import fingerprint

__all__ = ["RULES", "Judge", "changes", "dedupe", "fingerprint", "relate"]
