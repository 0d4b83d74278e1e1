-- What we concluded. Columns are the fields of the records in ingest/model.py.

create schema if not exists core;

create table core.source (
    source_id varchar not null,
    name varchar not null,
    home_url varchar not null,
    country varchar not null,
    language varchar not null,
    feeds varchar[] not null,
    sitemaps varchar[] not null,
    items_per_week double,
    is_enabled boolean not null
);
comment on table core.source is 'One row per outlet, as the sources file last described it; an outlet taken out of the file stays';
comment on column core.source.source_id is 'Id of the outlet, chosen by a person';
comment on column core.source.name is 'Name for people';
comment on column core.source.home_url is 'Front page';
comment on column core.source.country is 'ISO 3166 alpha-2 country of the outlet';
comment on column core.source.language is 'Main language (BCP 47)';
comment on column core.source.feeds is 'Addresses of its feeds';
comment on column core.source.sitemaps is 'Addresses of its sitemaps';
comment on column core.source.items_per_week is 'Items to expect in a week; null: unknown';
comment on column core.source.is_enabled is 'Whether runs ask it';

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
    text varchar not null,
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
comment on column core.article.text is 'The article''s words, paragraphs apart by line breaks';
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

create table core.alias (
    alias_id varchar not null,
    article_id varchar not null,
    url varchar not null,
    run_id varchar not null
);
comment on table core.alias is 'One row per further identity under which an article was found';
comment on column core.alias.alias_id is 'Identity of the address in the channel';
comment on column core.alias.article_id is 'The article it led to';
comment on column core.alias.url is 'That address';
comment on column core.alias.run_id is 'Run that found out';

create table core.fingerprint (
    revision_id varchar not null,
    text_hash varchar not null,
    shingles bigint not null,
    sketch bigint[] not null,
    method varchar not null
);
comment on table core.fingerprint is 'One row per article revision: what finds its near-copies';
comment on column core.fingerprint.revision_id is 'Article revision';
comment on column core.fingerprint.text_hash is 'Hash of the text';
comment on column core.fingerprint.shingles is 'Distinct word shingles of the whole text';
comment on column core.fingerprint.sketch is 'Sorted 63-bit hashes of the shingles that were kept';
comment on column core.fingerprint.method is 'Recipe, with version';

create table core.relation (
    relation_id varchar not null,
    revision_id varchar not null,
    original_id varchar not null,
    relation varchar not null,
    containment double not null,
    jaccard double not null,
    shared bigint not null,
    method varchar not null
);
comment on table core.relation is 'One row per pair of revisions of which the later repeats the earlier; an edge is a fact and is never taken back';
comment on column core.relation.relation_id is 'Id of the pair';
comment on column core.relation.revision_id is 'The later revision';
comment on column core.relation.original_id is 'The earlier revision';
comment on column core.relation.relation is 'revision (same address), copy, version, excerpt, digest or story; only copy and version keep a text from being counted';
comment on column core.relation.containment is 'Share of the smaller text found in the other, 0 to 1';
comment on column core.relation.jaccard is 'Shared shingles over all, 0 to 1';
comment on column core.relation.shared is 'Shared shingles';
comment on column core.relation.method is 'Judge, with version';

create table core.event (
    event_id varchar not null,
    revision_id varchar,
    event_type varchar not null,
    event_mode varchar,
    contexts varchar[] not null,
    acled_sub_event varchar,
    violence_type bigint,
    date_start date,
    date_end date,
    date_prec bigint,
    place_as_written varchar,
    place varchar,
    geonames_id bigint,
    latitude double,
    longitude double,
    admin1 varchar,
    admin2 varchar,
    country varchar,
    where_prec bigint,
    side_a varchar[] not null,
    side_b varchar[] not null,
    actor_a_ids varchar[] not null,
    actor_b_ids varchar[] not null,
    victims varchar[] not null,
    targets varchar[] not null,
    weapons varchar[] not null,
    deaths_a bigint,
    deaths_b bigint,
    deaths_civilians bigint,
    deaths_unknown bigint,
    low bigint,
    best bigint,
    high bigint,
    injured bigint,
    detained bigint,
    abducted bigint,
    displaced bigint,
    event_clarity bigint,
    part_of varchar[] not null,
    claim_status varchar not null,
    attributed_to varchar[] not null,
    quote varchar not null,
    quote_start bigint not null,
    quote_end bigint not null,
    evidence map(varchar, bigint[]) not null,
    confidence double not null,
    coder varchar not null
);
comment on table core.event is 'One row per event reported in one article revision; for totals use mart.event and its is_counted';
comment on column core.event.event_id is 'Id of the event';
comment on column core.event.revision_id is 'Article revision that reports it';
comment on column core.event.event_type is 'PLOVER event type';
comment on column core.event.event_mode is 'PLOVER mode';
comment on column core.event.contexts is 'PLOVER contexts';
comment on column core.event.acled_sub_event is 'ACLED sub-event type, derived';
comment on column core.event.violence_type is 'UCDP: 1 state-based, 2 non-state, 3 one-sided; null where the sides are not known';
comment on column core.event.date_start is 'First day';
comment on column core.event.date_end is 'Last day';
comment on column core.event.date_prec is 'UCDP precision of the date, 1 (day) to 5';
comment on column core.event.place_as_written is 'Place in the text''s words';
comment on column core.event.place is 'Place, resolved';
comment on column core.event.geonames_id is 'GeoNames id of the place';
comment on column core.event.latitude is 'Degrees north, WGS 84';
comment on column core.event.longitude is 'Degrees east, WGS 84';
comment on column core.event.admin1 is 'First-level administrative unit';
comment on column core.event.admin2 is 'Second-level administrative unit';
comment on column core.event.country is 'ISO 3166 alpha-2 country';
comment on column core.event.where_prec is 'UCDP precision of the place, 1 (exact) to 7';
comment on column core.event.side_a is 'Who acted, as written';
comment on column core.event.side_b is 'Upon whom, as written';
comment on column core.event.actor_a_ids is 'Resolved actors of side_a';
comment on column core.event.actor_b_ids is 'Resolved actors of side_b';
comment on column core.event.victims is 'Kinds of victims, as written';
comment on column core.event.targets is 'Objects hit, as written';
comment on column core.event.weapons is 'Means, as written';
comment on column core.event.deaths_a is 'Deaths on side a';
comment on column core.event.deaths_b is 'Deaths on side b';
comment on column core.event.deaths_civilians is 'Deaths of civilians';
comment on column core.event.deaths_unknown is 'Deaths of people whose side is not told';
comment on column core.event.low is 'Lowest death toll told; null where no deaths are mentioned';
comment on column core.event.best is 'Best death toll told; null where uncounted';
comment on column core.event.high is 'Highest death toll told; null where open ended';
comment on column core.event.injured is 'People injured';
comment on column core.event.detained is 'People detained';
comment on column core.event.abducted is 'People abducted';
comment on column core.event.displaced is 'People displaced';
comment on column core.event.event_clarity is 'UCDP: 1 a single incident, 2 a summary';
comment on column core.event.part_of is 'Ids of the summaries that contain this event';
comment on column core.event.claim_status is 'reported, claimed, accused, denied, hypothetical, threatened or planned';
comment on column core.event.attributed_to is 'According to whom';
comment on column core.event.quote is 'The sentence';
comment on column core.event.quote_start is 'First character of the quote in the article''s text';
comment on column core.event.quote_end is 'Character after the quote';
comment on column core.event.evidence is 'Per field: first character, character after';
comment on column core.event.confidence is 'How sure the coder is, 0 to 1';
comment on column core.event.coder is 'Coder, with version';
