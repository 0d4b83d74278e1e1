-- raw.poll, one row per look at a channel; `is_overlapping` is worked out here, against what was known before this run.
-- By guid it looks back 14 days: for items whose address changed. A windowed run leaves entries out by design, so its looks cannot say whether anything was lost in between.
merge into raw.poll as stored
using (
    with known_channel as (
        select distinct url
        from raw.poll
        where outcome = 'ok' and entries > 0 and url in (select url from batch_poll)
    ),
    met_again as (
        select fresh.channel_url as url
        from batch_entry as fresh
        join known_entry as known on known.channel_url = fresh.channel_url and known.article_id = fresh.article_id
        union
        select fresh.channel_url as url
        from batch_entry as fresh
        join raw.feed_entry as known on known.channel_url = fresh.channel_url and known.guid = fresh.guid
        where known.discovered_at > (select min(discovered_at) from batch_entry) - interval 14 days
    ),
    once as (
        select distinct on (poll_id) * from batch_poll order by poll_id, polled_at
    )
    select
        once.* replace (
            case
                when batch_run.kind <> 'watch' and batch_run.window_start is not null then null
                when known_channel.url is null then null
                when once.outcome = 'unchanged' then true
                when once.outcome <> 'ok' or once.entries = 0 then null
                else met_again.url is not null
            end as is_overlapping
        )
    from once
    cross join batch_run
    left join known_channel on known_channel.url = once.url
    left join met_again on met_again.url = once.url
) as fresh
on stored.poll_id = fresh.poll_id
when not matched then insert by name
