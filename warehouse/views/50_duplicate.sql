-- mart.duplicate: who repeats whom, and how that was found. Grain: one row per pair of article revisions, as last judged.
create or replace view mart.duplicate as
with judged as (
    select *
    from core.relation
    qualify row_number() over (partition by revision_id, original_id order by boilerplate_version desc, method desc) = 1
),
changed as (
    select revision_id, earlier_id, list(said order by place) as changes
    from core.change
    group by revision_id, earlier_id
)
select
    judged.relation,
    judged.rule,
    judged.containment,
    judged.jaccard,
    judged.shared,
    coalesce(revision.original_id = judged.original_id, false) as is_standing,
    coalesce(changed.changes, []) as changes,
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
    judged.method,
    judged.boilerplate_version
from judged
join core.article as later on later.revision_id = judged.revision_id
join core.article as earlier on earlier.revision_id = judged.original_id
join mart.revision as revision on revision.revision_id = judged.revision_id
left join changed on changed.revision_id = judged.revision_id and changed.earlier_id = judged.original_id
left join core.source as later_source on later_source.source_id = later.source_id
left join core.source as earlier_source on earlier_source.source_id = earlier.source_id
where judged.relation <> 'unrelated';

comment on view mart.duplicate is 'One row per pair of texts of which the later repeats, quotes or revises the earlier, and how that was found';
comment on column mart.duplicate.relation is 'revision (same article), copy, version (a later take), excerpt (a passage in a text of its own) or digest (passages of several)';
comment on column mart.duplicate.rule is 'What decided; docs/duplicates.md lists the rules';
comment on column mart.duplicate.containment is 'Share of the smaller text found in the other, 0 to 1';
comment on column mart.duplicate.jaccard is 'Shared shingles over all, 0 to 1';
comment on column mart.duplicate.shared is 'Shared shingles';
comment on column mart.duplicate.is_standing is 'The later text stands behind this earlier one now, as its copy or version; of several that it matches, the earliest original';
comment on column mart.duplicate.changes is 'In what the later text differs, in words ("death toll 11 → 17"); of revisions and versions, else empty';
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
comment on column mart.duplicate.canonical_id is 'The article that the later text stands behind; its own where it stands for itself';
comment on column mart.duplicate.method is 'Judge, with version';
comment on column mart.duplicate.boilerplate_version is 'List of boilerplate that was left out; 0: none yet';
