-- What the world said, as it said it. Columns are the fields of the records in ingest/model.py.

create schema if not exists raw;

create table raw.poll (
    poll_id varchar not null,
    run_id varchar not null,
    source_id varchar not null,
    channel varchar not null,
    url varchar not null,
    polled_at timestamptz not null,
    outcome varchar not null,
    detail varchar,
    entries bigint not null,
    oldest_at timestamptz,
    newest_at timestamptz,
    is_overlapping boolean,
    etag varchar,
    last_modified varchar,
    retry_after_at timestamptz,
    capture_id varchar
);
comment on table raw.poll is 'One row per look at one feed or sitemap document';
comment on column raw.poll.poll_id is 'Id of the look';
comment on column raw.poll.run_id is 'Run that looked';
comment on column raw.poll.source_id is 'Outlet whose channel it is';
comment on column raw.poll.channel is 'feed, news_sitemap or sitemap';
comment on column raw.poll.url is 'Address of the document';
comment on column raw.poll.polled_at is 'When we looked';
comment on column raw.poll.outcome is 'ok, unchanged (304), not_a_feed, or the reason of a refusal';
comment on column raw.poll.detail is 'What was seen, for a person';
comment on column raw.poll.entries is 'Items the document held';
comment on column raw.poll.oldest_at is 'Earliest publication time that an item bears';
comment on column raw.poll.newest_at is 'Latest publication time that an item bears';
comment on column raw.poll.is_overlapping is 'Shares an item with what we knew of this address before; false: items may have been lost in between; null: nothing to compare';
comment on column raw.poll.etag is 'ETag of the answer';
comment on column raw.poll.last_modified is 'Last-Modified of the answer';
comment on column raw.poll.retry_after_at is 'The server asked not to come back before';
comment on column raw.poll.capture_id is 'The exchange that brought the document';

create table raw.feed_entry (
    entry_id varchar not null,
    run_id varchar not null,
    source_id varchar not null,
    channel varchar not null,
    channel_url varchar not null,
    url varchar not null,
    canonical_url varchar not null,
    article_id varchar not null,
    guid varchar,
    title varchar,
    summary varchar,
    content varchar,
    authors varchar[] not null,
    language varchar,
    published_at timestamptz,
    published_raw varchar,
    updated_at timestamptz,
    discovered_at timestamptz not null
);
comment on table raw.feed_entry is 'One row per item of a channel each time its words or dates changed; an item seen again unchanged adds no row';
comment on column raw.feed_entry.entry_id is 'Id of the item';
comment on column raw.feed_entry.run_id is 'Run that saw it so first';
comment on column raw.feed_entry.source_id is 'Outlet';
comment on column raw.feed_entry.channel is 'feed, news_sitemap or sitemap';
comment on column raw.feed_entry.channel_url is 'Address of the document that held the item';
comment on column raw.feed_entry.url is 'Address of the article as the item gives it, made absolute';
comment on column raw.feed_entry.canonical_url is 'That address without fragment and trackers';
comment on column raw.feed_entry.article_id is 'Identity of the canonical address';
comment on column raw.feed_entry.guid is 'The outlet''s own id of the item';
comment on column raw.feed_entry.title is 'Headline as the channel gives it';
comment on column raw.feed_entry.summary is 'Teaser';
comment on column raw.feed_entry.content is 'Body that the channel itself carried (HTML)';
comment on column raw.feed_entry.authors is 'Names of the authors';
comment on column raw.feed_entry.language is 'Language that the channel states';
comment on column raw.feed_entry.published_at is 'Publication time that the channel states; null where it states none';
comment on column raw.feed_entry.published_raw is 'That date as written';
comment on column raw.feed_entry.updated_at is 'Time of change that the channel states (a sitemap''s lastmod)';
comment on column raw.feed_entry.discovered_at is 'When we saw the item';

create table raw.capture (
    capture_id varchar not null,
    run_id varchar not null,
    source_id varchar not null,
    purpose varchar not null,
    url varchar not null,
    follows_id varchar,
    status bigint not null,
    fetched_at timestamptz not null,
    duration_ms bigint not null,
    ip_address varchar not null,
    content_type varchar,
    body_bytes bigint not null,
    body_sha256 varchar not null,
    is_truncated boolean not null,
    warc_file varchar not null,
    warc_offset bigint not null
);
comment on table raw.capture is 'One row per HTTP exchange; its bytes are in the archive';
comment on column raw.capture.capture_id is 'Id of the exchange';
comment on column raw.capture.run_id is 'Run that made it';
comment on column raw.capture.source_id is 'Outlet on whose account';
comment on column raw.capture.purpose is 'feed, sitemap, robots or page';
comment on column raw.capture.url is 'Address asked for';
comment on column raw.capture.follows_id is 'The exchange whose redirect led here';
comment on column raw.capture.status is 'HTTP status';
comment on column raw.capture.fetched_at is 'When the answer came';
comment on column raw.capture.duration_ms is 'How long it took, milliseconds';
comment on column raw.capture.ip_address is 'Address that was dialled';
comment on column raw.capture.content_type is 'Content-Type of the answer';
comment on column raw.capture.body_bytes is 'Bytes of the decoded body';
comment on column raw.capture.body_sha256 is 'SHA-256 of the decoded body';
comment on column raw.capture.is_truncated is 'A cap or deadline cut the body';
comment on column raw.capture.warc_file is 'WARC file, relative to the archive folder';
comment on column raw.capture.warc_offset is 'Byte offset of the response record in that file';
