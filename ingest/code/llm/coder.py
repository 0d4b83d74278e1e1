"""A model asked about one text: from what it once answered, or within the run's budget, again where the service stumbles.

What it answers is read by `answers` and `records`. A question that got no answer is a refusal, and never an error."""

import asyncio
import random
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from hashlib import sha256

import msgspec

from ingest.code import languages, triggers
from ingest.code.llm import answers, prompt, records
from ingest.code.llm.answers import Answer, Envelope
from ingest.code.llm.store import Store
from ingest.code.sentences import MAX_TEXT
from ingest.code.words import cues_in
from ingest.model import Document, Event, Refused
from ingest.settings import Llm
from ingest.web import Address, Problem, Service, one_line

VERSION = 1
"""Goes up where the same answer is made into other events."""

_TRIES = 4
_FIRST_PAUSE_S, _LONGEST_PAUSE_S = 1.0, 30.0
_PASSING = frozenset({"timeout", "connect", "dns", "server_error", "rate_limited", "bad_response"})
_MOST_BYTES = 1_000_000
_SILENT_AFTER = 5
"""Texts in a row without an answer, after which the service is left alone for the rest of the work."""
_LONGEST_S = 3_600.0
"""From the first text of a chunk to the last that is asked about; a run must end."""
_CAP_TOKENS = 10_000_000

Sleep = Callable[[float], Awaitable[None]]


def coder_name(model: str) -> str:
    """What every event of the model bears."""
    return f"llm-{VERSION}.{prompt.VERSION}:{one_line(model)[:100]}"


@asynccontextmanager
async def llm_coder(
    settings: Llm, *, store: Store, run_id: str, user_agent: str, sleep: Sleep = asyncio.sleep
) -> AsyncIterator["LlmCoder"]:
    """A coder with a session of its own; `sleep` is the seam for tests."""
    address = Address(url=f"{settings.url}/chat/completions", key=settings.key, user_agent=user_agent)
    async with Service(address, seconds=settings.deadline_s, body_bytes=_MOST_BYTES) as service:
        yield LlmCoder(settings, service, store, run_id, sleep)


class LlmCoder:
    """Asks one service for one run, a few texts at once."""

    def __init__(self, settings: Llm, service: Service, store: Store, run_id: str, sleep: Sleep) -> None:
        self._settings, self._service, self._store, self._run_id = settings, service, store, run_id
        self._sleep = sleep
        self._room = asyncio.Semaphore(settings.at_once)
        self._silent = 0
        self._ends_at = asyncio.get_running_loop().time() + _LONGEST_S
        self.name = coder_name(settings.model)

    async def code(self, document: Document) -> tuple[Event, ...] | Refused:
        """The events of a text as the model points at them, or why there is no answer. Never raises on any answer."""
        if not _may_tell(document):
            return ()
        try:
            found = await self._answer(document)
            if isinstance(found, Refused):
                return found
            return await asyncio.to_thread(records.build, document, found, self.name)
        except sqlite3.Error as problem:
            return Refused(reason="internal", detail=f"llm.sqlite: {one_line(str(problem))}")
        except Exception as bug:  # noqa: BLE001 - it becomes a row that names it, and the rules' events stay
            return Refused(reason="internal", detail=one_line(f"{type(bug).__name__}: {bug}"))

    async def _answer(self, document: Document) -> Answer | Refused:
        body = prompt.body(document, self._settings.model)
        key = sha256(b"\0".join((self._settings.url.encode(), self.name.encode(), body))).hexdigest()
        async with self._room:
            if kept := await asyncio.to_thread(self._store.answer, key):
                return answers.parsed(kept)
            found = await self._ask_patiently(body)
            if not isinstance(found, Answer):
                return found
            said = msgspec.json.encode(found).decode()
            if self._settings.key and self._settings.key in said:
                return answers.bad_answer("the answer repeats the key")  # spelled so that the body did not show it
            await asyncio.to_thread(self._store.keep, key, said)
            return found

    async def _ask_patiently(self, body: bytes) -> Answer | Refused:
        """Again with growing pauses where the service stumbles. What it says against the text itself is final."""
        found: Answer | Problem | Refused = Refused(
            reason="coder_budget", detail="the service is silent, and left alone"
        )
        for tried in range(_TRIES):
            if self._is_over():
                break
            if tried:
                await self._sleep(_pause(tried, found))
            found = await self._ask(body)
            if not isinstance(found, Problem):
                return found
            self._silent += 1
            if found.reason not in _PASSING:
                break
        return Refused(reason=found.reason, detail=one_line(found.detail)) if isinstance(found, Problem) else found

    def _is_over(self) -> bool:
        late = asyncio.get_running_loop().time() > self._ends_at
        return late or self._silent >= _SILENT_AFTER * _TRIES

    async def _ask(self, body: bytes) -> Answer | Problem | Refused:
        """One request, paid for before it is sent: a server that never answers costs as much as one that does."""
        tokens = prompt.tokens_for(body)
        if not await asyncio.to_thread(self._reserve, tokens):
            return Refused(reason="coder_budget", detail="the run's requests or tokens are used up")
        said = await self._service.post(body, datetime.now(UTC))
        if isinstance(said, Problem):
            return said
        self._silent = 0
        completion = answers.envelope(said)
        if isinstance(completion, Refused):
            return completion
        await asyncio.to_thread(self._store.settle, self._run_id, tokens, _used(completion, tokens))
        return answers.answer(completion)

    def _reserve(self, tokens: int) -> bool:
        limits = self._settings
        return self._store.reserve(self._run_id, tokens, most_requests=limits.requests, most_tokens=limits.tokens)


def _may_tell(document: Document) -> bool:
    """Whether it is worth asking: an English text without one word of the triggers reports nothing that we code."""
    if not document.text.strip():
        return False
    if languages.language_of(document.text, document.language) != "en":
        return True
    return triggers.may_tell(cues_in(document.text[:MAX_TEXT].lower()))


def _used(completion: Envelope, reserved: int) -> int:
    """What the service says the request cost, where that can be true."""
    said = completion.usage.total_tokens if completion.usage else 0
    return said if 0 < said <= _CAP_TOKENS else reserved


def _pause(tried: int, problem: Answer | Problem | Refused) -> float:
    """Twice as long each time, never all at once; as long as the service asks for, within reason."""
    asked = 0.0
    if isinstance(problem, Problem) and problem.retry_after_at is not None:
        asked = (problem.retry_after_at - datetime.now(UTC)).total_seconds()
    own = _FIRST_PAUSE_S * float(2 ** (tried - 1)) * (0.5 + random.random())  # noqa: S311 - a pause, not a secret
    return min(_LONGEST_PAUSE_S, max(asked, own))
