-- How far the tables that bear a time of arrival are from lying in order of arrival. Grain: one row per table. `blocks`:
-- row groups, which bear the least and greatest of each column; `covered`: how many times over their spans cover the table's (1: in
-- order; as many as there are blocks: every look reads all of them). Reads one column.
with stored as (
    select 'core.article' as name, rowid // 122880 as block, arrived_at from core.article
    union all
    select 'core.fingerprint' as name, rowid // 122880 as block, arrived_at from core.fingerprint
    union all
    select 'core.pointer' as name, rowid // 122880 as block, arrived_at from core.pointer
    union all
    select 'core.gist' as name, rowid // 122880 as block, arrived_at from core.gist
    union all
    select 'core.story_text' as name, rowid // 122880 as block, arrived_at from core.story_text
),
spanned as (
    select name, block, min(arrived_at) as first_at, max(arrived_at) as last_at
    from stored
    group by name, block
)
select
    name,
    count(*) as blocks,
    sum(epoch(last_at) - epoch(first_at)) / greatest(1, epoch(max(last_at)) - epoch(min(first_at))) as covered
from spanned
group by name
order by name
