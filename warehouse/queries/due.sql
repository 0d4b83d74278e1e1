-- The channels that a run at $now asks, with what the last look learned. Grain: one row per document address.
-- A channel that failed n times in a row rests 15 min · 2^n, at most a day; only a watch heeds that. Retry-After is heeded
-- always, for a day at most. Only a watch asks "changed since?", and only by what a look without a window of publication
-- learned: a windowed look leaves entries out, and a 304 would then hide them. An index of sitemaps (no entries of its
-- own) is always asked in full, because its parts may change while it does not.
with channel as (
    select source_id, language, 'feed' as channel, unnest(feeds) as url
    from batch_source
    where is_enabled
    union all by name
    select source_id, language, 'sitemap' as channel, unnest(sitemaps) as url
    from batch_source
    where is_enabled
),
once as (
    select distinct on (url) * from channel order by url, channel, source_id
),
this_run as (
    select kind = 'watch' as is_watch from batch_run
),
look as (
    select poll.*, run.kind <> 'watch' and run.window_start is not null as is_windowed
    from raw.poll as poll
    left join ops.run as run on run.run_id = poll.run_id
    where poll.url in (select url from once)
),
good as (
    select
        url,
        max(polled_at) as polled_at,
        arg_max(channel, polled_at) as channel
    from look
    where outcome in ('ok', 'unchanged')
    group by url
),
bad as (
    select look.url, count(*) as failures, max(look.polled_at) as polled_at
    from look
    left join good on good.url = look.url
    where look.outcome not in ('ok', 'unchanged') and look.polled_at > coalesce(good.polled_at, timestamptz '-infinity')
    group by look.url
),
told as (
    select
        url,
        arg_max_null(
            case when retry_after_at is not null then least(retry_after_at, polled_at + interval 24 hours) end, polled_at
        ) as not_before
    from look
    group by url
),
learned as (
    select
        url,
        arg_max_null(etag, polled_at) as etag,
        arg_max_null(last_modified, polled_at) as last_modified
    from look
    where outcome = 'ok' and entries > 0 and not is_windowed
    group by url
)
select
    once.source_id,
    once.language,
    case when once.channel = 'sitemap' then coalesce(good.channel, 'sitemap') else 'feed' end as channel,
    once.url,
    case when this_run.is_watch then learned.etag end as etag,
    case when this_run.is_watch then learned.last_modified end as last_modified
from once
cross join this_run
left join good on good.url = once.url
left join bad on bad.url = once.url
left join told on told.url = once.url
left join learned on learned.url = once.url
where (told.not_before is null or told.not_before <= $now)
    and (
        not this_run.is_watch
        or bad.url is null
        or bad.polled_at + to_minutes(least(1440, 15 * 2 ** least(bad.failures, 10))::bigint) <= $now + interval 1 minute
    )
order by once.source_id, once.channel, once.url
