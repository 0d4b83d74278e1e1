-- The revisions that this run brings and the warehouse does not hold. Grain: one row per revision.
-- `arrived_at` orders originals: when it was published, or else fetched.
create or replace temp table newcomer as
select distinct on (revision_id) *, coalesce(published_at, fetched_at) as arrived_at
from batch_article
where revision_id not in (select revision_id from core.article)
order by revision_id, fetched_at, capture_id
