-- Relations as facts with the rule that found them, the pointers that follow from them, and what both are found by: each
-- table bears its own day, so that a file is sorted and a lake partitioned by it, and a look back reads the window only.

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
    arrived_at timestamptz not null,
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
comment on column core.article.arrived_at is 'When it came out: published; at the end of that day (or when fetched before that) where only the day is known; fetched, where nothing is. Orders originals, sorts the table by day';
comment on column core.article.extractor is 'Recipe that made the row, with version';

insert into core.article by name
select
    *,
    case published_precision
        when 'minute' then published_at
        when 'day' then greatest(published_at, least(published_at + interval 1 day - interval 1 microsecond, fetched_at))
        else fetched_at
    end as arrived_at
from core.article_before
order by arrived_at;
drop table core.article_before;

alter table core.fingerprint rename to fingerprint_before;

create table core.fingerprint (
    revision_id varchar not null,
    article_id varchar not null,
    arrived_at timestamptz not null,
    fetched_at timestamptz not null,
    outlet varchar not null,
    title_hash bigint not null,
    address_hash bigint not null,
    text_hash varchar not null,
    shingles bigint not null,
    sketch bigint[] not null,
    paragraphs bigint[] not null,
    method varchar not null
);
comment on table core.fingerprint is 'One row per article revision: what finds its near-copies';
comment on column core.fingerprint.revision_id is 'Article revision';
comment on column core.fingerprint.article_id is 'The article';
comment on column core.fingerprint.arrived_at is 'When it came out (core.article)';
comment on column core.fingerprint.fetched_at is 'When the page was fetched; of two that came out in the same instant, the one fetched first is the earlier';
comment on column core.fingerprint.outlet is 'Outlet that published it';
comment on column core.fingerprint.title_hash is 'Hash of the headline; 0 without one';
comment on column core.fingerprint.address_hash is 'Hash of what is left of the address without all that may be mere spelling';
comment on column core.fingerprint.text_hash is 'Hash of the text';
comment on column core.fingerprint.shingles is 'Distinct shingles of the whole text';
comment on column core.fingerprint.sketch is 'Sorted 63-bit hashes of the shingles that were kept';
comment on column core.fingerprint.paragraphs is 'Distinct 63-bit hashes of its paragraphs';
comment on column core.fingerprint.method is 'Recipe, with version; the settle step makes rows of an earlier recipe anew';

insert into core.fingerprint by name
select
    fingerprint.* exclude (text_hash),
    article.article_id,
    article.arrived_at,
    article.fetched_at,
    article.outlet,
    0 as title_hash,
    0 as address_hash,
    fingerprint.text_hash,
    []::bigint[] as paragraphs
from core.fingerprint_before as fingerprint
join core.article as article on article.revision_id = fingerprint.revision_id
order by article.arrived_at;
drop table core.fingerprint_before;

alter table core.relation rename to relation_before;

create table core.relation (
    relation_id varchar not null,
    revision_id varchar not null,
    original_id varchar not null,
    relation varchar not null,
    containment double not null,
    jaccard double not null,
    shared bigint not null,
    rule varchar not null,
    method varchar not null,
    boilerplate_version bigint not null,
    turn bigint not null
);
comment on table core.relation is 'One row per judgement of a pair of revisions; a fact, never taken back: of several judgements of a pair the latest speaks';
comment on column core.relation.relation_id is 'Id of the judgement';
comment on column core.relation.revision_id is 'The later revision';
comment on column core.relation.original_id is 'The earlier revision';
comment on column core.relation.relation is 'revision (same article), copy, version (a later take), excerpt, digest, or unrelated (judged anew, and none of these); only copy and version keep a text from being counted';
comment on column core.relation.containment is 'Share of the smaller text found in the other, 0 to 1';
comment on column core.relation.jaccard is 'Shared shingles over all, 0 to 1';
comment on column core.relation.shared is 'Shared shingles';
comment on column core.relation.rule is 'What decided';
comment on column core.relation.method is 'Judge, with version';
comment on column core.relation.boilerplate_version is 'List of boilerplate that was left out; 0: none yet';
comment on column core.relation.turn is 'Load or settle step that judged, counted';

insert into core.relation by name
select *, 'contained' as rule, 0 as boilerplate_version, 0 as turn
from core.relation_before;
drop table core.relation_before;

create table core.pointer (
    pointer_id varchar not null,
    revision_id varchar not null,
    arrived_at timestamptz not null,
    original_id varchar,
    relation varchar,
    turn bigint not null,
    run_id varchar not null,
    moved_because varchar
);
comment on table core.pointer is 'One row per time that a revision was put behind an original, or stood for itself again: the last row of a revision speaks';
comment on column core.pointer.pointer_id is 'Id of the revision and the turn';
comment on column core.pointer.revision_id is 'Article revision';
comment on column core.pointer.arrived_at is 'When it came out (core.article)';
comment on column core.pointer.original_id is 'Revision it repeats; null: it stands for itself again';
comment on column core.pointer.relation is 'copy or version';
comment on column core.pointer.turn is 'Load or settle step that decided, counted';
comment on column core.pointer.run_id is 'The run that was loaded, or settle';
comment on column core.pointer.moved_because is 'What changed; null for a first pointer';

-- Chains that earlier versions left (a copy of a copy) end at the settle step, which judges them anew.
insert into core.pointer by name
select
    'poi0' || relation.revision_id as pointer_id,
    relation.revision_id,
    first(article.arrived_at) as arrived_at,
    first(relation.original_id order by relation.original_id) as original_id,
    first(relation.relation order by relation.original_id) as relation,
    0 as turn,
    'migration' as run_id
from core.relation as relation
join core.article as article on article.revision_id = relation.revision_id
where relation.relation in ('copy', 'version')
group by relation.revision_id;

create table core.boilerplate (
    outlet varchar not null,
    month date not null,
    part varchar not null,
    hash bigint not null,
    from_version bigint not null,
    until_version bigint
);
comment on table core.boilerplate is 'One row per paragraph, and per shingle, that an outlet puts under differently titled pieces of one month and the month before, and the versions of the list that hold it';
comment on column core.boilerplate.outlet is 'Outlet';
comment on column core.boilerplate.month is 'First day of the month whose texts it is left out of';
comment on column core.boilerplate.part is 'paragraph: left out of what is compared; shingle: left out where candidates are looked for';
comment on column core.boilerplate.hash is 'Hash of the paragraph or shingle';
comment on column core.boilerplate.from_version is 'First version of the list that holds it';
comment on column core.boilerplate.until_version is 'First version that does not any more; null: the newest does';

create table core.change (
    change_id varchar not null,
    revision_id varchar not null,
    earlier_id varchar not null,
    place bigint not null,
    what varchar not null,
    before varchar,
    after varchar,
    said varchar not null,
    method varchar not null
);
comment on table core.change is 'One row per thing in which a revision or a version differs from the text before it';
comment on column core.change.change_id is 'Id of the pair and the place';
comment on column core.change.revision_id is 'The later revision';
comment on column core.change.earlier_id is 'The revision it is held against';
comment on column core.change.place is 'Order of mention, from 0';
comment on column core.change.what is 'death_toll, injured, detained, missing, displaced, number, date, title, text_added, text_removed or text_changed';
comment on column core.change.before is 'What stood there; null: nothing';
comment on column core.change.after is 'What stands there now; null: nothing';
comment on column core.change.said is 'In one line';
comment on column core.change.method is 'Recipe, with version';

create table ops.settlement (
    turn bigint not null,
    settled_at timestamptz not null,
    boilerplate_version bigint not null,
    loads bigint not null,
    looked_at bigint not null,
    moved bigint not null
);
comment on table ops.settlement is 'One row per settle step, which makes relations independent of the order in which texts arrived';
comment on column ops.settlement.turn is 'Its place among loads and settle steps';
comment on column ops.settlement.settled_at is 'When its transaction was written';
comment on column ops.settlement.boilerplate_version is 'Version of the list of boilerplate it left';
comment on column ops.settlement.loads is 'Loads that stood then';
comment on column ops.settlement.looked_at is 'Texts judged anew';
comment on column ops.settlement.moved is 'Pointers moved';
