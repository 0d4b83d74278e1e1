-- Revisions whose fingerprint is of another recipe than $method, oldest first: temp table `unmade`. Grain: one row per revision.
create or replace temp table unmade as
select revision_id, arrived_at, row_number() over (order by arrived_at, fetched_at, revision_id) - 1 as place
from core.fingerprint
where method <> $method
