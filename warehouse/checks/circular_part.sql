-- No event is a part of itself, directly or by way of another.
with recursive part as (
    select event_id, unnest(part_of) as summary_id
    from core.event
),
walk as (
    select event_id, summary_id, 1 as steps
    from part
    union all
    select walk.event_id, part.summary_id, walk.steps + 1 as steps
    from walk
    join part on part.event_id = walk.summary_id
    where walk.steps < 20 and walk.event_id <> walk.summary_id
)
select distinct event_id
from walk
where event_id = summary_id
