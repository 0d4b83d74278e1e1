-- mart.revision: the history of every article, and what each revision repeats. Grain: one row per article revision.
create or replace view mart.revision as
with numbered as (
    select
        article_id,
        revision_id,
        fetched_at,
        arrived_at,
        row_number() over (partition by article_id order by fetched_at, revision_id) as number,
        count(*) over (partition by article_id) as revisions
    from core.article
),
-- the last pointer of a revision speaks, and an original stands behind nothing: one step leads to it
last_pointer as (
    select revision_id, arg_max(struct_pack(original_id := original_id, relation := relation), turn) as held
    from core.pointer
    group by revision_id
),
repeats as (
    select revision_id, held.original_id, held.relation
    from last_pointer
    where held.original_id is not null
),
changed as (
    select revision_id, list(said order by place) as changes
    from core.change
    where (revision_id, earlier_id) in (select revision_id, original_id from core.relation where relation = 'revision')
    group by revision_id
),
-- what a feed carried in a page's stead gives way to the page, once that was had under another address
stood_in as (
    select feed.revision_id
    from core.article as feed
    join core.alias as alias on alias.alias_id = feed.article_id and alias.article_id <> feed.article_id
    join core.article as page on page.article_id = alias.article_id and page.text_source <> 'feed'
    left join repeats on repeats.revision_id = page.revision_id
    where feed.text_source = 'feed' and repeats.revision_id is null
),
-- of an agency's chain of updates the newest speaks for all: its toll replaces the earlier ones
newest as (
    select
        coalesce(canonical.article_id, numbered.article_id) as canonical_id,
        arg_max(numbered.revision_id, (numbered.arrived_at, numbered.fetched_at, numbered.revision_id)) as revision_id
    from numbered
    left join repeats on repeats.revision_id = numbered.revision_id
    left join numbered as canonical on canonical.revision_id = repeats.original_id
    where numbered.number = numbered.revisions and repeats.relation is distinct from 'copy'
        and numbered.revision_id not in (select revision_id from stood_in)
    group by all
)
select
    numbered.article_id,
    numbered.revision_id,
    numbered.number,
    numbered.number = numbered.revisions as is_latest,
    numbered.revisions,
    numbered.fetched_at,
    repeats.relation,
    repeats.original_id,
    coalesce(repeats.original_id, numbered.revision_id) as canonical_revision_id,
    coalesce(canonical.article_id, numbered.article_id) as canonical_id,
    numbered.revision_id in (select revision_id from newest) as is_counted,
    coalesce(changed.changes, []) as changes
from numbered
left join repeats on repeats.revision_id = numbered.revision_id
left join numbered as canonical on canonical.revision_id = repeats.original_id
left join changed on changed.revision_id = numbered.revision_id;

comment on view mart.revision is 'One row per article revision: which is the latest, and which text it repeats';
comment on column mart.revision.article_id is 'The article';
comment on column mart.revision.revision_id is 'The revision';
comment on column mart.revision.number is 'First, second, … revision of the article';
comment on column mart.revision.is_latest is 'No later revision is known';
comment on column mart.revision.revisions is 'Revisions of the article';
comment on column mart.revision.fetched_at is 'When this revision was fetched';
comment on column mart.revision.relation is 'copy or version where it repeats another article''s text';
comment on column mart.revision.original_id is 'Revision it repeats: the earliest original that it matches';
comment on column mart.revision.canonical_revision_id is 'The same; its own where it repeats nothing';
comment on column mart.revision.canonical_id is 'Article of that revision';
comment on column mart.revision.is_counted is 'Latest, no copy, no stand-in for a page that was had since, and the newest of its chain of versions: its events enter totals';
comment on column mart.revision.changes is 'In what it differs from the revision before it, in words: "death toll 11 → 17"';
