-- The revisions that this run brings and the warehouse does not hold. Grain: one row per revision.
-- A run folder written before pages had kinds holds articles read from pages, and does not say when they arrived.
create or replace temp table newcomer as
select distinct on (revision_id)
    * replace (
        coalesce(kind, 'article') as kind,
        coalesce(text_source, 'page') as text_source,
        coalesce(arrived_at, published_at, fetched_at) as arrived_at
    )
from batch_article
where revision_id not in (select revision_id from known_article)
order by revision_id, fetched_at, capture_id;

-- Their events. Grain: one row per event. A revision stored before keeps the events it has: another version of the coder
-- would name them otherwise, and both readings side by side would count the dead twice. An event of no revision at all is
-- kept, for checks/orphan_event to find.
create or replace temp table new_event as
select distinct on (event_id) *
from batch_event
where revision_id is null
    or revision_id in (select revision_id from newcomer)
    or revision_id not in (select revision_id from known_article)
order by event_id;

-- The same of the coder beside the record.
create or replace temp table new_second_event as
select distinct on (event_id) *
from batch_second_event
where revision_id in (select revision_id from newcomer)
order by event_id
