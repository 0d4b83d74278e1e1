-- mart.source_health: how each outlet answers. Grain: one row per outlet. Measured at the last look at any outlet, not
-- at the time of reading, so that an old file tells of its own time.
create or replace view mart.source_health as
with asked_at as (
    select max(polled_at) as at from raw.poll
),
channel as (
    select
        source_id,
        url,
        max(polled_at) as last_polled_at,
        max(polled_at) filter (outcome in ('ok', 'unchanged')) as last_good_at,
        arg_max(outcome, polled_at) as last_outcome,
        arg_max_null(detail, polled_at) as last_detail
    from raw.poll
    group by source_id, url
),
failures as (
    select poll.source_id, poll.url, count(*) as failures
    from raw.poll as poll
    join channel on channel.url = poll.url and channel.source_id = poll.source_id
    where poll.polled_at > coalesce(channel.last_good_at, timestamptz '-infinity')
    group by all
),
polled as (
    select
        channel.source_id,
        max(channel.last_polled_at) as last_polled_at,
        max(channel.last_good_at) as last_good_at,
        count(*) as channels,
        count(*) filter (channel.last_outcome not in ('ok', 'unchanged')) as failing_channels,
        max(coalesce(failures.failures, 0)) as failures,
        arg_max(channel.last_outcome, channel.last_polled_at)
            filter (channel.last_outcome not in ('ok', 'unchanged')) as last_problem,
        arg_max(channel.last_detail, channel.last_polled_at)
            filter (channel.last_outcome not in ('ok', 'unchanged')) as last_problem_detail
    from channel
    left join failures on failures.source_id = channel.source_id and failures.url = channel.url
    group by channel.source_id
),
address as (
    select
        url.source_id,
        count(*) as discovered,
        count(*) filter (url.status = 'stored') as stored,
        count(*) filter (url.status = 'rejected') as rejected,
        count(*) filter (url.status = 'failed') as failed,
        max(url.published_at) filter (url.published_at <= asked_at.at) as last_published_at,
        count(*) filter (
            coalesce(url.published_at, url.first_seen_at) > asked_at.at - interval 7 days
            and coalesce(url.published_at, url.first_seen_at) <= asked_at.at
        ) as items_last_week
    from ops.url as url
    cross join asked_at
    group by url.source_id
)
select
    source.source_id,
    source.name as source,
    source.country,
    source.language,
    source.is_enabled,
    case
        when not source.is_enabled then 'disabled'
        when polled.last_polled_at is null then 'never_asked'
        when polled.failing_channels = polled.channels then 'failing'
        when coalesce(address.items_last_week, 0) * 4 < source.items_per_week then 'quiet'
        when polled.failing_channels > 0 then 'partly_failing'
        else 'ok'
    end as health,
    polled.last_polled_at,
    polled.last_good_at,
    coalesce(polled.channels, 0) as channels,
    coalesce(polled.failing_channels, 0) as failing_channels,
    coalesce(polled.failures, 0) as failures,
    polled.last_problem,
    polled.last_problem_detail,
    source.items_per_week as expected_per_week,
    coalesce(address.items_last_week, 0) as items_last_week,
    address.last_published_at,
    coalesce(address.discovered, 0) as discovered,
    coalesce(address.stored, 0) as stored,
    coalesce(address.rejected, 0) as rejected,
    coalesce(address.failed, 0) as failed
from core.source as source
left join polled on polled.source_id = source.source_id
left join address on address.source_id = source.source_id;

comment on view mart.source_health is 'One row per outlet: does it answer, and does it bring what is expected of it';
comment on column mart.source_health.source_id is 'Outlet';
comment on column mart.source_health.source is 'Name of the outlet';
comment on column mart.source_health.country is 'ISO 3166 alpha-2 country of the outlet';
comment on column mart.source_health.language is 'Main language';
comment on column mart.source_health.is_enabled is 'Whether runs ask it';
comment on column mart.source_health.health is 'ok; failing: no channel answers; partly_failing; quiet: less than a quarter of what is expected in a week; never_asked; disabled';
comment on column mart.source_health.last_polled_at is 'When we looked last';
comment on column mart.source_health.last_good_at is 'When a channel answered last';
comment on column mart.source_health.channels is 'Feed and sitemap documents asked for so far';
comment on column mart.source_health.failing_channels is 'How many of them failed at the last look';
comment on column mart.source_health.failures is 'Failures in a row of the worst of them';
comment on column mart.source_health.last_problem is 'What the last failure was';
comment on column mart.source_health.last_problem_detail is 'What was seen then';
comment on column mart.source_health.expected_per_week is 'Items to expect in a week; null: unknown';
comment on column mart.source_health.items_last_week is 'Items of the week before the last look';
comment on column mart.source_health.last_published_at is 'When its latest item was published';
comment on column mart.source_health.discovered is 'Article addresses known';
comment on column mart.source_health.stored is 'How many are stored';
comment on column mart.source_health.rejected is 'How many were refused for good';
comment on column mart.source_health.failed is 'How many failed and are tried again';
