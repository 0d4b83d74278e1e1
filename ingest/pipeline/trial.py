"""One address put to every stage, for a person who asks. Stores nothing but the exchange itself."""

import asyncio
from dataclasses import dataclass
from uuid import uuid4

from ingest.archive import WarcWriter
from ingest.discover.channel import Item, SubSitemap
from ingest.discover.sitemap import parse_sitemap
from ingest.model import Capture, Page, Refused
from ingest.pipeline.clock import Clock, utc_now
from ingest.pipeline.pages import Processed, page_workers
from ingest.settings import Settings
from ingest.urls import host_of
from ingest.web import Refusal, Reply, Web, check_contact


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What the stages say of one URL: the `entries` of a feed or sitemap, the `sitemaps` of an index, or what the
    page became, or why not."""

    captures: tuple[Capture, ...]
    refused: Refused | None = None
    entries: tuple[Item, ...] = ()
    sitemaps: tuple[SubSitemap, ...] = ()
    processed: Processed | None = None


def try_url(url: str, settings: Settings, clock: Clock = utc_now) -> Trial:
    """Every stage's answer for one feed or page; stores nothing but the exchange itself, in `settings.archive`."""
    return asyncio.run(_try_url(url, settings, clock))


async def _try_url(url: str, settings: Settings, clock: Clock) -> Trial:
    await check_contact([url], settings)
    with WarcWriter(settings.archive, f"try-{uuid4().hex[:6]}") as warc:
        async with Web(settings, run_id="try", warc=warc, clock=clock) as web:
            answer = await web.get(url, source_id="try", purpose="page")
    captures = answer.captures
    if isinstance(answer, Refusal):
        return Trial(captures=captures, refused=Refused(reason=answer.reason, detail=answer.detail))
    channel = parse_sitemap(answer.body, url=answer.url, content_type=answer.content_type, seen_at=clock())
    if not isinstance(channel, Refused):
        return Trial(captures=captures, entries=channel.items, sitemaps=channel.children)
    done = _try_page(answer, settings)
    if isinstance(done, Refused):
        return Trial(captures=captures, refused=done)
    return Trial(captures=captures, processed=done)


def _try_page(reply: Reply, settings: Settings) -> Processed | Refused:
    page = Page(
        url=reply.url,
        html=reply.body,
        content_type=reply.content_type,
        run_id="try",
        source_id="try",
        capture_id=reply.captures[-1].capture_id,
        outlet=host_of(reply.url),
        fetched_at=reply.fetched_at,
        entry=None,
    )
    with page_workers(settings, 1) as workers:
        return workers.answer(workers.submit(page))
