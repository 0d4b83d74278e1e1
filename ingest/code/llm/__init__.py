"""A second coder by the same protocol: a model points at words of the text, and the coder's own readers read them."""

from ingest.code.llm.coder import LlmCoder, llm_coder

__all__ = ["LlmCoder", "llm_coder"]
