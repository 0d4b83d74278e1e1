-- The next texts to be placed, oldest first: temp table `unsettled`, of the revisions in $revisions. Grain: one row per revision.
create or replace temp table unsettled as
select revision_id, article_id, outlet, arrived_at, fetched_at, text_hash, address_hash, sketch
from core.fingerprint
where rowid in (
    select rowid
    from core.fingerprint
    where arrived_at between getvariable('oldest_at') and getvariable('newest_at')
        and revision_id in (select unnest($revisions::varchar[]))
)
