-- Revisions without a gist of recipe $method, oldest first: temp table `unmade`. Grain: one row per revision.
create or replace temp table unmade as
select revision_id, arrived_at, row_number() over (order by arrived_at, fetched_at, revision_id) - 1 as place
from core.article
where revision_id not in (select revision_id from core.gist where method = $method)
