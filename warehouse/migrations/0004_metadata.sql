-- What the page said of its metadata beside what was believed of it, and what sort of page it is.

-- A new column stands at the end of a table, and a record's fields stand in the order of its table: the table is made anew.
-- What came before is articles read from pages; nothing is known of their subtitles and sections.
alter table core.article rename to article_before;

create table core.article (
    article_id varchar not null,
    revision_id varchar not null,
    run_id varchar not null,
    source_id varchar not null,
    capture_id varchar,
    url varchar not null,
    canonical_url varchar not null,
    outlet varchar not null,
    title varchar,
    subtitle varchar,
    section varchar,
    kind varchar not null,
    text varchar not null,
    text_source varchar not null,
    authors varchar[] not null,
    published_at timestamptz,
    published_precision varchar not null,
    published_evidence varchar,
    modified_at timestamptz,
    language varchar,
    language_confidence double,
    word_count bigint not null,
    is_short boolean not null,
    text_hash varchar not null,
    fetched_at timestamptz not null,
    extractor varchar not null
);
comment on table core.article is 'One row per article revision: another text under the same address is another row, nothing is overwritten';
comment on column core.article.article_id is 'Identity of the canonical address';
comment on column core.article.revision_id is 'Identity of the address and the text';
comment on column core.article.run_id is 'Run that first saw this revision';
comment on column core.article.source_id is 'Outlet whose channel led here';
comment on column core.article.capture_id is 'The exchange that brought the page';
comment on column core.article.url is 'Address that answered';
comment on column core.article.canonical_url is 'Address without fragment and trackers';
comment on column core.article.outlet is 'Outlet that published it';
comment on column core.article.title is 'Headline';
comment on column core.article.subtitle is 'The line below the headline, where the outlet writes one';
comment on column core.article.section is 'Part of the outlet it stands in, in the outlet''s words';
comment on column core.article.kind is 'article, flash (a whole report of very few words), live_blog, gallery or video';
comment on column core.article.text is 'The article''s words, paragraphs apart by line breaks';
comment on column core.article.text_source is 'Where the text is from: page; json_ld, the page''s own record for machines; feed, where the page could not be had';
comment on column core.article.authors is 'Names of the authors';
comment on column core.article.published_at is 'When it was published; null where nothing dates it, never the fetch time';
comment on column core.article.published_precision is 'minute, day or none';
comment on column core.article.published_evidence is 'Where the date came from';
comment on column core.article.modified_at is 'When the outlet says it was changed';
comment on column core.article.language is 'Language of the text';
comment on column core.article.language_confidence is 'How sure of it, 0 to 1';
comment on column core.article.word_count is 'Words in the text';
comment on column core.article.is_short is 'Too short to be sure that it is the whole article';
comment on column core.article.text_hash is 'Hash of the text';
comment on column core.article.fetched_at is 'When the page was fetched';
comment on column core.article.extractor is 'Recipe that made the row, with version';

insert into core.article by name
select *, 'article' as kind, 'page' as text_source
from core.article_before;
drop table core.article_before;

create table ops.metadata_candidate (
    candidate_id varchar not null,
    run_id varchar not null,
    article_id varchar not null,
    revision_id varchar not null,
    capture_id varchar,
    field varchar not null,
    place bigint not null,
    source varchar not null,
    written varchar not null,
    reading varchar,
    is_chosen boolean not null,
    refused_because varchar
);
comment on table ops.metadata_candidate is 'One row per place of a page that says something of one field of its article; a revision stored before these were kept has none';
comment on column ops.metadata_candidate.candidate_id is 'Id of the revision, the field and the place';
comment on column ops.metadata_candidate.run_id is 'Run that read the page';
comment on column ops.metadata_candidate.article_id is 'The article';
comment on column ops.metadata_candidate.revision_id is 'The article revision';
comment on column ops.metadata_candidate.capture_id is 'The exchange that brought the page';
comment on column ops.metadata_candidate.field is 'title, subtitle, author, published_at, modified_at, section, language, canonical_url or outlet';
comment on column ops.metadata_candidate.place is 'Order in which the places of a field were looked at, from 0';
comment on column ops.metadata_candidate.source is 'The place, such as "json-ld headline" or "url"';
comment on column ops.metadata_candidate.written is 'What stands there, on one line, at most 300 characters';
comment on column ops.metadata_candidate.reading is 'What it was read as: an ISO 8601 instant or day, a cleaned title; null: it could not be read';
comment on column ops.metadata_candidate.is_chosen is 'The article bears it';
comment on column ops.metadata_candidate.refused_because is 'Why it was not believed; null where it was merely not needed';
