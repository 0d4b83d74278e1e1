"""Driving discovery through the web: one source's documents in order, many sources at once. Decides nothing (`choose`),
parses nothing (`feed`, `sitemap`)."""

import asyncio
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace

from ingest.discover import choose
from ingest.discover.channel import Item, ParsedChannel
from ingest.discover.document import open_document
from ingest.discover.entries import ids_of, once_each, records_of
from ingest.discover.feed import read_feed
from ingest.discover.polls import poll_of
from ingest.discover.sitemap import read_sitemap
from ingest.model import Capture, FeedEntry, PlannedFetch, Poll, Refused, Rejection, Run
from ingest.urls import canonical_url
from ingest.web import Refusal, Reply, Web

_SOURCES_AT_ONCE = 16
_PARSERS = (
    1  # thread that reads documents: the loop goes on answering, and one document at a time is in memory as a tree
)
_ENTRIES_PER_SOURCE = 50_000
_SECONDS_PER_SOURCE = 600.0
_FAILURES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Discovered:
    """What a run found: one poll per document looked at, one entry per article and document, every exchange,
    every unusable item."""

    polls: tuple[Poll, ...]
    entries: tuple[FeedEntry, ...]
    captures: tuple[Capture, ...]
    rejections: tuple[Rejection, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Step:
    """One document to ask for: how deep below the planned one, and whether its address dates it into the window."""

    url: str
    depth: int = 0
    is_of_day: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    """One document looked at, and which of its items were taken; `channel` None: it could not be had."""

    step: _Step
    poll: Poll
    channel: ParsedChannel | None = None
    items: tuple[Item, ...] = ()
    elsewhere: tuple[Item, ...] = ()
    further: tuple[_Step, ...] = ()


@dataclass(slots=True)
class _Budget:
    """What one source may still be asked for and may still bring in this run, and what it was asked for already.

    Planned documents are always asked for. What they lead to is left once `ends_at` (loop time) is past, or after
    _FAILURES of it in a row: a site that drips or is down must not hold up the run."""

    visits: int
    entries: int
    ends_at: float
    failures: int = 0
    seen: set[str] = field(default_factory=set)

    @property
    def is_spent(self) -> bool:
        late = asyncio.get_running_loop().time() > self.ends_at
        return late or self.visits <= 0 or self.failures >= _FAILURES


async def discover(plan: Sequence[PlannedFetch], web: Web, *, run: Run) -> Discovered:
    """Ask every planned feed and sitemap, and what they lead to. A source that fails is a poll with its reason, and
    the others go on. Raises OSError where the archive cannot be written."""
    by_source: dict[str, list[PlannedFetch]] = {}
    for planned in plan:
        by_source.setdefault(planned.source_id, []).append(planned)
    turns = asyncio.Semaphore(_SOURCES_AT_ONCE)
    with ThreadPoolExecutor(_PARSERS, thread_name_prefix="discover") as parsers:
        walker = _Walker(web=web, run=run, parsers=parsers)
        try:
            async with asyncio.TaskGroup() as tasks:
                started = [tasks.create_task(walker.source(planned, turns)) for planned in by_source.values()]
        except BaseExceptionGroup as group:  # the group's first error, as itself: retry rules go by its class
            raise group.exceptions[0] from group
    return _joined([task.result() for task in started])


def _joined(parts: Sequence[Discovered]) -> Discovered:
    entries = once_each(entry for part in parts for entry in part.entries)
    refused: dict[str, Rejection] = {}
    for rejection in (each for part in parts for each in part.rejections):
        refused.setdefault(rejection.article_id, rejection)
    return Discovered(
        polls=tuple(poll for part in parts for poll in part.polls),
        entries=entries,
        captures=tuple(capture for part in parts for capture in part.captures),
        rejections=tuple(refused.values()),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Walker:
    """What every step of a run needs."""

    web: Web
    run: Run
    parsers: ThreadPoolExecutor

    async def source(self, plan: Sequence[PlannedFetch], turns: asyncio.Semaphore) -> Discovered:
        """One source: its planned documents in order, so that one budget holds for all of them."""
        async with turns:
            captures, looks = list[Capture](), list[tuple[PlannedFetch, _Look]]()
            ends_at = asyncio.get_running_loop().time() + _SECONDS_PER_SOURCE
            budget = _Budget(visits=choose.MAX_VISITS, entries=_ENTRIES_PER_SOURCE, ends_at=ends_at)
            for planned in plan:
                looks += [(planned, look) for look in await self._planned(planned, budget, captures)]
        return self._records(looks, captures)

    def _records(self, looks: Sequence[tuple[PlannedFetch, _Look]], captures: Sequence[Capture]) -> Discovered:
        entries, rejections = list[FeedEntry](), list[Rejection]()
        elsewhere = ids_of(item for _, look in looks for item in look.elsewhere)
        for planned, look in looks:
            if look.channel:
                found = records_of(look.channel, look.items, planned=planned, poll=look.poll)
                # A sitemap's lastmod leaves open what the feed has said already: that the article is of another day.
                entries += [entry for entry in found[0] if entry.published_at or entry.article_id not in elsewhere]
                rejections += found[1]
        return Discovered(
            polls=tuple(look.poll for _, look in looks),
            entries=tuple(entries),
            captures=tuple(captures),
            rejections=tuple(rejections),
        )

    async def _planned(self, planned: PlannedFetch, budget: _Budget, captures: list[Capture]) -> list[_Look]:
        """One planned document and what it leads to."""
        looks, steps = list[_Look](), [_Step(url=planned.url)]
        while steps and not (steps[0].depth and budget.is_spent):
            step = steps.pop(0)
            key = canonical_url(step.url) or step.url
            if key in budget.seen:
                continue
            budget.seen.add(key)
            look = await self._look(planned, step, budget, captures)
            looks.append(look)
            budget.entries -= len(look.items)
            if step.depth:
                budget.visits -= 1
                budget.failures = budget.failures + 1 if look.channel is None else 0
            steps = [*look.further, *steps]
        looks = _newest(looks) if choose.publication_window(self.run) is None else looks
        return _abridged(looks, len(steps)) if steps else looks

    async def _look(self, planned: PlannedFetch, step: _Step, budget: _Budget, captures: list[Capture]) -> _Look:
        answer = await self.web.get(
            step.url,
            source_id=planned.source_id,
            purpose="feed" if planned.channel == "feed" else "sitemap",
            **_validators(planned, step, self.run),
        )
        captures += answer.captures
        if isinstance(answer, Refusal) or answer.status == 304:
            return _Look(step=step, poll=poll_of(answer, planned, step.url, self.run))
        channel = await asyncio.get_running_loop().run_in_executor(self.parsers, _read, answer, planned)
        if isinstance(channel, Refused):
            return _Look(step=step, poll=poll_of(answer, planned, step.url, self.run, refused=channel))
        return _chosen(answer, channel, planned, step, self.run, budget)


def _validators(planned: PlannedFetch, step: _Step, run: Run) -> dict[str, str | None]:
    """A watch need not read what it read before; a sweep or a person wants all that the document holds."""
    if step.depth or run.kind != "watch":
        return {}
    return {"etag": planned.etag, "last_modified": planned.last_modified}


def _read(reply: Reply, planned: PlannedFetch) -> ParsedChannel | Refused:
    """The document, whatever it is: sitemaps stand among feeds in sources files, and feeds among sitemaps."""
    try:
        document = open_document(reply.body, content_type=reply.content_type)
        if isinstance(document, Refused):
            return document
        read = read_feed if planned.channel == "feed" and document.shape != "sitemap" else read_sitemap
        return read(document, url=reply.url, seen_at=reply.fetched_at)
    except MemoryError:
        raise
    except Exception as bug:  # noqa: BLE001 - a bug in a parser costs one document, and is a poll that names it
        return Refused(reason="internal", detail=f"{type(bug).__name__}: {bug}")


def _chosen(
    reply: Reply, channel: ParsedChannel, planned: PlannedFetch, step: _Step, run: Run, budget: _Budget
) -> _Look:
    """What is taken of a document, and where it leads."""
    window = choose.publication_window(run)
    if channel.format == "sitemap_index":
        if step.depth >= choose.MAX_DEPTH:
            choice = choose.Choice(note=f"an index {step.depth} indexes deep: not followed")
        else:
            choice = choose.children_for(channel, window, visits_left=budget.visits)
    else:
        choice = choose.items_for(channel, window, is_of_day=step.is_of_day)
    items = choice.items[: max(0, budget.entries)]
    over = len(choice.items) - len(items)
    notes = (
        channel.detail,
        choice.note,
        f"{channel.left_out} more entries than are read" if channel.left_out else None,
        f"{over} entries over the {_ENTRIES_PER_SOURCE} of one source left out" if over else None,
    )
    further = [
        _Step(
            url=child.url, depth=step.depth + 1, is_of_day=window is not None and choose.sitemap_span(child) is not None
        )
        for child in choice.children
    ]
    if page := choose.further_page(channel, window):
        further.append(_Step(url=page, depth=step.depth + 1))
    note = "; ".join(note for note in notes if note) or None
    poll = poll_of(reply, planned, step.url, run, channel=channel, note=note)
    return _Look(
        step=step,
        poll=poll,
        channel=replace(channel, items=()),
        items=items,
        elsewhere=choice.elsewhere,
        further=tuple(further),
    )


def _abridged(looks: list[_Look], left: int) -> list[_Look]:
    """The looks, the first of which says how many documents below it were not asked for any more."""
    first, *others = looks
    note = f"{left} documents not asked for: the source took too long, or failed {_FAILURES} times in a row"
    detail = "; ".join(part for part in (first.poll.detail, note) if part)
    return [replace(first, poll=replace(first.poll, detail=detail)), *others]


def _newest(looks: list[_Look]) -> list[_Look]:
    """Of the plain sitemaps of one index, the newest days of all of them together."""
    plain = [look for look in looks if look.channel and look.channel.format == "sitemap"]
    kept = dict(zip((id(look) for look in plain), choose.newest_of_all([look.items for look in plain]), strict=True))
    return [replace(look, items=kept.get(id(look), look.items)) for look in looks]
