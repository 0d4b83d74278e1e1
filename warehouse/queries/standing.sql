-- Which of the texts that were met, or are unsettled, stand behind an original now: temp table `standing`. Grain: one row per revision
-- that stands behind another. What this step has moved already goes before what is stored.
create or replace temp table standing as
with asked as (
    select revision_id from met
    union
    select revision_id from unsettled
),
stored as (
    select revision_id, original_id, relation
    from core.pointer
    where arrived_at between getvariable('first_at') and getvariable('last_at')
        and revision_id in (select revision_id from asked)
        and revision_id not in (select revision_id from moved)
    qualify row_number() over (partition by revision_id order by turn desc) = 1
)
select revision_id, original_id, relation from stored where original_id is not null
union all
select revision_id, original_id, relation
from moved
where original_id is not null and revision_id in (select revision_id from asked)
