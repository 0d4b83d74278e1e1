"""Text to structured events, by rules and tables alone: deterministic, offline, and each field with its evidence."""

from ingest.code.coder import code

__all__ = ["code"]
