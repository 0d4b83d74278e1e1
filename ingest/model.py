"""The records that travel between the stages: what each is, and nothing that does work.

One thing has one shape and one name from the feed to the view: record `FeedEntry` is table `feed_entry`, field is
column. All instants are aware UTC datetimes; all ids come from `ingest.ids`.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

Channel = Literal["feed", "news_sitemap", "sitemap"]
Precision = Literal["minute", "day", "none"]
RunKind = Literal["watch", "sweep", "manual"]
Purpose = Literal["feed", "sitemap", "robots", "page"]
Outcome = Literal["rejected", "failed"]
Stage = Literal["plan", "discover", "fetch", "extract", "fingerprint", "code", "load", "publish"]
RelationName = Literal["revision", "copy", "version", "excerpt", "digest", "unrelated"]
REPEATS: frozenset[RelationName] = frozenset({"copy", "version"})
"""Relations that keep a text from standing for itself."""
SAME_TEXT: frozenset[RelationName] = REPEATS | {"revision"}
"""Relations of one text to another state of it; the others link two texts."""
PageKind = Literal["article", "flash", "live_blog", "gallery", "video"]
TextSource = Literal["page", "json_ld", "feed"]
MetadataField = Literal[
    "title", "subtitle", "author", "published_at", "modified_at", "section", "language", "canonical_url", "outlet"
]
ClaimStatus = Literal["reported", "claimed", "accused", "denied", "hypothetical", "threatened", "planned"]

# A refusal is final and a row; a failure may pass, and is tried again (`ops.url.next_try_at`).
REJECTED = (
    "not_found", "gone", "forbidden", "unauthorized", "geoblocked", "http_error", "robots", "private_address", "bad_url",
    "too_many_redirects", "too_large", "not_html", "empty_text", "soft_404", "paywall", "consent_wall",
    "bot_challenge", "outside_window", "undated", "page_budget",
)  # fmt: skip
FAILED = (
    "timeout", "dns", "connect", "tls", "no_contact", "server_error", "rate_limited", "bad_response", "bad_encoding",
    "internal", "bad_answer", "coder_budget",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A half-open span of time `[start, end)`, UTC."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One pass through the stages. `window` owns discovery (kind watch) or publication (kinds sweep and manual);
    None: whatever the feeds hold now."""

    run_id: str
    kind: RunKind
    started_at: datetime
    window_start: datetime | None
    window_end: datetime | None
    sources_file: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One outlet, as a person described it in a sources file (`seeds/sources.csv`; `id` and `enabled` there)."""

    source_id: str
    name: str
    home_url: str
    country: str
    language: str
    feeds: tuple[str, ...]
    sitemaps: tuple[str, ...]
    items_per_week: float | None
    is_enabled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedFetch:
    """One feed or sitemap that a run will ask for, with what the last poll learned about it."""

    source_id: str
    language: str
    channel: Channel
    url: str
    etag: str | None
    last_modified: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Poll:
    """One look at one feed or sitemap document. `outcome` is "ok", "unchanged" (304) or a reason of REJECTED/FAILED or
    "not_a_feed". `oldest_at`/`newest_at`: publication times its entries bear. `is_overlapping`: the document shares an
    entry with what we already knew of the feed (False: items may have been lost between two polls; None: first poll)."""

    poll_id: str
    run_id: str
    source_id: str
    channel: Channel
    url: str
    polled_at: datetime
    outcome: str
    detail: str | None
    entries: int
    oldest_at: datetime | None
    newest_at: datetime | None
    is_overlapping: bool | None
    etag: str | None
    last_modified: str | None
    retry_after_at: datetime | None
    capture_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """One item of a feed or sitemap, as the outlet gave it. `published_at` is what the channel says of publication and is
    None where it says nothing; a sitemap's lastmod is `updated_at`, never publication. `content` is the body the feed
    itself carried (HTML), None where it carried none or a teaser."""

    entry_id: str
    run_id: str
    source_id: str
    channel: Channel
    channel_url: str
    url: str
    canonical_url: str
    article_id: str
    guid: str | None
    title: str | None
    summary: str | None
    content: str | None
    authors: tuple[str, ...]
    language: str | None
    published_at: datetime | None
    published_raw: str | None
    updated_at: datetime | None
    discovered_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Standby:
    """An entry chosen for fetching whose own body may stand in for its page, because no page of `article_id` is stored.
    `capture_id`: the exchange that brought the body, None where it is not known. `is_last_try`: a page that fails now will
    not be asked for again."""

    article_id: str
    capture_id: str | None
    is_last_try: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """One HTTP exchange; its bytes are in the archive at `warc_file` (relative to the archive folder) and `warc_offset`
    (bytes, of the response record). `body_bytes` counts the decoded body. A redirect is an exchange of its own:
    `follows_id` is the capture whose Location led here. `is_truncated`: a cap or deadline cut the body."""

    capture_id: str
    run_id: str
    source_id: str
    purpose: Purpose
    url: str
    follows_id: str | None
    status: int
    fetched_at: datetime
    duration_ms: int
    ip_address: str
    content_type: str | None
    body_bytes: int
    body_sha256: str
    is_truncated: bool
    warc_file: str
    warc_offset: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What the extractor reads: decoded bytes of one page, and what is known about them from outside the page. `url` is
    the address that answered (after redirects); `entry` the feed item that led here, None where there was none.
    `is_from_feed`: the page could not be had, and `html` is the body that the entry carried."""

    url: str
    html: bytes
    content_type: str | None
    run_id: str
    source_id: str
    capture_id: str | None
    outlet: str
    fetched_at: datetime
    entry: FeedEntry | None
    is_from_feed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A stage's answer where it has no result: a reason of REJECTED or FAILED, and what was seen."""

    reason: str
    detail: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One revision of one article. `article_id` is the identity of the canonical URL; `revision_id` that and the text.
    `published_at` is None where nothing on the page, in the feed or in the URL dates it (`published_precision` "none");
    `published_evidence` names where the date came from, never the fetch time. `kind`: what sort of page it is; a "flash" is a
    whole report of very few words. `text_source` "feed": the page could not be had, and the text is what the feed carried.
    `arrived_at` orders originals and sorts the tables by day: when it was published; at the end of the day, or when fetched
    before that, where only the day is known; when fetched, where nothing is."""

    article_id: str
    revision_id: str
    run_id: str
    source_id: str
    capture_id: str | None
    url: str
    canonical_url: str
    outlet: str
    title: str | None
    subtitle: str | None
    section: str | None
    kind: PageKind
    text: str
    text_source: TextSource
    authors: tuple[str, ...]
    published_at: datetime | None
    published_precision: Precision
    published_evidence: str | None
    modified_at: datetime | None
    language: str | None
    language_confidence: float | None
    word_count: int
    is_short: bool
    text_hash: str
    fetched_at: datetime
    arrived_at: datetime
    extractor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MetadataCandidate:
    """One place that says something of one field of a revision. `place`: 0 is looked at first. `written`: as it stands there, on
    one line; `reading`: what it was read as (an ISO 8601 instant or day, a cleaned title), None where it could not be read.
    `is_chosen`: the article bears it. `refused_because`: why it could not be believed; None where it was merely not needed."""

    candidate_id: str
    run_id: str
    article_id: str
    revision_id: str
    capture_id: str | None
    field: MetadataField
    place: int
    source: str
    written: str
    reading: str | None
    is_chosen: bool
    refused_because: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias:
    """Another identity under which an article was found: the URL in the feed, where the page calls itself otherwise
    (a redirect, rel=canonical). `alias_id` is the `article_id` of `url`."""

    alias_id: str
    article_id: str
    url: str
    run_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprint:
    """What is needed to find near-copies of a revision. `sketch`: the sorted 63-bit hashes of the shingles that a fractional
    sketch keeps; `shingles`: how many distinct shingles the whole text has; `paragraphs`: the distinct 63-bit hashes of its
    paragraphs, by which an outlet's boilerplate is known; `title_hash`: 0 without a title; `address_hash`: of what is left
    of its address when all that may be mere spelling is dropped (it proposes, the content decides); `method` names the recipe."""

    revision_id: str
    article_id: str
    arrived_at: datetime
    fetched_at: datetime
    outlet: str
    title_hash: int
    address_hash: int
    text_hash: str
    shingles: int
    sketch: tuple[int, ...]
    paragraphs: tuple[int, ...]
    method: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparable:
    """A revision as the near-copy judge sees it. `arrived_at` orders originals (`Article` says what it is).
    `repeated`: hashes of the paragraphs that its outlet puts under everything; they are left out of the comparison."""

    revision_id: str
    article_id: str
    outlet: str
    title: str | None
    text: str
    language: str | None
    arrived_at: datetime
    repeated: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """What a revision is of an earlier one (both revision ids): a fact of the two texts, by `rule` of the judge `method`, given
    the list of boilerplate of that version. Measures in [0, 1]. Only "copy" and "version" keep a text from standing for itself;
    "unrelated": judged anew, and no longer any of these. Of several judgements of a pair, that of the latest `turn` (loads and
    settle steps are counted) speaks."""

    relation_id: str
    revision_id: str
    original_id: str
    relation: RelationName
    containment: float
    jaccard: float
    shared: int
    rule: str
    method: str
    boilerplate_version: int
    turn: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointer:
    """From `turn` on (loads and settle steps are counted), `revision_id` stands behind the earlier `original_id`, as its "copy"
    or "version"; both None: it stands for itself again. Of the pointers of a revision the last speaks; without one it stands for
    itself. `moved_because` says what changed where an earlier pointer was moved, None for the first."""

    pointer_id: str
    revision_id: str
    arrived_at: datetime
    original_id: str | None
    relation: RelationName | None
    turn: int
    run_id: str
    moved_because: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing in which a revision differs from `earlier_id`, the text it revises or is a later version of. `what` is
    "death_toll", "injured", "title", … (docs/codebook.md lists them); `said` is the line for people: "death toll 11 → 17"."""

    change_id: str
    revision_id: str
    earlier_id: str
    place: int
    what: str
    before: str | None
    after: str | None
    said: str
    method: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One event reported in one article revision; field names and meanings are the codebook's (docs/codebook.md).

    `low`, `best`, `high`: deaths; all None where none are mentioned; "at least N": low = best = N, high None; an uncounted
    toll: low 1, best None; "no one died": 0. Offsets are characters into the text, half-open. `evidence` maps a field to
    its (start, end). `part_of`: event_ids of the summaries that contain this event. `date_prec`, `where_prec`,
    `event_clarity`, `violence_type` are UCDP's."""

    event_id: str
    revision_id: str | None
    event_type: str
    event_mode: str | None
    contexts: tuple[str, ...]
    acled_sub_event: str | None
    violence_type: int | None
    date_start: date | None
    date_end: date | None
    date_prec: int | None
    place_as_written: str | None
    place: str | None
    geonames_id: int | None
    latitude: float | None
    longitude: float | None
    admin1: str | None
    admin2: str | None
    country: str | None
    where_prec: int | None
    side_a: tuple[str, ...]
    side_b: tuple[str, ...]
    actor_a_ids: tuple[str, ...]
    actor_b_ids: tuple[str, ...]
    victims: tuple[str, ...]
    targets: tuple[str, ...]
    weapons: tuple[str, ...]
    deaths_a: int | None
    deaths_b: int | None
    deaths_civilians: int | None
    deaths_unknown: int | None
    low: int | None
    best: int | None
    high: int | None
    injured: int | None
    detained: int | None
    abducted: int | None
    displaced: int | None
    event_clarity: int | None
    part_of: tuple[str, ...]
    claim_status: ClaimStatus
    attributed_to: tuple[str, ...]
    quote: str
    quote_start: int
    quote_end: int
    evidence: dict[str, tuple[int, int]]
    confidence: float
    coder: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejection:
    """Why a URL is not an article (yet). `outcome` "rejected" is final; "failed" is tried again. `published_at`: of a page
    refused as outside_window, when it was published, so that the run it belongs to need not ask to know."""

    rejection_id: str
    run_id: str
    source_id: str
    article_id: str
    url: str
    stage: Stage
    outcome: Outcome
    reason: str
    detail: str | None
    capture_id: str | None
    published_at: datetime | None
    rejected_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What the coder reads. `published_on` anchors relative dates; `country` (alpha-2) is a hint, never a fact."""

    doc_id: str
    text: str
    title: str | None
    published_on: date | None
    dateline: str | None
    language: str | None
    country: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gist:
    """What a revision is about: the hashes (63 bits) of its heaviest terms, the heaviest first, each with its weight; the squares
    of the weights add up to about a million. `method` names the recipe."""

    revision_id: str
    article_id: str
    arrived_at: datetime
    fetched_at: datetime
    terms: tuple[int, ...]
    weights: tuple[int, ...]
    method: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryText:
    """A text that stands for itself and its story, as it is now. `mates`: the revisions it is most like, the nearest first, with
    their `likenesses` in millionths. `turn`: the load or settle step that wrote this."""

    revision_id: str
    article_id: str
    arrived_at: datetime
    story_id: str
    mates: tuple[str, ...]
    likenesses: tuple[int, ...]
    turn: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryAlias:
    """The id of a story that went into another one; of several lines the last speaks. `story_id` stands for itself."""

    alias_id: str
    story_id: str
    turn: int
    run_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """What an event is known again by in other articles: fields of the event, and of its article the folded names of people
    (`aged`: with their age) and sites, the heaviest words and their weights. Where the dead of one side alone are counted,
    `killed` are its actors and `killers` those of the other. Two events are compared where they share one of the `keys` (63-bit
    hashes). `method` names the recipe."""

    event_id: str
    revision_id: str
    article_id: str
    arrived_at: datetime
    event_type: str
    event_mode: str | None
    event_clarity: int | None
    claim_status: ClaimStatus
    date_start: date | None
    date_end: date | None
    date_prec: int | None
    place: str | None
    latitude: float | None
    longitude: float | None
    admin1: str | None
    country: str | None
    where_prec: int | None
    actors: tuple[str, ...]
    low: int | None
    best: int | None
    high: int | None
    injured: int | None
    people: tuple[str, ...]
    aged: tuple[str, ...]
    sites: tuple[str, ...]
    words: tuple[str, ...]
    weights: tuple[int, ...]
    keys: tuple[int, ...]
    method: str
    killers: tuple[str, ...]
    killed: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentLink:
    """Two events of different texts that are the same incident (`event_id` sorts before `other_id`), with the points that speak
    for it and against it, and what each is given for. `method` names the recipe."""

    event_id: str
    other_id: str
    points: int
    reasons: tuple[str, ...]
    method: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentEvent:
    """An event and the incident it reports, as it is now. `turn`: the load or settle step that wrote this."""

    event_id: str
    revision_id: str
    arrived_at: datetime
    incident_id: str
    turn: int


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentAlias:
    """The id of an incident that went into another one; of several lines the last speaks. `incident_id` stands for itself."""

    alias_id: str
    incident_id: str
    turn: int
    run_id: str
