-- Every text stands where the judgements put it: behind the earliest original that it matches itself. What stands behind another
-- is no original, nothing stands behind itself by way of others, and who matches an earlier original does not stand for itself.
with standing as (
    select revision_id, arg_max(struct_pack(original_id := original_id), turn).original_id as original_id
    from core.pointer
    group by revision_id
),
judged as (
    select revision_id, original_id
    from (
        select *
        from core.relation
        where relation <> 'revision'
        qualify row_number() over (partition by revision_id, original_id order by turn desc) = 1
    )
    where relation in ('copy', 'version')
        and original_id not in (select revision_id from standing where original_id is not null)
),
due as (
    select judged.revision_id, arg_min(judged.original_id, (original.arrived_at, original.fetched_at, original.revision_id)) as original_id
    from judged
    join core.article as original on original.revision_id = judged.original_id
    group by judged.revision_id
)
select
    coalesce(standing.revision_id, due.revision_id) as revision_id,
    standing.original_id as stands_behind,
    due.original_id as belongs_behind
from standing
full join due on due.revision_id = standing.revision_id
where standing.original_id is distinct from due.original_id
