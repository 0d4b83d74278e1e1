-- Nothing repeats itself by way of others: a circle would keep all of it from being counted.
with recursive walk as (
    select revision_id, original_id, 1 as steps
    from core.relation
    where relation in ('copy', 'version')
    union all
    select walk.revision_id, relation.original_id, walk.steps + 1 as steps
    from walk
    join core.relation as relation on relation.revision_id = walk.original_id and relation.relation in ('copy', 'version')
    where walk.steps < 50 and walk.revision_id <> walk.original_id
)
select distinct revision_id
from walk
where revision_id = original_id
