"""Labelled texts put to the model that `PRESSWATCH_LLM_*` name: what it tells, and how often it gave no answer. Not a test."""

import asyncio
import os
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from ingest.code.llm import llm_coder
from ingest.code.llm.store import Store
from ingest.errors import Misconfigured
from ingest.model import Document, Event, Refused
from ingest.settings import Settings, from_environ

_UNBOUNDED = 10**12


def code_all(documents: Sequence[Document]) -> tuple[list[tuple[Event, ...]], float]:
    """The events of every document, none where the model gave no proper answer (how many, is printed), and the seconds it
    took. What it answered earlier is not kept: a figure is of the model as it is now."""
    settings = from_environ(os.environ)
    started = time.monotonic()
    found = asyncio.run(_code_all(documents, settings))
    refused = Counter(each.reason for each in found if isinstance(each, Refused))
    print(f"{len(documents)} asked about, without an answer: {dict(refused) or 'none'}")
    return [() if isinstance(each, Refused) else each for each in found], time.monotonic() - started


async def _code_all(documents: Sequence[Document], settings: Settings) -> list[tuple[Event, ...] | Refused]:
    if settings.llm is None:
        raise Misconfigured("PRESSWATCH_LLM_URL", "is not set", "Say where the model is (docs/llm-coder.md)")
    llm = replace(settings.llm, requests=_UNBOUNDED, tokens=_UNBOUNDED)
    with TemporaryDirectory() as folder:
        store = Store(Path(folder) / "llm.sqlite")
        async with llm_coder(llm, store=store, run_id="bench", user_agent=settings.user_agent) as coder:
            return list(await asyncio.gather(*(coder.code(document) for document in documents)))
