-- What the run did about each article address it had to do with, judged before anything of it is stored.
-- Grain: one row per address (article_id). `disposition`: stored, duplicate, rejected, failed or pending.
-- Order of judgement: what is stored stays stored; then this run's own result; then what an earlier run decided.
create or replace temp table handled as
with this_run as (
    select run_id, kind <> 'watch' and window_start is not null as is_windowed
    from batch_run
),
-- which article an address leads to
target as (
    select alias_id, last(article_id order by is_new) as article_id
    from (
        select alias_id, article_id, false as is_new from known_alias
        union all by name
        select alias_id, article_id, true as is_new from batch_alias
    )
    group by alias_id
),
seen as (
    select
        article_id,
        first(source_id order by discovered_at, entry_id) as source_id,
        first(url order by discovered_at, entry_id) as url,
        first(canonical_url order by discovered_at, entry_id) as canonical_url,
        min(published_at) as published_at,
        min(discovered_at) filter (not is_chosen) as discovered_at,
        bool_or(is_chosen) as is_chosen
    from (
        select *, false as is_chosen from batch_entry
        union all by name
        select *, true as is_chosen from batch_chosen
    )
    group by article_id
),
refused as (
    select distinct on (article_id) *
    from batch_rejection
    order by article_id, rejected_at desc, rejection_id
),
-- an article that nothing listed can only come from a folder made by hand; it counts under its own address
unlisted as (
    select distinct on (article_id) *
    from batch_article
    where article_id not in (select article_id from batch_alias) and article_id not in (select article_id from seen)
    order by article_id, fetched_at
),
address as (
    select article_id, source_id, url, canonical_url, published_at, discovered_at, is_chosen
    from seen
    union all by name
    select article_id, source_id, url, url as canonical_url, null as published_at, rejected_at as discovered_at, false as is_chosen
    from refused
    where article_id not in (select article_id from seen)
    union all by name
    select article_id, source_id, url, canonical_url, published_at, fetched_at as discovered_at, true as is_chosen
    from unlisted
    where article_id not in (select article_id from refused)
),
fetched as (
    select article_id, max(fetched_at) as fetched_at, last(published_at order by fetched_at, revision_id) as published_at
    from batch_article
    group by article_id
),
revised as (
    select distinct article_id
    from batch_article
    where revision_id not in (select revision_id from known_article)
),
stored_before as (
    select distinct article_id from known_article
),
joined as (
    select
        address.*,
        coalesce(target.article_id, address.article_id) as stored_as,
        stored_before.article_id is not null as was_stored,
        revised.article_id is not null as is_revised,
        fetched.fetched_at as article_at,
        fetched.published_at as article_published_at,
        refused.outcome,
        refused.reason as refused_reason,
        refused.rejected_at,
        refused.published_at as refused_published_at,
        url.status as old_status,
        url.reason as old_reason,
        url.next_try_at as old_next_try_at,
        this_run.run_id,
        this_run.is_windowed
    from address
    cross join this_run
    left join target on target.alias_id = address.article_id
    left join fetched on fetched.article_id = coalesce(target.article_id, address.article_id)
    left join revised on revised.article_id = coalesce(target.article_id, address.article_id)
    left join stored_before on stored_before.article_id = coalesce(target.article_id, address.article_id)
    left join refused on refused.article_id = address.article_id
    left join known_url as url on url.article_id = address.article_id
)
select
    * exclude (refused_reason, old_reason),
    case
        when was_stored then 'duplicate'
        -- two addresses of one new article: it is stored once
        when article_at is not null and row_number() over (
            partition by stored_as, article_at is not null
            order by article_id <> stored_as, article_id
        ) = 1 then 'stored'
        when article_at is not null then 'duplicate'
        when outcome is not null then outcome
        when old_status = 'stored' then 'duplicate'
        when old_status = 'rejected' then 'rejected'
        when old_status = 'deferred' and not is_chosen then 'rejected'
        when old_status = 'failed' and old_next_try_at is null and not is_chosen then 'failed'
        else 'pending'
    end as disposition,
    case
        when was_stored or article_at is not null then null
        else coalesce(refused_reason, old_reason)
    end as reason
from joined
