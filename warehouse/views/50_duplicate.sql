-- mart.duplicate: who repeats whom. Grain: one row per pair of article revisions.
create or replace view mart.duplicate as
select
    relation.relation,
    relation.containment,
    relation.jaccard,
    relation.shared,
    later.article_id,
    later.revision_id,
    later_source.name as source,
    later.title,
    later.url,
    later.published_at,
    earlier.article_id as original_article_id,
    earlier.revision_id as original_revision_id,
    earlier_source.name as original_source,
    earlier.title as original_title,
    earlier.url as original_url,
    earlier.published_at as original_published_at,
    revision.canonical_id,
    relation.method
from core.relation as relation
join core.article as later on later.revision_id = relation.revision_id
join core.article as earlier on earlier.revision_id = relation.original_id
join mart.revision as revision on revision.revision_id = relation.revision_id
left join core.source as later_source on later_source.source_id = later.source_id
left join core.source as earlier_source on earlier_source.source_id = earlier.source_id;

comment on view mart.duplicate is 'One row per pair of texts of which the later repeats or revises the earlier';
comment on column mart.duplicate.relation is 'revision (same article), copy, version, excerpt, digest or story';
comment on column mart.duplicate.containment is 'Share of the smaller text found in the other, 0 to 1';
comment on column mart.duplicate.jaccard is 'Shared shingles over all, 0 to 1';
comment on column mart.duplicate.shared is 'Shared shingles';
comment on column mart.duplicate.article_id is 'The later article';
comment on column mart.duplicate.revision_id is 'Its revision';
comment on column mart.duplicate.source is 'Its outlet';
comment on column mart.duplicate.title is 'Its headline';
comment on column mart.duplicate.url is 'Its address';
comment on column mart.duplicate.published_at is 'When it was published';
comment on column mart.duplicate.original_article_id is 'The earlier article';
comment on column mart.duplicate.original_revision_id is 'Its revision';
comment on column mart.duplicate.original_source is 'Its outlet';
comment on column mart.duplicate.original_title is 'Its headline';
comment on column mart.duplicate.original_url is 'Its address';
comment on column mart.duplicate.original_published_at is 'When it was published';
comment on column mart.duplicate.canonical_id is 'The article at the end of the chain';
comment on column mart.duplicate.method is 'Judge, with version';
