-- Revisions with an event that has no trace of recipe $method, oldest first: temp table `unmade`. Grain: one row per revision. What is
-- only feared or planned has none.
create or replace temp table unmade as
select revision_id, arrived_at, row_number() over (order by arrived_at, fetched_at, revision_id) - 1 as place
from core.article
where revision_id in (
    select revision_id
    from core.event
    where claim_status in (select unnest($told::varchar[]))
        and event_id not in (select event_id from core.trace where method = $method)
)
