"""How fast the warehouse loads and publishes some thousands of articles at once, many of them near-copies of others, whose
pairs are found and judged on the way, with as many places that spoke of each as a page has. The texts are the labelled
duplicates; no page is read and no event coded."""

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path

from ingest import pipeline, runs
from ingest.extract.candidates import Candidate, as_records
from ingest.fingerprint import fingerprint
from ingest.ids import make_id
from ingest.model import Article, FeedEntry, MetadataCandidate, MetadataField
from ingest.pipeline import Processed
from ingest.stories import gist
from tests.bench.archived import FETCHED_AT, SOURCE, Archived
from tests.bench.journey import load_and_publish, select, settings_for
from tests.bench.material import Row, rows
from tests.bench.meter import peak_mb
from tests.ingest import made


@dataclass(frozen=True, slots=True, kw_only=True)
class Bulk:
    """Seconds for so many articles, and the peak memory of the process that loaded them."""

    articles: int
    load_s: float
    publish_s: float
    main_mb: float


def carry(documents: Path, count: int, data: Path) -> Bulk:
    """At most `count` documents into a new warehouse in the empty folder `data`, by a process of its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as alone:
        return alone.submit(_carry, documents, count, data).result()


def _carry(documents: Path, count: int, data: Path) -> Bulk:
    settings = settings_for(data, 2)
    folder = pipeline.begin(settings, kind="watch", window=None, sources_file=settings.sources, now=datetime.now(UTC))
    found = dict(list({row["url"]: row for row in rows(documents)}.items())[:count])
    entries, chunk = select(folder, [Archived(url=url, warc_file="", offset=0) for url in found], settings)
    with runs.filling(folder.path / "processed" / chunk, pipeline.PROCESSED) as out:
        for done in _processed(entries, found):
            pipeline.add_processed(out, done)
    load_s, publish_s, counts = load_and_publish(folder, settings)
    return Bulk(articles=counts.stored, load_s=load_s, publish_s=publish_s, main_mb=peak_mb())


def _processed(entries: tuple[FeedEntry, ...], found: dict[str, Row]) -> Iterator[Processed]:
    for entry in entries:
        article = _article(entry, found[entry.url])
        yield Processed(
            article=article, candidates=_said(article), fingerprint=fingerprint(article), gist=gist(article), events=()
        )


def _said(article: Article) -> tuple[MetadataCandidate, ...]:
    """The date and a line of the article in so many places: a page has 22 on average."""
    date = article.published_at.isoformat() if article.published_at else ""
    fields: tuple[tuple[MetadataField, str, int], ...] = (
        ("published_at", date, 4),
        ("title", article.title or "", 5),
        ("subtitle", article.text[:150], 13),
    )
    return tuple(
        said
        for field, written, places in fields
        for said in as_records(
            field,
            [Candidate(source=f"place {place}", written=written, reading=written) for place in range(places)],
            "place 0",
            run_id=article.run_id,
            article_id=article.article_id,
            revision_id=article.revision_id,
            capture_id=article.capture_id,
        )
    )


def _article(entry: FeedEntry, row: Row) -> Article:
    published = datetime.fromisoformat(row["published"])
    published = published if published.tzinfo else published.replace(tzinfo=UTC)
    text_hash = make_id("text", row["text"])
    return made.article(
        row["text"],
        article_id=entry.article_id,
        revision_id=make_id("revision", entry.article_id, text_hash),
        run_id=entry.run_id,
        source_id=SOURCE,
        url=entry.url,
        canonical_url=entry.canonical_url,
        outlet=row["outlet"],
        title=row["title"],
        text_hash=text_hash,
        published_at=published,
        published_evidence="feed",
        language=row.get("language"),
        fetched_at=FETCHED_AT,
        extractor="bench",
    )
