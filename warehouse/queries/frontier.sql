-- The rows of ops.url after the run, for the addresses in `handled`. Grain: one row per address; `row_id`: the row it takes the
-- place of, null for a new one.
-- A decision older than what the frontier knows already (a folder loaded late) changes no status.
create or replace temp table frontier as
with decided as (
    select
        handled.*,
        url.article_id is null as is_new,
        url.row_id,
        coalesce(url.attempts, 0) as old_attempts,
        url.published_at as old_published_at,
        url.fetched_at as old_fetched_at,
        url.first_seen_at as old_first_seen_at,
        url.last_seen_at as old_last_seen_at,
        url.reason as old_reason,
        url.run_id as old_run_id,
        coalesce(url.source_id, handled.source_id) as first_source_id,
        coalesce(url.url, handled.url) as first_url,
        coalesce(url.canonical_url, handled.canonical_url) as first_canonical_url,
        coalesce(url.is_wanted, false) or not handled.is_windowed as is_wanted,
        coalesce(handled.article_at, handled.rejected_at) as decided_at,
        case
            when handled.was_stored or handled.article_at is not null then 'kept'
            when handled.outcome is null or handled.rejected_at < url.fetched_at then 'undecided'
            when handled.reason in ('outside_window', 'undated') then 'not_now'
            else handled.outcome
        end as decision,
        -- a page asked for again that brought no new text, or none at all
        handled.was_stored
            and not handled.is_revised
            and coalesce(coalesce(handled.article_at, handled.rejected_at) > url.fetched_at, false) as is_vain
    from handled
    left join known_url as url on url.article_id = handled.article_id
),
ruled as (
    select
        *,
        case
            when decision = 'kept' then 'stored'
            when decision = 'not_now' and is_wanted then 'pending'
            when decision = 'not_now' then 'deferred'
            when decision in ('rejected', 'failed') then decision
            when is_new or (old_status = 'deferred' and not is_windowed) then 'pending'
            else old_status
        end as status,
        case
            when decision = 'failed' or is_vain then old_attempts + 1
            when decision = 'undecided' or (decision = 'kept' and was_stored and not is_revised) then old_attempts
            else 0
        end as attempts
    from decided
),
-- the pause doubles from a quarter of an hour to a day; the eighth failure in a row is the last
paused as (
    select
        *,
        case
            when decision = 'undecided' or (decision = 'kept' and was_stored and not is_vain and not is_revised)
                then old_next_try_at
            when decision = 'failed' and attempts >= 8 then null
            when decision = 'failed' or is_vain
                then decided_at + to_minutes(least(1440, 15 * 2 ** (least(attempts, 8) - 1))::bigint)
        end as next_try_at
    from ruled
)
select
    article_id,
    first_source_id as source_id,
    first_url as url,
    first_canonical_url as canonical_url,
    status,
    case when status = 'stored' then null when decision = 'undecided' then old_reason else reason end as reason,
    case when status = 'stored' then stored_as end as stored_as,
    attempts,
    next_try_at,
    coalesce(article_published_at, refused_published_at, old_published_at, published_at) as published_at,
    is_wanted,
    greatest(old_fetched_at, decided_at) as fetched_at,
    least(old_first_seen_at, coalesce(discovered_at, decided_at, old_first_seen_at, (select started_at from batch_run))) as first_seen_at,
    greatest(old_last_seen_at, coalesce(discovered_at, old_last_seen_at, decided_at, (select started_at from batch_run))) as last_seen_at,
    case when decision = 'undecided' and not is_new then old_run_id else run_id end as run_id,
    row_id
from paused
