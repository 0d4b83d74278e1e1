-- mart.coverage: what we know about each outlet's day. Grain: one row per outlet and day of publication (UTC), for the
-- days between the first and the last that any run looked at, and the days of what it found.
-- A live look at a feed vouches for the time from its oldest item to the look; looks that overlap vouch for the whole
-- time between. A sweep vouches for its window. A day is bounded where one such span holds all of it, best effort where
-- one touches it. `finding` keeps apart: items, nothing (looked, none there), blocked (every look failed), not_looked.
create or replace view mart.coverage as
with look as (
    select
        poll.*,
        poll.outcome in ('ok', 'unchanged') as is_good,
        run.kind <> 'watch' and run.window_start is not null as is_windowed,
        run.window_start,
        run.window_end
    from raw.poll as poll
    left join ops.run as run on run.run_id = poll.run_id
),
live as (
    select
        source_id,
        url,
        channel,
        polled_at,
        case
            when channel = 'news_sitemap' and entries < 1000 then least(oldest_at, polled_at - interval 48 hours)
            else last_value(oldest_at ignore nulls) over (
                partition by url order by polled_at, poll_id rows between unbounded preceding and current row
            )
        end as oldest_at,
        is_overlapping,
        lag(polled_at) over (partition by url order by polled_at, poll_id) as before_at,
        sum(case when is_overlapping is false then 1 else 0 end) over (
            partition by url order by polled_at, poll_id rows between unbounded preceding and current row
        ) as island
    from look
    where is_good and not coalesce(is_windowed, false) and channel <> 'sitemap'
),
-- items that came and went between two looks
lost as (
    select
        source_id,
        before_at as start_at,
        case when oldest_at > before_at then oldest_at else polled_at end as end_at
    from live
    where is_overlapping is false and before_at is not null
),
swept as (
    select
        source_id,
        window_start as start_at,
        window_end as end_at,
        case
            when not bool_and(is_good) then 'best_effort'
            when channel = 'sitemap' then 'bounded'
            when channel = 'news_sitemap' and window_start >= min(polled_at) - interval 48 hours then 'bounded'
            when min(oldest_at) < window_start and min(polled_at) >= window_end then 'bounded'
            else 'best_effort'
        end as promise
    from look
    where is_windowed
    group by source_id, run_id, channel, window_start, window_end
    having bool_or(is_good)
),
span as (
    select source_id, min(coalesce(oldest_at, polled_at)) as start_at, max(polled_at) as end_at, 'bounded' as promise
    from live
    group by source_id, url, island
    union all by name
    select source_id, polled_at as start_at, polled_at as end_at, 'best_effort' as promise
    from look
    where is_good and not coalesce(is_windowed, false) and channel = 'sitemap'
    union all by name
    from swept
),
found as (
    select
        source_id,
        (coalesce(published_at, first_seen_at) at time zone 'UTC')::date as day,
        count(*) as discovered,
        count(*) filter (status = 'stored') as stored,
        count(*) filter (status = 'rejected') as rejected,
        count(*) filter (status = 'failed') as failed,
        count(*) filter (status = 'pending') as pending,
        count(*) filter (status = 'deferred') as deferred
    from ops.url
    group by all
),
-- the days a look is about: its own, or those of its window
about as (
    select
        source_id,
        is_good,
        (coalesce(case when is_windowed then window_start end, polled_at) at time zone 'UTC')::date as first_day,
        (coalesce(case when is_windowed then window_end - interval 1 microsecond end, polled_at) at time zone 'UTC')::date as last_day
    from look
),
day as (
    select unnest(generate_series(min(first_day), max(last_day), interval 1 day))::date as day
    from about
),
grid as (
    select source.source_id, day.day
    from core.source as source
    cross join day
    where source.is_enabled or source.source_id in (select source_id from about)
    union
    select source_id, day from found
),
looked as (
    select
        grid.source_id,
        grid.day,
        count(*) as polls,
        count(*) filter (not about.is_good) as failed_polls
    from grid
    join about on about.source_id = grid.source_id and grid.day between about.first_day and about.last_day
    group by all
),
promised as (
    select
        grid.source_id,
        grid.day,
        bool_or(
            span.promise = 'bounded'
            and span.start_at <= grid.day::timestamp at time zone 'UTC'
            and span.end_at >= (grid.day + 1)::timestamp at time zone 'UTC'
        ) as is_bounded
    from grid
    join span on span.source_id = grid.source_id
        and span.start_at < (grid.day + 1)::timestamp at time zone 'UTC'
        and span.end_at >= grid.day::timestamp at time zone 'UTC'
    group by all
),
torn as (
    select distinct grid.source_id, grid.day
    from grid
    join lost on lost.source_id = grid.source_id
        and lost.start_at < (grid.day + 1)::timestamp at time zone 'UTC'
        and lost.end_at >= grid.day::timestamp at time zone 'UTC'
)
select
    grid.source_id,
    source.name as source,
    grid.day,
    case
        when found.discovered > 0 then 'items'
        when promised.day is not null or looked.polls > looked.failed_polls then 'nothing'
        when looked.failed_polls > 0 then 'blocked'
        else 'not_looked'
    end as finding,
    case when promised.is_bounded then 'bounded' when promised.day is not null then 'best_effort' else 'none' end as promise,
    torn.day is not null as is_gap,
    coalesce(looked.polls, 0) as polls,
    coalesce(looked.failed_polls, 0) as failed_polls,
    coalesce(found.discovered, 0) as discovered,
    coalesce(found.stored, 0) as stored,
    coalesce(found.rejected, 0) as rejected,
    coalesce(found.failed, 0) as failed,
    coalesce(found.pending, 0) as pending,
    coalesce(found.deferred, 0) as deferred,
    source.items_per_week / 7 as expected
from grid
left join core.source as source on source.source_id = grid.source_id
left join found on found.source_id = grid.source_id and found.day = grid.day
left join looked on looked.source_id = grid.source_id and looked.day = grid.day
left join promised on promised.source_id = grid.source_id and promised.day = grid.day
left join torn on torn.source_id = grid.source_id and torn.day = grid.day;

comment on view mart.coverage is 'One row per outlet and day of publication (UTC): what was found, and how sure it is that this was all';
comment on column mart.coverage.source_id is 'Outlet';
comment on column mart.coverage.source is 'Name of the outlet';
comment on column mart.coverage.day is 'Day of publication, UTC; of an undated address, the day it was first seen';
comment on column mart.coverage.finding is 'items; nothing: looked, and none there; blocked: every look failed; not_looked: nobody looked';
comment on column mart.coverage.promise is 'The best promise of its channels that the day is whole: bounded, best_effort or none';
comment on column mart.coverage.is_gap is 'Two looks at a channel did not overlap, so items of this day may have been lost in between';
comment on column mart.coverage.polls is 'Looks at its channels on this day, or for it';
comment on column mart.coverage.failed_polls is 'How many of them failed';
comment on column mart.coverage.discovered is 'Article addresses of this day';
comment on column mart.coverage.stored is 'How many are stored';
comment on column mart.coverage.rejected is 'How many were refused for good';
comment on column mart.coverage.failed is 'How many failed and are tried again';
comment on column mart.coverage.pending is 'How many are still to be fetched';
comment on column mart.coverage.deferred is 'How many no window has asked for';
comment on column mart.coverage.expected is 'Items to expect in a day, by items_per_week; null: unknown';
