-- The entries whose pages a run at $now fetches. Grain: one row per article address; columns are raw.feed_entry's.
-- Listed now: what is new, left over, due again, or changed since it was stored. Besides: what earlier runs left, of the
-- outlets of this run, and within its window of publication where it has one.
with this_run as (
    select
        run_id,
        window_start,
        window_end,
        kind <> 'watch' and window_start is not null as is_windowed
    from batch_run
),
listed as (
    select distinct on (article_id) *
    from batch_entry
    order by article_id, content is null, published_at is null, channel, discovered_at, entry_id
),
-- an address is stored under its own identity or, by way of an alias, under another
other_name as (
    select alias_id, article_id
    from core.alias
    where alias_id in (select article_id from listed)
),
article_at as (
    select article_id, max(fetched_at) as fetched_at
    from core.article
    where article_id in (select article_id from listed union all select article_id from other_name)
    group by article_id
),
stored as (
    select article_id, max(fetched_at) as fetched_at
    from (
        select article_id, fetched_at from article_at
        union all
        select alias.alias_id as article_id, article_at.fetched_at
        from other_name as alias
        join article_at on article_at.article_id = alias.article_id
    )
    group by article_id
),
-- a change announced for the future is not believed
announced as (
    select article_id, max(updated_at) as updated_at
    from batch_entry
    where updated_at <= $now
    group by article_id
),
changed as (
    select announced.article_id
    from announced
    join stored on stored.article_id = announced.article_id
    left join ops.url as url on url.article_id = announced.article_id
    where announced.updated_at > greatest(stored.fetched_at, url.fetched_at)
        and (url.next_try_at is null or url.next_try_at <= $now)
),
due as (
    select url.article_id
    from ops.url as url
    cross join this_run
    where case url.status
        when 'pending' then true
        when 'failed' then url.next_try_at <= $now
        when 'deferred' then case
            when not this_run.is_windowed then true
            else url.published_at >= this_run.window_start and url.published_at < this_run.window_end
        end
        else false
    end
),
fresh as (
    select listed.*
    from listed
    left join ops.url as url on url.article_id = listed.article_id
    where listed.article_id in (select article_id from changed)
        or (
            listed.article_id not in (select article_id from stored)
            and (url.article_id is null or listed.article_id in (select article_id from due))
        )
),
left_over as (
    select distinct on (entry.article_id) entry.*
    from due
    join ops.url as url on url.article_id = due.article_id
    join raw.feed_entry as entry on entry.article_id = due.article_id
    cross join this_run
    where due.article_id not in (select article_id from listed)
        and entry.source_id in (select source_id from batch_source where is_enabled)
        and case
            when this_run.is_windowed
                then url.published_at >= this_run.window_start and url.published_at < this_run.window_end
            else url.status <> 'deferred'
        end
    order by entry.article_id, entry.discovered_at desc, entry.entry_id
)
select entry.* replace (this_run.run_id as run_id)
from (
    select * from fresh
    union all by name
    select * from left_over
) as entry
cross join this_run
order by entry.published_at desc nulls last, entry.article_id
