-- ops.url, one row per article address; the new state was worked out in queries/frontier.sql.
update ops.url
set
    status = fresh.status,
    reason = fresh.reason,
    stored_as = fresh.stored_as,
    attempts = fresh.attempts,
    next_try_at = fresh.next_try_at,
    published_at = fresh.published_at,
    is_wanted = fresh.is_wanted,
    fetched_at = fresh.fetched_at,
    first_seen_at = fresh.first_seen_at,
    last_seen_at = fresh.last_seen_at,
    run_id = fresh.run_id
from frontier as fresh
where ops.url.rowid = fresh.row_id;

insert into ops.url by name
select * exclude (row_id)
from frontier
where row_id is null
order by article_id
